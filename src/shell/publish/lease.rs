//! The lease: who may write to a target that takes files one by one.
//!
//! It is a small file on the target, put there in one step and counted up every few seconds by its holder. Whoever finds
//! one takes it over if its holder is known to be dead, or is not heard of for a while; so an interrupted publication
//! never blocks the next for long, and two at once never mix. No clocks of two machines are compared.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::progress::{Progress, clock};
use super::survey::LOCK;
use super::target::{Store, Version};

/// How often the holder is heard of.
const BEAT: Duration = Duration::from_secs(5);

/// How long a holder may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long, in milliseconds after the holder was last heard of, it writes: what is begun then is done before another can
/// have taken over.
const MARGIN: u64 = PATIENCE.as_secs() * 1000 / 2;

/// How often one who waits looks.
const LOOK: Duration = Duration::from_secs(2);

/// How often one tries to take what is free, or held by somebody dead, before it is given up: who is faster by a moment is
/// seen the next time.
const TRIES: u32 = 5;

/// How long one waits before the second try; twice as long before each further one.
const FIRST_WAIT: Duration = Duration::from_millis(50);

/// What the file says. Nothing in it tells who the holder is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    /// A random number.
    run: String,
    /// The hash of what tells machines apart, and of the process on it.
    machine: String,
    /// The number of the process.
    process: u32,
    /// When that process began, in the system's own count.
    begun: u64,
    /// Counts up while the holder lives.
    beat: u64,
}

impl Note {
    fn new() -> Note {
        let process = std::process::id();
        Note { run: random(), machine: machine(), process, begun: begun(process).unwrap_or(0), beat: 0 }
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers can be JSON")
    }

    /// Whether the holder is a process of this machine that has ended.
    fn is_dead(&self) -> bool {
        self.machine == machine() && self.begun != 0 && begun(self.process) != Some(self.begun)
    }
}

/// A random number that no other run has.
pub fn random() -> String {
    use std::hash::{BuildHasher, RandomState};
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

/// What tells this machine, as it runs now and with its own numbers of processes, apart from others, as a hash.
fn machine() -> String {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let space = std::fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let text = format!("{boot} {}", space.display());
    crate::release::Entry::of(text.as_bytes()).hex()
}

/// When a process began, in ticks since the machine's start (proc(5), `stat`, field 22); `None` if there is none.
fn begun(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field is a name in brackets that may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(19)?.parse().ok()
}

/// Takes the lease, does the work while counting it up, and gives it back. The work is told by `progress` if the lease was
/// lost to another.
///
/// # Errors
/// If another publication is under way, or the work fails.
pub fn hold<T>(
    store: &dyn Store,
    progress: &Progress,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let note = Note::new();
    let (version, begun) = take(store, &note)?;
    progress.is_ours_until(begun + MARGIN);
    let version = Mutex::new(version);
    let is_done = Mutex::new(false);
    let ended = Condvar::new();
    let result = std::thread::scope(|scope| {
        scope.spawn(|| count_up(store, note, &version, (&is_done, &ended), progress));
        let result = work();
        *is_done.lock().unwrap_or_else(PoisonError::into_inner) = true;
        ended.notify_all();
        result
    });
    progress.is_ours_until(u64::MAX);
    let version = version.into_inner().unwrap_or_else(PoisonError::into_inner);
    let returned = store.swap(LOCK, Some(&version), None);
    let result = result?;
    returned?;
    Ok(result)
}

/// Takes away the lease of a holder that is known to be dead: one that was killed when its work was done, but for this.
///
/// # Errors
/// If the target cannot be read or written.
pub fn clear(store: &dyn Store) -> Result<(), Failure> {
    if let Some((bytes, version)) = store.read(LOCK)?
        && serde_json::from_slice::<Note>(&bytes).is_ok_and(|holder| holder.is_dead())
    {
        store.swap(LOCK, Some(&version), None)?;
    }
    Ok(())
}

fn count_up(
    store: &dyn Store,
    mut note: Note,
    version: &Mutex<Version>,
    (is_done, ended): (&Mutex<bool>, &Condvar),
    progress: &Progress,
) {
    let mut done = is_done.lock().unwrap_or_else(PoisonError::into_inner);
    let mut last = Instant::now();
    loop {
        done = ended.wait_timeout_while(done, BEAT, |done| !*done).unwrap_or_else(PoisonError::into_inner).0;
        if *done {
            return;
        }
        note.beat += 1;
        let begun = clock();
        let mut held = version.lock().unwrap_or_else(PoisonError::into_inner);
        let swapped = store.swap(LOCK, Some(&held), Some(&note.bytes()));
        match swapped.and_then(|is_ours| if is_ours { store.read(LOCK) } else { Ok(None) }) {
            Ok(Some((bytes, new))) if bytes == note.bytes() => {
                *held = new;
                last = Instant::now();
                progress.is_ours_until(begun + MARGIN);
            }
            Ok(_) => return progress.stop(),
            // The network may come back; but nobody may write who is thought to be gone.
            Err(_) if last.elapsed() < PATIENCE / 2 => {}
            Err(_) => return progress.stop(),
        }
    }
}

/// Takes the lease, waiting for the silence of a holder that may be dead. Gives when it was taken, by [`clock`].
fn take(store: &dyn Store, note: &Note) -> Result<(Version, u64), Failure> {
    let mut seen: Option<(Version, Instant)> = None;
    let mut tries = 0;
    loop {
        let now = clock();
        let found = store.read(LOCK)?;
        let is_free = found.as_ref().is_none_or(|(bytes, version)| {
            let holder: Option<Note> = serde_json::from_slice(bytes).ok();
            let is_silent = seen.as_ref().is_some_and(|(old, since)| old == version && since.elapsed() >= PATIENCE);
            is_silent || holder.as_ref().is_some_and(Note::is_dead)
        });
        let version = found.map(|(_, version)| version);
        if is_free {
            if store.swap(LOCK, version.as_ref(), Some(&note.bytes()))? {
                return Ok((confirm(store, note)?, now));
            }
            tries += 1;
            if tries == TRIES {
                return Err(contradicted());
            }
            std::thread::sleep(FIRST_WAIT * 2_u32.pow(tries - 1));
            continue;
        }
        match (&seen, version) {
            (Some((old, _)), Some(version)) if *old != version => return Err(busy()),
            (None, Some(version)) => seen = Some((version, Instant::now())),
            _ => {}
        }
        std::thread::sleep(LOOK);
    }
}

/// The version of our own note, if it is there: two may have written where the target compares in two steps.
fn confirm(store: &dyn Store, note: &Note) -> Result<Version, Failure> {
    match store.read(LOCK)? {
        Some((bytes, version)) if bytes == note.bytes() => Ok(version),
        _ => Err(busy()),
    }
}

fn busy() -> Failure {
    Failure::failed(
        "another annals is publishing to this target at this moment; wait until it has finished, and publish again",
    )
}

fn contradicted() -> Failure {
    Failure::failed(format!(
        "the target says, {TRIES} times in a row, that nobody publishes to it, and then that somebody does; publish again, and \
         if that comes back, look whether what is written to its `{LOCK}` can be read there"
    ))
}

/// What the lock of this process holds, as it runs and as if it had ended.
#[cfg(test)]
pub fn notes() -> [Vec<u8>; 2] {
    let living = Note::new();
    let dead = Note { begun: living.begun + 1, ..living.clone() };
    [living.bytes(), dead.bytes()]
}
