//! How far a publication has come: a bar on the terminal, and the word to stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failure::Failure;

/// The progress of one publication, shared by all threads that work on it.
pub struct Progress {
    bar: ProgressBar,
    is_stopped: AtomicBool,
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
        Progress { bar, is_stopped: AtomicBool::new(false) }
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

    /// Whether to go on.
    ///
    /// # Errors
    /// If the publication has to stop.
    pub fn go_on(&self) -> Result<(), Failure> {
        if self.is_stopped.load(Ordering::Relaxed) {
            return Err(Failure::failed(
                "another annals took over this target, because nothing was heard of this one for too long; look what \
                 stands there and publish again",
            ));
        }
        Ok(())
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
