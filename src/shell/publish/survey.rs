//! The survey: what stands on a target, whose it is, and what a publication would do there.

use std::collections::BTreeSet;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::Wishes;
use super::failure::Failure;
use super::progress::Progress;
use super::release::Release;
use super::target::{Found, Look, Version};
use crate::release::report::{Report, bytes, files, some};
use crate::release::verify::is_page;
use crate::release::{Entry, MANIFEST, Manifest, Plan, SIGNATURE, Standing, Target, any_below, check_path, guard};

/// Who publishes at this moment, on targets that take files one by one.
pub const LOCK: &str = ".annals-lock.json";

/// What a publication that is under way, or was interrupted, writes and removes.
pub const JOURNAL: &str = ".annals-journal.json";

/// The longest list of what stands on a target, in bytes: a hundred for each of more than a million files.
pub const LONGEST_LIST: u64 = 128 << 20;

/// What stands on a target.
#[derive(Debug, Default)]
pub struct Survey {
    /// The manifest's bytes and its version.
    pub manifest: Option<(Vec<u8>, Version)>,
    /// The signature's bytes and its version.
    pub signature: Option<(Vec<u8>, Version)>,
    /// The paths of an interrupted publication.
    pub journal: BTreeSet<String>,
    /// The version of their list.
    pub journal_version: Option<Version>,
    /// Whether somebody publishes at this moment, or was interrupted.
    pub is_locked: bool,
    /// annals' own files.
    pub standing: Standing,
    /// The files of others.
    pub foreign: Vec<String>,
    /// How many files were read back.
    pub read_back: usize,
    /// Whether files and folders of one name exclude each other there.
    pub has_folders: bool,
    /// The longest file that the target takes.
    pub longest_file: Option<u64>,
}

/// The form of the journal.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    generator: String,
    files: BTreeSet<String>,
}

/// Writes a journal.
pub fn journal(files: BTreeSet<String>) -> Vec<u8> {
    let journal = Journal { generator: "annals".to_owned(), files };
    serde_json::to_vec(&journal).expect("texts can be JSON")
}

impl Survey {
    /// Looks at a target on which a release is to be published.
    ///
    /// # Errors
    /// If the target cannot be looked at, or holds a manifest of others, unless it is wished to adopt it.
    pub fn of(target: &dyn Look, release: &Release, wishes: &Wishes, progress: &Progress) -> Result<Survey, Failure> {
        let manifest = target.read(MANIFEST)?;
        let found = target.list()?;
        let journal = if found.contains_key(JOURNAL) { target.read(JOURNAL)? } else { None };
        let signature = if found.contains_key(SIGNATURE) { target.read(SIGNATURE)? } else { None };
        let (journal, journal_version) = match journal {
            Some((json, version)) => (read_journal(&json)?, Some(version)),
            None => (BTreeSet::new(), None),
        };
        let listed = match manifest.as_ref().map(|(json, _)| Manifest::parse(json)) {
            None => None,
            Some(Ok(manifest)) => Some(manifest),
            Some(Err(_)) if manifest.as_ref().is_some_and(|(json, _)| is_page(json)) => {
                return Err(Failure::failed(format!(
                    "the target answers with a page where its `{MANIFEST}` should be: its address is another one, or this \
                     network wants you to sign in first"
                )));
            }
            Some(Err(_)) if wishes.adopt => None,
            Some(Err(fault)) => {
                return Err(Failure::refused(format!(
                    "the target is not annals' own: {fault}; name another one, or say `--adopt` to publish beside what \
                     stands there"
                )));
            }
        };
        let names = found.keys().map(String::as_str);
        let mut foreign = guard::foreign(names, listed.as_ref(), &journal, &[LOCK, JOURNAL]);
        foreign.retain(|path| manifest.is_none() || path != MANIFEST);
        let standing = standing(listed.as_ref(), &journal, &found);
        let is_locked = found.contains_key(LOCK);
        let mut survey = Survey {
            manifest,
            signature,
            journal,
            journal_version,
            is_locked,
            standing,
            foreign,
            read_back: 0,
            has_folders: target.has_folders(),
            longest_file: target.longest_file(),
        };
        survey.settle_unknown(target, release, &found, wishes.verify, progress)?;
        Ok(survey)
    }

