//! Ten thousand changes of a site that is previewed, twenty at once: takes minutes, and so runs on demand alone:
//!
//! ```text
//! cargo test --release --test soak -- --ignored --nocapture
//! ```
//!
//! A short one runs with every `cargo test` (`tests/serve.rs`). `ANNALS_SEED` names another storm than the usual one.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests meet the machine as the shell does")]
#![allow(clippy::disallowed_macros, clippy::print_stderr, clippy::unwrap_used, reason = "a program for developers")]

mod support;

use support::soak::storm;

#[test]
#[ignore = "takes minutes"]
fn ten_thousand_changes_leave_no_wrong_page_and_no_memory_behind() {
    let seed = std::env::var("ANNALS_SEED").map_or(1, |seed| seed.parse().unwrap());
    let storm = storm(25, 20, seed);
    eprintln!("{} changes and {} answers in {:.0} s", storm.edits, storm.answers, storm.time.as_secs_f64());
    eprintln!("memory after rounds 5 to 25, in kB: {:?}", storm.memory);
    assert_eq!(storm.edits, 10_000);
    if let (Some(first), Some(last)) = (storm.memory.first(), storm.memory.last()) {
        assert!(last * 10 <= first * 13, "memory grew from {first} kB to {last} kB");
    }
}
