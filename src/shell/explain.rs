//! `annals explain`: the order of events, the checks, and the references of records and templates.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::cli::Exit;
use super::load;
use super::terminal::{Terminal, Told};
use crate::archive::{Event, Key, Options};
use crate::diagnostic::{Code, nearest};
use crate::edition;
use crate::files::Files;
use crate::reference;
use crate::site::Site;
use crate::text::calm_name;
use crate::timeline::{self, Reason};

/// Answers one or two words.
pub fn explain(root: Option<PathBuf>, words: &[String], terminal: &Terminal) -> Exit {
    match words {
        [a, b] => order(root, a, b, terminal),
        [word] => one(word, terminal),
        _ => terminal.refused("`explain` takes one or two words"),
    }
}

fn one(word: &str, terminal: &Terminal) -> Exit {
    if let Some(code) = Code::find(word) {
        return terminal.result(&reference::check(code));
    }
    match word {
        "checks" => return terminal.result(&reference::checks()),
        "templates" => return terminal.result(&reference::templates()),
        "records" => return terminal.result(&reference::records()),
        "site" => return terminal.result(&reference::site()),
        _ => {}
    }
    if let Some(text) = reference::template(word) {
        return terminal.result(&text);
    }
    let names = reference::template_names();
    let known = Code::ALL.iter().map(|c| c.name()).chain(names.iter().map(String::as_str)).chain([
        "checks",
        "templates",
        "records",
        "site",
    ]);
    let hint = match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write two event ids, a check such as `E012`, or `checks`, `templates`, `records`, `site`".to_owned(),
    };
    terminal.refused(Told::with_help(format!("there is nothing to explain by the name `{word}`"), hint))
}

fn order(root: Option<PathBuf>, a: &str, b: &str, terminal: &Terminal) -> Exit {
    let root = match load::root(root, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let (files, mut faults) = load::files(&root);
    let (site, _, found) = edition::plan(&files, Options { drafts: true, ..Options::default() });
    faults.extend(found);
    let mut keys = Vec::new();
    for id in [a, b] {
        match site.archive.events.find(id) {
            Some(key) => keys.push(key),
            None => {
                let known = site.archive.events.ids().map(|(i, _)| i.as_str());
                let sentence = format!("no event has the id `{id}`");
                return terminal.refused(match nearest(id, known) {
                    Some(near) => Told::with_help(sentence, format!("did you mean `{near}`?")),
                    None => sentence.into(),
                });
            }
        }
    }
    if keys[0] == keys[1] {
        return terminal.refused("these are the same event");
    }
    let written = terminal.result(&why(&site, &files, keys[0], keys[1]));
    if faults.iter().any(|f| matches!(f.code, Code::OrderCycle | Code::OrderContradiction)) {
        terminal.say("The site's links of order contradict each other or the dates (`annals check` shows where), so this may change.");
        return Exit::Content;
    }
    written
}

/// The order of two events in words.
fn why(site: &Site, files: &Files, a: Key<Event>, b: Key<Event>) -> String {
    let archive = &site.archive;
    let (first, second, reason) = timeline::explain(archive, &site.timeline, a, b);
    let id = |k: Key<Event>| &archive.events[k].id;
    // A stranger may have named the file.
    let place = |span| calm_name(&files.sources.position(span).to_string()).into_owned();
    let mut text = format!("`{}` stands before `{}`.\n\n", id(first), id(second));
    for key in [first, second] {
        let event = &archive.events[key];
        let position = place(event.date_span);
        let _ = writeln!(text, "  {}: {} ({position})", event.id, moment(event));
    }
    text.push('\n');
    let chain = |links: &[(Key<Event>, crate::text::Span)], from: Key<Event>| {
        let mut lines = String::new();
        let mut at = from;
        for (next, span) in links {
            let _ = writeln!(lines, "  `{}` before `{}` ({})", id(at), id(*next), place(*span));
            at = *next;
        }
        lines
    };
    match reason {
        Reason::Links(links) => {
            text.push_str("The order is written down, by `after` or `before`:\n");
            text.push_str(&chain(&links, first));
        }
        Reason::Earlier => text.push_str("Its earliest possible moment comes first.\n"),
        Reason::MovedBack { moved, behind, by } => {
            let _ = writeln!(
                text,
                "By its date alone `{}` could stand first, but it is known to come after `{}`:",
                id(moved),
                id(by)
            );
            text.push_str(&chain(&behind, by));
        }
        Reason::Narrower => {
            text.push_str("Both may begin at the same moment; the narrower date stands before the wider.\n")
        }
        Reason::Weightier => {
            text.push_str("The dates do not tell them apart; the one with more weight stands first.\n");
        }
        Reason::Id => text.push_str(
            "Neither dates nor weight tell them apart; they stand in alphabetical order of their ids.\n\
             If you know better, write `after` or `before`.\n",
        ),
    }
    text
}

/// An event's date as written, and when it may begin at the earliest.
fn moment(event: &Event) -> String {
    let written = event.when.written();
    match (event.when.time(), event.when.zone()) {
        (Some(time), Some(zone)) => {
            let at = event.when.earliest().seconds().and_then(|s| chrono::DateTime::from_timestamp(s, 0));
            let utc = at.map_or(String::new(), |t| format!(", which is {} UTC", t.format("%Y-%m-%d %H:%M")));
            format!("{written} {:02}:{:02} in {zone}{utc}", time.hour, time.minute)
        }
        _ => written.to_owned(),
    }
}
