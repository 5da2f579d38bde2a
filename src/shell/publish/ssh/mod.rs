//! Folders on other machines, which the user's own SSH reaches, with the user's keys and settings.

mod line;
mod rsync;
mod sftp;

pub use rsync::Rsync;
pub use sftp::Sftps;