    /// Reads back what is not known: what an interrupted publication left, files of others that have the name of one of the
    /// site's, and everything if that is wished.
    fn settle_unknown(
        &mut self,
        target: &dyn Look,
        release: &Release,
        found: &LiteMap<String, Found>,
        is_all: bool,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let may_fit = |path: &str| {
            let wanted = release.manifest.files.get(path);
            let size = found.get(path).and_then(|found| found.size);
            wanted.is_some_and(|wanted| size.is_none_or(|size| size == wanted.size))
        };
        let unknown = self.standing.iter().filter(|(path, known)| is_all || (known.is_none() && may_fit(path)));
        let foreign = self.foreign.iter().map(String::as_str).filter(|path| may_fit(path));
        let paths: Vec<&str> = unknown.map(|(path, _)| path.as_str()).chain(foreign).collect();
        if paths.is_empty() {
            return Ok(());
        }
        progress.step("reading back", paths.len());
        let read = target.digests(&paths, progress)?;
        self.read_back = paths.len();
        let ours: Vec<String> =
            paths.iter().filter(|path| self.standing.contains_key(**path)).map(|p| (*p).to_owned()).collect();
        let (there, gone): (Vec<&String>, Vec<&String>) = ours.iter().partition(|path| read.contains_key(*path));
        let gone: BTreeSet<&str> = gone.into_iter().map(String::as_str).collect();
        self.standing.retain(|path, _| !gone.contains(path.as_str()));
        for path in there {
            if let Some(known) = self.standing.get_mut(path) {
                *known = read.get(path).copied();
            }
        }
        let is_ours = |path: &str, entry: &Entry| release.manifest.files.get(path) == Some(entry);
        let taken = read.into_iter().filter(|(path, entry)| is_ours(path, entry) && !self.standing.contains_key(path));
        let taken: Standing = taken.map(|(path, entry)| (path, Some(entry))).collect();
        self.foreign.retain(|path| !taken.contains_key(path));
        self.standing.extend(taken);
        Ok(())
    }

    /// What leads from here to a release, if nothing speaks against it.
    ///
    /// # Errors
    /// If there are files of others and nobody said that they may be there, or too many pages would go.
    pub fn plan(&self, release: &Release, target: &Target, wishes: &Wishes) -> Result<Plan, Failure> {
        let site = &release.manifest.files;
        if let Some(longest) = self.longest_file
            && let Some((path, entry)) = site.iter().find(|(_, entry)| entry.size > longest)
        {
            return Err(Failure::refused(format!(
                "`{path}` has {}, and {} takes files of {} at most in one piece, which is how annals sends them; make it \
                 smaller, or serve it from elsewhere and link to it",
                bytes(entry.size),
                target.address,
                bytes(longest)
            )));
        }
        let is_file = |path: &str| is_own(path) || site.contains_key(path);
        let is_in_the_way =
            |path: &String| any_below(site, path) || path.match_indices('/').any(|(end, _)| is_file(&path[..end]));
        let in_the_way: Vec<String> = self.foreign.iter().filter(|path| is_in_the_way(path)).cloned().collect();
        if self.has_folders && !in_the_way.is_empty() {
            // Among them are links: below one, annals would write wherever it leads.
            return Err(Failure::refused(format!(
                "what annals did not write is in the way: the site has folders where the target holds other things, or \
                 files where it holds folders: {}; move them elsewhere (annals writes through no link)",
                some(&in_the_way)
            )));
        }
        let mut standing = self.standing.clone();
        let taken: Vec<String> = self.foreign.iter().filter(|path| is_file(path)).cloned().collect();
        if !taken.is_empty() && !wishes.adopt {
            return Err(Failure::refused(format!(
                "the site has {} where the target holds others that annals did not write: {}; move those elsewhere, or \
                 say `--adopt` to replace them",
                files(taken.len()),
                some(&taken)
            )));
        }
        if !self.foreign.is_empty() && !wishes.adopt && !target.adopt {
            return Err(Failure::refused(format!(
                "the target holds {} that annals did not write: {}; if it is the right one, say `--adopt` (or set `adopt \
                 = true` in `site.toml`): they are left alone",
                files(self.foreign.len()),
                some(&self.foreign)
            )));
        }
        standing.extend(taken.into_iter().filter(|path| !is_own(path)).map(|path| (path, None)));
        let plan = Plan::between(&standing, &release.manifest);
        if let Some((removed, most)) = guard::too_many_removals(&self.standing, &plan, target.removals)
            && !wishes.allow_removals
            && !wishes.dry_run
        {
            return Err(Failure::refused(format!(
                "{removed} pages would be removed, and {most} may be; look at `annals publish --dry-run`, and if that is \
                 what you want, say `--allow-removals`"
            )));
        }
        Ok(plan)
    }

