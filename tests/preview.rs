//! The preview shows what a build of the same files writes, whatever was changed and in whatever order; and a build that
//! renders only what may have changed since the last one writes the same.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::BTreeMap;

use annals::archive::Options;
use annals::diagnostic::{Diagnostic, Level};
use annals::edition::{self, Edition, Memory, Output};
use annals::files::{Change, Files, Now, RawFile};
use annals::preview::{News, Preview};
use annals::route::Route;
use support::{SETTINGS, Tree, repository};

/// A folder in memory.
type Folder = BTreeMap<String, Vec<u8>>;

fn now(path: &str, bytes: Option<&Vec<u8>>) -> Change {
    let now = match bytes {
        None => Now::Gone,
        Some(bytes) if path.starts_with("static/assets/") => Now::Static(bytes.len() as u64, Some(bytes.clone()), None),
        Some(bytes) if path.starts_with("static/") => Now::Static(bytes.len() as u64, None, None),
        Some(bytes) => Now::Text(Ok(bytes.clone())),
    };
    Change { path: path.to_owned(), now }
}

/// A site that is built and previewed at once.
struct Both {
    folder: Folder,
    preview: Preview,
    /// What the last build without errors remembers, and what it wrote.
    built: Option<(Memory, Tree)>,
    /// How many pages of later builds were taken over.
    taken_over: usize,
}

impl Both {
    fn new(files: &[(&str, &str)]) -> Both {
        let preview = Preview::new(Options::default());
        let mut both = Both { folder: Folder::new(), preview, built: None, taken_over: 0 };
        both.edit(files.iter().map(|(path, text)| ((*path).to_owned(), Some(text.as_bytes().to_vec()))).collect());
        both
    }

    fn edit(&mut self, edits: Vec<(String, Option<Vec<u8>>)>) -> annals::preview::Update {
        for (path, bytes) in &edits {
            match bytes {
                Some(bytes) => self.folder.insert(path.clone(), bytes.clone()),
                None => self.folder.remove(path),
            };
        }
        let changes = edits.iter().map(|(path, bytes)| now(path, bytes.as_ref())).collect();
        let update = self.preview.update(changes);
        self.preview.settle(|| true);
        update
    }

    fn write(&mut self, path: &str, text: &str) -> annals::preview::Update {
        self.edit(vec![(path.to_owned(), Some(text.as_bytes().to_vec()))])
    }

    fn replace(&mut self, path: &str, from: &str, to: &str) -> annals::preview::Update {
        let text = String::from_utf8(self.folder[path].clone()).unwrap();
        assert!(text.contains(from), "{path} holds no {from:?}");
        self.write(path, &text.replace(from, to))
    }

    /// A build of the folder as it is now.
    fn fresh(&self) -> (Edition, Files, Vec<Diagnostic>) {
        let (mut raw, mut statics, mut assets) = (Vec::new(), Vec::new(), Vec::new());
        for (path, bytes) in &self.folder {
            match path.strip_prefix("static/") {
                Some(name) if name.starts_with("assets/") => assets.push((name.to_owned(), bytes.as_slice().into())),
                Some(name) => statics.push((name.to_owned(), bytes.len() as u64)),
                None => raw.push(RawFile { path: path.clone(), bytes: Ok(bytes.clone()) }),
            }
        }
        let (mut files, mut faults) = Files::new(raw, statics);
        files.assets = assets;
        let (edition, found) = edition::prepare(&files, Options::default());
        faults.extend(found);
        let levels = edition.site.archive.settings.levels.clone();
        if !faults.iter().any(|fault| levels.of(fault.code) == Level::Deny) {
            faults.extend(edition.try_templates(&files, edition::Trial::FULL, &|| true).unwrap_or_default());
        }
        (edition, files, faults)
    }

    /// Builds upon the last build, and fails where that is not what a build of everything writes.
    fn build_upon(&mut self, edition: &Edition, files: &Files, fresh: &Tree, what: &str) {
        let is_record = |path: &str| path.starts_with("content/") && path != "content/site.toml";
        let rest: Vec<_> = self.folder.iter().filter(|(path, _)| !is_record(path)).collect();
        let state = edition.state(&format!("{rest:?}"));
        let earlier = self.built.take().and_then(|(memory, tree)| {
            let changed = edition.changed(&state, &memory.state)?;
            Some((memory, tree, changed))
        });
        let mut taken_over = std::sync::atomic::AtomicUsize::new(0);
        let keep = |number: usize, route: &Route| {
            let Some((memory, tree, changed)) = &earlier else { return Ok::<_, ()>(None) };
            let Some(reads) = memory.unchanged(number, route, changed) else { return Ok(None) };
            let file = edition.site.addresses.file(route);
            let (old, new) = (&tree[file.as_str()], &fresh[file.as_str()]);
            assert_eq!(String::from_utf8_lossy(old), String::from_utf8_lossy(new), "{what}: {} is not", file.as_str());
            taken_over.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(Some((reads.clone(), new.len() as u64)))
        };
        let (faults, reads) = edition.render_others(files, keep, |_, _| Ok(())).unwrap();
        assert!(faults.is_empty());
        self.taken_over += *taken_over.get_mut();
        self.built = Some((Memory::new(state, reads), fresh.clone()));
    }

