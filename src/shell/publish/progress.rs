//! How far a publication has come: a bar on the terminal, and the word to stop.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rustix::time::{ClockId, clock_gettime};

use super::failure::Failure;

/// The progress of one publication, shared by all threads that work on it.
pub struct Progress {
    bar: ProgressBar,
    is_stopped: AtomicBool,
    /// Until when, by [`clock`], nobody else can have taken the target over.
    ours_until: AtomicU64,
}

/// How often one looks who waits for the word to go on.
const LOOK: Duration = Duration::from_millis(20);

/// The time in milliseconds since some moment, by a clock that goes on while the machine sleeps.
pub fn clock() -> u64 {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = ClockId::Boottime;
    // On macOS, this one does.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = ClockId::Monotonic;
    let now = clock_gettime(clock);
    u64::try_from(now.tv_sec).unwrap_or(0) * 1000 + u64::try_from(now.tv_nsec).unwrap_or(0) / 1_000_000
}

impl Progress {
    /// Shown on standard error where that is a terminal.
    pub fn shown() -> Progress {
        Progress::on(ProgressDrawTarget::stderr_with_hz(10))
    }

    /// Never shown.
    pub fn hidden() -> Progress {
        Progress::on(ProgressDrawTarget::hidden())
    }

    fn on(target: ProgressDrawTarget) -> Progress {
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{msg:<22} {bar:30} {pos} of {len} files, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar, is_stopped: AtomicBool::new(false), ours_until: AtomicU64::new(u64::MAX) }
    }

    /// Begins a step with so many files.
    pub fn step(&self, what: &str, files: usize) {
        self.bar.set_message(what.to_owned());
        self.bar.set_length(files as u64);
        self.bar.reset();
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    /// One file more is done.
    ///
    /// # Errors
    /// If the publication has to stop: what is not begun yet must not begin.
    pub fn done(&self) -> Result<(), Failure> {
        self.bar.inc(1);
        self.go_on()
    }

    /// Whether to go on. What changes the target is begun after this alone. Who stood still for so long that another may have
    /// taken the target over waits here for the word.
    ///
    /// # Errors
    /// If the publication has to stop.
    pub fn go_on(&self) -> Result<(), Failure> {
        loop {
            if self.is_stopped.load(Ordering::Relaxed) {
                return Err(Failure::failed(
                    "another annals took over this target, because nothing was heard of this one for too long; look what \
                     stands there and publish again",
                ));
            }
            if self.is_ours() {
                return Ok(());
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Whether nobody else can have taken the target over.
    pub fn is_ours(&self) -> bool {
        clock() < self.ours_until.load(Ordering::Relaxed)
    }

    /// Says until when, by [`clock`], nobody else can take the target over.
    pub fn is_ours_until(&self, time: u64) {
        self.ours_until.store(time, Ordering::Relaxed);
    }

    /// Says that everything has to stop, because the target is no longer ours to write to.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Takes the bar off the terminal.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
