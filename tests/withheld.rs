//! What an author holds back, as a draft or under embargo, is in no byte of a build.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeSet;

use annals::diagnostic::{Code, Diagnostic};
use support::{Memory, SETTINGS, Site, in_memory};

/// A word that stands in every text of what is held back, and nowhere else.
const SECRET: &str = "xyzzy";

/// A site with a record of each kind that is held back by a line such as `draft = true`, and what names them.
fn site(line: &str) -> Site {
    let records = format!(
        "[[event]]\nid = \"open\"\ndate = \"2020\"\ntitle = \"Open\"\nsummary = \"See [[held-{SECRET}]].\"\n\
         actors = [\"{SECRET}-actor\"]\nplaces = [\"{SECRET}-place\"]\ntopics = [\"{SECRET}-topic\"]\n\
         sources = [\"{SECRET}-source\", {{ title = \"{SECRET}\", {line} }}]\nfollows = [\"held-{SECRET}\"]\n\n\
         [[event.accounts]]\nby = [\"{SECRET}-actor\", \"{SECRET}-source\"]\ntext = \"Told\"\n\
         sources = [{{ title = \"{SECRET}\", {line} }}]\n\n\
         [[event]]\nid = \"headed\"\ndate = \"2020\"\ntitle = \"Headed\"\n\
         body = \"# After [[held-{SECRET}]]\\n\\n## Of [[{SECRET}-actor]]\\n\\nText\"\n\n\
         [[event]]\nid = \"held-{SECRET}\"\ndate = \"2020-05-05\"\ntitle = \"{SECRET} title\"\nsummary = \"{SECRET}\"\n\
         body = \"{SECRET}\"\nsources = [{{ title = \"{SECRET}\" }}]\naliases = [\"/old-{SECRET}/\"]\n{line}\n\n\
         [[event.accounts]]\nby = \"{SECRET}-actor\"\ntext = \"{SECRET}\"\n\n\
         [[event.corrections]]\non = \"2020-06-06\"\nnote = \"{SECRET}\"\n\n\
         [[actor]]\nid = \"{SECRET}-actor\"\nname = \"{SECRET}\"\n{line}\n\n\
         [[place]]\nid = \"{SECRET}-place\"\nname = \"{SECRET}\"\nlat = 1\nlon = 1\n{line}\n\n\
         [[topic]]\nid = \"{SECRET}-topic\"\nname = \"{SECRET}\"\n{line}\n\n\
         [[source]]\nid = \"{SECRET}-source\"\ntitle = \"{SECRET}\"\n{line}\n\n\
         [[period]]\nid = \"{SECRET}-period\"\nname = \"{SECRET}\"\ndate = \"2020\"\n{line}\n\n\
         [[timeline]]\nid = \"{SECRET}-timeline\"\ntitle = \"{SECRET}\"\nfrom = \"2019\"\n{line}\n"
    );
    let declared =
        |of: &str| format!("[[event]]\nid = \"{SECRET}-{of}\"\ndate = \"2020\"\ntitle = \"{SECRET} {of}\"\n");
    let head = format!("title = \"{SECRET}\"\n{line}\n");
    let article = format!("+++\ndate = \"2020-01-01\"\n{head}{}+++\n{SECRET} [[event:open]]\n", declared("article"));
    let open = format!(
        "+++\ntitle = \"Open\"\ndate = \"2020-01-01\"\nsources = [{{ title = \"{SECRET}\", {line} }}]\n+++\n\
         [[event:{SECRET}-article]]\n"
    );
    let headed = format!(
        "+++\ntitle = \"Headed\"\n+++\n## After [[held-{SECRET}]]\n\nA [[event:open]]\n\n## On [[ event:held-{SECRET} ]]\n\nB\n\n\
         ## Of [[{SECRET}-actor|]]\n\nC\n\n## Before [[event:open]]\n\nD\n"
    );
    let whole = format!("+++\ntitle = \"{SECRET}\"\n{}+++\n{SECRET}\n", declared("whole"));
    Site::new()
        .file("content/site.toml", format!("{SETTINGS}timezone = \"Europe/Berlin\"\nlanguages = [\"en\", \"de\"]\n"))
        // Translations that are held back themselves, and one of what is held back.
        .file("content/articles/open.md", open)
        .file("content/articles/open.de.md", format!("+++\n{head}{}+++\n{SECRET}\n", declared("translation")))
        .file(format!("content/articles/{SECRET}.de.md").as_str(), whole)
        .file("content/articles/headed.md", headed)
        // Texts that are called by their beginning.
        .file("content/articles/untitled.txt", format!("After [[held-{SECRET}]]\n\nMore of [[event:open]]\n"))
        .file("content/articles/called.md", format!("# **Of** [[{SECRET}-actor]]\n\nMore of [[event:open]]\n"))
        .file("content/pages/begun.md", format!("Before [[held-{SECRET}]] and after it. More\n"))
        .file("content/pages/nothing.md", format!("[[held-{SECRET}]]\n"))
        .file("content/pages/open.md", "+++\ntitle = \"Open\"\n+++\nOpen\n")
        .file("content/pages/open.de.md", format!("+++\n{head}+++\n{SECRET}\n"))
        .file("content/all.toml", records)
        .file(format!("content/articles/{SECRET}.md").as_str(), article)
        .file(
            format!("content/pages/{SECRET}.md").as_str(),
            format!("+++\ntitle = \"{SECRET}\"\n{line}\n+++\n{SECRET}\n"),
        )
}

