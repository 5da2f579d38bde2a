//! Checks of the content: what single records lack, and what only the whole archive shows.

use std::collections::BTreeSet;

use super::Archive;
use super::model::*;
use super::notes::RecordFaults;
use super::table::*;
use super::titles;
use crate::date::Truth;
use crate::diagnostic::{Code, Comparisons, Diagnostic, Faults};
use crate::draft::Status;
use crate::files::Files;
use crate::text::Span;

/// Runs those that need the whole archive, but for the slow search for look-alikes.
pub fn check(archive: &Archive, files: &Files) -> Vec<Diagnostic> {
    let mut faults = Faults::of_a_site();
    let media: BTreeSet<&str> = files.statics.iter().filter_map(|(path, _)| path.strip_prefix("media/")).collect();
    for (_, event) in archive.events.iter() {
        pictures(event, &media, &mut faults);
    }
    broader_cycles(archive, &mut faults);
    selections(archive, &mut faults);
    faults.extend(menu(archive));
    titles::check(archive, &mut faults);
    faults.into_list("site")
}

/// The most pages in the menu, which stands on every page.
const MOST_IN_MENU: usize = 100;

fn menu(archive: &Archive) -> Option<Diagnostic> {
    let mut listed = archive.pages.iter().filter(|(_, page)| page.order.is_some());
    let (_, page) = listed.nth(MOST_IN_MENU)?;
    let message = format!("more than {MOST_IN_MENU} pages are in the menu, which every page shows");
    let fault = Diagnostic::new(Code::TooLarge, page.common.span, message);
    Some(fault.help("remove `order` from pages that readers need not reach from everywhere"))
}

/// What one event alone shows.
pub(super) fn event(event: &Event, faults: &mut RecordFaults) {
    evidence(event, faults);
    event.own_sources.iter().for_each(|own| source(own, faults));
}

/// What one place alone shows.
pub(super) fn place(place: &Place, faults: &mut RecordFaults) {
    if place.coordinates.is_none() {
        let message = format!("the place `{}` has no coordinates", place.id);
        faults.push(
            Diagnostic::new(Code::PlaceWithoutCoordinates, place.common.span, message)
                .help("add `lat` and `lon` in degrees"),
        );
    }
}

/// What one source alone shows.
pub(super) fn source(source: &Source, faults: &mut RecordFaults) {
    if source.url.is_some() && source.archived.is_none() {
        let name = source.id.as_ref().map_or("a source".to_owned(), |id| format!("the source `{id}`"));
        faults.push(
            Diagnostic::new(Code::NoArchive, source.common.span, format!("{name} has no archived copy"))
                .help("save the page with a web archive and add its address as `archived`"),
        );
    }
}

fn evidence(event: &Event, faults: &mut RecordFaults) {
    let span = event.common.span;
    let has_source = !event.sources.is_empty()
        || event.declared_in.is_some()
        || event.accounts.iter().any(|a| !a.sources.is_empty());
    if !has_source {
        faults.push(
            Diagnostic::new(Code::NoSource, span, format!("the event `{}` names no source", event.id))
                .help("add `sources`"),
        );
    }
    if event.status == Status::Disputed && event.accounts.len() < 2 {
        let count = if event.accounts.is_empty() { "no account" } else { "only one account" };
        faults.push(
            Diagnostic::new(
                Code::DisputedWithoutAccounts,
                span,
                format!("the event `{}` is disputed but has {count}", event.id),
            )
            .help("add `[[event.accounts]]`, one for each side"),
        );
    }
    if event.status == Status::Retracted && event.corrections.is_empty() {
        faults.push(
            Diagnostic::new(
                Code::Retracted,
                span,
                format!("the event `{}` is retracted, and no correction says why", event.id),
            )
            .help("add `[[event.corrections]]` with `on` and `note`"),
        );
    }
}