    /// Fails where the preview, or a build upon the last one, does not come to what a build of everything does.
    fn compare(&mut self, what: &str) {
        let (edition, files, faults) = self.fresh();
        let told = |faults: &[Diagnostic], files: &Files| -> Vec<String> {
            let place = |fault: &Diagnostic| fault.span().map(|span| files.sources.position(span).to_string());
            let mut told: Vec<_> =
                faults.iter().map(|f| format!("{:?} {} {}", place(f), f.code.id(), f.message)).collect();
            told.sort();
            told.dedup();
            told
        };
        let own: Vec<Diagnostic> = self.preview.faults().cloned().collect();
        let own = edition::sorted(own, &self.preview.files().sources);
        assert_eq!(told(&own, self.preview.files()), told(&faults, &files), "{what}: the faults differ");
        let levels = edition.site.archive.settings.levels.clone();
        if faults.iter().any(|fault| levels.of(fault.code) == Level::Deny) {
            return;
        }
        let shown = self.preview.shown().unwrap();
        let (own, fresh) = (pages(&shown.edition, &shown.files), pages(&edition, &files));
        assert_eq!(own.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>(), "{what}: other routes");
        for (path, bytes) in &fresh {
            let (own, fresh) = (String::from_utf8_lossy(&own[path]), String::from_utf8_lossy(bytes));
            assert_eq!(own, fresh, "{what}: {path} differs");
        }
        self.build_upon(&edition, &files, &fresh, what);
    }
}

fn pages(edition: &Edition, files: &Files) -> Tree {
    let mut tree = Tree::new();
    for route in edition.routes() {
        let bytes = match edition.render(&route, files).unwrap() {
            Output::Bytes(bytes) => bytes,
            Output::Copy(path) => path.into_bytes(),
        };
        tree.insert(edition.site.addresses.file(&route).as_str().to_owned(), bytes);
    }
    tree
}

fn site() -> Both {
    let mut events = String::new();
    for number in 0..12 {
        let n = number + 1;
        events += &format!(
            "[[event]]\nid = \"event-{n}\"\ndate = \"20{n:02}-03-1{}\"\ntitle = \"Event {n}\"\n\
             summary = \"Words about [[event-{}]].\"\nactors = [\"north\"]\nplaces = [\"town\"]\n\
             sources = [\"paper\", {{ title = \"Report {n}\", url = \"https://a.example/{n}\" }}]\n\n\
             [event.translations.de]\ntitle = \"Ereignis {n}\"\n\n",
            n % 10,
            (number + 5) % 12 + 1,
        );
    }
    let settings = format!("{SETTINGS}languages = [\"en\", \"de\"]\n");
    Both::new(&[
        ("content/site.toml", &settings),
        ("content/events.toml", &events),
        (
            "content/more.toml",
            "[[actor]]\nid = \"north\"\nname = \"North\"\n\n[[place]]\nid = \"town\"\nname = \"Town\"\nlat = 1\nlon = 2\n\n\
             [[source]]\nid = \"paper\"\ntitle = \"Paper\"\n\n[[topic]]\nid = \"talks\"\nname = \"Talks\"\n\n\
             [[period]]\nid = \"early\"\nname = \"Early\"\ndate = \"2001/2005\"\n",
        ),
        (
            "content/articles/first.md",
            "+++\ntitle = \"First\"\ndate = 2020-01-01\n\n[[event]]\nid = \"declared\"\ndate = \"2019\"\n\
             title = \"Declared\"\n+++\n## A heading\n\nSee [[event-3]] and [there](/about/#here).\n",
        ),
        ("content/articles/first.de.md", "+++\ntitle = \"Erster\"\n+++\nSiehe [[event-3]].\n"),
        ("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n## Here\n\nWords.\n"),
        ("static/robots-note.txt", "words"),
    ])
}

#[test]
fn the_first_state_is_that_of_a_build() {
    site().compare("at first");
}

