//! `annals serve`: the local preview of the site.

pub mod answers;
mod command;
pub mod connections;
mod desk;
mod editor;
pub mod guard;
pub mod paths;
pub mod server;
pub mod show;
pub mod stream;

pub use command::{Wishes, serve};
