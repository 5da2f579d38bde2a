//! Object storage of S3's kind: AWS, R2, MinIO, Garage and others.
//!
//! An object appears whole or not at all, so files are simply put. What others must not overwrite is written by
//! conditional requests (`If-Match`, `If-None-Match`); a server that does not know them is found out when the lease is
//! taken, and then the version is compared just before.

mod fault;
mod settings;
mod wire;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use litemap::LiteMap;
use rusty_s3::Method;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::parallel;
use super::patience;
use super::progress::Progress;
use super::release::Put;
use super::survey::LONGEST_LIST;
use super::target::{Found, LONGEST_TEXT, Look, Store, Version, too_long};
use crate::release::{Entry, Target};
use settings::{Machine, Named, Settings};
use wire::{Answer, Ask, Content, Patience, Wire};

/// How many requests are under way at once.
const AT_ONCE: usize = 12;

/// How long one waits who wrote without a condition, until another who did the same must have been seen.
const SETTLING: Duration = Duration::from_secs(2);

/// The longest object that is made by one request, in bytes: what AWS allows, and others after it.
const LONGEST_OBJECT: u64 = 5 << 30;

/// The longest page of the list of objects that is read, in bytes: a thousand keys are in one.
const LONGEST_PAGE: u64 = 32 << 20;

/// What an object takes in the list besides its key, in bytes.
const LINE: u64 = 64;

/// How many pages of the list of objects may follow each other that name none which was not named before.
const MOST_IN_VAIN: usize = 100;

const CHECKSUM: &str = "x-amz-checksum-sha256";

/// A bucket, or a part of one.
pub struct Storage {
    wire: Wire,
    prefix: String,
    /// Whether objects are read back themselves, rather than the checksums that the server computed.
    is_thorough: bool,
    /// Whether the server takes checksums.
    has_checksums: AtomicBool,
    /// Whether the server compares before it writes; it is found out with the first object that must be new.
    has_conditions: AtomicBool,
    is_found_out: AtomicBool,
}

impl Storage {
    /// Opens a bucket with the keys of this machine.
    ///
    /// # Errors
    /// If there are no keys, or an address cannot be one.
    pub fn open(bucket: &str, prefix: &str, target: &Target, is_thorough: bool) -> Result<Storage, Failure> {
        let machine = Machine { variable: &|name| std::env::var(name).ok(), file: &home_file };
        let named = Named { bucket, endpoint: target.endpoint.as_deref(), region: target.region.as_deref() };
        let wire = Wire::new(Settings::of(named, &machine)?, Patience::of(patience::silence()?), AT_ONCE)?;
        Ok(Storage {
            wire,
            prefix: prefix.to_owned(),
            is_thorough,
            has_checksums: AtomicBool::new(true),
            has_conditions: AtomicBool::new(true),
            is_found_out: AtomicBool::new(false),
        })
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn put(&self, put: &Put<'_>) -> Result<(), Failure> {
        let key = self.key(put.path);
        let mut ask = Ask::new(Method::Put, &key, format!("send `{}`", put.path))
            .header("cache-control", put.cache_control())
            .header("content-type", put.content_type());
        ask.content = Content::File(put);
        self.send(ask, &put.entry).map(|_| ())
    }

    /// Sends an object with its checksum, which the server compares with what arrives, where it can.
    fn send(&self, ask: Ask<'_>, entry: &Entry) -> Result<Answer<()>, Failure> {
        if self.has_checksums.load(Ordering::Relaxed) {
            let with = ask.clone().header(CHECKSUM, BASE64.encode(entry.sha256));
            match self.wire.tell(&with)? {
                answer if answer.status != 501 => return Ok(answer),
                _ => self.has_checksums.store(false, Ordering::Relaxed),
            }
        }
        self.wire.tell(&ask)
    }

    /// The version of an object; `None` if there is none.
    fn version(&self, path: &str) -> Result<Option<Version>, Failure> {
        let key = self.key(path);
        let answer = self.wire.tell(&Ask::new(Method::Head, &key, format!("look at `{path}`")))?;
        match answer.header("etag") {
            _ if !answer.is_done() => Ok(None),
            Some(tag) => Ok(Some(Version(tag.to_owned()))),
            None => Ok(self.read(path)?.map(|(_, version)| version)),
        }
    }

    /// Writes or removes under a condition, as far as the server knows any. `None` if the condition does not hold.
    fn change(&self, ask: &Ask<'_>, entry: Option<&Entry>) -> Result<Option<Answer<()>>, Failure> {
        let tell = |ask: &Ask<'_>| match entry {
            Some(entry) => self.send(ask.clone(), entry),
            None => self.wire.tell(ask),
        };
        let bare = ask.clone().without("if-match").without("if-none-match");
        let mut answer = tell(if self.has_conditions.load(Ordering::Relaxed) { ask } else { &bare })?;
        if answer.status == 501 {
            if ask.method == Method::Put {
                self.has_conditions.store(false, Ordering::Relaxed);
            }
            answer = tell(&bare)?;
        }
        if answer.status == 501 {
            return Err(Failure::failed(format!("cannot {}: the server does not know how", ask.what)));
        }
        let is_held = answer.is_done() || (ask.method == Method::Delete && answer.status == 404);
        Ok(is_held.then_some(answer))
    }

