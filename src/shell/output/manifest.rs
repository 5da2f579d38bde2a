//! The manifest: the list of what annals wrote into an output folder, by which it knows the folder for its own.
//!
//! It is `manifest.json` at the top of the site: sorted by path, one file a line (so that a version control system
//! shows what changed), without time stamps. It never lists itself or a file that annals did not write.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::error::{PathFault, Refusal};

/// The manifest's name below the output folder.
pub const MANIFEST: &str = "manifest.json";

const GENERATOR: &str = "annals";
const VERSION: u64 = 1;

/// What the manifest says of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// SHA-256 of the content (FIPS 180-4).
    pub sha256: [u8; 32],
    /// Length in bytes.
    pub size: u64,
}

impl Entry {
    /// The entry of these bytes.
    pub fn of(bytes: &[u8]) -> Entry {
        Entry { sha256: Sha256::digest(bytes).into(), size: bytes.len() as u64 }
    }
}

/// Files by their path below the output.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub files: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct RawManifest {
    generator: String,
    version: u64,
    files: BTreeMap<String, RawEntry>,
}

#[derive(Deserialize)]
struct RawHead {
    generator: String,
    version: u64,
}

#[derive(Deserialize)]
struct RawEntry {
    sha256: String,
    size: u64,
}

impl Manifest {
    /// Reads a manifest; whatever annals did not write is refused.
    pub fn parse(json: &[u8]) -> Result<Manifest, Refusal> {
        let raw: RawManifest = serde_json::from_slice(json).map_err(|_| later_or_not_ours(json))?;
        if raw.generator != GENERATOR || raw.version != VERSION {
            return Err(later_or_not_ours(json));
        }
        let mut files = BTreeMap::new();
        for (path, entry) in raw.files {
            let sha256 = from_hex(&entry.sha256).ok_or(Refusal::NotOurManifest)?;
            check_path(&path).map_err(|_| Refusal::NotOurManifest)?;
            files.insert(path, Entry { sha256, size: entry.size });
        }
        Ok(Manifest { files })
    }

    /// Writes a manifest: equal content gives equal bytes.
    pub fn to_json<'a>(files: impl Iterator<Item = (&'a str, Entry)>) -> String {
        let mut json = format!("{{\n\"generator\": \"{GENERATOR}\",\n\"version\": {VERSION},\n\"files\": {{");
        let mut separator = "\n";
        for (path, entry) in files {
            let path = serde_json::Value::from(path);
            let _ = write!(json, "{separator}{path}: {{\"sha256\": \"");
            for byte in entry.sha256 {
                let _ = write!(json, "{byte:02x}");
            }
            let _ = write!(json, "\", \"size\": {}}}", entry.size);
            separator = ",\n";
        }
        json.push_str("\n}\n}\n");
        json
    }

    /// Whether annals wrote this file.
    pub fn has_file(&self, path: &str) -> bool {
        path == MANIFEST || self.files.contains_key(path)
    }

    /// Whether annals wrote anything below this folder.
    pub fn has_folder(&self, path: &str) -> bool {
        any_below(&self.files, path)
    }
}

/// Whether a sorted map of paths has one below the folder.
pub(super) fn any_below<V>(files: &BTreeMap<String, V>, folder: &str) -> bool {
    let prefix = format!("{folder}/");
    files.range(prefix.clone()..).next().is_some_and(|(path, _)| path.starts_with(&prefix))
}

/// Whether a path stays below the output and is free for the site's use.
pub(super) fn check_path(path: &str) -> Result<(), PathFault> {
    if path.contains('\0') || path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(PathFault::Unsafe);
    }
    // A folder of the manifest's name is as bad; case is folded because some file systems fold it.
    let first = path.split('/').next().unwrap_or(path);
    if first.eq_ignore_ascii_case(MANIFEST) { Err(PathFault::Reserved) } else { Ok(()) }
}

fn later_or_not_ours(json: &[u8]) -> Refusal {
    match serde_json::from_slice::<RawHead>(json) {
        Ok(head) if head.generator == GENERATOR && head.version > VERSION => {
            Refusal::LaterManifest { version: head.version }
        }
        _ => Refusal::NotOurManifest,
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut files = BTreeMap::new();
        for path in ["index.html", "events/a \"b\" ü/index.html", "feed.xml"] {
            files.insert(path.to_owned(), Entry::of(path.as_bytes()));
        }
        let json = Manifest::to_json(files.iter().map(|(p, e)| (p.as_str(), *e)));
        assert_eq!(Manifest::parse(json.as_bytes()), Ok(Manifest { files }));
        assert_eq!(json.lines().count(), 4 + 3 + 2, "one file a line:\n{json}");
        let empty = Manifest::to_json(std::iter::empty());
        assert_eq!(Manifest::parse(empty.as_bytes()), Ok(Manifest::default()));
    }

    #[test]
    fn what_annals_did_not_write_is_refused() {
        let hash = "0".repeat(64);
        let with = |path: &str, hash: &str| {
            format!(r#"{{"generator":"annals","version":1,"files":{{"{path}":{{"sha256":"{hash}","size":1}}}}}}"#)
        };
        assert!(Manifest::parse(with("a", &hash).as_bytes()).is_ok());
        let later = r#"{"generator":"annals","version":2,"files":[]}"#;
        assert_eq!(Manifest::parse(later.as_bytes()), Err(Refusal::LaterManifest { version: 2 }));
        for json in [
            "",
            "{}",
            r#"{"name":"My web app","icons":[]}"#,
            r#"{"generator":"other","version":1,"files":{}}"#,
            &with("../a", &hash),
            &with("/a", &hash),
            &with("a", "xyz"),
            &with("a", &"g".repeat(64)),
        ] {
            assert_eq!(Manifest::parse(json.as_bytes()), Err(Refusal::NotOurManifest), "{json}");
        }
    }

    #[test]
    fn paths_stay_below_the_output() {
        for path in ["", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\0b"] {
            assert_eq!(check_path(path), Err(PathFault::Unsafe), "{path:?}");
        }
        for path in ["manifest.json", "Manifest.JSON", "manifest.json/a"] {
            assert_eq!(check_path(path), Err(PathFault::Reserved), "{path:?}");
        }
        for path in ["index.html", ".well-known/security.txt", "media/manifest.json", "..a/b.."] {
            assert_eq!(check_path(path), Ok(()), "{path:?}");
        }
    }
}
