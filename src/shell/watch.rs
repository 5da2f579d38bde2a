//! Hears which files of a site change, until it is dropped.
//!
//! Notices come from the system (inotify on Linux) through `notify`; where it has none to give, the folder is looked at
//! again and again ([`poll`]). Notices of one saving are gathered: they are told when nothing came for 10 ms, and every
//! 100 ms while they keep coming (500 ms while a written file is not closed). A debouncing library would add its tick (a quarter of its waiting time, slept whether
//! or not anything happens) and a list of events in full, of which only the paths are wanted.
//!
//! What is told is where to look, never what is there: [`super::disk::Disk`] finds that out. A path may be told that
//! holds what it held; a change is never left untold. Says nothing of other folders than the site's three and what
//! links in them lead to.

#[cfg(test)]
mod laws;
mod places;
mod poll;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, Event, EventKind, ModifyKind};
use notify::{Config, ErrorKind, RecommendedWatcher, Watcher};
use rustix::io::Errno;

use self::places::Places;
use self::poll::Sight;

/// Where something may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Files and folders, by their paths below the site's root. Of a folder, everything in it may have changed.
    Paths(BTreeSet<PathBuf>),
    /// Notices were lost, or are too many to be told one by one: anything may have changed.
    All,
}

/// How changes are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The system tells; if it cannot, the folder is looked at every second.
    System,
    /// The folder is looked at again and again after this time, because the system cannot tell: on network shares, for
    /// instance.
    Poll(Duration),
}

/// A folder that is being watched, until this is dropped. A telling that has begun by then is finished.
#[derive(Debug)]
pub struct Watching {
    note: Arc<OnceLock<String>>,
    inbox: Inbox,
}

impl Watching {
    /// What the author should know about how changes are seen, if it is not as he chose. It may come later, when folders
    /// are added.
    pub fn note(&self) -> Option<&str> {
        self.note.get().map(String::as_str)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.inbox.stopped.store(true, Ordering::SeqCst);
        // Only wakes the thread; if the inbox is full, it is awake.
        let _ = self.inbox.sender.try_send(Message::Stop);
    }
}

/// How long nothing must come before what was gathered is told.
const QUIET: Duration = Duration::from_millis(10);
/// How long notices are gathered while they keep coming.
const PATIENCE: Duration = Duration::from_millis(100);
/// The same while a file is open that was written: half a file would only frighten.
const PATIENCE_WITH_OPEN: Duration = Duration::from_millis(500);
/// More paths than these are told as [`Seen::All`].
const MOST_PATHS: usize = 2_000;
/// More notices than these are not kept.
const MOST_MESSAGES: usize = 20_000;
/// The one notice of access that is wanted: a file that was written is closed. Reading is no change, and annals itself
/// reads.
const CLOSED: AccessKind = AccessKind::Close(AccessMode::Write);
/// Whether the system tells that.
const TELLS_CLOSED: bool = cfg!(any(target_os = "linux", target_os = "android"));
/// How often the folder is looked at where the system cannot tell, and a root that is gone is looked for.
const EVERY: Duration = Duration::from_secs(1);

/// Watches a site's folder and tells where it may have changed, on a thread of its own.
///
/// When it returns, every later change will be told: so read the folder after it.
pub fn watch(root: &Path, choice: Choice, tell: impl FnMut(Seen) + Send + 'static) -> Watching {
    watch_through(system, root, choice, tell)
}

/// What gives the notices.
type Listener = Box<dyn Watcher + Send>;

fn system(inbox: Inbox) -> notify::Result<Listener> {
    let config = Config::default().with_follow_symlinks(false);
    let hear = move |notice: notify::Result<Event>| match notice {
        Ok(Event { kind: EventKind::Access(access), .. }) if access != CLOSED => {}
        notice => inbox.put(Message::Notice(notice)),
    };
    Ok(Box::new(RecommendedWatcher::new(hear, config)?))
}

