//! Verifying a copy: what in it is not as its manifest says.

use std::collections::BTreeSet;

use litemap::LiteMap;
use serde::Serialize;

use super::manifest::{Entry, MANIFEST, Manifest, SIGNATURE};

/// What a copy was found to hold, held against its manifest. Each list is in order of path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// How many files are as they were built.
    pub right: usize,
    /// Files that the manifest lists and the copy lacks.
    pub missing: Vec<String>,
    /// Files with another content than the manifest says.
    pub changed: Vec<String>,
    /// Files that the manifest does not list. Over the network they cannot be seen.
    pub foreign: Vec<String>,
    /// Files that the host reads and does not show, and old addresses from which it leads on by itself, as it should.
    pub hidden: Vec<String>,
    /// Missing pages that the host shows at their own names (`…/index.html`), and not at the addresses of their folders, to
    /// which all links lead.
    pub astray: Vec<String>,
    /// What was not looked at: the repository of git in a clone.
    pub left_out: Vec<String>,
}

/// Files by which a host is told what to do; many do not show them.
const FOR_HOSTS: [&str; 4] = ["_headers", "_redirects", "CNAME", ".nojekyll"];

impl Findings {
    /// Holds what was found, by path, against a manifest.
    pub fn of(manifest: &Manifest, found: &LiteMap<String, Entry>) -> Findings {
        let mut findings = Findings::default();
        for (path, entry) in &manifest.files {
            match found.get(path) {
                None => findings.missing.push(path.clone()),
                Some(there) if there == entry => findings.right += 1,
                Some(_) => findings.changed.push(path.clone()),
            }
        }
        let is_foreign =
            |path: &&String| !manifest.files.contains_key(*path) && ![MANIFEST, SIGNATURE].contains(&path.as_str());
        findings.foreign = found.keys().filter(is_foreign).cloned().collect();
        findings
    }

    /// The same for a copy on a web server, of which `led_on` are the files from whose addresses it leads to where the
    /// manifest says.
    pub fn of_served(manifest: &Manifest, found: &LiteMap<String, Entry>, led_on: &BTreeSet<String>) -> Findings {
        let mut findings = Findings::of(manifest, found);
        let is_hidden = |path: &String| FOR_HOSTS.contains(&path.as_str()) || led_on.contains(path);
        (findings.hidden, findings.missing) = findings.missing.into_iter().partition(is_hidden);
        findings
    }

    /// Whether every file is as it was built and there is none besides.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.foreign.is_empty()
    }
}

/// Whether bytes that should be annals' own are a page of HTML: some hosts, and networks that want people to sign in, answer
/// every address with one.
pub fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_named() {
        let entries = |files: &[(&str, &str)]| -> LiteMap<String, Entry> {
            files.iter().map(|(path, text)| ((*path).to_owned(), Entry::of(text.as_bytes()))).collect()
        };
        let manifest = Manifest { files: entries(&[("a", "1"), ("b", "1"), ("c", "1")]), ..Manifest::default() };
        let found = entries(&[("a", "1"), ("b", "2"), ("d", "1"), ("manifest.json", "")]);
        let findings = Findings::of(&manifest, &found);
        assert_eq!(findings.right, 1);
        assert_eq!((findings.missing, findings.changed), (vec!["c".to_owned()], vec!["b".to_owned()]));
        assert_eq!(findings.foreign, ["d"]);
        assert!(Findings::of(&manifest, &manifest.files).is_whole());
    }
    #[test]
    fn what_a_host_keeps_to_itself_is_not_missing() {
        let manifest = |paths: &[&str]| Manifest {
            files: paths.iter().map(|path| ((*path).to_owned(), Entry::of(b""))).collect(),
            ..Manifest::default()
        };
        let led_on: BTreeSet<String> = ["old/index.html".to_owned()].into();
        let listed = manifest(&["_headers", "_redirects", "old/index.html", "a"]);
        let findings = Findings::of_served(&listed, &LiteMap::new(), &led_on);
        assert_eq!(findings.hidden, ["_headers", "_redirects", "old/index.html"]);
        assert_eq!(findings.missing, ["a"]);
        let findings = Findings::of_served(&listed, &LiteMap::new(), &BTreeSet::new());
        assert_eq!(findings.missing, ["a", "old/index.html"]);
    }
}
