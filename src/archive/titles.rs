//! Titles that stand in texts: a reference has a few bytes, and the title that is put in for it may have very many.

use super::Archive;
use super::model::*;
use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::markdown::{TITLES, TitleRoom};

/// Texts that take in more of others' titles than they have room for.
pub(super) fn check(archive: &Archive, faults: &mut Faults) {
    each_text(archive, &mut |text| {
        let overfull = text.iter().filter(|(_, prose)| !has_room(archive, prose));
        for titled in overfull.filter_map(|(_, prose)| prose.titled.as_ref()) {
            let count = titled.records.len();
            let what = format!("the titles that stand for {count} references");
            let help = "give references words of their own, as in `[[id|words]]`, or shorten the titles";
            let message = format!("{what} take more than {TITLES} times the text");
            faults.push(Diagnostic::new(Code::TooLarge, titled.span, message).help(help));
        }
    });
}

fn has_room(archive: &Archive, prose: &Prose) -> bool {
    let mut room = TitleRoom::of(&prose.text);
    prose.titled.iter().flat_map(|titled| &titled.records).all(|record| room.take(longest(archive.name(*record))))
}

/// The longest version of some words.
fn longest(words: &Words) -> &str {
    words.iter().map(|(_, text)| text.as_str()).max_by_key(|text| text.len()).unwrap_or_default()
}

/// Hands on every text of every record.
fn each_text(archive: &Archive, see: &mut impl FnMut(&Localised<Prose>)) {
    for (_, event) in archive.events.iter() {
        [&event.summary, &event.body].into_iter().for_each(&mut *see);
        event.accounts.iter().for_each(|account| see(&account.text));
        event.corrections.iter().for_each(|correction| see(&correction.note));
        event.media.iter().for_each(|media| see(&media.caption));
    }
    for (_, article) in archive.articles.iter() {
        [&article.summary, &article.body].into_iter().for_each(&mut *see);
        article.corrections.iter().for_each(|correction| see(&correction.note));
    }
    archive.sources.iter().for_each(|(_, source)| see(&source.note));
    let actors = archive.actors.iter().map(|(_, actor)| [&actor.summary, &actor.body]);
    let places = archive.places.iter().map(|(_, place)| [&place.summary, &place.body]);
    let topics = archive.topics.iter().map(|(_, topic)| [&topic.summary, &topic.body]);
    let periods = archive.periods.iter().map(|(_, period)| [&period.summary, &period.body]);
    let timelines = archive.timelines.iter().map(|(_, timeline)| [&timeline.summary, &timeline.body]);
    let pages = archive.pages.iter().map(|(_, page)| [&page.summary, &page.body]);
    actors.chain(places).chain(topics).chain(periods).chain(timelines).chain(pages).flatten().for_each(see);
}

impl Archive {
    /// How long some words are in the language in which they are the longest, in bytes.
    pub fn words_length(&self, words: &Words) -> usize {
        longest(words).len()
    }

    /// How long a text is in the language in which it is the longest, with the titles that stand in it, in bytes.
    pub fn length(&self, text: &Localised<Prose>) -> usize {
        let titles = |titled: &Titled| titled.records.iter().map(|record| longest(self.name(*record)).len()).sum();
        let length = |prose: &Prose| prose.text.len() + prose.titled.as_deref().map_or(0, titles);
        text.iter().map(|(_, prose)| length(prose)).max().unwrap_or(0)
    }
}