fn watch_through(
    listener: impl FnOnce(Inbox) -> notify::Result<Listener>,
    root: &Path,
    choice: Choice,
    mut tell: impl FnMut(Seen) + Send + 'static,
) -> Watching {
    let (inbox, outbox) = inbox();
    let note = Arc::new(OnceLock::new());
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let (places, every) = match choice {
        Choice::Poll(every) => (None, every),
        Choice::System => match listener(inbox.clone()).and_then(|listener| Places::new(&root, listener)) {
            Ok(places) => (Some(places), EVERY),
            Err(error) => {
                let _ = note.set(why_poll(&error));
                (None, EVERY)
            }
        },
    };
    let sight = if places.is_none() { Some(Sight::of(&root)) } else { None };
    let watching = Watching { note: Arc::clone(&note), inbox };
    let noted = Arc::clone(&note);
    let started = thread::Builder::new().name("annals-watch".to_owned()).spawn(move || {
        if let Some(places) = places {
            let Err(error) = listen(places, &outbox, &mut tell) else { return };
            let _ = noted.set(why_poll(&error));
        }
        let sight = sight.unwrap_or_else(|| {
            let sight = Sight::of(&root);
            // Between the last notice and this look anything may have changed.
            tell(Seen::All);
            sight
        });
        poll::poll(&root, every, sight, &outbox, &mut tell);
    });
    if let Err(error) = started {
        let _ = note.set(format!("no change will be seen, because the system starts no thread ({error})"));
    }
    watching
}

/// Why the folder is looked at again and again although the system should tell.
fn why_poll(error: &notify::Error) -> String {
    let too_many = |what: &str, setting: &str| {
        format!("the system's limit of {what} is reached ({setting}), so annals looks for changes every second instead")
    };
    match &error.kind {
        ErrorKind::MaxFilesWatch => too_many("watched folders", "fs.inotify.max_user_watches"),
        ErrorKind::Io(io) if is(io, Errno::NOSPC) => too_many("watched folders", "fs.inotify.max_user_watches"),
        ErrorKind::Io(io) if is(io, Errno::MFILE) => too_many("watching programs", "fs.inotify.max_user_instances"),
        _ => format!("the system gives no notice of changes ({error}), so annals looks for them every second instead"),
    }
}

/// Whether an error in watching one folder concerns that folder alone: it has gone, or may not be read.
fn is_of_one_folder(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(io) => {
            [Errno::NOENT, Errno::NOTDIR, Errno::ACCESS, Errno::PERM, Errno::LOOP].iter().any(|errno| is(io, *errno))
        }
        _ => false,
    }
}

fn is(error: &std::io::Error, errno: Errno) -> bool {
    error.raw_os_error() == Some(errno.raw_os_error())
}

/// What comes to the watching thread.
#[derive(Debug)]
enum Message {
    Notice(notify::Result<Event>),
    Stop,
}

/// Where notices are put.
#[derive(Debug, Clone)]
struct Inbox {
    sender: SyncSender<Message>,
    lost: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
}

/// Where the watching thread takes them.
struct Outbox {
    receiver: Receiver<Message>,
    lost: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
}

fn inbox() -> (Inbox, Outbox) {
    let (sender, receiver) = sync_channel(MOST_MESSAGES);
    let (lost, stopped) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
    let outbox = Outbox { receiver, lost: Arc::clone(&lost), stopped: Arc::clone(&stopped) };
    (Inbox { sender, lost, stopped }, outbox)
}

impl Inbox {
    fn put(&self, message: Message) {
        if self.sender.try_send(message).is_err() {
            self.lost.store(true, Ordering::SeqCst);
        }
    }
}

/// Nothing more is wanted.
struct Stopped;

