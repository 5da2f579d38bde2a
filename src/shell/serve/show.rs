//! What the preview's server asks of the site behind it, and what that site tells of its changes.
//!
//! These types know neither HTTP nor the disk's watcher, so that either side can be tried without the other.

use std::fs::File;
use std::path::PathBuf;

use serde::Serialize;

/// The site behind the preview. It is asked from several threads at once.
pub trait Show: Send + Sync + 'static {
    /// The path of `base_url`, percent-encoded as in an address, beginning and ending with `/`. It may change while
    /// the preview runs. Asked on the server's own thread, so that it must be known already; all else is asked where
    /// waiting harms nobody.
    fn base_path(&self) -> String;

    /// The number of the state that is shown now. It grows with each [`News`], once the new state is shown and before
    /// the news is told, and never falls.
    fn version(&self) -> u64;

    /// What stands at a path below the base path, such as `/timeline/`. The path is percent-decoded, begins with `/`,
    /// and has no empty, `.` or `..` segment, no backslash and no control character.
    fn answer(&self, path: &str) -> Answer;

    /// What the preview's bar and overlay show on the page at this path, which is as clean as that of
    /// [`Show::answer`].
    fn state(&self, path: &str) -> State;
}

/// What stands at an address.
#[derive(Debug)]
pub enum Answer {
    /// A page in HTML.
    Page {
        /// The page as a build writes it.
        html: Vec<u8>,
        /// False for the page that says that there is nothing at this address.
        found: bool,
    },
    /// Anything else that is rendered, such as a feed.
    Bytes {
        /// The bytes as a build writes them.
        bytes: Vec<u8>,
        /// Its media type with its parameters, such as `text/css; charset=utf-8`.
        media_type: &'static str,
    },
    /// A file of the author's, read from the disk in pieces.
    File {
        /// The file, opened: whatever is put in its place meanwhile is not sent.
        file: File,
        /// What it is called, for its media type.
        name: PathBuf,
    },
    /// A file of the author's that was there when the folder was last looked at.
    Gone,
    /// The page stands at another address of this site: a percent-encoded path with the base path, such as
    /// `/base/timeline/`.
    Moved(String),
}

/// What the preview's bar and overlay show on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// The number of the state that this tells of; see [`Show::version`].
    pub version: u64,
    /// Whether the page shows the last good state, because what the author wrote since has errors.
    pub stale: bool,
    /// The first errors of the whole site.
    pub errors: Vec<Fault>,
    /// How many errors there are besides `errors`.
    pub more_errors: usize,
    /// The first warnings about this page's records.
    pub warnings: Vec<Fault>,
    /// How many there are besides `warnings`.
    pub more_warnings: usize,
    /// The records that this page shows, and where each is written.
    pub records: Vec<Origin>,
}

/// A fault in what the author wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `error` or `warning`.
    pub level: &'static str,
    /// The fault's code in the catalogue.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file below the site's folder.
    pub path: Option<String>,
    /// The line in that file, from 1.
    pub line: usize,
    /// The column in that line, in characters, from 1.
    pub column: usize,
    /// The whole report as `annals check` draws it, in plain text for type of one width.
    pub report: String,
    /// A link that opens the author's editor at this place.
    pub editor: Option<String>,
}

/// Where a record is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The kind of record, such as `event`.
    pub kind: String,
    /// The record's id.
    pub id: String,
    /// What the record is called, in plain text.
    pub title: String,
    /// The file below the site's folder.
    pub path: String,
    /// The line in that file, from 1.
    pub line: usize,
    /// Whether it is a draft, which a build leaves out.
    pub draft: bool,
    /// The moment until which it is held back, in words.
    pub embargo: Option<String>,
    /// A link that opens the author's editor at this place.
    pub editor: Option<String>,
}

/// What changed. Every variant names the new state; paths are those of addresses: percent-encoded and
/// with the base path, such as `/base/assets/annals.css`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The content of pages.
    Page {
        /// The new state.
        version: u64,
    },
    /// A style sheet.
    Style {
        /// The new state.
        version: u64,
        /// The sheet's address.
        path: String,
    },
    /// A picture.
    Picture {
        /// The new state.
        version: u64,
        /// The picture's address.
        path: String,
    },
    /// A script of the site's own: pages that run it are loaded anew.
    Script {
        /// The new state.
        version: u64,
        /// The script's address.
        path: String,
    },
    /// Only the faults, not what the pages show.
    State {
        /// The new state.
        version: u64,
    },
}
