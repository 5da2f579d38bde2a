//! Which folders are watched, and by which names the site knows what lies in them.
//!
//! Each folder is watched by itself, not as part of a tree: a folder must be watched before it is looked at, and only
//! whoever places the watch knows when that is. Notices name true places; a folder that links lead to has several names
//! in the site, or lies outside its three folders.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::path::{Component, Path, PathBuf};

use notify::RecursiveMode;

use super::{Listener, is_of_one_folder};
use crate::shell::read::{Area, Root, is_dropping};

/// Whether the system watches whole trees at once, and single folders only at great cost.
const TREES: bool = cfg!(not(any(target_os = "linux", target_os = "android")));

/// The folders that are watched.
pub struct Places {
    pub root: Root,
    listener: Listener,
    /// True places that are watched.
    watched: BTreeSet<PathBuf>,
    /// For the true place of each folder of the site, its paths below the root.
    folders: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// For each true place through which a link leads, the paths of the links below the root.
    trails: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl Places {
    /// Watches a site's folders.
    ///
    /// # Errors
    ///
    /// The system cannot watch them all.
    pub fn new(named: &Path, listener: Listener) -> notify::Result<Places> {
        let mut places = Places {
            root: Root::new(named),
            listener,
            watched: BTreeSet::new(),
            folders: BTreeMap::new(),
            trails: BTreeMap::new(),
        };
        places.spread()?;
        Ok(places)
    }

    /// Whether the site's folder itself is gone.
    pub fn is_rootless(&self) -> bool {
        !self.watched.contains(&self.root.real)
    }

    /// The paths below the root by which the site knows a true place; none if it is no part of the site.
    pub fn names(&self, place: &Path) -> Vec<PathBuf> {
        let mut names: Vec<PathBuf> = self.trails.get(place).into_iter().flatten().cloned().collect();
        if let (Some(folder), Some(name)) = (place.parent(), place.file_name()) {
            let folders = self.folders.get(folder).into_iter().flatten();
            names.extend(folders.map(|folder| folder.join(name)).filter(|path| belongs(path)));
        }
        names
    }

    /// Whether a true place may be a folder or a link, or was one.
    pub fn is_suspect(&self, place: &Path) -> bool {
        self.watched.contains(place)
            || self.trails.contains_key(place)
            || fs::symlink_metadata(place).is_ok_and(|about| !about.is_file())
    }

    /// Watches the folders as they are now. Those at and below the suspects are watched anew, because others may lie
    /// there by now.
    ///
    /// # Errors
    ///
    /// The system cannot watch them all.
    pub fn settle(&mut self, suspects: &BTreeSet<PathBuf>) -> notify::Result<()> {
        if suspects.is_empty() {
            return Ok(());
        }
        for suspect in suspects {
            let below = self.watched.range(suspect.clone()..).take_while(|place| place.starts_with(suspect));
            for place in below.cloned().collect::<Vec<_>>() {
                self.leave(&place);
            }
        }
        let is_of_root = suspects.contains(&self.root.real);
        self.root = Root::new(&self.root.named);
        if is_of_root || !self.trails.is_empty() { self.spread() } else { self.spread_from(suspects) }
    }

    /// Finds and watches every folder of the site, and leaves the others.
    fn spread(&mut self) -> notify::Result<()> {
        self.folders.clear();
        self.trails.clear();
        let mut needed = BTreeSet::new();
        self.enter(vec![(self.root.real.clone(), PathBuf::new())], &mut needed)?;
        for place in self.watched.difference(&needed).cloned().collect::<Vec<_>>() {
            self.leave(&place);
        }
        Ok(())
    }

    /// Does the same in a site that had no links, where each folder has one name and nothing else leads to it.
    fn spread_from(&mut self, suspects: &BTreeSet<PathBuf>) -> notify::Result<()> {
        for suspect in suspects {
            let below = self.folders.range(suspect.clone()..).take_while(|(place, _)| place.starts_with(suspect));
            for place in below.map(|(place, _)| place.clone()).collect::<Vec<_>>() {
                self.folders.remove(&place);
            }
        }
        let mut needed = BTreeSet::new();
        for suspect in suspects {
            let Ok(path) = suspect.strip_prefix(&self.root.real).map(Path::to_owned) else { continue };
            if let Ok(about) = fs::symlink_metadata(suspect)
                && let Some(folder) = self.meet(suspect, path, about.file_type(), &mut needed)?
            {
                self.enter(vec![folder], &mut needed)?;
            }
        }
        Ok(())
    }

    /// Watches folders, given by true place and path, and all folders in them. Each is watched before it is listed.
    fn enter(&mut self, mut ahead: Vec<(PathBuf, PathBuf)>, needed: &mut BTreeSet<PathBuf>) -> notify::Result<()> {
        while let Some((place, path)) = ahead.pop() {
            needed.insert(place.clone());
            self.watch(&place)?;
            // What cannot be listed holds nothing; the reading tells the author.
            for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
                if let Ok(kind) = entry.file_type() {
                    ahead.extend(self.meet(&entry.path(), path.join(entry.file_name()), kind, needed)?);
                }
            }
            self.folders.entry(place).or_default().insert(path);
        }
        Ok(())
    }

