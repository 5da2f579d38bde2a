//! The commands as people type them: what they print, write and refuse, and how they exit.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::fs;
use std::process::{Command, Stdio};

use annals::diagnostic::Code;
use support::{Run, Site, repository, run_in};

const EVENT: &str =
    "[[event]]\nid = \"one\"\ndate = \"2015-02-12\"\ntitle = \"One\"\nsources = [{ title = \"A paper\" }]\n";

// ---- exit codes and streams ------------------------------------------------------------------------------------------

#[test]
fn exit_codes_tell_content_usage_and_machine_apart() {
    let site = Site::small().file("content/events.toml", EVENT);
    site.check().exits(0);
    site.write("content/broken.toml", "[[event]]\n");
    site.check().exits(1);
    site.build().exits(1).says("nothing was written");
    assert!(!site.path("public").exists());
    site.run(&["chekc"]).exits(2);
    site.run(&["build", "--no-such-flag"]).exits(2);
    site.run(&[]).exits(2);
    Site::new().check().exits(2).says("annals init");
    Site::new().run(&["check", "--root", "nowhere"]).exits(2).says("nowhere");
    fs::remove_file(site.path("content/broken.toml")).unwrap();
    // The output's folder would have to lie in a file.
    site.write("file", "");
    site.run(&["build", "--output", "file/public"]).exits(3);
}

#[test]
fn results_go_to_standard_output_and_words_to_standard_error() {
    let site = Site::small().file("content/events.toml", EVENT);
    let check = site.check().exits(0);
    assert_eq!(check.stdout, "");
    let build = site.build().exits(0);
    assert_eq!(build.stderr, "");
    assert!(build.stdout.starts_with("1 event, 0 articles, "), "{}", build.stdout);
    for flag in ["--help", "--version"] {
        let run = site.run(&[flag]).exits(0);
        assert!(run.stderr.is_empty() && run.stdout.contains("annals"));
    }
}