fn pictures(event: &Event, files: &BTreeSet<&str>, faults: &mut Faults) {
    for media in &event.media {
        let missing = match (media.alt.is_empty(), media.credit.is_none()) {
            (true, true) => "alternative text and no credit",
            (true, false) => "alternative text",
            (false, true) => "credit",
            (false, false) => "",
        };
        if !missing.is_empty() {
            faults.push(
                Diagnostic::new(
                    Code::MediaWithoutText,
                    media.span,
                    format!("the picture `{}` has no {missing}", media.file),
                )
                .help("add `alt` (what is to be seen) and `credit` (who made it)"),
            );
        }
        let sizes = media.sizes.iter().map(|(file, span)| (file, *span));
        for (file, span) in std::iter::once((&media.file, media.span)).chain(sizes) {
            if !files.contains(file.as_str()) {
                faults.push(
                    Diagnostic::new(Code::MediaMissing, span, format!("there is no file `static/media/{file}`"))
                        .help("put the picture there, or correct its name"),
                );
            }
        }
    }
}

/// What one article alone shows.
pub(super) fn article(article: &Article, faults: &mut RecordFaults) {
    article.own_sources.iter().for_each(|own| source(own, faults));
    let span = Span::whole(article.file);
    if article.events.is_empty() {
        faults.push(
            Diagnostic::new(Code::ArticleWithoutEvent, span, format!("the article `{}` mentions no event", article.id))
                .help("refer to events with `[[id]]`, or add `events = [\"id\"]` to its front matter"),
        );
    }
    if article.date.is_none() {
        faults.push(
            Diagnostic::new(
                Code::ArticleWithoutDate,
                span,
                format!("the article `{}` has no date of publication", article.id),
            )
            .help("add `date` to its front matter"),
        );
    }
}

/// `broader` links between topics must not lead in a circle. Each circle is shown once, with its first members.
fn broader_cycles(archive: &Archive, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for start in archive.topics.keys() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(key) = at.filter(|k| seen.insert(*k)) {
            path.push(key);
            at = archive.topics[key].broader;
        }
        // A way that was left before belongs to another start; only what is on this path is a circle.
        let Some(from) = at.and_then(|key| path.iter().position(|k| *k == key)) else { continue };
        let circle = &path[from..];
        let names = circle_in_words(circle.iter().map(|k| archive.topics[*k].id.as_str()));
        let span = |k: &Key<Topic>| archive.topics[*k].common.span;
        let message = format!("these topics are each narrower than the next, in a circle: {names}");
        let mut fault = Diagnostic::new(Code::OrderCycle, span(&circle[0]), message);
        for key in &circle[1..circle.len().min(MOST_NAMED)] {
            fault = fault.also(span(key), "");
        }
        faults.push(fault.help("remove one of the `broader` links"));
    }
}

/// How many members of a circle are named: nobody follows more, and a circle may lead through a whole site.
pub(crate) const MOST_NAMED: usize = 10;

/// The ids of a circle's members, the first once more at the end.
pub(crate) fn circle_in_words<'a>(mut ids: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = ids.len().saturating_sub(MOST_NAMED);
    let mut words: Vec<String> = ids.by_ref().take(MOST_NAMED).map(|id| format!("`{id}`")).collect();
    let first = words.first().cloned();
    if more > 0 {
        words.push(format!("and so on through {more} more"));
    }
    words.extend(first);
    words.join(", ")
}

/// Timelines whose conditions no event can fulfil.
fn selections(archive: &Archive, faults: &mut Faults) {
    let kinds: BTreeSet<&str> = archive.events.iter().filter_map(|(_, e)| e.kind.as_deref()).collect();
    let mut comparisons = Comparisons::new();
    for (_, selection) in archive.timelines.iter() {
        let span = selection.common.span;
        if let (Some(from), Some(to)) = (&selection.from, &selection.to)
            && to.certainly_before(from) == Truth::Yes
        {
            let message = format!("the timeline `{}` ends before it begins", selection.id);
            faults.push(Diagnostic::new(Code::ReversedDate, span, message).help("exchange `from` and `to`"));
        }
        for kind in selection.kinds.iter().filter(|k| !kinds.contains(k.as_str())) {
            let message = format!("no event is of the kind `{kind}`, which the timeline `{}` selects", selection.id);
            let fault = Diagnostic::new(Code::UselessLink, span, message);
            faults.push(match comparisons.nearest(kind, kinds.iter().copied()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help("correct the kind, or remove it"),
            });
        }
    }
}

