//! The house: which module may use which, who may touch the machine, and how long a file may grow.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The floor plan: each module may use those before it, itself, and nothing else of the crate.
const FLOORS: &[&str] = &[
    "cores",
    "text",
    "diagnostic",
    "id",
    "files",
    "date",
    "markdown",
    "language",
    "route",
    "release",
    "draft",
    "archive",
    "timeline",
    "overview",
    "map",
    "lanes",
    "search",
    "site",
    "theme",
    "view",
    "edition",
    "preview",
    "reference",
    "shell",
    "main",
];

/// The most lines of one file.
const LONGEST: usize = 700;

/// What names the machine. Only the shell and `main` may hold these words.
const MACHINE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "rustix::",
    "walkdir::",
];

/// A file of `src`: its path below it, its module, and its lines without comments and unit tests.
struct File {
    path: String,
    module: String,
    text: String,
    code: String,
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|e| e == "rs") {
            let path = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let module = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(entry.path()).unwrap();
            let tests = path.ends_with("tests.rs");
            let code = if tests { String::new() } else { code(&text) };
            files.push(File { path, module, text, code });
        }
    }
    assert!(files.len() > 50, "{} files", files.len());
    files
}

/// The code of a file: without comments, and without the unit tests at its end.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    body.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The crate's modules that a file names, by `crate::x`, `annals::x` or `use crate::{x, y}`.
fn uses(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for part in code.split("crate::").skip(1).chain(code.split("annals::").skip(1)) {
        match part.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let mut first = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => first = true,
                        c if first && c.is_ascii_alphabetic() => {
                            found.insert(word(&group[at..]));
                            first = false;
                        }
                        _ => {}
                    }
                }
            }
            None => {
                found.insert(word(part));
            }
        }
    }
    found
}

#[test]
fn every_module_stands_on_the_floors_below_it() {
    let floor: BTreeMap<&str, usize> = FLOORS.iter().enumerate().map(|(i, name)| (*name, i)).collect();
    let mut faults = Vec::new();
    for file in sources() {
        if file.module == "lib" {
            continue;
        }
        let Some(own) = floor.get(file.module.as_str()) else {
            faults.push(format!("{} is on no floor of the plan", file.path));
            continue;
        };
        for used in uses(&file.code) {
            match floor.get(used.as_str()) {
                Some(other) if other <= own => {}
                Some(_) => faults.push(format!("{} uses `{used}`, which stands above it", file.path)),
                // Macros and items of the root have names of their own.
                None => {}
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_floor_of_the_plan_exists() {
    let modules: BTreeSet<String> = sources().into_iter().map(|f| f.module).collect();
    for floor in FLOORS {
        assert!(modules.contains(*floor), "`{floor}` is in the plan and not in the house");
    }
}

#[test]
fn only_the_shell_names_the_machine() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|f| !["shell", "main"].contains(&f.module.as_str())) {
        for (number, line) in file.code.lines().enumerate() {
            for word in MACHINE.iter().filter(|w| line.contains(**w)) {
                faults.push(format!("{}:{}: {word}", file.path, number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn paths_are_shown_as_calm_words() {
    // What is handed to other programs, and what is not shown.
    let others = ["shell/publish/git.rs", "shell/publish/ssh/rsync.rs", "shell/publish/lease.rs"];
    // Its words are moved in, wherever they hold a line end.
    let sentences = ["shell/publish/archive.rs"];
    for file in sources().iter().filter(|file| !others.iter().chain(&sentences).any(|path| file.path == *path)) {
        assert!(!file.code.contains(".display()"), "{} shows a path without `calm_path`", file.path);
    }
}

#[test]
fn files_of_the_site_and_of_its_output_are_opened_in_one_place() {
    // Whoever can write into a folder can put a link or a pipe there at any moment; `beneath` and `Root::open` mind it.
    // Publishing has its own rules, and a key is where its owner says.
    let others = |path: &str| path.starts_with("shell/publish/") || path == "shell/signature.rs";
    for file in sources().iter().filter(|file| !others(&file.path)) {
        let code = file.code.split("mod tests {").next().unwrap_or_default();
        for word in ["File::open(", "fs::read(", "fs::read_to_string(", "fs::copy("] {
            assert!(!code.contains(word), "{} opens a file by its path: {word}", file.path);
        }
    }
}

#[test]
fn what_makes_pages_stays_on_its_thread() {
    // Otherwise the records that are read for a page would be noted for another one, or for none.
    let makers = ["view", "markdown", "language", "overview", "map", "diagnostic", "date"];
    for file in sources().iter().filter(|file| makers.contains(&file.module.as_str())) {
        let is_divided = ["rayon", "cores::"].iter().any(|word| file.code.contains(word));
        assert!(!is_divided, "{} works on several threads", file.path);
    }
}

#[test]
fn every_file_begins_by_saying_what_it_is_for() {
    for file in sources().iter().filter(|f| !f.path.ends_with("tests.rs")) {
        // The catalogue is included into a module and can hold no inner comment.
        let begins = if file.path == "diagnostic/catalogue.rs" { "//" } else { "//! " };
        assert!(file.text.starts_with(begins), "{} does not begin with `{begins}`", file.path);
    }
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let long: Vec<String> = sources()
        .iter()
        .map(|f| (f.text.lines().count(), &f.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn the_test_of_the_plan_sees_every_form_of_use() {
    let code =
        "use crate::text::Span;\nuse crate::{id::Id, draft::{Draft, Word}, site};\nlet x = crate::view::Book::new();";
    let found: Vec<String> = uses(code).into_iter().collect();
    assert_eq!(found, ["draft", "id", "site", "text", "view"]);
}

#[test]
fn the_policy_of_the_pages_is_the_one_that_hosts_are_given() {
    let base = std::fs::read_to_string("templates/base.html").expect("the frame of every page");
    let headers = std::fs::read_to_string("static/_headers").expect("the headers for hosts");
    let told =
        headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: ")).expect("a policy");
    assert!(base.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{told}\">")));
}