    /// The report of a plan that is not carried out yet.
    pub fn report(&self, plan: &Plan, release: &Release, target: &Target) -> Report {
        let is_left = |path: &&String| !is_own(path) && !release.manifest.files.contains_key(*path);
        let foreign = self.foreign.iter().filter(is_left).cloned().collect();
        let mut report = Report::new(&target.name, target.address.to_string(), plan, foreign);
        if let Some((removed, most)) = guard::too_many_removals(&self.standing, plan, target.removals) {
            report.notes.push(format!("{removed} pages are removed, and {most} may be without `--allow-removals`"));
        }
        report
    }

    /// Whether nothing is to be done: the files are those of the release, and the manifest and its signature too.
    pub fn is_settled(&self, plan: &Plan, release: &Release) -> bool {
        let manifest = self.manifest.as_ref().map(|(json, _)| json.as_slice());
        let signature = self.signature.as_ref().map(|(bytes, _)| bytes);
        plan.is_empty()
            && self.journal_version.is_none()
            && manifest == Some(release.manifest.to_json().as_bytes())
            && signature == release.signature.as_ref()
    }
}

/// Whether a path is that of the manifest or of its signature, which are those of what is published and of nothing else: a
/// signature beside a manifest that it does not sign is taken away.
fn is_own(path: &str) -> bool {
    [MANIFEST, SIGNATURE].contains(&path)
}

fn read_journal(json: &[u8]) -> Result<BTreeSet<String>, Failure> {
    match serde_json::from_slice::<Journal>(json) {
        Ok(journal) if journal.generator == "annals" && journal.files.iter().all(|path| check_path(path).is_ok()) => {
            Ok(journal.files)
        }
        _ => Err(Failure::refused(format!(
            "the target's `{JOURNAL}`, in which an interrupted publication lists what it did, is damaged; look what \
             stands there, remove that file and publish with `--adopt`"
        ))),
    }
}

/// What is known of annals' own files: by the manifest, as far as the target's list does not contradict it, and nothing for
/// sure of what an interrupted publication may have touched.
fn standing(manifest: Option<&Manifest>, journal: &BTreeSet<String>, found: &LiteMap<String, Found>) -> Standing {
    let listed = manifest.iter().flat_map(|manifest| &manifest.files).map(|(path, entry)| (path, Some(*entry)));
    let all = journal.iter().map(|path| (path, None)).chain(listed);
    let known = |(path, entry): (&String, Option<Entry>)| {
        let there = found.get(path)?;
        let sure = entry.filter(|entry| agrees(there, entry) && !journal.contains(path));
        let entry = match (sure, entry, there) {
            (Some(_), ..) => sure,
            // The target computed the hash itself: that is as good as reading.
            (None, _, Found { size: Some(size), sha256: Some(sha256) }) => Some(Entry { sha256: *sha256, size: *size }),
            _ => None,
        };
        Some((path.clone(), entry))
    };
    all.filter_map(known).collect()
}

/// Whether what the target tells of a file does not contradict what it should hold.
fn agrees(found: &Found, entry: &Entry) -> bool {
    found.size.is_none_or(|size| size == entry.size) && found.sha256.is_none_or(|hash| hash == entry.sha256)
}
