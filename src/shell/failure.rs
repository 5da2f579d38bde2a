//! Should annals itself fail, where it never should: a sentence instead of a trace, and a documented exit code.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::process::ExitCode;

use super::cli::Exit;
use super::terminal::Terminal;
use crate::text::calm_name;

/// Does what the program is for, and says in a sentence if it fails at it by a fault of its own. Where a panic ends the
/// program at once, as in the release profile, it ends by this exit code as well.
pub fn guard(work: impl FnOnce() -> ExitCode) -> ExitCode {
    std::panic::set_hook(Box::new(|failure| {
        Terminal::new().say(&sentence(failure));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            Terminal::new().say(&trace.to_string());
        }
        if cfg!(panic = "abort") {
            std::process::exit(Exit::Machine.number().into());
        }
    }));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Exit::Machine.code())
}

/// What failed, where, and what to do.
fn sentence(failure: &PanicHookInfo) -> String {
    let what = calm_name(failure.payload_as_str().unwrap_or("it cannot say at what"));
    // Where the system gives no thread, libraries know no other way.
    if ["failed to spawn thread", "thread pool"].iter().any(|words| what.contains(words)) {
        return "annals: this machine lets annals start no more threads\nhelp: end other programs, or raise the limit of threads \
                (`ulimit -u`), and try again"
            .to_owned();
    }
    let place = failure.location().map(|at| format!(" ({}, line {})", at.file(), at.line())).unwrap_or_default();
    format!(
        "annals: annals itself failed: {what}{place}\nNothing of your site is lost. Please report this to the makers of annals, \
         with the smallest site that shows it."
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_failure_of_annals_is_a_sentence_with_its_place_and_what_to_do() {
        let said = std::sync::Arc::new(Mutex::new(String::new()));
        let heard = said.clone();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |failure| {
            let said = sentence(failure);
            if said.contains("the sky fell") {
                *heard.lock().expect("nobody fails while holding it") = said;
            }
        }));
        let done = catch_unwind(|| panic!("the sky fell"));
        std::panic::set_hook(before);
        assert!(done.is_err());
        let said = said.lock().expect("nobody fails while holding it");
        assert!(said.starts_with("annals: annals itself failed: the sky fell (src/shell/failure.rs, line "), "{said}");
        assert!(said.contains("Please report this"), "{said}");
    }
}