    /// The true place and the path of what was met in a folder, if it is to be entered.
    fn meet(
        &mut self,
        place: &Path,
        path: PathBuf,
        kind: FileType,
        needed: &mut BTreeSet<PathBuf>,
    ) -> notify::Result<Option<(PathBuf, PathBuf)>> {
        if kind.is_file() || !belongs(&path) {
            return Ok(None);
        }
        if kind.is_symlink() {
            self.follow(place, &path, needed)?;
        }
        let place = self.root.enters(&path).then(|| fs::canonicalize(self.root.named.join(&path)));
        Ok(place.and_then(Result::ok).map(|place| (place, path)))
    }

    /// Watches everything through which a link leads.
    fn follow(&mut self, link: &Path, path: &Path, needed: &mut BTreeSet<PathBuf>) -> notify::Result<()> {
        for place in trail(link) {
            let Some(folder) = place.parent().filter(|folder| folder.starts_with(&self.root.real)) else { continue };
            needed.insert(folder.to_owned());
            self.watch(folder)?;
            self.trails.entry(place).or_default().insert(path.to_owned());
        }
        Ok(())
    }

    fn watch(&mut self, place: &Path) -> notify::Result<()> {
        let mode = if TREES { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        if self.watched.contains(place) || (TREES && place != self.root.real) {
            return Ok(());
        }
        match self.listener.watch(place, mode) {
            Ok(()) => {
                self.watched.insert(place.to_owned());
                Ok(())
            }
            // The folder above tells when it can be watched.
            Err(error) if is_of_one_folder(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn leave(&mut self, place: &Path) {
        self.watched.remove(place);
        // It fails where the folder is gone, and its watch with it.
        let _ = self.listener.unwatch(place);
    }
}

/// Whether a path below the root is part of a site, given that the folder above it is the root or part of it.
fn belongs(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Area::of(path).is_some_and(|area| path.components().nth(1).is_none() || !is_dropping(&name, area))
}

/// The true places that the system looks at in turn to follow a link, the link itself first.
fn trail(link: &Path) -> Vec<PathBuf> {
    /// Linux follows 40 links.
    const MOST_LINKS: usize = 40;
    let mut trail = Vec::new();
    let mut links = 0;
    let Some((folder, name)) = link.parent().zip(link.file_name()) else { return trail };
    let mut here = folder.to_owned();
    let mut ahead: VecDeque<OsString> = VecDeque::from([name.to_owned()]);
    while let Some(part) = ahead.pop_front() {
        match Path::new(&part).components().next() {
            Some(Component::ParentDir) => {
                here.pop();
            }
            Some(Component::RootDir) => here = PathBuf::from("/"),
            Some(Component::Normal(name)) => {
                here.push(name);
                trail.push(here.clone());
                let Ok(target) = fs::read_link(&here) else { continue };
                links += 1;
                if links > MOST_LINKS {
                    return trail;
                }
                here.pop();
                for part in target.components().rev() {
                    ahead.push_front(part.as_os_str().to_owned());
                }
            }
            _ => {}
        }
    }
    trail
}
