//! The manifest: the list of what annals wrote, by which it knows a folder for its own and a copy for whole.
//!
//! It is `manifest.json` at the top of the site: sorted by path, one file a line (so that a version control system
//! shows what changed), without time stamps. It never lists itself, its signature or a file that annals did not write.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The manifest's name at the top of a site.
pub const MANIFEST: &str = "manifest.json";

/// The name of the manifest's signature, in minisign's form, at the top of a site.
pub const SIGNATURE: &str = "manifest.json.minisig";

const GENERATOR: &str = "annals";
const VERSION: u64 = 1;

/// What the manifest says of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
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

    /// The SHA-256 in hexadecimal digits.
    pub fn hex(&self) -> String {
        self.sha256.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// What holds for all files of a site, in the words of WEBCAT's manifests (Freedom of the Press Foundation), so that one
/// can be made of this one without the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The file that stands for a folder.
    #[serde(default)]
    pub default_index: String,
    /// The file for addresses that do not exist.
    #[serde(default)]
    pub default_fallback: String,
    /// The Content-Security-Policy of every file; it names neither hashes nor nonces. Empty if hosts are told none.
    #[serde(default)]
    pub default_csp: String,
    /// The files of old addresses from which a host that reads `_redirects` leads on by itself, and the files to whose
    /// addresses it leads.
    #[serde(default)]
    pub moved: BTreeMap<String, String>,
}

impl Head {
    /// The head of a site whose hosts are told this by its `_headers` (the form that Netlify and Cloudflare read).
    pub fn of(headers: &[u8]) -> Head {
        let text = String::from_utf8_lossy(headers);
        let mut everywhere = text.lines().skip_while(|line| line.trim() != "/*").skip(1);
        let policy = everywhere
            .by_ref()
            .take_while(|line| line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("content-security-policy"));
        Head {
            default_index: "index.html".to_owned(),
            default_fallback: "404.html".to_owned(),
            default_csp: policy.map(|(_, policy)| policy.trim().to_owned()).unwrap_or_default(),
            moved: BTreeMap::new(),
        }
    }
}

/// The files of a site that annals wrote, by their path below its top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What holds for all files.
    pub head: Head,
    /// Each file.
    pub files: LiteMap<String, Entry>,
}

/// Why a manifest cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManifestFault {
    /// annals did not write it, or it is damaged.
    NotOurs,
    /// A later annals wrote it.
    Later {
        /// The version of its form.
        version: u64,
    },
}

impl fmt::Display for ManifestFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ManifestFault::NotOurs => write!(f, "its `{MANIFEST}` is none that annals wrote, or is damaged"),
            ManifestFault::Later { version } => {
                write!(f, "its `{MANIFEST}` has version {version}, which a later annals wrote")
            }
        }
    }
}

/// How names begin that annals gives to what it keeps for itself.
const OWN: &str = ".annals-";

/// The longest path, and the longest part of one, in bytes: those of Linux (limits.h).
const LONGEST_PATH: usize = 4096;
const LONGEST_PART: usize = 255;

/// Why a path of the site cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathFault {
    /// It is empty, absolute, longer than any that a machine knows, or has an empty, `.` or `..` component or a NUL byte.
    Unsafe,
    /// It is the manifest's own name, that of its signature, or one that annals gives to what it keeps for itself.
    Reserved,
    /// It was handed over before.
    Twice,
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PathFault::Unsafe => "the path is empty, too long, or leads out of the site; rename the file",
            PathFault::Reserved => "the name belongs to what annals keeps for itself; rename the file",
            PathFault::Twice => "it was handed over twice; rename one of the two",
        })
    }
}

#[derive(Deserialize)]
struct RawManifest {
    generator: String,
    version: u64,
    #[serde(default)]
    default_index: String,
    #[serde(default)]
    default_fallback: String,
    #[serde(default)]
    default_csp: String,
    #[serde(default)]
    moved: BTreeMap<String, String>,
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
    ///
    /// # Errors
    /// If annals did not write it, or a later version did.
    pub fn parse(json: &[u8]) -> Result<Manifest, ManifestFault> {
        let raw: RawManifest = serde_json::from_slice(json).map_err(|_| later_or_not_ours(json))?;
        if raw.generator != GENERATOR || raw.version != VERSION {
            return Err(later_or_not_ours(json));
        }
        let listed = |(path, entry): (String, RawEntry)| {
            let sha256 = from_hex(&entry.sha256).ok_or(ManifestFault::NotOurs)?;
            check_path(&path).map_err(|_| ManifestFault::NotOurs)?;
            Ok((path, Entry { sha256, size: entry.size }))
        };
        let files = raw.files.into_iter().map(listed).collect::<Result<LiteMap<String, Entry>, _>>()?;
        if files.keys().any(|path| path.match_indices('/').any(|(at, _)| files.contains_key(&path[..at]))) {
            return Err(ManifestFault::NotOurs);
        }
        if raw.moved.iter().any(|(from, to)| check_path(from).is_err() || check_path(to).is_err()) {
            return Err(ManifestFault::NotOurs);
        }
        let head = Head {
            default_index: raw.default_index,
            default_fallback: raw.default_fallback,
            default_csp: raw.default_csp,
            moved: raw.moved,
        };
        Ok(Manifest { head, files })
    }

