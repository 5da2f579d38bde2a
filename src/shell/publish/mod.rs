//! `annals publish`: brings a built site to where readers are.
//!
//! The site is built as `annals build` builds it, and its files are held against its manifest while they are sent, so
//! that what stands on the host is what was built and checked. A target is either a [`target::Store`], which takes files
//! one by one in the order of [`crate::release::Plan::steps`], under a lease and with a journal, so that a publication
//! that is interrupted at any moment shows no broken link and is finished by the next; or a [`target::Depot`], which takes
//! a release as a whole and may keep earlier ones.

pub mod archive;
pub mod beneath;
pub mod client;
mod command;
mod extras;
pub mod failure;
mod folder;
mod git;
mod kept;
mod lease;
mod open;
mod ordered;
pub mod parallel;
pub mod patience;
pub mod progress;
mod pulse;
pub mod release;
mod s3;
pub mod shelf;
mod ssh;
mod survey;
pub mod target;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests;
mod unpack;
mod whole;

pub use command::{Order, publish};

/// What is wished of a publication.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Nothing is done.
    pub dry_run: bool,
    /// Files of others may stand there, and those that have the name of one of the site's are replaced.
    pub adopt: bool,
    /// As many pages may be removed as it takes.
    pub allow_removals: bool,
    /// Everything is read back.
    pub verify: bool,
    /// The release before the present one is brought back.
    pub rollback: bool,
}