/// A title without case, accents, punctuation and the order of its words.
fn gist(title: &str) -> String {
    let lower = title.to_lowercase();
    let mut words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Two events that look like the same one: neighbours among events of one date when sorted by gist, and events of the
/// same gist whose dates may be the same. Sorting keeps it fast where thousands share a day.
pub fn look_alikes(archive: &Archive) -> Vec<Diagnostic> {
    let mut faults = Faults::of_a_site();
    let mut comparisons = Comparisons::of_titles();
    let mut by_gist: Vec<(String, Key<Event>)> = Vec::new();
    let mut by_date: Vec<(&str, String, Key<Event>)> = Vec::new();
    for (key, event) in archive.events.iter() {
        let gist = gist(event.title.get(Lang::FIRST).map_or("", |(t, _)| t.as_str()));
        by_date.push((event.when.written(), gist.clone(), key));
        by_gist.push((gist, key));
    }
    by_date.sort_unstable();
    by_gist.sort_unstable();
    let mut reported = BTreeSet::new();
    'days: for same_day in by_date.chunk_by(|a, b| a.0 == b.0) {
        for pair in same_day.windows(2) {
            let ((_, a, first), (_, b, second)) = (&pair[0], &pair[1]);
            match is_near(a, b, &mut comparisons) {
                Some(true) => {
                    reported.insert((*first, *second));
                    faults.push(alike(archive, *first, *second));
                }
                Some(false) => {}
                None => {
                    faults.push(too_many_alike(archive, *second));
                    break 'days;
                }
            }
        }
    }
    for same_gist in by_gist.chunk_by(|a, b| a.0 == b.0).filter(|l| l.len() > 1) {
        let mut same_gist: Vec<Key<Event>> = same_gist.iter().map(|(_, key)| *key).collect();
        same_gist.sort_by_key(|k| (archive.events[*k].when.earliest(), *k));
        for pair in same_gist.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let overlap = archive.events[b].when.earliest() < archive.events[a].when.latest();
            if overlap && !reported.contains(&(a, b)) && !reported.contains(&(b, a)) {
                faults.push(alike(archive, a, b));
            }
        }
    }
    faults.into_list("site")
}

/// The longest gist of which nearness means anything, in bytes. Longer ones are alike only where they are the same.
const LONGEST_GIST: usize = 300;

/// Whether at most one of eight characters would have to be changed to make one gist of the other; `None` once too much was
/// compared.
fn is_near(a: &str, b: &str, comparisons: &mut Comparisons) -> Option<bool> {
    if a.is_empty() || b.is_empty() {
        return Some(false);
    }
    if a.len().max(b.len()) > LONGEST_GIST {
        return Some(a == b);
    }
    let most = a.chars().count().min(b.chars().count()) / 8;
    comparisons.changes(a, b, most).map(|changes| changes.is_some())
}

/// From one date on titles were compared no longer.
fn too_many_alike(archive: &Archive, from: Key<Event>) -> Diagnostic {
    let date = archive.events[from].when.written();
    let message = format!(
        "too many titles resemble each other: from `{date}` on only those are told that are made of the same words"
    );
    Diagnostic::without_place(Code::LookAlike, message).help("shorten the titles, and give details in `summary`")
}

fn alike(archive: &Archive, a: Key<Event>, b: Key<Event>) -> Diagnostic {
    let (first, second) = (&archive.events[a], &archive.events[b]);
    Diagnostic::new(
        Code::LookAlike,
        second.common.span,
        format!("the events `{}` and `{}` look like the same one", first.id, second.id),
    )
    .also(first.common.span, "the other is here")
    .help("merge them, or change a title so that readers can tell them apart")
}