#[test]
fn each_kind_of_edit_leads_to_what_a_build_writes() {
    let mut both = site();
    both.compare("at first");
    let one = |update: annals::preview::Update| update.records.map(|records| records.len());
    let update = both.replace("content/events.toml", "title = \"Event 4\"", "title = \"Event four, with more words\"");
    assert_eq!(one(update), Some(1));
    both.compare("as it was");
    let update = both.replace("content/events.toml", "title = \"Event four", "title = \"Event 4, four");
    assert_eq!(one(update), Some(1));
    both.taken_over = 0;
    both.compare("a title");
    assert!(both.taken_over > 40, "{} pages were taken over", both.taken_over);
    let update = both.replace("content/events.toml", "date = \"2011-03-11\"", "date = \"1999-01-01\"");
    assert_eq!(one(update), Some(1));
    both.compare("a date");
    let update = both.replace(
        "content/events.toml",
        "{ title = \"Report 2\", url",
        "{ title = \"R\" }, { title = \"Report 2\", url",
    );
    assert_eq!(one(update), Some(1));
    both.compare("one more source");
    let update = both.replace("content/events.toml", "title = \"Event 12\"", "title = \"Event 12, the last one\"");
    assert_eq!(one(update), Some(1));
    both.compare("the last record");
    assert_eq!(one(both.replace("content/more.toml", "\"Town\"", "\"Town hall\"")), Some(1));
    both.compare("a place's name");
    assert_eq!(one(both.replace("content/articles/first.md", "A heading", "Another heading and [[event-7]]")), Some(2));
    both.compare("an article's text");
    assert_eq!(one(both.replace("content/articles/first.de.md", "Siehe", "Man sehe")), Some(1));
    both.compare("a translation's text");
    for (path, from, to) in [
        ("content/articles/first.de.md", "title = \"Erster\"", "title = \"Erster\"\ndraft = true"),
        ("content/articles/first.md", "title = \"First\"", "title = \"First\"\ndraft = true"),
        ("content/pages/about.md", "title = \"About\"", "title = \"About\"\nembargo = 2020-01-01"),
    ] {
        assert_eq!(one(both.replace(path, from, to)), None);
        both.compare(&format!("{path} held back"));
        both.replace("content/articles/first.md", "Declared", "Declared again");
        both.compare(&format!("a date beside {path}"));
        both.replace(path, to, from);
        both.compare(&format!("{path} let go"));
    }
    let source = "{ title = \"Report 2\", url";
    assert_eq!(one(both.replace("content/events.toml", source, "{ title = \"Report 2\", draft = true, url")), Some(1));
    both.compare("a source in place held back");
    both.replace("content/events.toml", "draft = true, ", "");
    both.compare("a source in place let go");
    assert_eq!(one(both.replace("content/events.toml", "id = \"event-5\"", "id = \"event-five\"")), None);
    both.compare("an id, with references to it left");
    both.replace("content/events.toml", "[[event-5]]", "[[event-five]]");
    both.compare("the references mended");
    both.replace("content/events.toml", "title = \"Event 7\"\n", "title = \"Event 7\n");
    both.compare("a quotation mark missing");
    both.replace("content/events.toml", "title = \"Event 7\n", "title = \"Event 7\"\n");
    both.compare("the quotation mark put back");
    both.replace("content/events.toml", "date = \"2008-03-18\"", "date = \"2008-13-18\"");
    both.compare("a date that is none");
    both.replace("content/events.toml", "date = \"2008-13-18\"", "date = \"2008-12-18\"\nafter = [\"event-12\"]");
    both.compare("an order that contradicts the dates");
    both.replace("content/events.toml", "after = [\"event-12\"]", "draft = true");
    both.compare("a draft");
    both.replace("content/events.toml", "draft = true", "aliases = [\"/old/\"]");
    both.compare("an alias");
    both.replace("content/articles/first.md", "/about/#here", "/about/#her");
    both.compare("a broken anchor");
    both.replace("content/pages/about.md", "## Here", "## Her");
    both.compare("an anchor that is there now");
    both.write("content/site.toml", &format!("{SETTINGS}languages = [\"de\", \"en\"]\n"));
    both.compare("the languages in another order");
    both.edit(vec![("content/articles/first.de.md".into(), None)]);
    both.compare("a translation gone");
    both.edit(vec![("content/more.toml".into(), None)]);
    both.compare("a file gone");
    both.edit(vec![("content/site.toml".into(), None)]);
    both.compare("the settings gone");
}