#[test]
fn json_is_one_array_even_without_faults_and_keeps_the_exit_code() {
    let site = Site::small().file("content/events.toml", EVENT);
    let run = site.run(&["check", "--json"]).exits(0);
    assert_eq!(run.stdout, "[]\n");
    assert_eq!(run.stderr, "");
    site.write("content/broken.toml", "[[place]]\nid = \"x\"\nname = \"X\"\n\n[[topic]]\nid = \"y\"\nnmae = \"Y\"\n");
    let run = site.run(&["check", "--json"]).exits(1);
    let faults = run.json();
    let row = |i: usize, key: &str| faults[i][key].as_str().unwrap_or_default().to_owned();
    assert_eq!((row(0, "code"), row(0, "level")), ("E044".into(), "warn".into()));
    assert_eq!((row(1, "code"), row(1, "name"), row(1, "level")), ("E011".into(), "missing-key".into(), "deny".into()));
    assert_eq!(row(2, "help"), "did you mean `name`?");
    let fix = &faults[2]["fix"];
    assert_eq!(
        (&fix["replacement"], &fix["line"], &fix["column"], &fix["end_column"]),
        (&"name".into(), &7.into(), &1.into(), &5.into())
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn strict_takes_warnings_for_errors_in_check_and_build() {
    let site = Site::small().file("content/a.toml", "[[place]]\nid = \"x\"\nname = \"X\"\n");
    site.check().exits(0).says("warning[E044]");
    site.run(&["check", "--strict"]).exits(1).says("error[E044]");
    site.run(&["build", "--strict"]).exits(1).says("error[E044]");
    assert!(!site.path("public").exists());
    let build = site.build().exits(0).gives("1 warning");
    assert_eq!(build.stderr, "warning[E044]: 1 × place-without-coordinates\n");
    site.run(&["build", "--warnings"]).exits(0).says("content/a.toml:2:7");
}

#[test]
fn the_site_is_found_from_any_folder_below_it_and_named_by_root() {
    let site = Site::small().file("content/events.toml", EVENT).run_below("content/deep/folder");
    site.check().exits(0).says("1 event");
    site.build().exits(0);
    assert!(site.path("public/index.html").exists());
    let root = site.root().to_str().unwrap();
    let elsewhere = Site::new();
    elsewhere.run(&["--root", root, "check"]).exits(0).says("1 event");
    elsewhere.run(&["build", "--root", root, "--output", "here"]).exits(0);
    assert_eq!(elsewhere.tree("here"), site.tree("public"));
}

#[test]
fn drafts_are_built_only_on_demand() {
    let draft = EVENT.replace("\"one\"", "\"secret\"") + "draft = true\n";
    let site = Site::small().file("content/events.toml", EVENT).file("content/draft.toml", draft);
    site.build().exits(0).gives("1 event");
    assert!(!site.path("public/events/secret").exists());
    site.run(&["build", "--drafts"]).exits(0).gives("2 events");
    assert!(site.path("public/events/secret/index.html").exists());
    site.build().exits(0).gives("removed");
    assert!(!site.path("public/events/secret").exists());
}

// ---- output ----------------------------------------------------------------------------------------------------------

#[test]
fn a_second_build_writes_nothing_and_the_same_content_gives_the_same_bytes() {
    let site = Site::small().file("content/events.toml", EVENT);
    site.build().exits(0);
    let first = site.tree("public");
    let written = fs::metadata(site.path("public/index.html")).unwrap().modified().unwrap();
    site.build().exits(0).gives("0 files written");
    assert_eq!(site.tree("public"), first);
    assert_eq!(fs::metadata(site.path("public/index.html")).unwrap().modified().unwrap(), written);
}

#[test]
fn a_folder_that_annals_did_not_make_is_refused_and_left_alone() {
    let site = Site::small().file("content/events.toml", EVENT).file("mine/thesis.txt", "years of work");
    for folder in ["mine", "content", "content/events", ".", "..", "/"] {
        site.run(&["build", "--output", folder]).exits(2).says("annals does not write to");
    }
    assert_eq!(site.read("mine/thesis.txt"), "years of work");
    assert_eq!(site.tree("mine").len(), 1);
    assert_eq!(site.tree("content").len(), 2);
}

#[test]
fn a_folder_that_a_link_of_the_sites_leads_to_is_not_built_into() {
    let site = Site::small().file("static/a.txt", "a");
    site.build().exits(0);
    std::os::unix::fs::symlink("../public", site.path("static/earlier")).unwrap();
    site.build().exits(2).says("which holds the site's own files");
    assert!(!site.path("public/earlier").exists());
    site.run(&["build", "--output", "elsewhere"]).exits(0);
    assert!(site.path("elsewhere/earlier/a.txt").exists());
}

#[test]
fn overriding_one_template_changes_only_the_pages_that_use_it() {
    let place = "[[place]]\nid = \"minsk\"\nname = \"Minsk\"\nlat = 53.9\nlon = 27.6\n";
    let site = Site::small()
        .file("content/events.toml", EVENT)
        .file("content/places.toml", place)
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nText.\n");
    site.build().exits(0);
    let before = site.tree("public");
    site.write("templates/page.html", "{% extends \"base.html\" %}{% block main %}<h1>Mine</h1>{% endblock main %}");
    site.build().exits(0);
    let after = site.tree("public");
    let changed: Vec<&String> = before
        .keys()
        .chain(after.keys())
        .filter(|p| before.get(*p) != after.get(*p) && *p != "manifest.json")
        .collect();
    assert_eq!(changed, ["about/index.html", "about/index.html"]);
    assert!(String::from_utf8_lossy(&after["about/index.html"]).contains("<h1>Mine</h1>"));
}

// ---- beginning a site ------------------------------------------------------------------------------------------------

#[test]
fn from_an_empty_folder_to_a_site_without_writing_a_template() {
    let site = Site::new();
    site.run(&["init"]).exits(0).gives("annals build");
    site.check().exits(0).says("0 errors, 0 warnings");
    let event = site.run(&["new", "event", "What happened?", "--date", "2015-02-12"]).exits(0);
    assert!(event.stdout.contains("content/events/what-happened.toml"), "{}", event.stdout);
    let article = site.run(&["new", "article", "Über Äpfel", "--date", "2026-11-22"]).exits(0);
    assert!(article.stdout.contains("content/articles/"), "{}", article.stdout);
    // What is new is a draft until its author says otherwise.
    site.build().exits(0).gives("2 events, 1 article");
    assert!(!site.path("public/events/what-happened").exists());
    for path in [event.stdout.trim_end(), article.stdout.trim_end()] {
        let text = fs::read_to_string(path).unwrap();
        let published: Vec<&str> = text.lines().filter(|l| !l.starts_with("draft ")).collect();
        assert_eq!(published.len() + 1, text.lines().count(), "{text}");
        fs::write(path, published.join("\n")).unwrap();
    }
    site.build().exits(0).gives("3 events, 2 articles");
    for page in ["index.html", "events/what-happened/index.html", "timeline/index.html", "feed.xml", "sitemap.xml"] {
        assert!(site.path("public").join(page).exists(), "{page}");
    }
}

#[test]
fn init_takes_title_and_languages_and_never_overwrites() {
    let site = Site::new();
    site.run(&["init", "a folder", "--title", "A \"quoted\" title", "--languages", "en,de"])
        .exits(0)
        .gives("cd 'a folder'");
    let root = site.path("a folder");
    run_in(&root, &["check"]).exits(0);
    run_in(&root, &["build"]).exits(0);
    assert!(root.join("public/de/index.html").exists());
    let before = support::read_tree(&root);
    site.run(&["init", "a folder"]).exits(2).says("holds a site already");
    assert_eq!(support::read_tree(&root), before);
    site.run(&["init", "other", "--languages", "english"]).exits(2).says("language tag");
    site.run(&["init", "other", "--languages", "EN"]).exits(2);
    site.run(&["init", "other", "--languages", "en,de,en"]).exits(2).says("`en` is named twice");
    site.run(&["init", "other", "--title", "A\u{7}B"]).exits(2).says("control character \\u{7}");
    assert!(!site.path("other").exists());
    // A file of the author's own that is in no way stays.
    let site = Site::new().file(".gitignore", "mine\n");
    site.run(&["init"]).exits(0);
    assert_eq!(site.read(".gitignore"), "mine\n");
}

#[test]
fn new_records_refuse_bad_dates_and_titles_that_are_taken() {
    let site = Site::small();
    site.run(&["new", "event", "A meeting", "--date", "12.02.2015"]).exits(2).says("2015-02-12");
    site.run(&["new", "event", "A meeting", "--date", "2015-02-30"]).exits(2);
    assert!(!site.path("content/events").exists());
    site.run(&["new", "event", "A meeting", "--date", "2015-02~"]).exits(0);
    let written = site.read("content/events/a-meeting.toml");
    site.run(&["new", "event", "A meeting", "--date", "2016"]).exits(2).says("a-meeting");
    site.run(&["new", "event", "A  Meeting!", "--date", "2016"]).exits(2);
    assert_eq!(site.read("content/events/a-meeting.toml"), written);
    site.run(&["new", "event", "Nul", "--date", "2016"]).exits(2).says("`nul`, which is a name that Windows keeps");
    assert!(!site.path("content/events/nul.toml").exists());
    site.run(&["new", "event", &"long ".repeat(401)]).exits(2).says("more than 2000 bytes");
    site.run(&["new", "event", "Page 2"]).exits(2).says("at whose address a list goes on");
    site.run(&["new", "article", "a\n+++\nb"]).exits(2).says("more than one line");
    site.run(&["new", "article", "A bell\u{7}"]).exits(2).says("control character \\u{7}");
    // The id is taken by a record in another file.
    site.write("content/all.toml", EVENT);
    site.run(&["new", "event", "One", "--date", "2016"]).exits(2);
    site.run(&["new", "article", "A meeting"]).exits(0);
    site.run(&["new", "article", "A meeting"]).exits(2);
    Site::new().run(&["new", "event", "A meeting", "--date", "2015"]).exits(2).says("annals init");
}

#[test]
fn new_records_are_not_written_through_a_link_that_leads_out() {
    let (site, elsewhere) = (Site::small(), Site::new());
    let site = site.link("content/events", elsewhere.root().to_str().unwrap());
    site.run(&["new", "event", "One", "--date", "2015"]).exits(2).says("leads out of the site's folder");
    let site = site.link(".github", elsewhere.root().to_str().unwrap());
    site.run(&["init", "--ci", "github-pages"]).exits(2).says("leads out of the site's folder");
    assert!(elsewhere.tree("").is_empty());
}

#[test]
fn what_new_writes_passes_the_checks_but_for_what_is_still_to_be_filled_in() {
    let site = Site::small();
    site.run(&["new", "event", "Treffen \"am\" Fluss\\Ufer", "--date", "2015-02-12"]).exits(0);
    site.run(&["new", "event", "Без даты"]).exits(0);
    let run = site.run(&["check", "--drafts", "--json"]).exits(0);
    let faults = run.json();
    let codes: Vec<&str> = faults.as_array().unwrap().iter().filter_map(|f| f["code"].as_str()).collect();
    assert_eq!(codes, ["E040", "E040"], "each still names no source, and nothing else is wrong: {}", run.stdout);
}

#[test]
fn check_shows_twenty_warnings_of_a_kind_and_all_of_them_on_demand() {
    let places: String = (0..30).map(|i| format!("[[place]]\nid = \"p-{i}\"\nname = \"P\"\n\n")).collect();
    let site = Site::small().file("content/places.toml", places);
    let shown = |run: &Run| run.stderr.matches("warning[E044]: the place").count();
    let some = site.check().exits(0).says("30 warnings");
    assert_eq!(shown(&some), 20);
    assert_eq!(shown(&site.run(&["check", "--all"]).exits(0)), 30);
    assert_eq!(site.run(&["check", "--json"]).exits(0).json().as_array().unwrap().len(), 30);
}

// ---- explain ---------------------------------------------------------------------------------------------------------

#[test]
fn every_check_explains_itself_by_number_and_name() {
    let site = Site::new();
    for code in Code::ALL {
        let by_number = site.explain(&[&code.id().to_lowercase()]).exits(0);
        let by_name = site.explain(&[code.name()]).exits(0);
        assert_eq!(by_number.stdout, by_name.stdout);
        assert!(by_number.stdout.contains(code.id()) && by_number.stdout.contains("What to do"));
    }
    let all = site.explain(&["checks"]).exits(0);
    assert!(Code::ALL.iter().all(|code| all.stdout.contains(code.name())));
}

#[test]
fn the_references_are_printed_and_templates_one_by_one() {
    let site = Site::new();
    site.explain(&["records"]).exits(0).gives("`responds-to`").gives("`credibility`");
    site.explain(&["site"]).exits(0).gives("`base_url`");
    let templates = site.explain(&["templates"]).exits(0);
    for name in ["event.html", "home.html", "404.html", "redirect.html"] {
        assert!(templates.stdout.contains(name), "{name}");
        site.explain(&[name]).exits(0).gives(name);
    }
    site.explain(&["evnt.html"]).exits(2).says("did you mean `event.html`?");
    site.explain(&["xyz"]).exits(2).says("nothing to explain");
    site.explain(&[]).exits(2);
    site.explain(&["a", "b", "c"]).exits(2);
}

/// The three events, in their order.
const THREE: [(&str, &str); 3] = [
    ("package-of-measures", "2015-02-12"),
    ("geneva-summit-2021", "2021-06-16"),
    ("blinken-lavrov-geneva", "2022-01-21"),
];

#[test]
fn the_order_of_the_dossiers_three_events_is_explained_in_both_directions() {
    for (i, (first, first_date)) in THREE.iter().enumerate() {
        for (second, second_date) in &THREE[i + 1..] {
            let run = run_in(repository(), &["explain", first, second]).exits(0);
            assert!(run.stdout.starts_with(&format!("`{first}` stands before `{second}`.\n")), "{}", run.stdout);
            let reversed = run_in(repository(), &["explain", second, first]).exits(0);
            assert_eq!(run.stdout, reversed.stdout);
            for (id, date) in [(first, first_date), (second, second_date)] {
                let line = run.stdout.lines().find(|l| l.starts_with(&format!("  {id}: {date}"))).unwrap();
                assert!(line.contains("(content/events/"), "{line}");
            }
            run.gives("Its earliest possible moment comes first.");
        }
    }
}

fn order_site() -> Site {
    let event = |id: &str, date: &str, more: &str| {
        format!("[[event]]\nid = \"{id}\"\ndate = \"{date}\"\ntitle = \"{id}\"\n{more}\n")
    };
    Site::small().file(
        "content/a.toml",
        [
            event("year", "2015", ""),
            event("month", "2015-01", ""),
            event("heavy", "2016-05-05", "weight = 3"),
            event("light", "2016-05-05", "weight = 1"),
            event("aaa", "2017", ""),
            event("bbb", "2017", ""),
            event("linked-a", "2018", "after = [\"linked-c\"]"),
            event("linked-b", "2018", "before = [\"linked-c\"]"),
            event("linked-c", "2018", ""),
            event("late", "2019-06-01", ""),
            event("moved", "2019", "after = [\"late\"]"),
            event("between", "2019-05", ""),
            event("minsk", "2020-03-01", "time = \"11:30\"\ntimezone = \"Europe/Minsk\""),
            event("geneva", "2020-03-01", "time = \"10:00\"\ntimezone = \"Europe/Zurich\""),
        ]
        .concat(),
    )
}

#[test]
fn each_reason_for_an_order_is_said_in_its_own_words() {
    let site = order_site();
    let cases = [
        ("month", "year", "the narrower date stands before the wider"),
        ("heavy", "light", "the one with more weight stands first"),
        ("aaa", "bbb", "alphabetical order of their ids"),
        ("linked-b", "linked-a", "`linked-b` before `linked-c` (content/a.toml:"),
        ("between", "moved", "known to come after `late`"),
        ("minsk", "geneva", "2020-03-01 08:30 UTC"),
        ("year", "aaa", "earliest possible moment"),
    ];
    for (first, second, words) in cases {
        for pair in [[first, second], [second, first]] {
            site.explain(&pair).exits(0).gives(&format!("`{first}` stands before `{second}`")).gives(words);
        }
    }
    site.explain(&["month", "yaer"]).exits(2).says("did you mean `year`?");
    site.explain(&["month", "month"]).exits(2).says("same event");
}

// ---- scripts for shells ----------------------------------------------------------------------------------------------

#[test]
fn completions_and_the_manual_are_printed_for_every_shell() {
    let site = Site::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        site.run(&["completions", shell]).exits(0).gives("explain");
    }
    site.run(&["completions", "tcsh"]).exits(2);
    site.run(&["manual"]).exits(0).gives(".TH annals");
}

#[test]
fn an_argument_that_is_refused_makes_no_line_of_annals_own_and_moves_no_cursor() {
    let hostile = "--x\u{1b}[2J\r\nhelp: forged\u{9b}31m\u{202e}.zip";
    for arguments in [
        &["verify", hostile][..],
        &["help", hostile],
        &[&hostile[2..]],
        &["build", "--now", hostile],
        &["build", "--now", &hostile[2..]],
        &["serve", "--port", &hostile[2..]],
        &["serve", "--host", &hostile[2..]],
        &["init", "x", "--ci", &hostile[2..]],
        &["completions", &hostile[2..]],
    ] {
        let run = run_in(repository(), arguments).exits(2);
        assert!(!run.stderr.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{:?}", run.stderr);
        assert!(run.stderr.lines().all(|line| !line.starts_with("help")), "{}", run.stderr);
        assert!(run.stderr.contains('\u{fffd}'), "{}", run.stderr);
    }
}

#[test]
fn a_reader_who_closes_the_pipe_has_read_enough() {
    for arguments in
        [&["explain", "checks"][..], &["completions", "zsh"], &["manual"], &["check", "--json"], &["--help"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(arguments)
            .current_dir(repository())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let run = Run {
            code: output.status.code().unwrap(),
            stdout: String::new(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert_eq!(run.exits(0).stderr, "", "{arguments:?}");
    }
}
