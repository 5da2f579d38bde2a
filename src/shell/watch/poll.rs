//! Sees changes by looking again and again, where the system gives no notice of them.
//!
//! Finds what a reading would find, by the same rules, but opens no file: it compares lengths, times and identities.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use litemap::LiteMap;

use super::{MOST_PATHS, Outbox, Seen, Stopped};
use crate::shell::read::{Root, Unreadable};

/// Some file systems keep times to two seconds: what was written that shortly before may change without a later time.
const COARSEST_TICK: Duration = Duration::from_secs(2);

/// What one look at a site's folder saw.
pub struct Sight {
    /// By path below the root.
    at: LiteMap<PathBuf, Look>,
}

#[derive(PartialEq, Eq)]
enum Look {
    File { length: u64, modified: SystemTime, changed: (i64, i64), device: u64, number: u64, young: bool },
    Unreadable(Unreadable),
}

impl Sight {
    /// Looks at a site's folder.
    pub fn of(root: &Path) -> Sight {
        let root = Root::new(root);
        let (found, faults) = root.find_all();
        let mut at = Vec::new();
        for found in found {
            let path = found.at.strip_prefix(&root.named).unwrap_or(&found.at);
            if let Some(look) = Look::at(&found.at) {
                at.push((path.to_owned(), look));
            }
        }
        at.extend(faults.into_iter().map(|fault| (PathBuf::from(fault.path), Look::Unreadable(fault.reason))));
        Sight { at: at.into_iter().collect() }
    }

    /// Where a later look may have seen something else.
    fn differences(&self, later: &Sight) -> Option<Seen> {
        let gone = self.at.keys().filter(|path| !later.at.contains_key(*path));
        let differs =
            |path: &PathBuf, look: &Look| !self.at.get(path).is_some_and(|before| before == look && !before.is_young());
        let come = later.at.iter().filter(|(path, look)| differs(path, look)).map(|(path, _)| path);
        // One more than are told by name shows that they are too many.
        let paths: Vec<&PathBuf> = gone.chain(come).take(MOST_PATHS + 1).collect();
        match paths.len() {
            0 => None,
            1..=MOST_PATHS => Some(Seen::Paths(paths.into_iter().cloned().collect())),
            _ => Some(Seen::All),
        }
    }
}

impl Look {
    fn at(place: &Path) -> Option<Look> {
        let about = fs::metadata(place).ok()?;
        let modified = about.modified().ok()?;
        Some(Look::File {
            length: about.len(),
            modified,
            changed: (about.ctime(), about.ctime_nsec()),
            device: about.dev(),
            number: about.ino(),
            young: SystemTime::now().duration_since(modified).is_ok_and(|age| age < COARSEST_TICK),
        })
    }

    fn is_young(&self) -> bool {
        matches!(self, Look::File { young: true, .. })
    }
}

/// Looks again after each pause and tells what differs, until nothing more is wanted.
pub fn poll(root: &Path, every: Duration, mut before: Sight, outbox: &Outbox, tell: &mut impl FnMut(Seen)) {
    let mut pause = every;
    loop {
        let until = Instant::now() + pause;
        loop {
            match outbox.next(Some(until)) {
                // A notice from before.
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(Stopped) => return,
            }
        }
        let begun = Instant::now();
        let now = Sight::of(root);
        // A look at a large folder on a slow share must not take up the machine.
        pause = every.max(begun.elapsed() * 4);
        if let Some(seen) = before.differences(&now) {
            tell(seen);
        }
        before = now;
    }
}
