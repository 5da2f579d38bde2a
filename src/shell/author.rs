//! `annals init` and `annals new`: files for authors to begin with. What exists is never overwritten.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::cli::Exit;
use super::load;
use super::read::lies_within;
use super::terminal::{Terminal, Told};
use crate::archive::{EXAMPLE_ADDRESS, Options};
use crate::date::When;
use crate::draft::reader::LONGEST_NAME;
use crate::edition;
use crate::id::Id;
use crate::route::{page_number, unportable};
use crate::text::calm_path;
use crate::text::forbidden;

/// Begins a site.
pub fn init(folder: &Path, title: &str, languages: &[String], terminal: &Terminal) -> Exit {
    if title.trim().is_empty() {
        return terminal.refused(Told::with_help("the title is empty", "write what readers should call the site"));
    }
    let languages: Vec<String> = languages.iter().map(|tag| tag.trim().to_owned()).collect();
    for tag in &languages {
        if icu_locale_core::Locale::try_from_str(tag).map(|l| l.to_string()).as_deref() != Ok(tag.as_str()) {
            return terminal.refused(Told::with_help(
                format!("`{tag}` is no language tag in its usual form"),
                "write a BCP 47 tag such as `en`, `de` or `zh-Hans`",
            ));
        }
    }
    if let Some((_, tag)) = languages.iter().enumerate().find(|(at, tag)| languages[..*at].contains(tag)) {
        return terminal
            .refused(Told::with_help(format!("the language `{tag}` is named twice"), "name each language once"));
    }
    if let Some(reason) = unfit(title) {
        return terminal.refused(reason);
    }
    if folder.join("content").exists() {
        return terminal.refused(Told::with_help(
            format!("`{}` holds a site already: it has a `content` folder", calm_path(folder)),
            "name another folder",
        ));
    }
    let files = [
        ("content/site.toml", site_toml(title, &languages)),
        ("content/events/first.toml", FIRST_EVENT.to_owned()),
        ("content/records.toml", RECORDS.to_owned()),
        ("content/articles/welcome.md", WELCOME.to_owned()),
        ("content/pages/about.md", ABOUT.to_owned()),
        (".gitignore", "/public\n/.public.*\n/offline\n/.offline.*\n".to_owned()),
    ];
    let mut written = Vec::new();
    for (path, text) in files {
        match write_new(&folder.join(path), &text) {
            Ok(()) => written.push(path),
            // A `.gitignore` of the author's own stays as it is.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && path == ".gitignore" => {}
            Err(error) => {
                // Half a site would be in the way of the next try. Folders go that hold nothing else.
                written.iter().for_each(|path| drop(fs::remove_file(folder.join(path))));
                for path in ["content/events", "content/articles", "content/pages", "content"] {
                    let _ = fs::remove_dir(folder.join(path));
                }
                return terminal.failed(format!("`{}` cannot be written: {error}", calm_path(folder.join(path))));
            }
        }
    }
    let shown = calm_path(folder);
    terminal.say(&format!("A site was begun in `{shown}`. Next:"));
    let change = if folder == Path::new(".") { String::new() } else { format!("cd {}\n", quoted_for_shell(&shown)) };
    terminal.result(&format!("{change}annals new event \"What happened\" --date 2015-02-12\nannals build\n"))
}

/// Begins an event in a file of its own.
pub fn new_event(root: Option<PathBuf>, title: &str, date: &str, terminal: &Terminal) -> Exit {
    begin(root, title, date, "events", "toml", terminal, &|id, date, languages| {
        let mut text = format!(
            "[[event]]\nid      = {id}\ndate    = {date}\ntitle   = {}\nsummary = \"\"        # one paragraph\n\
             kind    = \"\"        # a word of your own, such as \"agreement\"\nplaces  = []\nactors  = []\ntopics  = []\n\
             sources = []        # ids, or {{ title = \"…\", publisher = \"…\", url = \"https://…\", published = \"…\" }}\n\
             status  = \"reported\"  # reported, confirmed, disputed, retracted\nweight  = 2         # 1 detail, 2 normal, 3 turning point\n\
             draft   = true      # remove this line to publish the event\n",
            quoted(title)
        );
        for tag in languages.iter().skip(1) {
            text.push_str(&format!("\n[event.translations.{tag}]\n# title   = \"\"\n# summary = \"\"\n"));
        }
        text
    })
}

