//! annals: a static site generator for conflict timelines.

pub mod diagnostic;
pub mod markdown;
pub mod text;
