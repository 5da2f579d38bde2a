//! Reads the author's folder: every file below `content/`, `templates/` and `static/`.
//!
//! Nothing is left out silently but the droppings of editors, file managers and version control ([`is_dropping`]);
//! what cannot be read is a [`ReadFault`], which the core turns into a diagnostic. Symbolic links are followed as long
//! as they stay in the author's folder. Never judges what a file holds, and never holds a large static file in memory.

#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;
use walkdir::{DirEntry, WalkDir};

use super::publish::beneath;
use crate::cores::{self, ANY};
use crate::files::LARGEST_FILE;

/// One file of the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path below the site's root, with `/`, as it is spelt on the disk.
    pub path: String,
    /// The folder that it lies in.
    pub area: Area,
    /// What it holds.
    pub bytes: FileBytes,
}

/// The three folders of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// `content/`: records, articles, pages.
    Content,
    /// `templates/`: what replaces or adds to the built-in templates.
    Templates,
    /// `static/`: what is copied as it is.
    Static,
}

impl Area {
    /// Every area, in order of name.
    pub const ALL: [Area; 3] = [Area::Content, Area::Static, Area::Templates];

    /// The folder's name below the site's root.
    pub fn folder(self) -> &'static str {
        match self {
            Area::Content => "content",
            Area::Templates => "templates",
            Area::Static => "static",
        }
    }

    /// The area of a path below the site's root.
    pub(super) fn of(path: &Path) -> Option<Area> {
        let first = path.components().next()?.as_os_str();
        Area::ALL.into_iter().find(|area| first == area.folder())
    }
}

/// What a file holds, or where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileBytes {
    /// The content itself.
    Read(Vec<u8>),
    /// A static file, which is copied and not read here.
    OnDisk {
        /// Where it lies.
        path: PathBuf,
        /// Its length in bytes.
        length: u64,
        /// Its width and height in pixels, if it is a picture.
        picture: Option<(u32, u32)>,
    },
}

/// A file or folder that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadFault {
    /// Path below the site's root, with `/`; what is not UTF-8 in it is replaced by U+FFFD.
    pub path: String,
    /// Why.
    pub reason: Unreadable,
}

/// Why a file or folder could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unreadable {
    /// The machine refused, in its own words.
    Refused(String),
    /// The name is not UTF-8.
    Name,
    /// A symbolic link points at nothing.
    LinkToNothing,
    /// A symbolic link leads back to itself or to a folder above it.
    LinkLoop,
    /// A symbolic link leads out of the site's folder.
    LinkOutside,
    /// The file is larger than annals reads; its length in bytes.
    TooLarge(u64),
    /// It is neither a file nor a folder, but a device, pipe or socket.
    Special,
    /// `content`, `templates` or `static` is a file.
    NotAFolder,
    /// It was there when its folder was listed, and no longer when it was opened.
    Vanished,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Refused(words) => f.write_str(words),
            Unreadable::Name => f.write_str("its name is not valid UTF-8"),
            Unreadable::LinkToNothing => f.write_str("it is a symbolic link that points at nothing"),
            Unreadable::LinkLoop => f.write_str("it is a symbolic link that leads back to itself"),
            Unreadable::LinkOutside => f.write_str("it is a symbolic link that leads out of the site's folder"),
            Unreadable::TooLarge(length) => {
                write!(f, "it has {length} bytes, and annals reads at most {LARGEST_FILE} of one file")
            }
            Unreadable::Special => f.write_str("it is neither a file nor a folder"),
            Unreadable::NotAFolder => f.write_str("it is a file, where a folder is expected"),
            Unreadable::Vanished => f.write_str("it vanished while the site was read"),
        }
    }
}

/// Finds the site that a folder belongs to: the folder itself or the nearest above it with a `content/site.toml`.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| folder.join("content/site.toml").is_file()).map(Path::to_owned)
}

