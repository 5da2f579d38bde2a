//! Puts the new site into the old one's place, and mends what a killed run left.
//!
//! In one step where the file system can exchange two names (`renameat2` with `RENAME_EXCHANGE`, Linux 3.15; macOS
//! has its like). Elsewhere in two steps that a journal makes whole:
//!
//! 1. the journal is made; 2. the old site is renamed away; 3. the new one is renamed into its place;
//! 4. the journal is removed; 5. the old site is removed.
//!
//! A run that finds a journal knows from what exists how far the other came ([`mend`]). Between 2 and 3 the output
//! does not exist; this moment cannot be avoided without the exchange in one step.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Action, OutputError};
use super::place::{Place, status};
use super::tree::remove_tree;

/// How the new site takes the old one's place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Exchange {
    /// In one step, or in two where the file system cannot do it in one.
    #[default]
    OneStep,
    /// In two steps with a journal, whatever the file system can do.
    TwoSteps,
}

/// Why an exchange failed.
pub(super) struct Failure {
    /// What the machine refused.
    pub error: OutputError,
    /// Whether the next run must find everything as it is now in order to mend it.
    pub leave_all: bool,
}

/// The journal counts by being there; its text is for whoever finds it.
const JOURNAL: &str = "\
annals is putting a new site into its place. If no annals is running, it was interrupted, and the next build
completes the exchange or takes it back. Until then, leave this file and the folders beside it alone.
";

/// Puts the finished staging folder into the output's place. Gives the place where the old site lies now, if there
/// was one.
pub(super) fn exchange(place: &Place, method: Exchange) -> Result<Option<PathBuf>, Failure> {
    let fail = |error| Failure { error, leave_all: false };
    let exchanging = || OutputError::io(Action::Exchange, &place.output);
    if status(&place.output).map_err(fail)?.is_none() {
        fs::rename(&place.staging, &place.output).map_err(|e| fail(exchanging()(e)))?;
        return Ok(None);
    }
    if method == Exchange::OneStep {
        match swap(&place.staging, &place.output) {
            Ok(true) => return Ok(Some(place.staging.clone())),
            Ok(false) => {}
            Err(error) => return Err(fail(exchanging()(error))),
        }
    }
    in_two_steps(place)?;
    Ok(Some(place.old.clone()))
}

/// Exchanges two names in one step; `false` if the file system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(error) if [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether folders in this one can be exchanged in one step; they are made and removed to see it.
pub(in crate::shell) fn can_exchange(folder: &Path) -> bool {
    let make = || tempfile::Builder::new().prefix(".annals-probe-").tempdir_in(folder);
    let (Ok(one), Ok(other)) = (make(), make()) else { return false };
    swap(one.path(), other.path()).unwrap_or(false)
}

fn in_two_steps(place: &Place) -> Result<(), Failure> {
    // A new file: what was put there since the run began is neither written to nor waited for.
    File::create_new(&place.journal).and_then(|mut journal| journal.write_all(JOURNAL.as_bytes())).map_err(
        |error| {
            let _ = fs::remove_file(&place.journal);
            Failure { error: OutputError::io(Action::Write, &place.journal)(error), leave_all: false }
        },
    )?;
    let exchanging = OutputError::io(Action::Exchange, &place.output);
    if let Err(error) = fs::rename(&place.output, &place.old) {
        let _ = fs::remove_file(&place.journal);
        return Err(Failure { error: exchanging(error), leave_all: false });
    }
    if let Err(error) = fs::rename(&place.staging, &place.output) {
        let back = fs::rename(&place.old, &place.output).and_then(|()| fs::remove_file(&place.journal));
        return Err(Failure { error: exchanging(error), leave_all: back.is_err() });
    }
    // A journal that stays is harmless: the next run sees that both steps were done.
    let _ = fs::remove_file(&place.journal);
    Ok(())
}

/// Completes or takes back what a killed run left, and removes its remains. The lock must be held.
pub(super) fn mend(place: &Place) -> Result<(), OutputError> {
    if status(&place.journal)?.is_some() {
        let output = status(&place.output)?.is_some();
        let old = status(&place.old)?.is_some();
        let staging = status(&place.staging)?.is_some();
        let exchanging = || OutputError::io(Action::Exchange, &place.output);
        match (output, old, staging) {
            // Killed between the steps. The journal is made only when the staging folder is whole.
            (false, true, true) => fs::rename(&place.staging, &place.output).map_err(exchanging())?,
            (false, true, false) => fs::rename(&place.old, &place.output).map_err(exchanging())?,
            // Killed between the steps, and someone made the output folder since.
            (true, true, true) => {
                fs::remove_dir(&place.output)
                    .map_err(|_| OutputError::Interrupted { output: place.output.clone(), old: place.old.clone() })?;
                fs::rename(&place.staging, &place.output).map_err(exchanging())?;
            }
            // Killed before the first step or after the second.
            (true, ..) | (false, false, _) => {}
        }
        fs::remove_file(&place.journal).map_err(OutputError::io(Action::Remove, &place.journal))?;
    }
    // Whatever these hold is in the output too: annals' own files, and links to what was carried over.
    remove_tree(&place.staging)?;
    remove_tree(&place.old)
}
