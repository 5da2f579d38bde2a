//! The README's references and figures are made by the program itself, so that they cannot go stale.
//! `UPDATE_GOLDEN=1 cargo test --test readme` writes them anew.

use std::collections::BTreeMap;
use std::path::Path;

use annals::archive::Options;
use annals::diagnostic::Level;
use annals::files::{Files, RawFile};
use annals::{edition, reference};

/// Holds the README's section of a name against what it should be.
fn holds(section: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README can be read");
    let (begin, end) = (format!("<!-- begin {section} -->"), format!("<!-- end {section} -->"));
    let from = readme.find(&begin).expect("the section begins") + begin.len();
    let to = readme.find(&end).expect("the section ends");
    let wanted = format!("\n\n{}\n\n", expected.trim());
    if readme[from..to] == wanted {
        return;
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{}{wanted}{}", &readme[..from], &readme[to..]))
            .expect("the README can be written");
        return;
    }
    panic!(
        "the README's section `{section}` is not what the program says; run `UPDATE_GOLDEN=1 cargo test --test readme -- --test-threads 1`"
    );
}

#[test]
fn the_readme_holds_the_reference_of_settings() {
    holds("site", &reference::site());
}

#[test]
fn the_readme_holds_the_reference_of_records() {
    holds("records", &reference::records());
}

#[test]
fn the_readme_holds_the_list_of_checks() {
    holds("checks", &reference::checks());
}

#[test]
fn the_readme_tells_what_the_dossier_is_warned_of() {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    let files = dossier();
    let (site, _, faults) = edition::plan(&files, Options::default());
    for fault in &faults {
        let level = site.archive.settings.levels.of(fault.code);
        assert_ne!(level, Level::Deny, "{}", fault.message);
        if level == Level::Warn {
            *counts.entry(fault.code).or_default() += 1;
        }
    }
    let mut text = String::from("| check | times | finds |\n|---|---|---|\n");
    for (code, count) in counts {
        let what = code.explanation().lines().next().unwrap_or_default();
        text.push_str(&format!("| {} `{}` | {count} | {what} |\n", code.id(), code.name()));
    }
    holds("warnings", &text);
}

/// The repository's own content.
fn dossier() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut raw = Vec::new();
    let mut folders = vec![root.join("content"), root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                raw.push(RawFile { path: name, bytes: Ok(std::fs::read(&path).expect("the file can be read")) });
            }
        }
    }
    Files::new(raw, Vec::new()).0
}
