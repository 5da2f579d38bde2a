//! A folder on another machine, by SFTP.
//!
//! A file is sent beside its place and renamed into it, which OpenSSH's server does in one step. No name passes a shell.

use std::collections::BTreeSet;
use std::io::{Read, SeekFrom};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::BytesMut;
use litemap::LiteMap;
use openssh_sftp_client::file::File;
use openssh_sftp_client::{Error, Sftp};
use sha2::{Digest, Sha256};
use tokio::io::AsyncSeek;
use tokio_stream::StreamExt;

use super::super::failure::Failure;
use super::super::lease;
use super::super::parallel;
use super::super::progress::Progress;
use super::super::release::Put;
use super::super::survey::LOCK;
use super::super::target::{Found, LONGEST_TEXT, Look, Store, Version, name_of, too_long};
use super::line::{Line, Miss, is_absent, is_answer};
use crate::release::{Entry, Host};
use crate::text::calm_name;

/// Where files are written before they take their place, below the folder.
pub const PARTS: &str = ".annals-parts";

/// How many files are under way at once.
const AT_ONCE: usize = 8;

/// How much of a file is sent at once, in bytes.
const PIECE: usize = 128 << 10;

/// How often a file is sent that is gone before it has its place.
const SENDINGS: u32 = 5;

/// The folder.
#[derive(Debug)]
pub struct Sftps {
    line: Line,
    root: String,
    /// How the names of files begin that are written before they take their place: nobody can know it beforehand.
    parts: String,
    part: AtomicU64,
    /// Folders that are known to be there.
    folders: Mutex<BTreeSet<String>>,
}

impl Sftps {
    /// A folder that need not exist yet.
    ///
    /// # Errors
    /// If the machine gives no resources for it.
    pub fn new(host: Host) -> Result<Sftps, Failure> {
        let root = host.path.clone();
        let (parts, part) = (lease::random(), AtomicU64::new(0));
        Ok(Sftps { line: Line::new(host)?, root, parts, part, folders: Mutex::new(BTreeSet::new()) })
    }

