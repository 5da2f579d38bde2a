//! How much of the author's words a site shows. A name stands wherever something refers to it, and a note wherever its source
//! is cited, so that a small file can ask for pages without measure: a few long names on ten thousand pages.
//!
//! Numbers of places are those of the built-in theme, and rather too high than too low: no more is wanted than to tell sites
//! that people write from those that nobody could publish.

use std::cmp::Reverse;

use super::{MOST_BESIDE, PER_PAGE, Site};
use crate::archive::{Archive, Citation, Event, Key, Lang, RecordKey, Source, Voice};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Kind;
use crate::route::{PageRoute, Route};

/// How many times the content may be shown of it in each language where something refers to it.
const TIMES: usize = 64;

/// How many bytes of it may be shown in any case, in all languages together.
const AT_LEAST: usize = 64 << 20;

/// How often a list with its lanes names an event.
const IN_A_LIST: usize = 4;

/// How often an event names an actor or a place: on its page, in what machines read there, on its map, and in each form of
/// data that readers take along.
const IN_AN_EVENT: usize = 6;

/// How often the page of something names it, and every page the site.
const ON_ITS_PAGE: usize = 4;

/// How often the map of a period names a place, and how many places it names.
const ON_A_MAP: usize = 4;
const MOST_ON_A_MAP: usize = 1_000;

/// How many places there may be on all maps of periods in all languages together: half a minute's worth.
const MOST_DRAWN: usize = 5_000_000;

/// How many records of a kind stand as links where the timeline can be narrowed.
const MOST_CHOICES: usize = 8;

/// What is shown, in bytes.
struct Scales<'a> {
    archive: &'a Archive,
    all: usize,
    /// How much is shown of what the most is shown of: a record, or the settings.
    heaviest: (usize, Option<RecordKey>),
}

impl Scales<'_> {
    fn put(&mut self, record: impl Into<Option<RecordKey>>, bytes: usize) {
        self.all += bytes;
        self.heaviest = self.heaviest.max((bytes, record.into()));
    }

    fn name(&self, record: RecordKey) -> usize {
        self.archive.words_length(self.archive.name(record))
    }

    /// The names of an actor or a place in every language and spelling, by which the search finds each of their events.
    fn spellings(&self, record: RecordKey) -> usize {
        let aka = match record {
            RecordKey::Actor(key) => &self.archive.actors[key].aka,
            RecordKey::Place(key) => &self.archive.places[key].aka,
            _ => return 0,
        };
        let names = self.archive.name(record).iter().map(|(_, name)| name);
        names.chain(aka.iter().flat_map(|(_, names)| names)).map(String::len).sum()
    }
}

/// How often something is cited.
#[derive(Default, Clone, Copy)]
struct Cited {
    /// By events and articles.
    times: usize,
    /// By accounts.
    in_accounts: usize,
    /// As the voice of an account.
    as_voice: usize,
}

/// How many pages there are in one language.
#[derive(Default)]
struct Pages {
    all: usize,
    /// Those that show what the timeline can be narrowed by.
    narrowed: usize,
    lanes: usize,
}

impl Site {
    /// The fault of a site that shows more of its author's words than is in any proportion to them. `content` is how many
    /// bytes there are of them.
    pub(super) fn too_much_shown(&self, content: usize) -> Option<Diagnostic> {
        let most = AT_LEAST / self.archive.settings.languages.len().max(1) + content.saturating_mul(TIMES);
        let mut scales = Scales { archive: &self.archive, all: 0, heaviest: (0, None) };
        let pages = self.count_pages();
        self.weigh_events(&mut scales);
        self.weigh_participants(&mut scales);
        self.weigh_sources(&mut scales);
        self.weigh_periods(&mut scales, &pages);
        self.weigh_topics_and_articles(&mut scales);
        self.weigh_choices(&mut scales, &pages);
        self.weigh_own_pages(&mut scales);
        self.weigh_every_page(&mut scales, &pages);
        let (bytes, record) = Some(scales.heaviest).filter(|_| scales.all > most)?;
        let message =
            format!("the pages of a language show more than {most} bytes of names and texts that much refers to");
        let Some(record) = record else {
            let help = "shorten the titles, names and kinds in `content/site.toml`, or divide the site";
            return Some(Diagnostic::without_place(Code::TooLarge, message).help(help));
        };
        Some(
            Diagnostic::new(Code::TooLarge, self.archive.common(record).span, message)
                .label(format!("{bytes} of them are of this {} alone", record.kind()))
                .help("shorten its name and texts, or let less refer to it"),
        )
    }