/// The files of a build that hold the word, in their names or content.
fn told(site: &Site, arguments: &[&str]) -> Vec<String> {
    site.run(&[&["build", "--output", "out"], arguments].concat()).exits(0);
    let holds = |text: &[u8]| text.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
    let tree = site.tree("out");
    tree.iter().filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn no_byte_of_a_draft_is_built_unless_asked_for() {
    let site = site("draft = true");
    assert_eq!(told(&site, &[]), [""; 0]);
    assert!(told(&site, &["--drafts"]).len() > 10);
}

#[test]
fn no_byte_of_a_record_under_embargo_is_built_before_its_moment() {
    for (line, before, after) in [
        ("embargo = \"2030-01-01\"", "2029-12-31T22:59:59Z", "2029-12-31T23:00:00Z"),
        ("embargo = 2030-01-01T06:00:00Z", "2030-01-01T05:59:59Z", "2030-01-01T06:00:00Z"),
        ("embargo = 2030-01-01T06:00:00", "2030-01-01T04:59:59Z", "2030-01-01T05:00:00Z"),
    ] {
        let site = site(line);
        assert_eq!(told(&site, &["--now", before]), [""; 0], "{line}");
        assert!(told(&site, &["--now", after]).len() > 10, "{line}");
        assert!(told(&site, &["--now", before, "--drafts"]).len() > 10, "{line}");
    }
}

#[test]
fn a_reference_to_what_is_held_back_is_told_and_left_out() {
    let site = site("embargo = \"2030-01-01\"");
    let run = site.run(&["check", "--now", "2025-01-01"]);
    run.exits(0).says(&format!("the event `held-{SECRET}` is under embargo, so this reference is left out"));
}

#[test]
fn headings_and_titles_made_of_texts_leave_out_what_is_held_back() {
    let site = site("draft = true");
    site.run(&["build", "--output", "out"]).exits(0);
    let page = site.read("out/articles/headed/index.html");
    for part in [
        "<h2 id=\"after\">After […]</h2>",
        "<h2 id=\"on\">On […]</h2>",
        "<h2 id=\"of\">Of […]</h2>",
        "<h2 id=\"before\">",
        "href=\"#after\">After […]</a>",
        "href=\"#on\">On […]</a>",
        "href=\"#of\">Of […]</a>",
        "href=\"#before\">Before Open</a>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for (path, title) in [
        ("articles/untitled", "After […]"),
        ("articles/called", "Of […]"),
        ("begun", "Before […] and after it"),
        ("nothing", "[…]"),
    ] {
        let page = site.read(&format!("out/{path}/index.html"));
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{title}: {page}");
    }
    let told = site.run(&["check"]);
    told.exits(0).says("content/articles/untitled.txt:1:9").says("content/articles/called.md:1:12");
}

#[test]
fn what_is_not_held_back_is_named_in_headings_and_in_titles_made_of_texts() {
    let site = site("draft = true");
    site.run(&["build", "--output", "out", "--drafts"]).exits(0);
    let page = site.read("out/articles/headed/index.html");
    for part in [
        "<h2 id=\"after\">After <a",
        "<h2 id=\"on\">On <a",
        "href=\"#after\">After xyzzy title</a>",
        "href=\"#before\">Before Open</a>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(site.read("out/articles/untitled/index.html").contains("<h1>After held-xyzzy</h1>"));
}

#[test]
fn what_is_held_back_is_marked_where_it_is_shown() {
    let held = site("embargo = \"2030-01-01\"");
    held.run(&["build", "--output", "out", "--drafts", "--now", "2025-01-01"]).exits(0);
    assert!(held.read(&format!("out/events/held-{SECRET}/index.html")).contains("under embargo until 2030-01-01"));
    held.run(&["build", "--output", "out", "--now", "2035-01-01"]).exits(0);
    assert!(!held.read(&format!("out/events/held-{SECRET}/index.html")).contains("embargo"));
}

#[test]
fn what_is_declared_or_translated_in_a_file_that_is_held_back_is_marked_where_it_is_shown() {
    for (line, mark) in
        [("draft = true", "status-draft\">draft<"), ("embargo = \"2030-01-01\"", "under embargo until 2030-01-01")]
    {
        let held = site(line);
        held.run(&["build", "--output", "out", "--drafts", "--now", "2025-01-01"]).exits(0);
        for path in ["events/xyzzy-article", "events/xyzzy-whole", "events/xyzzy-translation", "articles/open"] {
            assert!(held.read(&format!("out/{path}/index.html")).contains(mark), "{path}: {mark}");
        }
    }
}

#[test]
fn a_translation_that_is_held_back_leaves_the_first_language_in_its_place() {
    let site = site("draft = true");
    site.run(&["build", "--output", "out"]).exits(0);
    for path in ["out/de/articles/open/index.html", "out/de/open/index.html"] {
        assert!(site.read(path).contains("Open"), "{path}");
    }
}

#[test]
fn a_key_that_would_hold_nothing_back_is_an_error_whatever_the_checks_say() {
    let event = "[[event]]\nid = \"one\"\ndate = \"2020\"\ntitle = \"One\"\n";
    for (path, text) in [
        ("content/a.toml", format!("{event}[[event.accounts]]\ntext = \"One\"\ndraft = true\n")),
        (
            "content/a.toml",
            format!("{event}[[event.corrections]]\non = 2020-01-01\nnote = \"N\"\nembargo = 2030-01-01\n"),
        ),
        ("content/a.toml", format!("{event}[event.translations.en]\ndraft = true\n")),
        ("content/a.toml", format!("draft = true\n{event}")),
        ("content/a.toml", format!("{event}[event.foo]\ndraft = true\n")),
        ("content/a.toml", format!("{event}foo = [[{{ bar = {{ embargo = 2030-01-01 }} }}]]\n")),
        ("content/articles/a.md", "+++\n[params]\ndraft = true\n+++\nA\n".to_owned()),
        (
            "content/articles/a.md",
            "+++\ncorrections = [{ on = 2020-01-01, note = \"N\", draft = true }]\n+++\nA\n".to_owned(),
        ),
        ("content/site.toml", format!("{SETTINGS}draft = true\n[checks]\nunknown-key = \"allow\"\n")),
        ("content/articles/a.md", "+++\nDraft = true\n+++\nA\n".to_owned()),
        ("content/a.toml", format!("{event}EMBARGO = 2030-01-01\n")),
    ] {
        let site = Site::new()
            .file("content/site.toml", format!("{SETTINGS}[checks]\nunknown-key = \"allow\"\n"))
            .file(path, text);
        site.run(&["check"]).exits(1).says("holds nothing back");
    }
}

#[test]
fn what_is_written_like_a_reference_and_is_none_tells_of_nothing_that_is_held_back() {
    let records = "[[event]]\nid = \"held\"\ndate = \"2020\"\ntitle = \"A\"\ndraft = true\n";
    for (path, text) in [
        ("a.md", "[[held|plan of [the staff](https://example.org/)]]"),
        ("a.md", "[[event:held| after [[open]] ]]"),
        ("a.md", "<div>\n[[ held ]]\n</div>"),
        ("a.txt", "[[held|the [secret] plan]]"),
        ("a.md", "| A |\n|---|\n| [[held\\|the [plan](https://example.org/)]] |"),
        ("a.md", "<div>\n[[held\\|the plan]]\n</div>"),
        ("a.md", "On [[\nheld|the [plan](https://example.org/)]]"),
        ("a.md", "[[event:held:x|the [plan](https://example.org/)]]"),
        ("a.md", "<div>\n[[[held]]]\n</div>"),
        ("a.txt", "[[[held|the [secret] plan]]]"),
    ] {
        let site = Site::new()
            .file("content/site.toml", SETTINGS)
            .file("content/a.toml", records)
            .file(&format!("content/articles/{path}"), format!("+++\ntitle = \"A\"\n+++\n{text}\n"));
        site.run(&["check"]).exits(1).says("this is no reference, and shows `held`, which is held back");
        let run = site.run(&["check", "--drafts"]);
        assert!(!run.stderr.contains("is held back"), "{}", run.stderr);
    }
}

#[test]
fn front_matter_that_does_not_begin_the_file_is_an_error() {
    let head = "title = \"A\"\ndraft = true\n";
    for text in [
        format!("\n+++\n{head}+++\nA\n"),
        format!(" +++\n{head}+++\nA\n"),
        format!("\u{200b}\u{a0}\r\n\t+++ \n{head}+++\nA\n"),
        format!("++++\n{head}++++\nA\n"),
        format!("+++\u{200b}\n{head}+++\nA\n"),
        format!("+++\n{head}+++\nA\n").replace('\n', "\r"),
        "---\rdraft: true\r---\rA\r".to_owned(),
        format!("<!-- CC0 -->\n+++\n{head}+++\nA\n"),
        "\n---\ndraft: true\n---\nA\n".to_owned(),
        " ---\ndraft: true\n---\nA\n".to_owned(),
    ] {
        for path in ["content/articles/a.md", "content/articles/a.txt", "content/pages/a.md"] {
            let site = Site::small().file(path, &text);
            site.run(&["check"]).exits(1).says("error[E007]").says("looks like front matter");
        }
    }
    for text in [
        "+++ News +++\n",
        "A\n\n+++\n\nB\n\n+++\n",
        "---\n\nA\n",
        "---\n\nNote: on the draft of https://example.org.\n\n---\n\nA\n",
        "A\n---\nNote: a\n\n---\n",
    ] {
        Site::small().file("content/articles/a.md", text).run(&["check"]).exits(0);
    }
}

/// The files in which [`texts_in_memory`] puts a text.
fn paths_of(number: usize) -> [String; 3] {
    [("articles/a", "md"), ("articles/b", "txt"), ("pages/c", "md")]
        .map(|(name, suffix)| format!("content/{name}{number}.{suffix}"))
}

/// A site with texts as articles in Markdown, as articles in plain text, and as pages.
fn texts_in_memory(settings: &str, texts: &[impl AsRef<[u8]>]) -> Memory {
    let files = texts.iter().enumerate();
    let files = files.flat_map(|(number, text)| paths_of(number).map(|path| (path, text.as_ref().to_vec())));
    in_memory(files.chain([("content/site.toml".to_owned(), format!("{SETTINGS}{settings}").into_bytes())]))
}

#[test]
fn what_would_hold_a_text_back_is_an_error_where_it_is_taken_for_text() {
    let long = format!("{{\n{}    \"draft\": true\n}}\nSECRET\n", "    \"title\": \"A\",\n".repeat(40));
    let texts = [
        &*long,
        "---\ntitle: A\ndraft: true\n...\nSECRET\n",
        "---\n# by the desk\ntitle: A\ndraft: true\n---\nSECRET\n",
        "---\n\ntitle: A\ndraft: true\n---\nSECRET\n",
        "---\r\n\r\ntitle: A\r\nauthors:\r\n  - B\r\n---\r\nSECRET\r\n",
        "+++ toml\ntitle = \"A\"\ndraft = true\n+++\nSECRET\n",
        "# A\n\n+++\ndraft = true\n+++\nSECRET\n",
        "# A\n\n---\ntitle: A\n---\nSECRET\n",
        "A\n+++\ndraft = true\n+++\nSECRET\n",
        "title = \"A\"\ndraft = true\n\nSECRET\n",
        "title: A\nDraft: Yes # not yet\n\nSECRET\n",
        "{ \"title\": \"A\", \"draft\": true }\n\nSECRET\n",
        "{\n    \"title\": \"A\",\n    \"draft\": true\n}\n\nSECRET\n",
        "---\ndraft: true\n\nSECRET\n",
        "--- { title: A, draft: true }\n\nSECRET\n",
        "~~~\ntitle = \"A\"\ndraft=true\n~~~\nSECRET\n",
        "```toml\nembargo = 2030-01-01T06:00:00Z\n```\nSECRET\n",
        "<!-- draft: true -->\n\nSECRET\n",
        "A\n\nEMBARGO: 2030-01-01 06:00\n\nSECRET\n",
        ":draft: true\n\nSECRET\n",
        // Behind a front matter that was closed too early, or was put before another one.
        "+++\ntitle = \"A\"\n+++\ndraft = true\n\nSECRET\n",
        "+++\ntitle = \"A\"\n+++\n\n---\n\ntitle: A\ndraft: true\n---\nSECRET\n",
        "+++\ntitle = \"A\"\n+++\n+++\nslug = \"a\"\n+++\nSECRET\n",
    ];
    let memory = texts_in_memory("[checks]\nunknown-key = \"allow\"\n", &texts);
    let is_told = |fault: &&&Diagnostic| {
        fault.code == Code::FrontMatter && fault.message.starts_with("this looks like front matter")
    };
    let (errors, sources) = (memory.errors(), &memory.files.sources);
    let paths: BTreeSet<&str> =
        errors.iter().filter(is_told).map(|fault| &*sources.get(fault.span().unwrap().file).path).collect();
    for (number, text) in texts.iter().enumerate() {
        for path in paths_of(number) {
            assert!(paths.contains(&*path), "{text:?}");
        }
    }
}

#[test]
fn texts_about_holding_texts_back_are_no_error() {
    let head = "+++\ntitle = \"A\"\n+++\n";
    let texts = [
        "# A\n\nWith draft = true in its front matter a text is held back; draft: true is what others write.\n",
        "# A\n\n`draft = true` holds a text back, as\n`embargo = 2030-01-01` does.\n",
        "# A\n\n```toml\n+++\ndraft = true\n+++\n```\n\nB\n",
        "A sentence.\n\n~~~\ndraft: true\n~~~\n\nB\n",
        "# A\n\n    draft = true\n    embargo = 2030-01-01\n\nB\n",
        "# A\n\nTo hold a text back, authors\nwho know of it write the line\ndraft = true\ninto its front matter.\n",
        "# A\n\n- draft: true\n- embargo: 2030-01-01\n\n> draft: true\n",
        "# Draft: true or false?\n\nDraft: the second of three\n\nEmbargo: from 2014 on\n\nDraft: 2\n",
        "# A\n\n| draft | true |\n|---|---|\n| draft: true | a |\n",
    ];
    let beside = |text: &&str| {
        [(*text).to_owned(), format!("{head}{text}"), format!("{head}\n{}", text.trim_start_matches("# A\n\n"))]
    };
    let texts: Vec<String> = texts.iter().flat_map(beside).collect();
    let memory = texts_in_memory("", &texts);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
}

#[test]
fn an_embargo_that_is_no_moment_is_an_error() {
    let site = site("embargo = \"soon\"");
    site.run(&["check"]).exits(0);
    site.run(&["check", "--drafts"]).exits(1).says("the embargo `soon` is neither a day nor a moment");
}