impl Outbox {
    /// The next notice, or `None` when none came by then.
    fn next(&self, by: Option<Instant>) -> Result<Option<notify::Result<Event>>, Stopped> {
        let message = match by {
            None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(by) => self.receiver.recv_timeout(by.saturating_duration_since(Instant::now())),
        };
        match message {
            _ if self.stopped.load(Ordering::SeqCst) => Err(Stopped),
            Ok(Message::Notice(notice)) => Ok(Some(notice)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => Err(Stopped),
        }
    }
}

/// Tells what the system gives notice of, until nothing more is wanted.
///
/// # Errors
///
/// The system can give no more notices.
fn listen(mut places: Places, outbox: &Outbox, tell: &mut impl FnMut(Seen)) -> notify::Result<()> {
    loop {
        let Ok(gathered) = gather(&places, outbox) else { return Ok(()) };
        let gathered = gathered?;
        // Folders are watched before they are looked at, so that nothing that happens between is missed.
        places.settle(&gathered.suspects)?;
        tell(gathered.seen());
    }
}

/// Waits until something was seen and quiet has returned, or patience ends.
fn gather(places: &Places, outbox: &Outbox) -> Result<notify::Result<Gathered>, Stopped> {
    let mut gathered = Gathered::default();
    let mut last: Option<(Instant, Instant)> = None;
    loop {
        let patience = if gathered.unfinished.is_empty() { PATIENCE } else { PATIENCE_WITH_OPEN };
        let by = match last {
            Some((first, _)) if !gathered.unfinished.is_empty() => Some(first + patience),
            Some((first, latest)) => Some((latest + QUIET).min(first + patience)),
            None if places.is_rootless() => Some(Instant::now() + EVERY),
            None => None,
        };
        let notice = outbox.next(by)?;
        if outbox.lost.swap(false, Ordering::SeqCst) {
            gathered.everything(places);
        }
        match notice {
            Some(Ok(event)) => gathered.add(&event, places),
            Some(Err(error)) if is_of_one_folder(&error) => gathered.everything(places),
            Some(Err(error)) => return Ok(Err(error)),
            None if last.is_none() => gathered.everything(places),
            None => return Ok(Ok(gathered)),
        }
        if std::mem::take(&mut gathered.fresh) {
            let now = Instant::now();
            last = Some((last.map_or(now, |(first, _)| first), now));
        }
        if last.is_some_and(|(first, _)| first.elapsed() >= patience) {
            return Ok(Ok(gathered));
        }
    }
}

/// What came since the last telling.
#[derive(Debug, Default)]
struct Gathered {
    all: bool,
    paths: BTreeSet<PathBuf>,
    /// True places at which folders or links may have come, gone or been exchanged.
    suspects: BTreeSet<PathBuf>,
    /// True places of files that were written and not closed yet.
    unfinished: BTreeSet<PathBuf>,
    /// Whether something was added.
    fresh: bool,
}

impl Gathered {
    fn add(&mut self, event: &Event, places: &Places) {
        if event.need_rescan() {
            return self.everything(places);
        }
        let of_content = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
        if matches!(event.kind, EventKind::Access(_)) {
            for path in &event.paths {
                // Quiet begins when the file is closed.
                self.fresh |= self.unfinished.remove(path);
            }
            return;
        }
        for path in &event.paths {
            if *path == places.root.real {
                if !of_content {
                    self.everything(places);
                }
                continue;
            }
            let names = places.names(path);
            if names.is_empty() {
                continue;
            }
            self.fresh = true;
            if !of_content {
                self.unfinished.remove(path);
            } else if TELLS_CLOSED {
                self.unfinished.insert(path.clone());
            }
            if !of_content && !self.suspects.contains(path) && places.is_suspect(path) {
                self.suspects.insert(path.clone());
            }
            if !self.all {
                self.paths.extend(names);
            }
            self.bound(places);
        }
    }

    /// Anything may have changed.
    fn everything(&mut self, places: &Places) {
        self.all = true;
        self.fresh = true;
        self.paths.clear();
        self.suspects = BTreeSet::from([places.root.real.clone()]);
    }

    fn bound(&mut self, places: &Places) {
        if self.paths.len() > MOST_PATHS {
            self.all = true;
            self.paths.clear();
        }
        if self.unfinished.len() > MOST_PATHS {
            self.unfinished.clear();
        }
        if self.suspects.len() > MOST_PATHS {
            self.suspects = BTreeSet::from([places.root.real.clone()]);
        }
    }

    fn seen(self) -> Seen {
        if self.all { Seen::All } else { Seen::Paths(self.paths) }
    }
}