/// Whether a folder or file lies in the site's folder, wherever links on the way to it lead. To read a file, open it by
/// [`Root::open`]: what is true now may not be true when a file is opened by its path.
///
/// # Errors
///
/// If the machine cannot tell, because the file is gone for example.
pub fn lies_within(root: &Path, file: &Path) -> io::Result<bool> {
    Ok(fs::canonicalize(file)?.starts_with(fs::canonicalize(root)?))
}

/// Reads a site. Files and faults are sorted by path, whatever the disk's order; a folder that does not exist holds
/// nothing.
pub fn read_site(root: &Path) -> (Vec<InputFile>, Vec<ReadFault>) {
    let root = Root::new(root);
    let (found, mut faults) = root.find_all();
    let mut files = Vec::with_capacity(found.len());
    for result in cores::each(&found, ANY, &|found| root.load(found)) {
        match result {
            Ok(file) => files.push(file),
            Err(fault) => faults.push(fault),
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    faults.sort();
    (files, faults)
}

/// Whether a name is one that editors, file managers and version control leave behind. In `content/` and `templates/`
/// every hidden file is; in `static/` a hidden file may be meant for the web server (`.well-known`, `.htaccess`).
pub fn is_dropping(name: &str, area: Area) -> bool {
    const NAMES: [&str; 14] = [
        ".git",
        ".gitignore",
        ".gitattributes",
        ".gitkeep",
        ".gitmodules",
        ".hg",
        ".svn",
        ".jj",
        ".DS_Store",
        ".directory",
        ".idea",
        ".vscode",
        "Thumbs.db",
        "desktop.ini",
    ];
    let hidden = name.starts_with('.');
    NAMES.contains(&name)
        || name.ends_with('~')
        || name.ends_with(".tmp")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || (hidden && area != Area::Static)
        // Emacs' locks, macOS' resource forks, LibreOffice's locks, Vim's swap files.
        || [".#", "._", ".~lock."].iter().any(|start| name.starts_with(start))
        || (hidden && [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end)))
}

/// A file that was found and is still to be read.
pub(super) struct Found {
    pub path: String,
    pub area: Area,
    pub at: PathBuf,
}

/// The folder of a site, and the rules by which the files in it are found and opened.
pub(super) struct Root {
    /// As it was named.
    pub named: PathBuf,
    /// Its true place, with which links are compared.
    pub real: PathBuf,
    /// Opened, if it can be.
    folder: Option<OwnedFd>,
}

impl Root {
    pub fn new(named: &Path) -> Root {
        // If it has no true place, nothing can be read anyway.
        let real = fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = openat(CWD, &real, flags, Mode::empty()).ok();
        Root { named: named.to_owned(), real, folder }
    }

    /// Opens a file of the site by its path below the root. This is the one way to a file of the author's: whatever was
    /// put in its place since it was found, nothing outside of the site's folder is opened, and nothing that might keep
    /// its reader waiting.
    pub fn open(&self, path: &Path) -> Result<File, Unreadable> {
        let opened = self.folder.as_ref().and_then(|folder| beneath::open_through_links(folder, path));
        let file = opened.unwrap_or_else(|| match beneath::open(&self.real, path) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename) => {
                // Perhaps a link that stays in the site.
                let target = fs::canonicalize(self.named.join(path))?;
                let below = target.strip_prefix(&self.real).map_err(|_| io::ErrorKind::CrossesDevices)?;
                beneath::open(&self.real, below)
            }
            opened => opened,
        });
        file.map_err(|error| match error.kind() {
            io::ErrorKind::CrossesDevices => Unreadable::LinkOutside,
            io::ErrorKind::Unsupported => Unreadable::Special,
            _ if self.named.join(path).is_symlink() => from_io(&error),
            // Something else has taken its place.
            io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => Unreadable::Vanished,
            _ => refused(&error),
        })
    }

    /// What a file of the site holds, by its path below the root.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, Unreadable> {
        let file = self.open(path)?;
        let length = file.metadata().map_err(|error| refused(&error))?.len();
        whole(file, length)
    }

    /// Reads a file that was found.
    pub fn load(&self, found: &Found) -> Result<InputFile, ReadFault> {
        let Found { path, area, at } = found;
        let below = at.strip_prefix(&self.named).unwrap_or(at);
        match self.open(below).and_then(|file| load_bytes(path, *area, at, file)) {
            Ok(bytes) => Ok(InputFile { path: path.clone(), area: *area, bytes }),
            Err(reason) => Err(ReadFault { path: path.clone(), reason }),
        }
    }

    /// Every file of the site, and what cannot be read.
    pub fn find_all(&self) -> (Vec<Found>, Vec<ReadFault>) {
        let mut found = Vec::new();
        let mut faults = Vec::new();
        for area in Area::ALL {
            self.find(area, Path::new(area.folder()), &mut found, &mut faults);
        }
        (found, faults)
    }

    /// What is found at a path of an area and below it, which is the same from wherever the search begins. The folders
    /// above the path are taken to be entered ([`Root::enters`]), and no part of it to be a dropping.
    pub fn find(&self, area: Area, start: &Path, found: &mut Vec<Found>, faults: &mut Vec<ReadFault>) {
        let top = self.named.join(start);
        if fs::symlink_metadata(&top).is_err_and(|error| is_absence(&error)) {
            return;
        }
        let walker = WalkDir::new(&top).follow_links(true).sort_by_file_name();
        let mut refused = Vec::new();
        let entries = walker.into_iter().filter_entry(|entry| {
            let dropped = entry.depth() > 0 && is_dropping(&entry.file_name().to_string_lossy(), area);
            if let (false, Some(reason)) = (dropped, self.refusal(entry)) {
                refused.push(ReadFault { path: self.below(entry.path()), reason });
                return false;
            }
            !dropped
        });
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => found.push(Found { path: self.below(entry.path()), area, at: entry.into_path() }),
                Err(error) => {
                    let path = error.path().unwrap_or(&top);
                    let name = path.file_name().unwrap_or_default();
                    if path == top || !is_dropping(&name.to_string_lossy(), area) {
                        // As in `refusal`, what is wrong with the name comes first.
                        let reason = if name.to_str().is_none() { Unreadable::Name } else { reason(&error) };
                        faults.push(ReadFault { path: self.below(path), reason });
                    }
                }
            }
        }
        faults.append(&mut refused);
    }

    /// Whether a path below the root is a folder, or a link to one, whose content belongs to the site.
    pub fn enters(&self, path: &Path) -> bool {
        let at = self.named.join(path);
        match fs::symlink_metadata(&at) {
            Ok(about) if about.is_symlink() => at.is_dir() && self.refusal_of_link(&at).is_none(),
            Ok(about) => about.is_dir(),
            Err(_) => false,
        }
    }

    /// Why an entry is neither read nor entered.
    fn refusal(&self, entry: &DirEntry) -> Option<Unreadable> {
        if entry.file_name().to_str().is_none() {
            return Some(Unreadable::Name);
        }
        if entry.path_is_symlink()
            && let Some(reason) = self.refusal_of_link(entry.path())
        {
            return Some(reason);
        }
        let kind = entry.file_type();
        if !kind.is_dir() && !kind.is_file() {
            return Some(Unreadable::Special);
        }
        (kind.is_file() && entry.path().parent() == Some(&self.named)).then_some(Unreadable::NotAFolder)
    }

    /// Why a link is not followed.
    fn refusal_of_link(&self, link: &Path) -> Option<Unreadable> {
        match fs::canonicalize(link) {
            Ok(target) if !target.starts_with(&self.real) => Some(Unreadable::LinkOutside),
            Ok(target) if self.leads_back(link, &target) => Some(Unreadable::LinkLoop),
            Ok(_) => None,
            Err(error) => Some(from_io(&error)),
        }
    }

    /// Whether a link lies in the folder that it points at, or on a way that came through that folder.
    fn leads_back(&self, link: &Path, target: &Path) -> bool {
        let mut above = link.ancestors().skip(1).take_while(|folder| *folder != self.named);
        let real = |folder: &Path| fs::canonicalize(folder).ok();
        link.parent().and_then(real).is_some_and(|folder| folder.starts_with(target))
            || above.any(|folder| real(folder).is_some_and(|folder| folder == target))
    }

    /// A path below the root as it is shown.
    fn below(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.named).unwrap_or(path);
        path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// Whether the machine says that nothing is there.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn reason(error: &walkdir::Error) -> Unreadable {
    match error.io_error() {
        _ if error.loop_ancestor().is_some() => Unreadable::LinkLoop,
        Some(io) if error.path().is_some_and(Path::is_symlink) => from_io(io),
        Some(io) => refused(io),
        None => Unreadable::Refused(error.to_string()),
    }
}