    /// Writes the manifest: equal content gives equal bytes.
    pub fn to_json(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text);
        let mut json = format!("{{\n\"generator\": \"{GENERATOR}\",\n\"version\": {VERSION},\n");
        let Head { default_index, default_fallback, default_csp, moved } = &self.head;
        for (key, value) in
            [("default_index", default_index), ("default_fallback", default_fallback), ("default_csp", default_csp)]
        {
            if !value.is_empty() {
                let _ = writeln!(json, "\"{key}\": {},", text(value));
            }
        }
        let mut separator = "\"moved\": {\n";
        for (from, to) in moved {
            let _ = write!(json, "{separator}{}: {}", text(from), text(to));
            separator = ",\n";
        }
        json.push_str(if moved.is_empty() { "\"files\": {" } else { "\n},\n\"files\": {" });
        separator = "\n";
        for (path, entry) in &self.files {
            let (path, hash, size) = (text(path), entry.hex(), entry.size);
            let _ = write!(json, "{separator}{path}: {{\"sha256\": \"{hash}\", \"size\": {size}}}");
            separator = ",\n";
        }
        json.push_str("\n}\n}\n");
        json
    }

    /// Whether annals wrote this file.
    pub fn has_file(&self, path: &str) -> bool {
        path == MANIFEST || path == SIGNATURE || self.files.contains_key(path)
    }

    /// Whether annals wrote anything below this folder.
    pub fn has_folder(&self, path: &str) -> bool {
        any_below(&self.files, path)
    }

    /// Length of all files together, in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|entry| entry.size).sum()
    }
}

/// Whether a sorted map of paths has one below the folder.
pub fn any_below<V>(files: &LiteMap<String, V>, folder: &str) -> bool {
    let prefix = format!("{folder}/");
    let at = files.find_index(&prefix).unwrap_or_else(|at| at);
    files.get_indexed(at).is_some_and(|(path, _)| path.starts_with(&prefix))
}

/// Whether a path stays below the output and is free for the site's use.
///
/// # Errors
/// If it leads out of the site or takes the manifest's name.
pub fn check_path(path: &str) -> Result<(), PathFault> {
    let is_odd = |part: &str| matches!(part, "" | "." | "..") || part.len() > LONGEST_PART;
    if path.contains('\0') || path.len() > LONGEST_PATH || path.split('/').any(is_odd) {
        return Err(PathFault::Unsafe);
    }
    // A folder of the manifest's name is as bad; case is folded because some file systems fold it.
    let first = path.split('/').next().unwrap_or(path);
    let is_reserved = [MANIFEST, SIGNATURE].iter().any(|name| first.eq_ignore_ascii_case(name))
        // What a publication keeps beside the site's files while it is under way.
        || first.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN));
    if is_reserved { Err(PathFault::Reserved) } else { Ok(()) }
}

fn later_or_not_ours(json: &[u8]) -> ManifestFault {
    match serde_json::from_slice::<RawHead>(json) {
        Ok(head) if head.generator == GENERATOR && head.version > VERSION => {
            ManifestFault::Later { version: head.version }
        }
        _ => ManifestFault::NotOurs,
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
        let mut files = LiteMap::new();
        for path in ["index.html", "events/a \"b\" ü/index.html", "feed.xml"] {
            files.insert(path.to_owned(), Entry::of(path.as_bytes()));
        }
        let head = Head::of(b"/*\n  Content-Security-Policy: default-src 'none'\n");
        let mut manifest = Manifest { head, files };
        let json = manifest.to_json();
        assert_eq!(Manifest::parse(json.as_bytes()).as_ref(), Ok(&manifest));
        assert_eq!(json.lines().count(), 7 + 3 + 2, "one file a line:\n{json}");
        manifest.head.moved = [("old/\"index.html", "index.html"), ("older/index.html", "index.html")]
            .map(|(from, to)| (from.to_owned(), to.to_owned()))
            .into();
        let json = manifest.to_json();
        assert_eq!(Manifest::parse(json.as_bytes()), Ok(manifest));
        assert_eq!(json.lines().count(), 7 + 4 + 3 + 2, "one file a line:\n{json}");
        let empty = Manifest::default().to_json();
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
        assert_eq!(Manifest::parse(later.as_bytes()), Err(ManifestFault::Later { version: 2 }));
        for json in [
            "",
            "{}",
            r#"{"name":"My web app","icons":[]}"#,
            r#"{"generator":"other","version":1,"files":{}}"#,
            &with("../a", &hash),
            &with("/a", &hash),
            &with("a", "xyz"),
            &with("a", &"g".repeat(64)),
            r#"{"generator":"annals","version":1,"moved":{"a":"../b"},"files":{}}"#,
        ] {
            assert_eq!(Manifest::parse(json.as_bytes()), Err(ManifestFault::NotOurs), "{json}");
        }
    }

    #[test]
    fn paths_stay_below_the_output() {
        for path in ["", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\0b"] {
            assert_eq!(check_path(path), Err(PathFault::Unsafe), "{path:?}");
        }
        for path in [&"a".repeat(256), &"a/".repeat(2_048), &"a/".repeat(2_100)] {
            assert_eq!(check_path(&format!("{path}a")), Err(PathFault::Unsafe), "{path:?}");
        }
        let own = [".annals-parts/x", ".Annals-journal.json"];
        for path in
            own.into_iter().chain(["manifest.json", "Manifest.JSON", "manifest.json/a", "manifest.json.minisig"])
        {
            assert_eq!(check_path(path), Err(PathFault::Reserved), "{path:?}");
        }
        for path in ["index.html", ".well-known/security.txt", "media/manifest.json", "..a/b.."] {
            assert_eq!(check_path(path), Ok(()), "{path:?}");
        }
    }
    #[test]
    fn the_policy_is_that_of_every_path() {
        let policy = |headers: &str| Head::of(headers.as_bytes()).default_csp;
        assert_eq!(policy("/a\n  Content-Security-Policy: x\n/*\n  X-A: b\n  content-security-policy: y: z\n"), "y: z");
        assert_eq!(policy("/*\n  X-A: b\n/a\n  Content-Security-Policy: x\n"), "");
        assert_eq!(policy(""), "");
    }
}
