//! Opens a target: from its address to the means that reach it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use super::super::author::{leads_out, outside};
use super::super::output::{can_exchange, touched};
use super::Wishes;
use super::archive::Archive;
use super::failure::Failure;
use super::folder::Folder;
use super::git::{Branch, Depth};
use super::s3::Storage;
use super::shelf::Shelf;
use super::ssh::{Rsync, Sftps};
use super::target::Means;
use crate::release::{Address, Target};
use crate::text::calm_name;

/// Opens a target of the site in `root`; `protected` are folders that hold its own files.
pub fn open(target: &Target, wishes: &Wishes, root: &Path, protected: Vec<PathBuf>) -> Result<Means, Failure> {
    match &target.address {
        Address::Folder(path) => keep_apart(Path::new(path), &protected)?,
        Address::Archive { path, .. } => keep_apart(&root.join(path), &protected)?,
        _ => {}
    }
    match &target.address {
        Address::Folder(path) if target.in_place || !(wishes.dry_run || can_take_whole(Path::new(path))) => {
            Ok(Means::Files(Box::new(Shelf::new(PathBuf::from(path)))))
        }
        Address::Folder(path) => {
            Ok(Means::Whole(Box::new(Folder::new(Path::new(path), protected, target.keep, wishes.adopt))))
        }
        Address::Git { remote, branch } => {
            let depth = match wishes {
                Wishes { rollback: true, .. } => Depth::History,
                Wishes { verify: true, .. } => Depth::Files,
                _ => Depth::Names,
            };
            Ok(Means::Whole(Box::new(Branch::open(remote, branch, target.history, root, depth)?)))
        }
        Address::Archive { path, form } => {
            let at = root.join(path);
            let is_below =
                Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            if is_below && leads_out(root, &at) {
                return Err(Failure::refused(outside(at.parent().unwrap_or(root))));
            }
            // Below the site no link is followed at all; where the author's own words lead elsewhere, those in them are.
            let parts = Path::new(path).components().filter(|part| matches!(part, Component::Normal(_)));
            let below: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
            let (root, at) = match (is_below, at.parent(), below.last()) {
                (false, Some(parent), Some(name)) => (parent, name.clone().into_owned()),
                _ => (root, below.join("/")),
            };
            Ok(Means::Whole(Box::new(Archive::new(root.to_owned(), at, *form, target.keep))))
        }
        Address::S3 { bucket, prefix } => {
            Ok(Means::Files(Box::new(Storage::open(bucket, prefix, target, wishes.verify)?)))
        }
        Address::Sftp(host) => Ok(Means::Files(Box::new(Sftps::new(host.clone())?))),
        Address::Rsync(host) => Ok(Means::Files(Box::new(Rsync::new(host.clone())?))),
    }
}

/// Refuses a place among the site's own files: what is published there would be taken for them.
fn keep_apart(place: &Path, protected: &[PathBuf]) -> Result<(), Failure> {
    match touched(place, protected) {
        None => Ok(()),
        Some(folder) => Err(Failure::refused(format!(
            "`{}` is, contains or lies in `{}`, which holds the site's own files; name a place apart from them",
            calm_name(&place.to_string_lossy()),
            calm_name(&folder.to_string_lossy())
        ))),
    }
}

/// Whether a folder can be exchanged as a whole: it is no mount point, the folder that it lies in may be written to, and
/// the file system can do it.
fn can_take_whole(path: &Path) -> bool {
    let device = |path: &Path| fs::metadata(path).map(|about| about.dev()).ok();
    // A new folder takes its place by a plain renaming.
    let Ok(path) = fs::canonicalize(path) else { return true };
    path.parent().is_some_and(|parent| device(parent) == device(&path) && can_exchange(parent))
}
