//! Release: what a site's copy on a host must hold, and the way from the copy that stands there to the new one.
//!
//! Pure: targets are read from settings ([`Target`]), two manifests give a [`Plan`], a plan gives [`Step`]s in an order
//! that never shows a reader a broken link, and [`guard`] says what must not happen without being asked for. Doing it is
//! the shell's.

pub mod guard;
mod manifest;
mod plan;
pub mod report;
mod serving;
mod target;
pub mod verify;

pub use manifest::{Entry, Head, MANIFEST, Manifest, ManifestFault, PathFault, SIGNATURE, any_below, check_path};
pub use plan::{Plan, Standing, Step};
pub use serving::{Stage, cache_control, content_type, stage};
pub use target::{Address, ArchiveForm, Compression, Host, Target};
