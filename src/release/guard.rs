//! What a publication must not do without being asked for.

use std::collections::BTreeSet;

use super::manifest::{MANIFEST, Manifest, SIGNATURE};
use super::plan::{Plan, Standing};
use super::serving::is_page;

/// How many pages a publication may remove without being allowed to: `most`, or a tenth of those that stand there.
///
/// Gives the number that it would remove and the number that it may, if it is too many.
pub fn too_many_removals(standing: &Standing, plan: &Plan, most: Option<u64>) -> Option<(usize, usize)> {
    let pages = standing.keys().filter(|path| is_page(path)).count();
    let limit = most.map_or(pages / 10, |most| usize::try_from(most).unwrap_or(usize::MAX));
    let removed = plan.pages_removed();
    (removed > limit).then_some((removed, limit))
}

/// The files on a target that annals did not write: all that neither the manifest that stands there lists, nor is listed
/// in the journal of an interrupted publication, nor is annals' own for another reason.
pub fn foreign<'a>(
    found: impl IntoIterator<Item = &'a str>,
    manifest: Option<&Manifest>,
    journal: &BTreeSet<String>,
    own: &[&str],
) -> Vec<String> {
    let is_ours = |path: &str| {
        own.contains(&path)
            || journal.contains(path)
            || manifest.is_some_and(|manifest| manifest.has_file(path))
            || (!journal.is_empty() && [MANIFEST, SIGNATURE].contains(&path))
    };
    found.into_iter().filter(|path| !is_ours(path)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::manifest::Entry;
    use super::*;

    #[test]
    fn a_tenth_of_the_pages_may_go_unless_a_number_is_given() {
        let standing: Standing = (0..20).map(|n| (format!("{n}.html"), Some(Entry::of(b"")))).collect();
        let plan = |count: usize| Plan {
            removed: (0..count).map(|n| format!("{n}.html")).chain(["a.css".to_owned()]).collect(),
            ..Plan::default()
        };
        assert_eq!(too_many_removals(&standing, &plan(2), None), None);
        assert_eq!(too_many_removals(&standing, &plan(3), None), Some((3, 2)));
        assert_eq!(too_many_removals(&standing, &plan(3), Some(3)), None);
        assert_eq!(too_many_removals(&standing, &plan(1), Some(0)), Some((1, 0)));
    }

    #[test]
    fn what_no_list_of_ours_names_is_foreign() {
        let files = [("index.html".to_owned(), Entry::of(b""))].into_iter().collect();
        let manifest = Manifest { files, ..Manifest::default() };
        let journal: BTreeSet<String> = ["new.html".to_owned()].into();
        let found = ["index.html", "manifest.json", "new.html", "lock", "CNAME"];
        assert_eq!(foreign(found, Some(&manifest), &journal, &["lock"]), ["CNAME"]);
        assert_eq!(foreign(["manifest.json", "x"], None, &BTreeSet::new(), &[]), ["manifest.json", "x"]);
    }
}