/// The machine's refusal to follow a link.
fn from_io(error: &io::Error) -> Unreadable {
    match error.raw_os_error().map(Errno::from_raw_os_error) {
        Some(Errno::LOOP) => Unreadable::LinkLoop,
        Some(Errno::NOENT) => Unreadable::LinkToNothing,
        _ => refused(error),
    }
}

/// The machine's refusal to list or open.
fn refused(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::PermissionDenied => Unreadable::Refused("permission is denied".to_owned()),
        io::ErrorKind::NotFound => Unreadable::Vanished,
        _ => Unreadable::Refused(error.to_string()),
    }
}

fn load_bytes(path: &str, area: Area, at: &Path, file: File) -> Result<FileBytes, Unreadable> {
    let length = file.metadata().map_err(|error| refused(&error))?.len();
    if area == Area::Static && (!is_theme_text(path) || length > LARGEST_FILE as u64) {
        let picture = picture(path, file);
        return Ok(FileBytes::OnDisk { path: at.to_owned(), length, picture });
    }
    whole(file, length).map(FileBytes::Read)
}

/// All that a file of this length holds, unless it is more than is read of one file.
fn whole(file: File, length: u64) -> Result<Vec<u8>, Unreadable> {
    let limit = LARGEST_FILE as u64;
    let mut bytes = Vec::new();
    if length <= limit {
        bytes.reserve_exact(usize::try_from(length).unwrap_or(0));
        // The file may grow while it is read.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| refused(&error))?;
    }
    let length = length.max(bytes.len() as u64);
    if length > limit { Err(Unreadable::TooLarge(length)) } else { Ok(bytes) }
}

