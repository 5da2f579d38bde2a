//! The page of an event.

use std::collections::BTreeMap;

use litemap::LiteMap;

use super::book::{words, words_if};
use super::{
    Account, Correction, Event, EventView, Media, Participant, PeriodLink, PlaceLink, Relation, Source, SourceNumber,
    Words, YearLink,
};
use super::{Maker, PageData, View, json_ld, prose, times};
use crate::archive::{self, Key, Lang, RecordKey, Voice};
use crate::date::Truth;
use crate::draft::Word;
use crate::id::Kind;
use crate::language::Arg;
use crate::route::Route;
use crate::site::PER_PAGE;

/// The sources that a page cites, each once, numbered in order of citation.
#[derive(Default)]
pub struct Citations {
    list: Vec<Key<archive::Source>>,
    numbers: BTreeMap<Key<archive::Source>, usize>,
}

impl Citations {
    /// Cites a source and gives its number, from 1.
    pub fn cite(&mut self, source: Key<archive::Source>) -> usize {
        *self.numbers.entry(source).or_insert_with(|| {
            self.list.push(source);
            self.list.len()
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }
}

/// The anchor of a page's source.
fn anchor(number: usize) -> String {
    format!("source-{number}")
}

impl Maker<'_> {
    /// An event's page.
    pub(super) fn event(&self, key: Key<archive::Event>, route: &Route) -> PageData {
        let (site, book) = (self.site, self.book);
        let event = &site.archive.events[key];
        let mut citations = Citations::default();
        for source in &event.sources {
            citations.cite(site.archive.cited(key, *source));
        }
        let accounts = event.accounts.iter().map(|a| self.account(key, a, &mut citations)).collect();
        let (previous, next) = site.timeline.neighbours(key);
        let card = self.event_card(key);
        let (body, _) = prose::blocks(site, book, &event.body, "");
        let sources = self.sources(&citations);
        let articles = site.articles_of(RecordKey::Event(key));
        let view = Event {
            summary: book.whole_summary(site, key),
            body,
            reported: event.reported.as_ref().map(|w| times::when(&book.language, w)),
            actors: event.actors.iter().map(|p| self.participant(p)).collect(),
            places: event.places.iter().map(|p| self.place_link(*p)).collect(),
            topics: event.topics.iter().map(|t| self.link_to(RecordKey::Topic(*t))).collect(),
            periods: self.periods_of(key),
            accounts,
            sources,
            corrections: self.corrections_of(&event.corrections, RecordKey::Event(key)),
            relations: self.relations(key),
            media: event.media.iter().map(|m| self.media(m)).collect(),
            fatalities: event.fatalities.map(|f| self.fatalities(f)),
            articles: articles.iter().take(PER_PAGE).map(|a| self.link_to(RecordKey::Article(*a))).collect(),
            articles_rest: self.rest(articles.len(), PER_PAGE),
            previous: previous.map(|k| self.event_card(k)),
            next: next.map(|k| self.event_card(k)),
            position: if self.named.position { self.position(key) } else { String::new() },
            year: self.year_of(key),
            cite: self.cite_event(key, route),
            extra: event.common.extra.clone(),
            card,
        };
        let title = site.archive.title(RecordKey::Event(key), book.lang).0.to_owned();
        let summary = prose::description(site, book.lang, &event.summary);
        let json_ld = self.json_ld(|| json_ld::event(self, key, route, summary.as_deref()));
        let description = summary.unwrap_or_else(|| self.labelled(&book.language.when(&event.when), &title));
        let mut page = self.page("event", route, title, description);
        page.breadcrumbs = self.breadcrumbs(&[(self.say("title_timeline", &[]), self.timeline_route())]);
        page.og_type = "article";
        page.json_ld = json_ld;
        PageData {
            template: "event.html",
            page,
            view: EventView { event: view, map: self.locator(&event.places) }.value(),
        }
    }

    /// Its place in the timeline, in words.
    fn position(&self, key: Key<archive::Event>) -> String {
        let number = self.site.timeline.position(key) as i64 + 1;
        let total = self.site.timeline.order.len() as i64;
        self.say("position", &[("number", Arg::Number(number)), ("total", Arg::Number(total))])
    }

    fn participant(&self, participant: &archive::Participant) -> Participant {
        let lang = self.book.lang;
        Participant {
            actor: self.link_to(RecordKey::Actor(participant.actor)),
            role: participant
                .role
                .as_ref()
                .map(|role| Words { text: role.clone(), lang: super::book::foreign(self.site, lang, Lang::FIRST) }),
        }
    }

    fn place_link(&self, key: Key<archive::Place>) -> PlaceLink {
        let place = &self.site.archive.places[key];
        PlaceLink {
            place: self.link_to(RecordKey::Place(key)),
            country: words_if(self.site, &place.country, self.book.lang),
        }
    }

    fn periods_of(&self, key: Key<archive::Event>) -> Vec<PeriodLink> {
        let around = self.site.timeline.around[key.index()].iter();
        around
            .map(|(k, truth)| PeriodLink { period: self.link_to(RecordKey::Period(*k)), certain: *truth == Truth::Yes })
            .collect()
    }

    /// What one party or source says happened.
    pub(super) fn account(
        &self,
        event: Key<archive::Event>,
        account: &archive::Account,
        citations: &mut Citations,
    ) -> Account {
        let by = account.by.iter().map(|voice| match voice {
            Voice::Actor(actor) => self.link_to(RecordKey::Actor(*actor)),
            Voice::Source(source) => self.link_to(RecordKey::Source(*source)),
        });
        let by = by.collect();
        let sources = account.sources.iter().map(|source| {
            let source = self.site.archive.cited(event, *source);
            let number = citations.cite(source);
            let title = self.site.archive.title(RecordKey::Source(source), self.book.lang).0.to_owned();
            SourceNumber { number, anchor: anchor(number), title }
        });
        Account {
            by,
            when: account.when.as_ref().map(|w| times::when(&self.book.language, w)),
            sources: sources.collect(),
            text: prose::inline(self.site, self.book, &account.text),
        }
    }

    /// The sources that a page cites, in order of number.
    pub(super) fn sources(&self, citations: &Citations) -> Vec<Source> {
        citations.list.iter().enumerate().map(|(i, key)| self.source(*key, i + 1)).collect()
    }

    /// A source as it is cited.
    pub(super) fn source(&self, key: Key<archive::Source>, number: usize) -> Source {
        let (site, book) = (self.site, self.book);
        let source = &site.archive.sources[key];
        let kind = source.kind.map(Word::word);
        let date = |w: &Option<crate::date::When>| w.as_ref().map(|w| book.when(w));
        let mut title = words(site, &source.title, book.lang);
        // A title is in the language of the source, whatever the page's; a description is in the site's.
        let title_lang = if source.described { title.lang.take() } else { source.lang.clone() };
        Source {
            anchor: anchor(number),
            number,
            id: source.id.as_ref().map(ToString::to_string),
            page: site.route_of(RecordKey::Source(key), book.lang).map(|r| site.href(&r)),
            title: Words { text: title.text, lang: None },
            title_lang: title_lang.filter(|l| l != site.archive.settings.tag(book.lang)),
            described: source.described,
            publisher: source.publisher.clone(),
            authors: source.authors.clone(),
            url: source.url.clone(),
            published: date(&source.published),
            accessed: date(&source.accessed),
            archived: source.archived.clone(),
            language: source
                .lang
                .as_ref()
                .filter(|l| *l != site.archive.settings.tag(book.lang))
                .map(|tag| book.language_name(tag)),
            kind,
            kind_text: kind.map(|k| self.say(&format!("source_kind_{k}"), &[])),
            symbol: source.symbol.clone(),
            grade: grade(source),
            grade_text: self.grade_text(source),
            note: prose::inline(site, book, &source.note),
        }
    }

    fn grade_text(&self, source: &archive::Source) -> Option<String> {
        let reliability =
            source.reliability.map(|r| self.say(&format!("grade_reliability_{}", r.to_ascii_lowercase()), &[]));
        let credibility = source.credibility.map(|c| self.say(&format!("grade_credibility_{c}"), &[]));
        match (reliability, credibility) {
            (None, None) => None,
            (a, b) => Some([a, b].into_iter().flatten().collect::<Vec<_>>().join(&self.say("semicolon", &[]))),
        }
    }

    /// The corrections of a record, on its own page.
    pub(super) fn corrections_of(&self, corrections: &[archive::Correction], record: RecordKey) -> Vec<Correction> {
        if corrections.is_empty() {
            return Vec::new();
        }
        let link = self.link_to(record);
        corrections.iter().map(|correction| self.correction(correction, link.clone())).collect()
    }

    /// A correction of a record.
    pub(super) fn correction(
        &self,
        correction: &archive::Correction,
        record: super::Shared<super::views::Link>,
    ) -> Correction {
        Correction {
            on: times::when(&self.book.language, &correction.on),
            note: prose::inline(self.site, self.book, &correction.note),
            record,
        }
    }

    /// How many of a list are not shown, in words, if there are any.
    pub(super) fn rest(&self, all: usize, shown: usize) -> Option<String> {
        let rest = all.saturating_sub(shown);
        (rest > 0).then(|| self.say("map_rest", &[("count", Arg::Number(rest as i64))]))
    }

    /// Events that bear on one, in both directions, each way once. Where very many do, the first of each way are shown:
    /// the pages of the others lead here all the same.
    fn relations(&self, key: Key<archive::Event>) -> Vec<Relation> {
        use archive::Relation as R;
        let own = &self.site.archive.events[key].relations;
        let theirs = &self.site.index.related[key.index()];
        let mut relations = Vec::new();
        let mut room = PER_PAGE;
        for relation in [R::PartOf, R::Follows, R::RespondsTo, R::Implements] {
            for (kind, list) in [(relation.word(), own), (reverse(relation), theirs)] {
                let mut events: Vec<_> = list.iter().filter(|(r, _)| *r == relation).map(|(_, k)| *k).collect();
                if events.is_empty() {
                    continue;
                }
                self.site.timeline.sort(&mut events);
                let label = self.say(&format!("relation_{}", kind.replace('-', "_")), &[]);
                let shown = events.len().min(room);
                room -= shown;
                let rest = self.rest(events.len(), shown);
                relations.push(Relation { kind, label, events: self.event_cards(&events[..shown]), rest });
            }
        }
        relations
    }

    fn media(&self, media: &archive::Media) -> Media {
        let (url, size) = self.picture(&media.file);
        Media {
            url,
            width: size.map(|(width, _)| i64::from(width)),
            height: size.map(|(_, height)| i64::from(height)),
            srcset: self.srcset(media),
            alt: words(self.site, &media.alt, self.book.lang),
            caption: prose::inline(self.site, self.book, &media.caption),
            credit: media.credit.clone(),
            licence: media.licence.clone(),
            graphic: media.graphic,
        }
    }

    /// The address of a picture, and its width and height in pixels.
    fn picture(&self, file: &str) -> (String, Option<(u32, u32)>) {
        let path = format!("media/{file}");
        let size = self.site.pictures.get(&path).copied();
        (self.site.href(&Route::Static(path)), size)
    }

    /// The sizes of a picture whose widths are known (HTML, "srcset attributes"); none where there is one.
    fn srcset(&self, media: &archive::Media) -> Option<String> {
        let files = std::iter::once(&media.file).chain(media.sizes.iter().map(|(file, _)| file));
        let known = files.map(|file| self.picture(file)).filter_map(|(url, size)| Some((size?.0, url)));
        let sizes: LiteMap<u32, String> = known.collect();
        let listed = sizes.iter().map(|(width, url)| format!("{url} {width}w"));
        (sizes.len() > 1).then(|| listed.collect::<Vec<_>>().join(", "))
    }

    fn fatalities(&self, f: archive::Fatalities) -> String {
        match (f.low, f.best, f.high) {
            (Some(low), best, Some(high)) if low != high => {
                let between = self.say("fatalities_between", &[("low", Arg::Number(low)), ("high", Arg::Number(high))]);
                match best {
                    Some(best) => {
                        let best = self.say("fatalities_best", &[("best", Arg::Number(best))]);
                        [between, best].join(&self.say("semicolon", &[]))
                    }
                    None => between,
                }
            }
            (_, Some(n), _) | (Some(n), None, _) | (None, None, Some(n)) => {
                self.say("fatalities_exact", &[("count", Arg::Number(n))])
            }
            (None, None, None) => String::new(),
        }
    }

    fn year_of(&self, key: Key<archive::Event>) -> YearLink {
        let stretch = self.site.stretch_page(key);
        let stretch = match stretch {
            // A small timeline lists everything on one page; the year's page is still the place to go to.
            crate::route::Stretch::Whole => match self.site.timeline.place(key).year {
                Some(y) => crate::route::Stretch::Year(y, 1),
                None => crate::route::Stretch::Open(1),
            },
            other => other,
        };
        self.stretch_link(stretch, None)
    }

    /// What a page says of a record's kind.
    pub(super) fn kind_text(&self, kind: Kind) -> String {
        self.say(&format!("kind_{kind}"), &[])
    }
}

fn grade(source: &archive::Source) -> Option<String> {
    match (source.reliability, source.credibility) {
        (None, None) => None,
        (r, c) => {
            Some(format!("{}{}", r.map(String::from).unwrap_or_default(), c.map(|c| c.to_string()).unwrap_or_default()))
        }
    }
}

fn reverse(relation: archive::Relation) -> &'static str {
    match relation {
        archive::Relation::Follows => "follows-by",
        archive::Relation::RespondsTo => "responds-to-by",
        archive::Relation::Implements => "implements-by",
        archive::Relation::PartOf => "part-of-by",
    }
}
