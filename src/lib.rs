//! annals: a static site generator for conflict timelines.

pub mod diagnostic;
pub mod draft;
pub mod files;
pub mod id;
pub mod shell;
pub mod text;
