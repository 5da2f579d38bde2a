//! Checks of the content: what single records lack, and what only the whole archive shows.

use std::collections::{BTreeMap, BTreeSet};

use super::Archive;
use super::model::*;
use super::table::*;
use crate::date::Truth;
use crate::diagnostic::{Code, Diagnostic, Offers};
use crate::draft::Status;
use crate::files::Files;
use crate::text::Span;

/// Runs those that need the whole archive, but for the slow search for look-alikes.
pub fn check(archive: &Archive, files: &Files) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let media: BTreeSet<&str> = files.statics.iter().filter_map(|(path, _)| path.strip_prefix("media/")).collect();
    for (_, event) in archive.events.iter() {
        pictures(event, &media, &mut faults);
    }
    broader_cycles(archive, &mut faults);
    selections(archive, &mut faults);
    faults.extend(menu(archive));
    faults
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
pub(super) fn event(event: &Event, faults: &mut Vec<Diagnostic>) {
    evidence(event, faults);
    event.own_sources.iter().for_each(|own| source(own, faults));
}

/// What one place alone shows.
pub(super) fn place(place: &Place, faults: &mut Vec<Diagnostic>) {
    if place.coordinates.is_none() {
        let message = format!("the place `{}` has no coordinates", place.id);
        faults.push(
            Diagnostic::new(Code::PlaceWithoutCoordinates, place.common.span, message)
                .help("add `lat` and `lon` in degrees"),
        );
    }
}

/// What one source alone shows.
pub(super) fn source(source: &Source, faults: &mut Vec<Diagnostic>) {
    if source.url.is_some() && source.archived.is_none() {
        let name = source.id.as_ref().map_or("a source".to_owned(), |id| format!("the source `{id}`"));
        faults.push(
            Diagnostic::new(Code::NoArchive, source.common.span, format!("{name} has no archived copy"))
                .help("save the page with a web archive and add its address as `archived`"),
        );
    }
}

fn evidence(event: &Event, faults: &mut Vec<Diagnostic>) {
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

fn pictures(event: &Event, files: &BTreeSet<&str>, faults: &mut Vec<Diagnostic>) {
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
pub(super) fn article(article: &Article, faults: &mut Vec<Diagnostic>) {
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

/// `broader` links between topics must not lead in a circle. Each circle is shown once, with all its members.
fn broader_cycles(archive: &Archive, faults: &mut Vec<Diagnostic>) {
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
        let names: Vec<String> =
            circle.iter().chain([&circle[0]]).map(|k| format!("`{}`", archive.topics[*k].id)).collect();
        let span = |k: &Key<Topic>| archive.topics[*k].common.span;
        let message = format!("these topics are each narrower than the next, in a circle: {}", names.join(", "));
        let mut fault = Diagnostic::new(Code::OrderCycle, span(&circle[0]), message);
        for key in &circle[1..] {
            fault = fault.also(span(key), "");
        }
        faults.push(fault.help("remove one of the `broader` links"));
    }
}

/// Timelines whose conditions no event can fulfil.
fn selections(archive: &Archive, faults: &mut Vec<Diagnostic>) {
    let kinds: BTreeSet<&str> = archive.events.iter().filter_map(|(_, e)| e.kind.as_deref()).collect();
    let mut offers = Offers::new();
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
            faults.push(match offers.nearest(kind, kinds.iter().copied()) {
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
    let mut faults = Vec::new();
    let mut by_gist: BTreeMap<String, Vec<Key<Event>>> = BTreeMap::new();
    let mut by_date: BTreeMap<&str, Vec<(String, Key<Event>)>> = BTreeMap::new();
    for (key, event) in archive.events.iter() {
        let gist = gist(event.title.get(Lang::FIRST).map_or("", |(t, _)| t.as_str()));
        by_date.entry(event.when.written()).or_default().push((gist.clone(), key));
        by_gist.entry(gist).or_default().push(key);
    }
    let mut reported = BTreeSet::new();
    for same_day in by_date.values_mut() {
        same_day.sort();
        for pair in same_day.windows(2) {
            if is_near(&pair[0].0, &pair[1].0) {
                reported.insert((pair[0].1, pair[1].1));
                faults.push(alike(archive, pair[0].1, pair[1].1));
            }
        }
    }
    for same_gist in by_gist.values_mut().filter(|l| l.len() > 1) {
        same_gist.sort_by_key(|k| (archive.events[*k].when.earliest(), *k));
        for pair in same_gist.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let overlap = archive.events[b].when.earliest() < archive.events[a].when.latest();
            if overlap && !reported.contains(&(a, b)) && !reported.contains(&(b, a)) {
                faults.push(alike(archive, a, b));
            }
        }
    }
    faults
}

/// Whether at most one of eight characters would have to be changed to make one gist of the other.
fn is_near(a: &str, b: &str) -> bool {
    let most = a.chars().count().min(b.chars().count()) / 8;
    let is_empty = a.is_empty() || b.is_empty();
    !is_empty && fewest_changes(a, b) <= most && strsim::damerau_levenshtein(a, b) <= most
}

/// How many characters have to be changed at least, as far as counting them tells: much cheaper than the distance, it
/// rules out the most of what differs. Characters are counted in 64 groups; a change of one adds one to a group at most.
fn fewest_changes(a: &str, b: &str) -> usize {
    let mut counts = [0_i32; 64];
    a.chars().for_each(|c| counts[c as usize % 64] += 1);
    b.chars().for_each(|c| counts[c as usize % 64] -= 1);
    let more: i32 = counts.iter().filter(|count| **count > 0).sum();
    let fewer: i32 = counts.iter().filter(|count| **count < 0).sum();
    more.max(-fewer).unsigned_abs() as usize
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

#[cfg(test)]
mod tests {
    use super::fewest_changes;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counting_never_tells_more_changes_than_there_are(a in "[a-c é\u{41}\u{81}]{0,12}", b in "[a-c é\u{41}\u{81}]{0,12}") {
            prop_assert!(fewest_changes(&a, &b) <= strsim::damerau_levenshtein(&a, &b));
        }
    }
}
