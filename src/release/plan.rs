//! The plan: what a publication sends, leaves and removes, and in which order.

use std::collections::BTreeSet;

use litemap::LiteMap;

use super::manifest::{Entry, Manifest};
use super::serving::{Stage, is_page, stage};

/// What is known of annals' own files on a target: what each surely holds, or `None` where that is not known (because an
/// earlier publication was interrupted, or the file was changed there). Files of others are no part of it.
pub type Standing = LiteMap<String, Option<Entry>>;

/// What a publication does. Each list is in order of path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files that the target does not have.
    pub added: Vec<String>,
    /// Files that it has with another content.
    pub changed: Vec<String>,
    /// Files that it has with this content.
    pub unchanged: Vec<String>,
    /// Files of annals' own that the site no longer has.
    pub removed: Vec<String>,
    /// Length of the new and changed files together.
    pub bytes: u64,
}

/// One step of a publication; the next begins when it has succeeded as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// These files are sent, in any order.
    Send(Stage, Vec<String>),
    /// These files are read back and compared with what was to be sent.
    Compare(Vec<String>),
    /// These files are removed.
    Remove(Vec<String>),
    /// The manifest takes the old one's place, unless that was changed meanwhile.
    Manifest,
}

impl Plan {
    /// What leads from what stands on a target to a site.
    pub fn between(standing: &Standing, site: &Manifest) -> Plan {
        let mut plan = Plan::default();
        for (path, entry) in &site.files {
            let list = match standing.get(path) {
                None => &mut plan.added,
                Some(Some(there)) if there == entry => &mut plan.unchanged,
                Some(_) => &mut plan.changed,
            };
            list.push(path.clone());
        }
        plan.removed = standing.keys().filter(|path| !site.files.contains_key(*path)).cloned().collect();
        plan.bytes = plan.sent().filter_map(|path| site.files.get(path)).map(|entry| entry.size).sum();
        plan
    }

    /// The files that are sent.
    pub fn sent(&self) -> impl Iterator<Item = &str> {
        self.added.iter().chain(&self.changed).map(String::as_str)
    }

    /// Whether the target's files are those of the site already.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// How many pages are removed.
    pub fn pages_removed(&self) -> usize {
        self.removed.iter().filter(|path| is_page(path)).count()
    }

    /// Files that have to go before others can be sent: a file system cannot have a file and a folder of one name.
    fn in_the_way(&self) -> Vec<String> {
        let sent: BTreeSet<&str> = self.sent().collect();
        let holds = |folder: &str| {
            let below = format!("{folder}/");
            sent.range(below.as_str()..).next().is_some_and(|path| path.starts_with(&below))
        };
        let lies_in_file = |path: &str| path.match_indices('/').any(|(at, _)| sent.contains(&path[..at]));
        self.removed.iter().filter(|path| holds(path) || lies_in_file(path)).cloned().collect()
    }