    /// Finds out whether the server keeps to conditions, by asking for what must be refused: making the object that was
    /// made a moment ago. Without them, waits until another who made it too must have been seen.
    fn find_out(&self, ask: &Ask<'_>, entry: &Entry) -> Result<(), Failure> {
        if !self.is_found_out.swap(true, Ordering::Relaxed)
            && self.has_conditions.load(Ordering::Relaxed)
            && self.change(ask, Some(entry))?.is_some()
        {
            self.has_conditions.store(false, Ordering::Relaxed);
        }
        if !self.has_conditions.load(Ordering::Relaxed) {
            std::thread::sleep(SETTLING);
        }
        Ok(())
    }

    /// What the server says that an object holds, by its own checksum; `None` if it does not say.
    fn checksum(answer: &Answer<()>) -> Option<Entry> {
        // A checksum of parts ends in their number.
        let is_whole = answer.header("x-amz-checksum-type").is_none_or(|kind| kind == "FULL_OBJECT");
        let text = answer.header(CHECKSUM).filter(|_| is_whole)?;
        let sha256 = BASE64.decode(text).ok()?.try_into().ok()?;
        Some(Entry { sha256, size: fault::length(&answer.headers)? })
    }

    fn digest(&self, path: &str) -> Result<Option<Entry>, Failure> {
        let key = self.key(path);
        if !self.is_thorough && self.has_checksums.load(Ordering::Relaxed) {
            let ask = Ask::new(Method::Head, &key, format!("look at `{path}`"));
            let answer = self.wire.tell(&ask.header("x-amz-checksum-mode", "ENABLED"))?;
            if answer.status == 404 {
                return Ok(None);
            }
            if let Some(entry) = Storage::checksum(&answer) {
                return Ok(Some(entry));
            }
        }
        let ask = Ask::new(Method::Get, &key, format!("read `{path}` back"));
        Ok(self.wire.ask(&ask, |content| hash(content))?.content)
    }

    fn remove(&self, path: &str) -> Result<(), Failure> {
        let key = self.key(path);
        self.wire.tell(&Ask::new(Method::Delete, &key, format!("remove `{path}`"))).map(|_| ())
    }
}

impl Look for Storage {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        let mut found = BTreeMap::new();
        let mut length = 0;
        let mut token: Option<String> = None;
        let mut in_vain = 0;
        loop {
            let known = found.len();
            let mut ask = Ask::new(Method::Get, "", "list the objects");
            ask.query = vec![("list-type", "2".to_owned()), ("prefix", self.prefix.clone())];
            ask.query.extend(token.iter().map(|token| ("continuation-token", token.clone())));
            let answer = self.wire.ask(&ask, |content| read_all(content, LONGEST_PAGE))?;
            let text = answer.content.flatten().unwrap_or_default();
            let page: Page = quick_xml::de::from_str(&String::from_utf8_lossy(&text)).map_err(|_| {
                Failure::failed("the list of objects is not in the form of S3; look at the target's `endpoint`")
            })?;
            for object in page.contents {
                // Keys that end in a slash stand for folders in some programs, and hold nothing.
                if let Some(path) = object.key.strip_prefix(&self.prefix).filter(|path| !path.ends_with('/'))
                    && !path.is_empty()
                    && found.insert(path.to_owned(), Found { size: Some(object.size), sha256: None }).is_none()
                {
                    length += path.len() as u64 + LINE;
                }
            }
            if length > LONGEST_LIST {
                return Err(Failure::failed(
                    "the bucket holds more objects than annals lists (about a million); publish below a prefix that holds \
                     the site alone",
                ));
            }
            in_vain = if found.len() == known { in_vain + 1 } else { 0 };
            match page.next_continuation_token {
                Some(next) if page.is_truncated && token.as_ref() != Some(&next) && in_vain < MOST_IN_VAIN => {
                    token = Some(next);
                }
                _ if page.is_truncated => return Err(Failure::failed("the list of objects has no end")),
                _ => return Ok(found.into_iter().collect()),
            }
        }
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let key = self.key(path);
        let ask = Ask::new(Method::Get, &key, format!("read `{path}`"));
        let answer = self.wire.ask(&ask, |content| read_all(content, LONGEST_TEXT))?;
        let tag = answer.header("etag").map(str::to_owned);
        let Some(content) = answer.content else { return Ok(None) };
        let bytes = content.ok_or_else(|| {
            let reason = too_long();
            Failure::failed(format!(
                "cannot {}: {reason}; look who wrote it, and publish again when it is gone",
                ask.what
            ))
        })?;
        let version = Version(tag.unwrap_or_else(|| Entry::of(&bytes).hex()));
        Ok(Some((bytes, version)))
    }

    fn has_folders(&self) -> bool {
        false
    }

    fn longest_file(&self) -> Option<u64> {
        Some(LONGEST_OBJECT)
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        let read = parallel::each(paths, AT_ONCE, &|path| {
            let entry = self.digest(path)?;
            progress.done()?;
            Ok(entry.map(|entry| ((*path).to_owned(), entry)))
        })?;
        Ok(read.into_iter().flatten().collect())
    }
}