    /// The line to it.
    pub fn line(&self) -> &Line {
        &self.line
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.root)
    }

    /// Makes the folder where files are written before they take their place.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn make_parts(&self) -> Result<(), Failure> {
        let parts = self.at(PARTS);
        self.line.run("write there", async |sftp| self.make_folder(sftp, &parts).await)
    }

    /// Makes a folder and those above it. Below the site's own top, none may be a link: annals writes through none.
    async fn make_folder(&self, sftp: &Sftp, folder: &str) -> Result<(), Miss> {
        let is_known = |folder: &str| self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder);
        if is_known(folder) {
            return Ok(());
        }
        let ends = folder.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0).chain([folder.len()]);
        let above: Vec<&str> = ends.map(|end| &folder[..end]).collect();
        // From the deepest one that exists; all that lie below the top are looked at.
        let mut missing = Vec::new();
        for folder in above.into_iter().rev() {
            if is_known(folder) {
                break;
            }
            let is_below = folder.len() > self.root.len();
            let found =
                if is_below { sftp.fs().symlink_metadata(folder).await } else { sftp.fs().metadata(folder).await };
            match found {
                Ok(found) if is_below && !found.file_type().is_none_or(|kind| kind.is_dir()) => {
                    return Err(in_the_way(folder).into());
                }
                Ok(_) if is_below => {}
                Ok(_) => break,
                Err(error) if is_absent(&error) => missing.push(folder),
                Err(error) => return Err(error.into()),
            }
        }
        for folder in missing.into_iter().rev() {
            if let Err(error) = sftp.fs().create_dir(folder).await {
                // Another thread may have made it meanwhile. If the line broke in between, it is tried again over a new one.
                match sftp.fs().symlink_metadata(folder).await {
                    Ok(found) if found.file_type().is_none_or(|kind| kind.is_dir()) => {}
                    Err(broken) if !is_answer(&broken) => return Err(broken.into()),
                    _ => return Err(error.into()),
                }
            }
        }
        let mut known = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(self.root.clone());
        let ends = folder.match_indices('/').map(|(at, _)| at).filter(|at| *at > self.root.len());
        known.extend(ends.map(|end| folder[..end].to_owned()).chain([folder.to_owned()]));
        Ok(())
    }

    /// Begins a file where no reader looks; gives its path. It must be new: a server writes through a link of its name.
    async fn new_part(&self, sftp: &Sftp) -> Result<(String, File), Error> {
        let number = self.part.fetch_add(1, Ordering::Relaxed);
        let part = self.at(&format!("{PARTS}/{}-{number}", self.parts));
        let file = sftp.options().write(true).create_new(true).open(&part).await?;
        Ok((part, file))
    }

    /// Writes where no reader looks; gives the path.
    async fn write_part(&self, sftp: &Sftp, source: &mut dyn Read, what: &Put<'_>) -> Result<String, Miss> {
        self.make_folder(sftp, &self.at(PARTS)).await?;
        let (part, mut file) = self.new_part(sftp).await?;
        let mut piece = vec![0; PIECE];
        loop {
            match source.read(&mut piece) {
                Ok(0) => break,
                Ok(length) => file.write_all(&piece[..length]).await?,
                Err(error) => return Err(what.unreadable(&error).into()),
            }
        }
        file.close().await?;
        Ok(part)
    }

    async fn write_small(&self, sftp: &Sftp, bytes: &[u8]) -> Result<String, Error> {
        let (part, mut file) = self.new_part(sftp).await?;
        file.write_all(bytes).await?;
        file.close().await?;
        Ok(part)
    }

    /// Sends a file, but not to its place. Gives where it is.
    async fn send(&self, sftp: &Sftp, put: &Put<'_>) -> Result<String, Miss> {
        let part = self.write_part(sftp, &mut put.reader()?, put).await?;
        if let Some((folder, _)) = self.at(put.path).rsplit_once('/') {
            self.make_folder(sftp, folder).await?;
        }
        Ok(part)
    }

    /// Lets a file that was sent take its place, unless another may have taken the target over: waiting here would keep the
    /// line from everybody.
    async fn place(&self, sftp: &Sftp, part: &str, path: &str, progress: &Progress) -> Result<Placed, Miss> {
        if !progress.is_ours() {
            return Ok(Placed::NotYet);
        }
        match rename(sftp, part, &self.at(path)).await {
            Ok(()) => Ok(Placed::Done),
            // The answer to an earlier try was lost after it had been carried out, or somebody tidied up.
            Err(error) if is_absent(&error) => Ok(Placed::Gone),
            Err(error) => Err(error.into()),
        }
    }

    async fn read_file(&self, sftp: &Sftp, path: &str) -> Result<Option<Vec<u8>>, Miss> {
        if is_plain(sftp, &self.at(path)).await? == Some(false) {
            return Err(Failure::refused(format!(
                "`{path}` on the target is a symbolic link or something else that is no plain file; move it elsewhere"
            ))
            .into());
        }
        let mut bytes = Vec::new();
        let mut take = |piece: &[u8]| {
            bytes.extend_from_slice(piece);
            bytes.len() as u64 <= LONGEST_TEXT
        };
        let is_there = read_pieces(sftp, &self.at(path), &mut take).await?;
        if bytes.len() as u64 > LONGEST_TEXT {
            return Err(Failure::failed(format!("cannot read `{}`: {}", calm_name(path), too_long())).into());
        }
        Ok(is_there.then_some(bytes))
    }

    /// Writes a file that must not exist. Whoever ends a publication at this moment removes the folder where files are written
    /// before they take their places; then it is made anew.
    async fn create(&self, sftp: &Sftp, path: &str, bytes: &[u8]) -> Result<bool, Miss> {
        for _ in 0..5 {
            match self.create_once(sftp, path, bytes).await {
                Err(Miss::Sftp(error)) if is_absent(&error) => {
                    self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.at(PARTS));
                }
                made => return made,
            }
        }
        self.create_once(sftp, path, bytes).await
    }

    async fn create_once(&self, sftp: &Sftp, path: &str, bytes: &[u8]) -> Result<bool, Miss> {
        self.make_folder(sftp, &self.at(PARTS)).await?;
        let to = self.at(path);
        let made = if sftp.support_hardlink() {
            let part = self.write_small(sftp, bytes).await?;
            let linked = sftp.fs().hard_link(&part, &to).await;
            match sftp.fs().remove_file(&part).await {
                Err(error) if !is_absent(&error) => return Err(error.into()),
                _ => linked,
            }
        } else {
            match sftp.options().write(true).create_new(true).open(&to).await {
                Ok(mut file) => {
                    file.write_all(bytes).await?;
                    return Ok(file.close().await.map(|()| true)?);
                }
                Err(error) => Err(error),
            }
        };
        match made {
            Ok(()) => Ok(true),
            // The answer to an earlier try may have been lost after it had been carried out.
            Err(error) if is_answer(&error) => match self.read_file(sftp, path).await? {
                Some(there) => Ok(there == bytes),
                None => Err(error.into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    async fn compare_and_write(
        &self,
        sftp: &Sftp,
        path: &str,
        expected: Option<&Version>,
        new: Option<&[u8]>,
    ) -> Result<bool, Miss> {
        if expected.is_none()
            && let Some(bytes) = new
        {
            return self.create(sftp, path, bytes).await;
        }
        let there = self.read_file(sftp, path).await?;
        if there.as_deref().map(version).as_ref() != expected {
            // The answer to an earlier try may have been lost after it had been carried out.
            return Ok(there.as_deref() == new);
        }
        match new {
            Some(bytes) => {
                self.make_folder(sftp, &self.at(PARTS)).await?;
                let part = self.write_small(sftp, bytes).await?;
                rename(sftp, &part, &self.at(path)).await?;
            }
            None if expected.is_some() => {
                if path == LOCK {
                    // The last file to go is the lock: what was being written goes before it.
                    remove_folder(sftp, &self.at(PARTS)).await?;
                    self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.at(PARTS));
                }
                sftp.fs().remove_file(self.at(path)).await?;
            }
            None => {}
        }
        Ok(true)
    }

    async fn list_folder(&self, sftp: &Sftp, below: &str) -> Result<Listed, Miss> {
        let folder = if below.is_empty() { self.root.clone() } else { self.at(below) };
        let mut listed = Listed::default();
        let entries = match sftp.fs().open_dir(&folder).await {
            Ok(folder) => folder.read_dir(),
            Err(error) if is_absent(&error) => return Ok(listed),
            Err(error) => return Err(error.into()),
        };
        let mut entries = std::pin::pin!(entries);
        while let Some(entry) = entries.next().await {
            let entry = entry?;
            let name = name_of(entry.filename());
            if name == "." || name == ".." || (below.is_empty() && name == PARTS) {
                continue;
            }
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            let kind = entry.file_type();
            if kind.is_some_and(|kind| kind.is_dir()) {
                listed.folders.push(path);
            } else {
                let is_file = kind.is_none_or(|kind| kind.is_file());
                let size = entry.metadata().len().filter(|_| is_file);
                listed.files.push((path, Found { size, sha256: None }));
            }
        }
        Ok(listed)
    }

    async fn remove(&self, sftp: &Sftp, path: &str) -> Result<(), Miss> {
        match sftp.fs().remove_file(self.at(path)).await {
            Err(error) if !is_absent(&error) => return Err(error.into()),
            _ => {}
        }
        Ok(())
    }

    /// Removes the folders above a file that it left empty.
    async fn remove_empty(&self, sftp: &Sftp, path: &str) -> Result<(), Miss> {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            folder = above;
            let at = self.at(folder);
            match sftp.fs().remove_dir(&at).await {
                Ok(()) => self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(&at),
                // A folder that holds more stays.
                Err(error) if is_answer(&error) => break,
                Err(error) => return Err(error.into()),
            };
        }
        Ok(())
    }
}

/// What stands in one folder.
#[derive(Debug, Default)]
struct Listed {
    files: Vec<(String, Found)>,
    folders: Vec<String>,
}

impl Look for Sftps {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        let mut found = Vec::new();
        let mut folders = vec![String::new()];
        while !folders.is_empty() {
            let listed = parallel::each(&folders, AT_ONCE, &|folder| {
                self.line.run("list the folder", async |sftp| self.list_folder(sftp, folder).await)
            })?;
            folders = Vec::new();
            for listed in listed {
                found.extend(listed.files);
                folders.extend(listed.folders);
            }
        }
        Ok(found.into_iter().collect())
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let bytes = self.line.run(&format!("read `{path}`"), async |sftp| self.read_file(sftp, path).await)?;
        Ok(bytes.map(|bytes| {
            let version = version(&bytes);
            (bytes, version)
        }))
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        let read = parallel::each(paths, AT_ONCE, &|path| {
            let entry = self.line.run(&format!("read `{path}` back"), async |sftp| {
                let (mut hasher, mut size) = (Sha256::new(), 0);
                let mut take = |piece: &[u8]| {
                    hasher.update(piece);
                    size += piece.len() as u64;
                    true
                };
                // A link is none of the site's files, and a pipe may never end.
                let is_there = is_plain(sftp, &self.at(path)).await? == Some(true)
                    && read_pieces(sftp, &self.at(path), &mut take).await?;
                Ok(is_there.then(|| Entry { sha256: hasher.finalize().into(), size }))
            })?;
            progress.done()?;
            Ok(entry.map(|entry| ((*path).to_owned(), entry)))
        })?;
        Ok(read.into_iter().flatten().collect())
    }
}