    /// The fault of a site whose periods have more places on their maps than are drawn in a while: each takes its time, on the
    /// page of each period, in each language.
    pub(super) fn too_much_on_maps(&self) -> Option<Diagnostic> {
        let archive = &self.archive;
        let most = MOST_DRAWN / archive.settings.languages.len().max(1);
        let of_event = |event: &Key<Event>| archive.events[*event].places.len();
        let of_period = self.index.by_period.iter().map(|events| events.iter().map(of_event).sum::<usize>());
        let mut drawn = 0_usize;
        let (key, _) = archive.periods.keys().zip(of_period).find(|(_, places)| {
            drawn += places.min(&archive.places.len());
            drawn > most
        })?;
        let message = format!("the maps of periods show more than {most} places in each language");
        let fault = Diagnostic::new(Code::TooLarge, archive.periods[key].common.span, message);
        Some(fault.label("from this one on").help("let fewer periods hold events at so many places"))
    }

    fn count_pages(&self) -> Pages {
        let mut pages = Pages::default();
        for route in self.routes() {
            match route {
                Route::Page(Lang::FIRST, page) if !matches!(page, PageRoute::Framed(_)) => {
                    pages.all += 1;
                    let lanes = usize::from(matches!(page, PageRoute::Lanes(..)));
                    pages.lanes += lanes;
                    pages.narrowed += lanes + usize::from(matches!(page, PageRoute::Timeline(_)));
                }
                Route::Redirect(_) => pages.all += 1,
                _ => {}
            }
        }
        pages
    }

    /// Events, in the lists in which they stand.
    fn weigh_events(&self, scales: &mut Scales<'_>) {
        let (archive, index) = (&self.archive, &self.index);
        let mut lists = vec![0_usize; archive.events.len()];
        let mut add = |event: Key<Event>| lists[event.index()] += 1;
        let all = [&index.by_actor, &index.by_place, &index.by_topic, &index.by_source, &index.by_timeline];
        all.into_iter().flatten().flatten().for_each(|event| add(*event));
        self.timeline.periods.iter().flatten().for_each(|(event, _)| add(*event));
        archive.articles.iter().flat_map(|(_, article)| &article.events).for_each(|event| add(*event));
        for (key, event) in archive.events.iter() {
            for (_, other) in &event.relations {
                add(key);
                add(*other);
            }
        }
        for (key, event) in archive.events.iter() {
            let title = archive.words_length(&event.title);
            let in_a_list = IN_A_LIST * title + archive.length(&event.summary) + event.when.written().len();
            let corrections = event.corrections.len() * title;
            scales.put(RecordKey::Event(key), lists[key.index()] * in_a_list + corrections);
        }
    }

    /// Actors and places, at each event.
    fn weigh_participants(&self, scales: &mut Scales<'_>) {
        let (archive, index) = (&self.archive, &self.index);
        let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        for (key, actor) in archive.actors.iter() {
            let record = RecordKey::Actor(key);
            let (events, articles) = (&index.by_actor[key.index()], &index.articles_by_actor[key.index()]);
            let more = optional(&actor.url) + optional(&actor.wikidata);
            let at_an_event = IN_AN_EVENT * scales.name(record) + scales.spellings(record) + more;
            scales.put(record, events.len() * at_an_event + articles.len() * scales.name(record));
        }
        for (key, place) in archive.places.iter() {
            let record = RecordKey::Place(key);
            let (events, articles) = (&index.by_place[key.index()], &index.articles_by_place[key.index()]);
            let more = archive.words_length(&place.country) + optional(&place.wikidata);
            let at_an_event = IN_AN_EVENT * scales.name(record) + scales.spellings(record) + more;
            scales.put(record, events.len() * at_an_event + articles.len() * scales.name(record));
        }
    }