#[test]
fn templates_strings_style_sheets_and_files_are_taken_over() {
    let mut both = site();
    let template =
        "{% extends \"page.html\" %}{% block main %}<p>Own {{ view.event.card.title.text }}</p>{% endblock %}";
    both.write("templates/event.html", "<p>{{ view.event.card.title.text }}</p>");
    both.compare("a template of one's own");
    both.write("templates/event.html", "<p>{{ view.event.card.titel.text }}</p>");
    both.compare("a template that fails");
    both.write("templates/event.html", "<p>{{ view.event</p>");
    both.compare("a template that cannot be read");
    both.write("templates/components/status.html", "");
    both.compare("a theme that lacks a component");
    both.edit(vec![("templates/components/status.html".into(), None)]);
    both.write("content/broken.toml", "[[event]]\n");
    both.write("templates/event.html", "<p>{{ view.event.card.titel.text }}</p>");
    both.compare("a template that fails beside content with errors");
    both.edit(vec![("content/broken.toml".into(), None)]);
    both.compare("the content is mended, the template is not");
    both.write("templates/event.html", template);
    both.edit(vec![("templates/event.html".into(), None)]);
    both.compare("the built-in template back");
    both.write("templates/strings/de.ftl", "home = Startseite\n");
    both.compare("an own word");
    let update = both.write("static/assets/more.css", "body { color: red }");
    assert_eq!(update.news, News::Pages, "a new file changes what there is");
    both.compare("a style sheet");
    both.write("static/assets/annals.css", "body { color: green }");
    both.compare("a style sheet in the place of the built-in one");
    let update = both.write("static/assets/annals.css", "body { color: blue }");
    assert!(matches!(&update.news, News::Styles(pairs) if pairs.len() == 1 && pairs[0].0 != pairs[0].1), "{update:?}");
    both.compare("another style");
    let update = both.write("static/robots-note.txt", "other words");
    assert_eq!(update.news, News::Files(vec!["/robots-note.txt".to_owned()]));
    both.write("static/media/a.jpg", "picture");
    both.compare("a picture");
    both.edit(vec![("static/media/a.jpg".into(), None)]);
    both.compare("the picture gone");
}

/// A small generator of numbers (Steele, Lea and Flood's SplitMix64): the test is the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

#[test]
fn random_edits_lead_to_what_a_build_writes() {
    let mut chance = Chance(7);
    let mut both = site();
    let first = both.folder.clone();
    let words = [
        "title = \"X\"\n",
        "[[event]]\n",
        "\"",
        "draft = true\n",
        "id = \"event-2\"\n",
        "\n\n",
        "ü",
        "[[event-1]]",
        "# note\n",
        "date = \"2004\"\n",
        "'''",
        "after = [\"event-9\"]\n",
        "[[place]]\nid = \"p\"\nname = \"P\"\n",
        "+++\n",
    ];
    for round in 0..120 {
        let mut edits = Vec::new();
        for _ in 0..=chance.below(2) {
            let paths: Vec<String> = first.keys().cloned().collect();
            let path = paths[chance.below(paths.len())].clone();
            let text = both.folder.get(&path).or(first.get(&path)).cloned().unwrap_or_default();
            let at = chance.below(text.len() + 1);
            let new = match chance.below(8) {
                0 => None,
                1 => Some(text[..at].to_vec()),
                2 => Some([&text[..at], b"\xFF", &text[at..]].concat()),
                3 | 4 => first.get(&path).cloned(),
                5 => Some([&text[..at], &text[(at + 1 + chance.below(40)).min(text.len())..]].concat()),
                _ => Some([&text[..at], words[chance.below(words.len())].as_bytes(), &text[at..]].concat()),
            };
            edits.retain(|(other, _)| *other != path);
            edits.push((path, new));
        }
        both.edit(edits);
        both.compare(&format!("round {round}"));
        // Not for ever broken.
        if round % 5 == 4 {
            let all = first.iter().map(|(path, bytes)| (path.clone(), Some(bytes.clone()))).collect();
            both.edit(all);
        }
    }
}

#[test]
fn a_build_of_the_dossier_upon_another_writes_what_a_build_of_everything_writes() {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(repository().join("content")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(repository()).unwrap().to_str().unwrap().to_owned();
            files.push((path, std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut both = Both::new(&borrowed);
    both.compare("at first");
    let mut chance = Chance(11);
    let records: Vec<&(String, String)> = files.iter().filter(|(path, _)| path != "content/site.toml").collect();
    let mut round = 0;
    while round < 8 {
        let (path, _) = records[chance.below(records.len())];
        let text = String::from_utf8(both.folder[path].clone()).unwrap();
        // A word in the midst of a line, be it of a title, a body, a date, a quotation or a list of ids.
        let words: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let at = words[chance.below(words.len())];
        let word = ["", " word", " [[nato]]", " 2014"][chance.below(4)];
        let end = if word.is_empty() { (at + 1..).find(|at| text.is_char_boundary(*at + 1)).unwrap() + 1 } else { at };
        let new = format!("{}{word}{}", &text[..at], &text[end.min(text.len())..]);
        both.write(path, &new);
        if both.preview.faults_of(Level::Deny).is_empty() {
            both.compare(&format!("round {round} in {path} at {at}"));
            round += 1;
        } else {
            both.write(path, &text);
        }
    }
    assert!(both.taken_over > 500, "{} pages were taken over", both.taken_over);
}