/// Begins an article.
pub fn new_article(root: Option<PathBuf>, title: &str, date: &str, terminal: &Terminal) -> Exit {
    begin(root, title, date, "articles", "md", terminal, &|_, date, _| {
        format!(
            "+++\ntitle   = {}\ndate    = {date}\nsummary = \"\"\nauthors = []\ndraft   = true      # remove this line to publish the article\n+++\n\n\
             Refer to events with `[[id]]` or `[[id|words of your own]]`.\n",
            quoted(title)
        )
    })
}

/// Writes one new file named after a title.
fn begin(
    root: Option<PathBuf>,
    title: &str,
    date: &str,
    folder: &str,
    suffix: &str,
    terminal: &Terminal,
    text: &dyn Fn(&str, &str, &[String]) -> String,
) -> Exit {
    let root = match load::root(root, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    if !date.is_empty()
        && let Err(error) = When::parse(date)
    {
        return terminal.refused(Told::with_help(
            format!("`{date}` is no date: {}", error.message),
            "write for example `2015-02-12`, `2015-02` or `2014-02~`",
        ));
    }
    if title.trim().is_empty() {
        return terminal.refused(Told::with_help("the title is empty", "write what readers should call it"));
    }
    if let Some(reason) = unfit(title) {
        return terminal.refused(reason);
    }
    // Titles in other scripts are not transliterated: that would be guessing.
    let from_title = Id::from_title(title);
    let named = from_title.is_some();
    let Some(id) = from_title.or_else(|| Id::parse(&format!("new-{}", folder.trim_end_matches('s'))).ok()) else {
        return terminal.refused("the title holds no letter or digit to name the file by");
    };
    let (files, _) = load::files(&root);
    let (site, _, _) = edition::plan(&files, Options { drafts: true, ..Options::default() });
    let is_taken = |id: &Id| match folder {
        "events" => site.archive.events.find(id.as_str()).is_some(),
        _ => site.archive.articles.find(id.as_str()).is_some(),
    };
    let id = if named { id } else { numbered(id, is_taken) };
    if is_taken(&id) {
        return terminal
            .refused(Told::with_help(format!("there is already one with the id `{id}`"), "choose another title"));
    }
    if let Some(reason) = unportable(id.as_str()) {
        return terminal
            .refused(Told::with_help(format!("its id would be `{id}`, which {reason}"), "choose another title"));
    }
    if page_number(id.as_str()).is_some() {
        let sentence = format!("its id would be `{id}`, at whose address a list goes on");
        return terminal.refused(Told::with_help(sentence, "choose another title"));
    }
    let path = root.join("content").join(folder).join(format!("{id}.{suffix}"));
    if leads_out(&root, &path) {
        return terminal.refused(outside(&root.join("content").join(folder)));
    }
    // A draft of today; the author sets the date and then removes the mark.
    let date = if date.is_empty() { today() } else { date.to_owned() };
    let text = text(&quoted(id.as_str()), &quoted(&date), &site.archive.settings.languages);
    match write_new(&path, &text) {
        Ok(()) => {
            terminal.say("A draft was written; fill it in, and remove `draft = true` to publish it:");
            terminal.result(&format!("{}\n", calm_path(path)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            terminal.refused(Told::with_help(format!("`{}` exists already", calm_path(path)), "choose another title"))
        }
        Err(error) => terminal.failed(format!("`{}` cannot be written: {error}", calm_path(path))),
    }
}

/// Why a title could not be read again.
fn unfit(title: &str) -> Option<Told> {
    if title.len() > LONGEST_NAME {
        return Some(Told::with_help(format!("the title has more than {LONGEST_NAME} bytes"), "shorten it"));
    }
    if title.contains(['\n', '\r']) {
        return Some(Told::with_help("the title has more than one line", "write it in one"));
    }
    let (_, sign) = forbidden(title)?;
    let sign = sign.escape_unicode();
    Some(Told::with_help(
        format!("the title holds the control character {sign}, which no page can show"),
        "leave it out",
    ))
}

/// Whether a file that is to be written would come to lie outside of the site's folder.
pub(super) fn leads_out(root: &Path, path: &Path) -> bool {
    let there = path.ancestors().skip(1).find(|folder| folder.exists());
    !there.is_some_and(|folder| lies_within(root, folder).unwrap_or(false))
}

/// Why nothing is written there.
pub(super) fn outside(folder: &Path) -> String {
    let folder = calm_path(folder);
    format!("`{folder}` leads out of the site's folder by a symbolic link; make it a folder of the site's own")
}

/// The first of `new-event`, `new-event-2`, … that is free.
fn numbered(id: Id, is_taken: impl Fn(&Id) -> bool) -> Id {
    let more = (2..10_000).filter_map(|n| Id::parse(&format!("{id}-{n}")).ok());
    std::iter::once(id.clone()).chain(more).find(|id| !is_taken(id)).unwrap_or(id)
}

/// The day in UTC.
fn today() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let now = i64::try_from(now).ok().and_then(|s| chrono::DateTime::from_timestamp(s, 0));
    now.map_or_else(|| "1970-01-01".to_owned(), |t| t.format("%Y-%m-%d").to_string())
}

/// Writes a file that must not exist yet, with the folders above it.
pub(super) fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() {
        // Half a file would be in the way of the next try.
        let _ = fs::remove_file(path);
    }
    written
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn quoted_for_shell(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c));
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

fn site_toml(title: &str, languages: &[String]) -> String {
    let tags: Vec<String> = languages.iter().map(|t| quoted(t)).collect();
    format!(
        "# The site's settings; `annals explain site` lists them all.\n\
         title       = {}\n\
         description = \"\"\n\
         base_url    = \"{EXAMPLE_ADDRESS}\"   # the address at which the site will stand\n\
         languages   = [{}]\n\
         # publisher = \"\"\n\
         # licence   = \"CC BY 4.0\"\n\
         # timezone  = \"Europe/Kyiv\"          # of times that name none\n",
        quoted(title),
        tags.join(", ")
    )
}

const FIRST_EVENT: &str = r#"# Records stand in any .toml file below content/, in any mix. `annals explain records` lists all keys.
# This one is made up, to show the form. Replace it by yours.

[[event]]
id      = "first-event"
date    = "2000-01-01"          # also "2000-01", "2000", "2000-01~" (about), "2000-01-01/2000-01-05", "[2000,2001]"
title   = "The first event of this timeline"
summary = "One paragraph about what happened. It may refer to others: [[example-town]]."
kind    = "example"
places  = ["example-town"]
actors  = [{ id = "example-organisation", role = "organiser" }]
sources = ["example-source"]
status  = "confirmed"           # reported, confirmed, disputed, retracted
weight  = 3                     # 1 detail, 2 normal, 3 turning point

[[event]]
id      = "second-event"
date    = "2000-03~"
title   = "Another event, some time in March"
summary = "An uncertain date stays uncertain: it is shown as it is, and never made more precise."
sources = [{ title = "A source that is written in place", publisher = "Example Press", published = "2000-04-02" }]
follows = ["first-event"]
"#;

const RECORDS: &str = r#"# Actors, places, sources, topics and periods that events refer to by id. These are made up; replace them by yours.

[[actor]]
id   = "example-organisation"
name = "Example Organisation"
kind = "organisation"           # state, organisation, group, person, other

[[place]]
id   = "example-town"
name = "Example Town"
lat  = 0.0
lon  = 0.0

[[source]]
id        = "example-source"
title     = "An example of a source"
publisher = "Example Press"
published = "2000-01-02"
kind      = "press"             # primary, party, press, reference, copy, other
"#;

const WELCOME: &str = r#"+++
title   = "An example of an article"
date    = "2000-04-10"
summary = "Articles are Markdown. Events that they mention are listed beside them, in order."
+++

This article mentions [[second-event|the second event]] before [[first-event]]; beside it they stand in their order.

## A heading

- Lists, tables, footnotes[^1] and quotations work as everywhere.

[^1]: This is a footnote.
"#;

const ABOUT: &str = r#"+++
title = "About"
order = 1
+++

Say here who makes this timeline, how sources are chosen and graded, and how readers report errors.
"#;