    /// Sources where they are cited, and the voices of accounts.
    fn weigh_sources(&self, scales: &mut Scales<'_>) {
        let archive = &self.archive;
        let mut cited = vec![Cited::default(); archive.sources.len()];
        let mut voices = vec![0_usize; archive.actors.len()];
        for (key, event) in archive.events.iter() {
            let source = |citation: &Citation| archive.cited(key, *citation).index();
            event.sources.iter().for_each(|citation| cited[source(citation)].times += 1);
            for account in &event.accounts {
                account.sources.iter().for_each(|citation| cited[source(citation)].in_accounts += 1);
                account.by.iter().for_each(|voice| match voice {
                    Voice::Actor(actor) => voices[actor.index()] += 1,
                    Voice::Source(source) => cited[source.index()].as_voice += 1,
                });
            }
        }
        for (key, article) in archive.articles.iter() {
            let source = |citation: &Citation| archive.cited_by_article(key, *citation).index();
            article.sources.iter().for_each(|citation| cited[source(citation)].times += 1);
        }
        for (key, source) in archive.sources.iter() {
            let Cited { times, in_accounts, as_voice } = cited[key.index()];
            let (brief, whole) = source_lengths(archive, source);
            let title = archive.words_length(&source.title);
            let bytes = times * (2 * brief + whole) + in_accounts * (brief + whole) + as_voice * ON_ITS_PAGE * title;
            scales.put(RecordKey::Source(key), bytes);
        }
        for (key, times) in archive.actors.keys().zip(voices) {
            let record = RecordKey::Actor(key);
            scales.put(record, times * ON_ITS_PAGE * scales.name(record));
        }
    }

    /// Periods, at each event, beside the timeline and above its lanes, and the places on their maps.
    fn weigh_periods(&self, scales: &mut Scales<'_>, pages: &Pages) {
        let archive = &self.archive;
        let beside = self.periods_beside();
        let place = |place: &Key<crate::archive::Place>| scales.name(RecordKey::Place(*place));
        let on_maps = most_of(archive.places.keys().map(|key| place(&key)), MOST_ON_A_MAP);
        let of_event: Vec<usize> =
            archive.events.iter().map(|(_, event)| event.places.iter().map(place).sum()).collect();
        let maps = self.index.by_period.iter().map(|events| {
            let named: usize = events.iter().map(|event| of_event[event.index()]).sum();
            named.min(on_maps) * ON_A_MAP
        });
        let maps: Vec<usize> = maps.collect();
        for (key, period) in archive.periods.iter() {
            let (record, date) = (RecordKey::Period(key), period.when.written().len());
            let name = scales.name(record);
            let at_events = self.timeline.periods[key.index()].len() * 2 * name;
            let bands = beside[key.index()] * (name + 2 * date + archive.length(&period.summary));
            scales.put(record, at_events + bands + maps[key.index()]);
        }
        // Above lanes stand the longest periods of a year; those with the longest names take no less.
        let mut periods = self.records(Kind::Period);
        periods.sort_by_cached_key(|record| Reverse(scales.name(*record)));
        for record in periods.into_iter().take(MOST_BESIDE) {
            scales.put(record, pages.lanes * ON_ITS_PAGE * scales.name(record));
        }
    }

    /// By period: beside how many pages of the timeline it stands.
    fn periods_beside(&self) -> Vec<usize> {
        let (pages, count) = self.stretches.numbers();
        let mut shown = vec![0_usize; count];
        let mut last = vec![usize::MAX; count];
        let mut beside = vec![0; self.timeline.periods.len()];
        for (period, events) in self.timeline.periods.iter().enumerate() {
            for (event, _) in events {
                let page = pages[event.index()];
                if last[page] != period && shown[page] < MOST_BESIDE {
                    shown[page] += 1;
                    beside[period] += 1;
                }
                last[page] = period;
            }
        }
        beside
    }

    /// Topics and articles, where events and others lead to them.
    fn weigh_topics_and_articles(&self, scales: &mut Scales<'_>) {
        let (archive, index) = (&self.archive, &self.index);
        let mut times = vec![0_usize; archive.topics.len()];
        for (_, event) in archive.events.iter() {
            event.topics.iter().for_each(|topic| times[topic.index()] += 1);
        }
        for (key, times) in archive.topics.keys().zip(times) {
            let record = RecordKey::Topic(key);
            let others = index.narrower[key.index()].len() + index.articles_by_topic[key.index()].len();
            scales.put(record, (times * IN_AN_EVENT + others) * scales.name(record));
        }
        let mut times = vec![0_usize; archive.articles.len()];
        let of_named = [&index.articles_by_actor, &index.articles_by_place, &index.articles_by_topic];
        let lists = of_named.into_iter().chain([&index.articles_by_event, &index.articles_by_source]);
        lists.flatten().flatten().for_each(|article| times[article.index()] += 1);
        for (key, article) in archive.articles.iter() {
            let record = RecordKey::Article(key);
            scales.put(record, (times[key.index()] + article.corrections.len()) * scales.name(record));
        }
    }

