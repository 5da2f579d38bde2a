//! The shell: the only part of annals that touches the disk, the network, the clock, the environment and the terminal.
//!
//! It reads what the author wrote, hands it to the core, and does what the core asks for. It never decides what a
//! site looks like or whether its content is right.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "this is the one place where the program meets the machine; the bans keep everything else from it"
)]

mod author;
mod build;
mod cli;
pub mod disk;
mod explain;
mod failure;
mod hosting;
mod load;
mod memory;
pub mod output;
pub mod publish;
pub mod read;
pub mod serve;
mod signature;
mod terminal;
mod verify;
pub mod watch;

pub use cli::{command, run};
