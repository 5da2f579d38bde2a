//! A folder on another machine, to which the user's own `rsync` sends files over SSH: only the parts of files that differ
//! are sent, and the files of one step take their places together at its end.
//!
//! It is told which files to send, one by one. Looking, the lease and removals go by SFTP over the same user's SSH: rsync
//! itself can neither make a file that must be new, nor remove just what a list names.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use litemap::LiteMap;

use super::super::beneath;
use super::super::failure::Failure;
use super::super::progress::Progress;
use super::super::release::Put;
use super::super::survey::LOCK;
use super::super::target::{Found, Look, Store, Version};
use super::line::{last_words, missing};
use super::sftp::{PARTS, Sftps};
use crate::cores;
use crate::release::{Entry, Host};

/// Where rsync keeps the files of one step until all of them take their places, in each folder. (It removes the folder with
/// the last file of it, so it cannot be the one of [`PARTS`].)
const WAITING: &str = ".annals-partial";

/// Files up to this length are copied before they are sent, in bytes; longer ones get a second name where they can.
const COPIED: u64 = 16 << 20;

/// How often rsync is started for one step.
const TRIES: u32 = 4;

/// How often one looks whether rsync is to be ended.
const LOOK: Duration = Duration::from_millis(20);

/// Ends rsync together with annals, however that ends: what an interrupted publication began must not go on while the next
/// one is under way.
const GUARD: &str = "exec 3<&0
rsync \"$@\" 3<&- </dev/null & work=$!
{ cat <&3; kill \"$work\"; } >/dev/null 2>&1 & guard=$!
exec 3<&-
wait \"$work\"; status=$?
kill \"$guard\" 2>/dev/null
exit \"$status\"";

/// The folder.
#[derive(Debug)]
pub struct Rsync {
    sftp: Sftps,
    /// What was found of an interrupted publication, which no link leads to.
    left: Mutex<Vec<String>>,
}

impl Rsync {
    /// A folder that need not exist yet.
    ///
    /// # Errors
    /// If the machine gives no resources for it.
    pub fn new(host: Host) -> Result<Rsync, Failure> {
        Ok(Rsync { sftp: Sftps::new(host)?, left: Mutex::new(Vec::new()) })
    }

    /// Runs rsync once; gives its exit code and last words. It is ended when another may have taken the target over, and then
    /// there are none.
    fn run(&self, staged: &Path, list: &Path, progress: &Progress) -> Result<Option<(Option<i32>, String)>, Failure> {
        let line = self.sftp.line();
        let host = line.host();
        let mut shell = format!("ssh {}", line.options().join(" "));
        if let Some(port) = host.port {
            shell.push_str(&format!(" -p{port}"));
        }
        let user = host.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
        let mut command = Command::new("sh");
        command.args(["-c", GUARD, "rsync", "--checksum", "--compress", "--delay-updates"]);
        command.args([format!("--partial-dir={WAITING}"), format!("--temp-dir={PARTS}")]);
        command.args(["--protect-args", "--from0", "-e", &shell]);
        command.arg(format!("--timeout={}", 2 * line.silence().as_secs()));
        command.arg(format!("--files-from={}", list.display()));
        command.args(["--", &format!("{}/", staged.display()), &format!("{user}{}:{}/", host.host, host.path)]);
        command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| missing("sh", &error))?;
        // The guard watches this pipe.
        let (pipe, is_done) = (child.stdin.take(), AtomicBool::new(false));
        let (said, was_cut) = std::thread::scope(|scope| {
            let watch = scope.spawn(|| {
                while progress.is_ours() && !is_done.load(Ordering::Relaxed) {
                    std::thread::sleep(LOOK);
                }
                drop(pipe);
                !is_done.load(Ordering::Relaxed)
            });
            let said = child.stderr.take().map(|mut stderr| last_words(&mut stderr)).unwrap_or_default();
            is_done.store(true, Ordering::Relaxed);
            (said, watch.join().unwrap_or(false))
        });
        let status = child.wait().map_err(|error| Failure::failed(format!("cannot wait for `rsync`: {error}")))?;
        Ok((!was_cut || status.success()).then(|| (status.code(), said)))
    }

    fn failure(&self, code: Option<i32>, said: &str) -> Failure {
        let host = &self.sftp.line().host().host;
        match code {
            Some(255) => self.sftp.line().unreachable(said),
            Some(127) if said.contains("rsync: not found") || said.contains("sh: ") => {
                Failure::failed("annals needs the program `rsync` for this target; install it")
            }
            _ if said.contains("rsync: command not found") || said.contains("rsync: not found") => {
                Failure::failed(format!("`{host}` has no program `rsync`; install it there, or name it by `sftp://`"))
            }
            _ => {
                let code = code.map_or("a signal".to_owned(), |code| format!("code {code}"));
                Failure::failed(format!(
                    "`rsync` ended with {code} (it says: {said}); what was done stays done: publish again"
                ))
            }
        }
    }
}

