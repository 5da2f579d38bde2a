//! What annals says of bad sites: every rule of the catalogue with its whole report, and all faults in one run.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use annals::diagnostic::Code;
use support::Site;
use support::case::Case;

/// Codes without a case, and why.
const WITHOUT_CASE: &[(Code, &str)] = &[(
    Code::NoSite,
    "the command line refuses a folder without a site before the core is asked; see tests/commands.rs",
)];

fn cases() -> Vec<(PathBuf, String)> {
    let folder = support::repository().join("tests/golden/faults");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_bad_site_gets_the_report_that_is_written_beside_it() {
    let mut failures = Vec::new();
    for (path, text) in cases() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = Case::parse(&text);
        let arguments: Vec<&str> = case.arguments.iter().map(String::as_str).collect();
        let run = case.site().run(&arguments);
        let actual = case.with_report(run.code, &run.stderr);
        if support::updating() {
            fs::write(&path, &actual).unwrap();
        } else if actual != text {
            let expected = case.report.map_or(String::new(), |(code, report)| format!("exit {code}\n{report}"));
            failures.push(format!("{name}\n--- expected: {expected}\n--- actual: exit {}\n{}", run.code, run.stderr));
        }
    }
    assert!(failures.is_empty(), "UPDATE_GOLDEN=1 takes what is right of this:\n\n{}", failures.join("\n\n"));
}

#[test]
fn every_code_of_the_catalogue_has_a_case() {
    if support::updating() {
        return;
    }
    let reports: Vec<String> = cases().iter().filter_map(|(_, text)| Case::parse(text).report).map(|r| r.1).collect();
    for code in Code::ALL {
        let excepted = WITHOUT_CASE.iter().any(|(c, reason)| c == code && !reason.is_empty());
        let shown = reports.iter().any(|report| report.contains(&format!("[{}]", code.id())));
        assert!(shown != excepted, "{code} ({}): has a case: {shown}, is an exception: {excepted}", code.name());
    }
}

#[test]
fn no_report_holds_a_path_of_this_machine_or_a_panic() {
    if support::updating() {
        return;
    }
    for (path, text) in cases() {
        let report = Case::parse(&text).report.unwrap().1;
        assert!(!report.contains("/tmp/") && !report.contains("panicked"), "{}:\n{report}", path.display());
    }
}

/// Twelve faults in five files: code, path, line, column and what stands there.
const TWELVE: [(&str, &str, usize, usize, &str); 12] = [
    ("E016", "content/articles/meeting.md", 7, 38, "minsk"),
    ("E020", "content/events/a.toml", 3, 18, "30"),
    ("E010", "content/events/a.toml", 5, 1, "sumary"),
    ("E015", "content/events/a.toml", 11, 12, "minks"),
    ("E025", "content/events/a.toml", 12, 12, "late"),
    ("E023", "content/events/b.toml", 4, 13, "02:30"),
    ("E012", "content/events/b.toml", 13, 10, "\"three\""),
    ("E002", "content/events/b.toml", 17, 8, "2014-06"),
    ("E013", "content/records.toml", 2, 9, "Minsk Group"),
    ("E014", "content/records.toml", 12, 7, "minsk"),
    ("E031", "content/records.toml", 18, 13, "old/address"),
    ("E060", "content/site.toml", 3, 30, "de_DE"),
];

