//! Finds a site and reads it.

use std::path::{Path, PathBuf};

use super::cli::Exit;
use super::read::{self, FileBytes, InputFile, ReadFault, Unreadable};
use super::terminal::{Terminal, Told};
use crate::diagnostic::Diagnostic;
use crate::files::{Files, RawFile, Unusable};
use crate::text::calm_path;

/// The site's folder: the named one, or the nearest upwards that holds `content/site.toml`.
pub fn root(named: Option<PathBuf>, terminal: &Terminal) -> Result<PathBuf, Exit> {
    let found = match named {
        Some(folder) if folder.join("content/site.toml").is_file() => Some(folder),
        Some(folder) => {
            return Err(terminal.refused(Told::with_help(
                format!("there is no site in `{}`: it holds no `content/site.toml`", calm_path(&folder)),
                format!("`annals init {}` begins one", calm_path(&folder)),
            )));
        }
        None => std::env::current_dir().ok().and_then(|here| read::find_root(&here)),
    };
    found.ok_or_else(|| {
        terminal.refused(Told::with_help(
            "there is no site here: neither this folder nor one above it holds `content/site.toml`",
            "`annals init` begins a site, `--root DIR` names one",
        ))
    })
}

/// Everything that the author wrote.
pub fn files(root: &Path) -> (Files, Vec<Diagnostic>) {
    let (inputs, unreadable) = read::read_site(root);
    sorted(inputs, unreadable)
}

/// What was read, sorted out.
pub fn sorted(inputs: Vec<InputFile>, unreadable: Vec<ReadFault>) -> (Files, Vec<Diagnostic>) {
    let mut raw = Vec::new();
    let mut statics = Vec::new();
    let mut assets = Vec::new();
    let mut pictures = Vec::new();
    for input in inputs {
        match (input.path.strip_prefix("static/"), input.bytes) {
            (Some(path), FileBytes::Read(bytes)) => assets.push((path.to_owned(), bytes.into())),
            (Some(path), FileBytes::OnDisk { length, picture, .. }) => {
                pictures.extend(picture.map(|size| (path.to_owned(), size)));
                statics.push((path.to_owned(), length));
            }
            (None, FileBytes::Read(bytes)) => raw.push(RawFile { path: input.path, bytes: Ok(bytes) }),
            (None, FileBytes::OnDisk { .. }) => {}
        }
    }
    raw.extend(unreadable.into_iter().map(|fault| {
        let reason = match fault.reason {
            Unreadable::TooLarge(length) => Unusable::TooLarge(length),
            other => Unusable::Unreadable(other.to_string()),
        };
        RawFile { path: fault.path, bytes: Err(reason) }
    }));
    let (mut files, faults) = Files::new(raw, statics);
    files.assets = assets;
    files.pictures = pictures.into_iter().collect();
    (files, faults)
}
