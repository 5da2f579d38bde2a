//! annals: a static site generator for conflict timelines.

pub mod date;
pub mod diagnostic;
pub mod language;
pub mod text;