    /// What the timeline can be narrowed by, and the site's words for kinds of event.
    fn weigh_choices(&self, scales: &mut Scales<'_>, pages: &Pages) {
        for kind in [Kind::Actor, Kind::Place, Kind::Topic, Kind::Period] {
            let mut records = self.records(kind);
            records.sort_by_cached_key(|record| Reverse((self.events_of(*record).len(), scales.name(*record))));
            for record in records.into_iter().take(MOST_CHOICES) {
                scales.put(record, pages.narrowed * scales.name(record));
            }
        }
        let words = &self.archive.settings.kinds;
        for (kind, events) in &self.index.by_kind {
            let word = words.get(kind).map_or(0, |words| self.archive.words_length(words));
            scales.put(None, events.len() * ON_ITS_PAGE * word);
        }
    }

    /// What stands on the further pages of long lists, and at old addresses.
    fn weigh_own_pages(&self, scales: &mut Scales<'_>) {
        for record in self.named() {
            let further = self.entries_of(record).div_ceil(PER_PAGE).saturating_sub(1);
            let aliases = self.archive.common(record).aliases.len();
            if further + aliases > 0 {
                let name = ON_ITS_PAGE * scales.name(record);
                scales.put(record, further * (name + self.own_length(record)) + aliases * name);
            }
        }
    }

    /// How long what a record's page says of it is.
    fn own_length(&self, record: RecordKey) -> usize {
        let archive = &self.archive;
        let names = |aka: &crate::archive::Localised<Vec<String>>| {
            aka.iter().map(|(_, names)| names.iter().map(String::len).sum()).max().unwrap_or(0)
        };
        let texts = match record {
            RecordKey::Actor(key) => {
                let actor = &archive.actors[key];
                return archive.length(&actor.summary) + archive.length(&actor.body) + names(&actor.aka);
            }
            RecordKey::Place(key) => {
                let place = &archive.places[key];
                return archive.length(&place.summary) + archive.length(&place.body) + names(&place.aka);
            }
            RecordKey::Source(key) => return source_lengths(archive, &archive.sources[key]).1,
            RecordKey::Period(key) => [&archive.periods[key].summary, &archive.periods[key].body],
            RecordKey::Topic(key) => [&archive.topics[key].summary, &archive.topics[key].body],
            RecordKey::Timeline(key) => [&archive.timelines[key].summary, &archive.timelines[key].body],
            // Their pages do not go on.
            RecordKey::Event(_) | RecordKey::Article(_) | RecordKey::Page(_) => return 0,
        };
        texts.map(|text| archive.length(text)).iter().sum()
    }

    /// The menu and the site's own names.
    fn weigh_every_page(&self, scales: &mut Scales<'_>, pages: &Pages) {
        for (key, _) in self.archive.pages.iter().filter(|(_, page)| page.order.is_some()) {
            let record = RecordKey::Page(key);
            scales.put(record, pages.all * scales.name(record));
        }
        let settings = &self.archive.settings;
        let others = settings.publisher.iter().chain(&settings.licence).map(String::len).sum::<usize>();
        scales.put(None, pages.all * (ON_ITS_PAGE * self.archive.words_length(&settings.title) + 2 * others));
    }
}

/// How long a source is: in the brief form that machines read, and whole, as it is cited.
fn source_lengths(archive: &Archive, source: &Source) -> (usize, usize) {
    let texts = [&source.publisher, &source.url, &source.archived, &source.symbol, &source.lang];
    let texts: usize = texts.into_iter().flatten().map(String::len).sum();
    let dates: usize = [&source.published, &source.accessed].into_iter().flatten().map(|w| w.written().len()).sum();
    let brief = archive.words_length(&source.title) + texts + dates;
    let authors: usize = source.authors.iter().map(String::len).sum();
    (brief, brief + authors + archive.length(&source.note))
}

/// The sum of the largest of some numbers.
fn most_of(numbers: impl Iterator<Item = usize>, count: usize) -> usize {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable_by_key(|number| Reverse(*number));
    numbers.into_iter().take(count).sum()
}