impl Store for Sftps {
    fn put_all(&self, files: &[Put<'_>], progress: &Progress) -> Result<(), Failure> {
        parallel::each(files, AT_ONCE, &|put| {
            let what = format!("write `{}`", put.path);
            for _ in 0..SENDINGS {
                progress.go_on()?;
                let part = self.line.run(&what, async |sftp| self.send(sftp, put).await)?;
                // On a slow line, whether the target is still ours is heard when all has been sent.
                loop {
                    progress.go_on()?;
                    match self.line.run(&what, async |sftp| self.place(sftp, &part, put.path, progress).await)? {
                        Placed::Done => return progress.done(),
                        Placed::NotYet => {}
                        Placed::Gone => break,
                    }
                }
            }
            Err(Failure::failed(format!(
                "`{}` was taken away {SENDINGS} times on the target before it had its place; look who else writes there, and \
                 publish again",
                calm_name(put.path)
            )))
        })
        .map(|_| ())
    }

    fn remove_all(&self, paths: &[&str], progress: &Progress) -> Result<(), Failure> {
        parallel::each(paths, AT_ONCE, &|path| {
            progress.go_on()?;
            self.line.run(&format!("remove `{path}`"), async |sftp| self.remove(sftp, path).await)?;
            progress.done()
        })?;
        for path in paths {
            self.line
                .run(&format!("remove the folder of `{path}`"), async |sftp| self.remove_empty(sftp, path).await)?;
        }
        Ok(())
    }

    fn swap(&self, path: &str, expected: Option<&Version>, new: Option<&[u8]>) -> Result<bool, Failure> {
        self.line.run(&format!("write `{path}`"), async |sftp| self.compare_and_write(sftp, path, expected, new).await)
    }
}

/// What came of a file that was sent.
enum Placed {
    Done,
    /// It waits beside its place.
    NotYet,
    /// It is not there any more.
    Gone,
}

fn in_the_way(folder: &str) -> Failure {
    Failure::refused(format!(
        "`{folder}` on the target is a symbolic link or a file where the site has a folder, and annals writes through no \
         link; move it elsewhere"
    ))
}

fn version(bytes: &[u8]) -> Version {
    Version(Entry::of(bytes).hex())
}

/// Renames over what may be there. A server that cannot do so in one step is helped by removing first.
async fn rename(sftp: &Sftp, from: &str, to: &str) -> Result<(), Error> {
    match sftp.fs().rename(from, to).await {
        Err(error) if is_answer(&error) && !sftp.support_posix_rename() => match sftp.fs().remove_file(to).await {
            Ok(()) => sftp.fs().rename(from, to).await,
            Err(broken) if !is_answer(&broken) => Err(broken),
            Err(_) => Err(error),
        },
        result => result,
    }
}

/// Reads a file piece by piece, as long as more is wanted. Gives whether there is one; a folder is none.
async fn read_pieces(sftp: &Sftp, path: &str, take: &mut dyn FnMut(&[u8]) -> bool) -> Result<bool, Error> {
    let mut file: File = match sftp.options().read(true).open(path).await {
        Ok(file) => file,
        Err(error) if is_absent(&error) => return Ok(false),
        Err(error) if is_answer(&error) && is_folder(sftp, path).await? => return Ok(false),
        Err(error) => return Err(error),
    };
    let mut offset = 0;
    loop {
        let read = match file.read(PIECE as u32, BytesMut::with_capacity(PIECE)).await {
            Ok(read) => read,
            Err(error) if offset == 0 && is_answer(&error) && is_folder(sftp, path).await? => return Ok(false),
            Err(error) => return Err(error),
        };
        let Some(piece) = read else {
            file.close().await?;
            return Ok(true);
        };
        if !take(&piece) {
            file.close().await?;
            return Ok(true);
        }
        offset += piece.len() as u64;
        // A server may give less than was asked for; the library counts what was asked for.
        Pin::new(&mut file).start_seek(SeekFrom::Start(offset)).map_err(Error::from)?;
    }
}

/// Whether a plain file stands at a path, as far as the server tells; `None` if there is nothing, or a folder.
async fn is_plain(sftp: &Sftp, path: &str) -> Result<Option<bool>, Error> {
    match sftp.fs().symlink_metadata(path).await {
        Ok(about) if about.file_type().is_some_and(|kind| kind.is_dir()) => Ok(None),
        Ok(about) => Ok(Some(about.file_type().is_none_or(|kind| kind.is_file()))),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// # Errors
/// If the line breaks.
async fn is_folder(sftp: &Sftp, path: &str) -> Result<bool, Error> {
    match sftp.fs().metadata(path).await {
        Ok(about) => Ok(about.file_type().is_some_and(|kind| kind.is_dir())),
        Err(error) if is_answer(&error) => Ok(false),
        Err(broken) => Err(broken),
    }
}

/// Removes a folder that holds files only, if it is there, or what else stands in its place: what a link leads to is
/// another's.
async fn remove_folder(sftp: &Sftp, path: &str) -> Result<(), Miss> {
    if is_plain(sftp, path).await?.is_some() {
        return Ok(sftp.fs().remove_file(path).await?);
    }
    let folder = match sftp.fs().open_dir(path).await {
        Ok(folder) => folder,
        Err(error) if is_absent(&error) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut names = Vec::new();
    {
        let mut entries = std::pin::pin!(folder.read_dir());
        while let Some(entry) = entries.next().await {
            names.push(entry?.filename().to_string_lossy().into_owned());
        }
    }
    for name in names.iter().filter(|name| *name != "." && *name != "..") {
        match sftp.fs().remove_file(format!("{path}/{name}")).await {
            // What annals did not put there, such as a folder, stays.
            Err(error) if !is_answer(&error) => return Err(error.into()),
            _ => {}
        }
    }
    match sftp.fs().remove_dir(path).await {
        // Another, who waits for this publication to end, may have written something into it just now.
        Err(error) if !is_answer(&error) => Err(error.into()),
        _ => Ok(()),
    }
}
