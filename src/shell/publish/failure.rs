//! Why something was not published, in a sentence that says what to do.

use std::fmt;
use std::io;
use std::path::Path;

use super::super::output::OutputError;

/// Why something was not published. Whatever it is, the target holds a site without broken links.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for is not done, because it could do harm or makes no sense. The words say how to go on.
    Refused(String),
    /// The machine, the network or the other side failed.
    Failed(String),
    /// Someone else changed the target since it was looked at.
    Overtaken(String),
}

impl Failure {
    /// A refusal.
    pub fn refused(text: impl Into<String>) -> Failure {
        Failure::Refused(text.into())
    }

    /// A failure.
    pub fn failed(text: impl Into<String>) -> Failure {
        Failure::Failed(text.into())
    }

    /// What the machine said when this was tried on a file or folder.
    pub fn io(action: &str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let what = format!("cannot {action} `{}`", path.display());
        move |error| Failure::Failed(format!("{what}: {error}"))
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Failure {
        if error.is_refusal() { Failure::Refused(error.to_string()) } else { Failure::Failed(error.to_string()) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Refused(text) | Failure::Failed(text) | Failure::Overtaken(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Failure {}