/// Whether rsync may succeed in a while: the connection broke or timed out (rsync(1), EXIT VALUES).
fn is_passing(code: Option<i32>, said: &str) -> bool {
    let is_refused =
        ["Permission denied", "Host key verification", "not found"].iter().any(|words| said.contains(words));
    matches!(code, Some(10 | 12 | 30 | 35 | 255)) && !is_refused
}

/// Lays files out as rsync is to send them, since it does not know what they must hold: copies that were held against the
/// manifest while they were made, and second names of long files, which were held against it under these. No link is among
/// them, and rsync would follow none.
fn stage(files: &[Put<'_>], staged: &Path, list: &Path) -> Result<(), Failure> {
    fs::create_dir_all(staged).map_err(Failure::io("make the folder", staged))?;
    cores::try_for_each(files, &|put| {
        let at = staged.join(put.path);
        let writing = || Failure::io("write", &at);
        if put.entry.size > COPIED && put.link(staged, put.path).is_ok() {
            let file = beneath::open(staged, put.path).map_err(|error| put.unreadable(&error))?;
            return io::copy(&mut put.checked(Box::new(file)), &mut io::sink())
                .map(|_| ())
                .map_err(|error| put.unreadable(&error));
        }
        let mut reader = put.reader()?;
        let mut file = beneath::create(staged, put.path).map_err(writing())?;
        let mut piece = vec![0; 128 << 10];
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(length) => file.write_all(&piece[..length]).map_err(writing())?,
                Err(error) => return Err(put.unreadable(&error)),
            }
        }
    })?;
    let names: Vec<u8> = files.iter().flat_map(|put| put.path.bytes().chain([0])).collect();
    fs::write(list, names).map_err(Failure::io("write", list))
}

impl Look for Rsync {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        let (left, found): (Vec<_>, Vec<_>) =
            self.sftp.list()?.into_iter().partition(|(path, _)| path.split('/').any(|part| part == WAITING));
        if let Some((path, _)) = left.iter().find(|(path, _)| path.ends_with(WAITING)) {
            // It would be followed where it is a link.
            return Err(Failure::refused(format!(
                "`{path}` is in the way of the folder in which rsync keeps files before they take their places; remove it"
            )));
        }
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = left.into_iter().map(|(path, _)| path).collect();
        Ok(found.into_iter().collect())
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        self.sftp.read(path)
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        self.sftp.digests(paths, progress)
    }
}

impl Store for Rsync {
    fn put_all(&self, files: &[Put<'_>], progress: &Progress) -> Result<(), Failure> {
        if files.is_empty() {
            return Ok(());
        }
        let work = tempfile::Builder::new().prefix("annals-").tempdir();
        let work = work.map_err(|error| Failure::failed(format!("cannot make a temporary folder: {error}")))?;
        let (staged, list) = (work.path().join("site"), work.path().join("list"));
        stage(files, &staged, &list)?;
        let mut tries = 1;
        loop {
            progress.go_on()?;
            self.sftp.make_parts()?;
            let Some((code, said)) = self.run(&staged, &list, progress)? else { continue };
            match code {
                Some(0) => break,
                _ if is_passing(code, &said) && tries < TRIES => {
                    std::thread::sleep(Duration::from_secs(1 << (tries - 1)));
                    tries += 1;
                }
                _ => {
                    if is_passing(code, &said) {
                        self.sftp.line().give_up();
                    }
                    return Err(self.failure(code, &said));
                }
            }
        }
        files.iter().try_for_each(|_| progress.done())
    }

    fn remove_all(&self, paths: &[&str], progress: &Progress) -> Result<(), Failure> {
        self.sftp.remove_all(paths, progress)
    }

    fn swap(&self, path: &str, expected: Option<&Version>, new: Option<&[u8]>) -> Result<bool, Failure> {
        if path == LOCK && new.is_none() && self.read(LOCK)?.map(|(_, version)| version).as_ref() == expected {
            // The last file to go is the lock: what was left goes before it.
            let left = std::mem::take(&mut *self.left.lock().unwrap_or_else(PoisonError::into_inner));
            let left: Vec<&str> = left.iter().map(String::as_str).collect();
            self.sftp.remove_all(&left, &Progress::hidden())?;
        }
        self.sftp.swap(path, expected, new)
    }
}