fn twelve() -> Site {
    Site::new()
        .file(
            "content/site.toml",
            "title = \"Twelve\"\nbase_url = \"https://annals.test/\"\nlanguages    = [\"en\", \"fr\", \"de_DE\"]\n\
             [checks]\nmissing-translation = \"allow\"\n",
        )
        .file(
            "content/events/a.toml",
            "[[event]]\nid    = \"early\"\ndate  = \"2015-02-30\"\ntitle = \"Früh\"\nsumary = \"A typing error\"\n\n\
             [[event]]\nid     = \"middle\"\ndate   = \"2015-02-12\"\ntitle  = \"Mitte\"\nplaces = [\"minks\"]\n\
             after  = [\"late\"]\n\n[[event]]\nid = \"late\"\ndate = \"2016-01-01\"\ntitle = \"Spät\"\n",
        )
        .file(
            "content/events/b.toml",
            "[[event]]\nid       = \"skipped\"\ndate     = \"2015-03-29\"\ntime     = \"02:30\"\n\
             timezone = \"Europe/Berlin\"\ntitle    = \"A time that never was\"\n\n[[event]]\nid = \"weighed\"\n\
             date = \"2014\"\ntitle = \"Weighed\"\nkind = \"x\"\nweight = \"three\"\n\n[[event]]\nid = \"bare\"\n\
             date = 2014-06\ntitle = \"A month without quotation marks\"\n",
        )
        .file(
            "content/records.toml",
            "[[actor]]\nid   = \"Minsk Group\"\nname = \"Minsk Group\"\n\n[[place]]\nid = \"minsk\"\nname = \"Minsk\"\n\
             lat = 53.9\nlon = 27.6\n\n[[place]]\nid = \"minsk\"\nname = \"Minsk again\"\nlat = 53.9\nlon = 27.6\n\n\
             [[topic]]\naliases = [\"old/address\"]\nid = \"minsk\"\nname = \"The Minsk process\"\n",
        )
        .file(
            "content/articles/meeting.md",
            "+++\ntitle = \"A meeting\"\ndate = 2016-02-02\nevents = [\"late\"]\n+++\n\nThe ünïcödé before it counts, too: [[minsk]].\n",
        )
}

#[test]
fn twelve_faults_in_five_files_are_all_reported_in_one_run_at_their_places() {
    let run = twelve().run(&["check", "--json"]).exits(1);
    let mut errors = BTreeMap::new();
    for fault in run.json().as_array().unwrap() {
        if fault["level"] != "deny" {
            continue;
        }
        let place = &fault["places"][0];
        let at = (
            fault["code"].as_str().unwrap().to_owned(),
            place["path"].as_str().unwrap_or_default().to_owned(),
            place["line"].as_u64().unwrap_or_default() as usize,
            place["column"].as_u64().unwrap_or_default() as usize,
        );
        errors.insert(at, place["text"].as_str().unwrap_or_default().to_owned());
    }
    let expected: BTreeMap<_, _> = TWELVE
        .iter()
        .map(|(code, path, line, column, text)| {
            ((code.to_string(), path.to_string(), *line, *column), text.to_string())
        })
        .collect();
    assert_eq!(expected.len(), 12);
    assert_eq!(errors, expected);
}

#[test]
fn a_build_with_faults_leaves_the_old_site_as_it_was() {
    let good = "[[event]]\nid = \"one\"\ndate = \"2015-02-12\"\ntitle = \"One\"\n";
    let site = Site::small().file("content/events/a.toml", good);
    site.build().exits(0);
    let state = |site: &Site| -> Vec<_> {
        let mut files: Vec<_> = walkdir::WalkDir::new(site.path("public"))
            .into_iter()
            .map(|entry| {
                let entry = entry.unwrap();
                let meta = entry.metadata().unwrap();
                let bytes = if meta.is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() };
                (entry.into_path(), meta.modified().unwrap(), bytes)
            })
            .collect();
        files.sort();
        files
    };
    let before = state(&site);
    assert!(before.len() > 5);
    for (path, content) in twelve().tree("content") {
        site.write(&format!("content/{path}"), content);
    }
    site.build().exits(1).says("12 errors");
    assert_eq!(state(&site), before, "a faulty content touched the old site");
    // A template that fails only while pages are rendered.
    let site = Site::small().file("content/events/a.toml", good);
    site.build().exits(0);
    let before = state(&site);
    site.write("templates/404.html", "{{ page.title.nothing.at.all }}");
    site.write("content/events/a.toml", good.replace("One", "Two"));
    site.build().exits(1);
    assert_eq!(state(&site), before, "a faulty template touched the old site");
    let left: Vec<_> = fs::read_dir(site.root()).unwrap().map(|e| e.unwrap().file_name()).collect();
    // The site, its sources and the note on it.
    assert_eq!(left.len(), 4, "something was left beside the site: {left:?}");
}
