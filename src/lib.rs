//! annals: a static site generator for conflict timelines.

pub mod archive;
pub mod date;
pub mod diagnostic;
pub mod draft;
pub mod edition;
pub mod files;
pub mod id;
pub mod language;
pub mod markdown;
pub mod reference;
pub mod route;
pub mod shell;
pub mod site;
pub mod text;
pub mod theme;
pub mod timeline;
pub mod view;