impl Store for Storage {
    fn put_all(&self, files: &[Put<'_>], progress: &Progress) -> Result<(), Failure> {
        parallel::each(files, AT_ONCE, &|put| {
            progress.go_on()?;
            self.put(put)?;
            progress.done()
        })
        .map(|_| ())
    }

    fn remove_all(&self, paths: &[&str], progress: &Progress) -> Result<(), Failure> {
        parallel::each(paths, AT_ONCE, &|path| {
            progress.go_on()?;
            self.remove(path)?;
            progress.done()
        })
        .map(|_| ())
    }

    fn swap(&self, path: &str, expected: Option<&Version>, new: Option<&[u8]>) -> Result<bool, Failure> {
        if self.version(path)?.as_ref() != expected {
            return Ok(false);
        }
        let key = self.key(path);
        let conditional = |ask: Ask<'static>| match expected {
            Some(version) => ask.header("if-match", version.0.clone()),
            None => ask.header("if-none-match", "*"),
        };
        let Some(bytes) = new else {
            if expected.is_none() {
                return Ok(true);
            }
            let mut ask = conditional(Ask::new(Method::Delete, "", format!("remove `{path}`")));
            ask.key = &key;
            return Ok(self.change(&ask, None)?.is_some());
        };
        let mut ask: Ask<'_> = conditional(Ask::new(Method::Put, "", format!("write `{path}`")))
            .header("cache-control", "no-cache")
            .header("content-type", "application/json");
        (ask.key, ask.content) = (&key, Content::Bytes(bytes));
        let entry = Entry::of(bytes);
        let is_written = match self.change(&ask, Some(&entry))? {
            Some(_) => true,
            // The answer to an earlier try may have been lost after it had been carried out.
            None => self.read(path)?.is_some_and(|(there, _)| there == bytes),
        };
        if is_written && expected.is_none() {
            self.find_out(&ask, &entry)?;
        }
        Ok(is_written)
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.has_conditions.load(Ordering::Relaxed) {
            notes.push(
                "the server writes without comparing first (it does not keep to If-None-Match): two who publish in the very \
                 same moment are told apart by waiting only"
                    .to_owned(),
            );
        }
        notes
    }
}

/// A page of the list of objects.
#[derive(Debug, Deserialize)]
#[serde(rename = "ListBucketResult", rename_all = "PascalCase")]
struct Page {
    #[serde(default)]
    contents: Vec<Object>,
    #[serde(default)]
    is_truncated: bool,
    next_continuation_token: Option<String>,
}

/// An object in the list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Object {
    key: String,
    size: u64,
}

/// What is sent as a whole; `None` if it is longer than `most` bytes.
fn read_all(content: &mut dyn Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    content.take(most + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
}

fn hash(content: &mut dyn Read) -> io::Result<Entry> {
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut piece = vec![0; 64 << 10];
    loop {
        match content.read(&mut piece)? {
            0 => return Ok(Entry { sha256: hasher.finalize().into(), size }),
            length => {
                hasher.update(&piece[..length]);
                size += length as u64;
            }
        }
    }
}

/// A file whose path may begin with `~/`.
fn home_file(path: &str) -> Option<String> {
    let path = match path.strip_prefix("~/") {
        Some(below) => std::env::home_dir()?.join(below),
        None => path.into(),
    };
    std::fs::read_to_string(path).ok()
}