/// Whether a file is called as pictures are whose size can be read.
fn is_picture(path: &str) -> bool {
    const SUFFIXES: [&str; 6] = ["avif", "gif", "jpeg", "jpg", "png", "webp"];
    let suffix = path.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    SUFFIXES.iter().any(|known| suffix.eq_ignore_ascii_case(known))
}

/// The width and height of a picture in pixels; none of other files.
pub(super) fn picture(path: &str, file: File) -> Option<(u32, u32)> {
    is_picture(path).then(|| measured(file)).flatten()
}

/// The width and height of a picture in pixels; none where its first parts do not tell.
fn measured(file: impl Read + Seek) -> Option<(u32, u32)> {
    let size = imagesize::reader_size(io::BufReader::new(Glances { file, left: MOST_GLANCES })).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// How often a picture's file is read from to find its size. Each part of it takes one, and pictures have some dozens of
/// parts before the one that tells; a file of nothing but parts would be walked through to its end.
const MOST_GLANCES: usize = 500;

/// A file that is read from so many times.
struct Glances<F> {
    file: F,
    left: usize,
}

impl<F: Read> Read for Glances<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::UnexpectedEof)?;
        self.file.read(into)
    }
}

impl<F: Seek> Seek for Glances<F> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Whether a static file is text of the theme, which the core may need to know: it names it by its content or reads
/// strings from it.
fn is_theme_text(path: &str) -> bool {
    const SUFFIXES: [&str; 9] = ["css", "js", "mjs", "ftl", "svg", "json", "html", "txt", "webmanifest"];
    let suffix = path.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    path.starts_with("static/assets/") && SUFFIXES.contains(&suffix)
}
