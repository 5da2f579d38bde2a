//! `annals serve`: the local preview of the site.

pub mod answers;
pub mod connections;
pub mod guard;
pub mod paths;
pub mod server;
pub mod show;
pub mod stream;