    /// The steps, in an order in which whoever follows a link at any moment finds its target: what pages need comes before
    /// them, new pages come before those and the data that may link to them, the pages by which readers enter come last of all that is
    /// sent, and what is no longer linked is removed when all that has arrived unharmed.
    ///
    /// `languages` are the site's language tags, for the home pages. Steps without files are left out.
    pub fn steps(&self, languages: &[String]) -> Vec<Step> {
        // Data that change may link to new pages, and come behind them; those that are new are linked by nothing before.
        let turn = |stage: Stage, is_change: bool| match stage {
            Stage::Assets => 0,
            Stage::Data | Stage::DataDirectories if !is_change => 1,
            Stage::Pages if !is_change => 2,
            Stage::Data | Stage::DataDirectories => 3,
            Stage::Pages => 4,
            Stage::Entrances => 5,
        };
        let mut stages: LiteMap<(u8, Stage, bool), Vec<String>> = LiteMap::new();
        for (paths, is_change) in [(&self.added, false), (&self.changed, true)] {
            for path in paths {
                let stage = stage(path, languages);
                stages.entry((turn(stage, is_change), stage, is_change)).or_default().push(path.clone());
            }
        }
        let in_the_way = self.in_the_way();
        let mut steps: Vec<Step> = stages.into_iter().map(|((_, stage, _), paths)| Step::Send(stage, paths)).collect();
        if !in_the_way.is_empty() {
            steps.insert(0, Step::Remove(in_the_way));
        }
        if self.sent().next().is_some() {
            let mut sent: Vec<String> = self.sent().map(str::to_owned).collect();
            sent.sort();
            steps.push(Step::Compare(sent));
        }
        if !self.removed.is_empty() {
            steps.push(Step::Remove(self.removed.clone()));
        }
        steps.push(Step::Manifest);
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[(&str, &str)]) -> Manifest {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), Entry::of(text.as_bytes()))).collect();
        Manifest { files, ..Manifest::default() }
    }

    fn standing(manifest: &Manifest) -> Standing {
        manifest.files.iter().map(|(path, entry)| (path.clone(), Some(*entry))).collect()
    }

    #[test]
    fn a_plan_tells_new_changed_unchanged_and_removed_files() {
        let old = standing(&manifest(&[("a", "1"), ("b", "1"), ("c", "1")]));
        let plan = Plan::between(&old, &manifest(&[("b", "1"), ("c", "22"), ("d", "333")]));
        assert_eq!((plan.added, plan.changed), (vec!["d".to_owned()], vec!["c".to_owned()]));
        assert_eq!((plan.unchanged, plan.removed), (vec!["b".to_owned()], vec!["a".to_owned()]));
        assert_eq!(plan.bytes, 5);
    }

    #[test]
    fn a_file_gives_way_to_a_folder_of_its_name_before_anything_is_sent() {
        let old = standing(&manifest(&[("about", "1"), ("b/c/d", "1"), ("b.html", "1")]));
        let steps = Plan::between(&old, &manifest(&[("about/index.html", "1"), ("b", "1")])).steps(&[]);
        assert_eq!(steps.first(), Some(&Step::Remove(vec!["about".to_owned(), "b/c/d".to_owned()])));
    }

    #[test]
    fn what_is_not_known_for_sure_is_sent_again() {
        let mut old = standing(&manifest(&[("a", "1")]));
        old.insert("a".to_owned(), None);
        assert_eq!(Plan::between(&old, &manifest(&[("a", "1")])).changed, ["a"]);
    }

    #[test]
    fn steps_never_show_a_link_before_its_target() {
        let old = standing(&manifest(&[
            ("index.html", "1"),
            ("timeline/index.html", "1"),
            ("events/a/index.html", "1"),
            ("assets/annals-11111111.css", "1"),
            ("data/en/search/index.json", "1"),
            ("data/en/search/terms-1.json", "1"),
        ]));
        let new = manifest(&[
            ("index.html", "2"),
            ("de/index.html", "2"),
            ("timeline/index.html", "2"),
            ("events/b/index.html", "1"),
            ("assets/annals-22222222.css", "1"),
            ("data/en/index.json", "1"),
            ("data/en/events-1.json", "1"),
            ("data/en/search/index.json", "2"),
            ("data/en/search/terms-1.json", "2"),
            ("feed.xml", "1"),
        ]);
        let steps = Plan::between(&old, &new).steps(&["en".to_owned(), "de".to_owned()]);
        let sent: Vec<Vec<String>> = steps
            .iter()
            .filter_map(|s| if let Step::Send(_, paths) = s { Some(paths.clone()) } else { None })
            .collect();
        assert_eq!(
            sent,
            [
                vec!["assets/annals-22222222.css"],
                vec!["data/en/events-1.json"],
                vec!["data/en/index.json"],
                vec!["events/b/index.html"],
                vec!["data/en/search/terms-1.json"],
                vec!["data/en/search/index.json"],
                vec!["timeline/index.html"],
                vec!["de/index.html", "feed.xml"],
                vec!["index.html"],
            ]
        );
        let [.., Step::Compare(compared), Step::Remove(removed), Step::Manifest] = &steps[..] else {
            panic!("{steps:?}")
        };
        assert_eq!(compared.len(), 10);
        assert_eq!(removed, &["assets/annals-11111111.css", "events/a/index.html"]);
        assert_eq!(Plan::between(&old, &manifest(&[])).steps(&[]).len(), 2);
    }
}
