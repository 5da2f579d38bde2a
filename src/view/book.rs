//! A book: everything that many pages of one language share, made once.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use litemap::LiteMap;

use super::finding::Names;
use super::shape::{Shared, View};
use super::{ArticleCard, EventCard, Filters, Link, Map, Period, Prose, Words};
use super::{prose, times};
use crate::archive::reads::{self, Reads};
use crate::archive::{Key, Lang, RecordKey};
use crate::date::When;
use crate::draft::{Status, Word};
use crate::id::Kind;
use crate::language::{Arg, Language};
use crate::map::Titled;
use crate::overview::{Item, Overview};
use crate::site::{MARKUP_IN_A_ROW, Site};

/// The shared views of one language. Each is made when a page first shows it.
pub struct Book {
    /// The language's number.
    pub lang: Lang,
    /// The language.
    pub language: Arc<Language>,
    /// Interface strings without arguments, as templates receive them.
    pub strings: tera::Value,
    /// The site's languages by their own names.
    pub language_names: Vec<String>,
    /// By kind and key.
    links: LiteMap<Kind, Lazy<Link>>,
    events: Lazy<EventCard>,
    /// The summaries of events, which their cards and their pages show.
    summaries: Lazy<Option<Prose>>,
    articles: Lazy<ArticleCard>,
    periods: Lazy<Period>,
    /// All events at one glance.
    overview: OnceLock<Option<Overview>>,
    filters: Once<Shared<Filters>>,
    /// The places by which readers find their way on small maps.
    landmarks: Once<Vec<(Key<crate::archive::Place>, Titled)>>,
    /// Small maps of places to which many events lead.
    locators: Lazy<Option<Map>>,
    /// How many of them are kept.
    located: AtomicUsize,
    /// All names from A to Z.
    names: Once<Names>,
    /// Dates in words, as they are written. Sources by the ten thousand are of a few thousand days.
    dates: RwLock<BTreeMap<Box<str>, DateInWords>>,
    /// Numbers of things in words, by message and number.
    counts: RwLock<BTreeMap<(&'static str, usize), String>>,
    /// The entries of each kind's list, as this language sorts them.
    sorted: LiteMap<Kind, Once<Vec<RecordKey>>>,
}

/// A date and the view of it.
type DateInWords = (When, Shared<super::When>);

/// What is made once, with the records that were read for it: whoever uses it has read them too.
struct Once<T>(OnceLock<(T, Reads)>);

impl<T> Once<T> {
    const fn new() -> Self {
        Once(OnceLock::new())
    }

    /// What was made, if it was.
    fn get(&self) -> Option<&T> {
        let (made, reads) = self.0.get()?;
        reads.again();
        Some(made)
    }

    fn get_or_make(&self, make: impl FnOnce() -> T) -> &T {
        let (made, reads) = self.0.get_or_init(|| reads::of(make));
        reads.again();
        made
    }
}

/// Views by the index of their record's key.
struct Lazy<T>(Vec<Once<Shared<T>>>);

impl<T: View> Lazy<T> {
    fn new(count: usize) -> Self {
        Lazy((0..count).map(|_| Once::new()).collect())
    }

    fn get(&self, index: usize, make: impl FnOnce() -> T) -> Shared<T> {
        self.0[index].get_or_make(|| Shared::new(make())).clone()
    }
}

impl Book {
    /// The book of a language, still empty.
    pub fn new(site: &Site, lang: Lang, languages: &[Arc<Language>]) -> Book {
        let language = Arc::clone(&languages[lang.index()]);
        let archive = &site.archive;
        Book {
            lang,
            strings: strings(&language),
            language_names: languages.iter().map(|l| l.own_name()).collect(),
            language,
            links: Kind::ALL
                .into_iter()
                .filter(|kind| !matches!(kind, Kind::Event | Kind::Source))
                .map(|kind| (kind, Lazy::new(archive.count(kind))))
                .collect(),
            events: Lazy::new(archive.count(Kind::Event)),
            summaries: Lazy::new(archive.count(Kind::Event)),
            articles: Lazy::new(archive.count(Kind::Article)),
            periods: Lazy::new(archive.count(Kind::Period)),
            overview: OnceLock::new(),
            filters: Once::new(),
            landmarks: Once::new(),
            locators: Lazy::new(archive.count(Kind::Place)),
            located: AtomicUsize::new(0),
            names: Once::new(),
            dates: RwLock::default(),
            counts: RwLock::default(),
            sorted: Kind::ALL.into_iter().map(|kind| (kind, Once::new())).collect(),
        }
    }

    /// An interface string; the key itself where the theme has none.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.language.text(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// A number of things in words. Few numbers stand on very many pages, so that those are kept.
    pub fn count(&self, key: &'static str, count: usize) -> String {
        const MOST_KEPT: usize = 10_000;
        if let Some(text) = self.counts.read().unwrap_or_else(PoisonError::into_inner).get(&(key, count)) {
            return text.clone();
        }
        let text = self.say(key, &[("count", Arg::Number(count as i64))]);
        if count < MOST_KEPT {
            self.counts.write().unwrap_or_else(PoisonError::into_inner).insert((key, count), text.clone());
        }
        text
    }

    /// A date in words. What is written alike may still mean another moment: its time and zone stand elsewhere.
    pub fn when(&self, when: &When) -> Shared<super::When> {
        const MOST_KEPT: usize = 20_000;
        let kept = self.dates.read().unwrap_or_else(PoisonError::into_inner);
        let count = kept.len();
        match kept.get(when.written()) {
            Some((same, view)) if same == when => return view.clone(),
            Some(_) => return Shared::new(times::when(&self.language, when)),
            None => drop(kept),
        }
        let view = Shared::new(times::when(&self.language, when));
        if count < MOST_KEPT {
            let mut kept = self.dates.write().unwrap_or_else(PoisonError::into_inner);
            kept.entry(when.written().into()).or_insert_with(|| (when.clone(), view.clone()));
        }
        view
    }

    /// A language's name in this one, as the theme's strings have it; its tag where they have none.
    pub fn language_name(&self, tag: &str) -> String {
        let short = tag.split('-').next().unwrap_or(tag);
        self.language.text(&format!("lang_{short}"), &[]).unwrap_or_else(|| tag.to_owned())
    }

    /// The entries of a kind's list: by name, periods by their dates.
    pub fn sorted(&self, site: &Site, kind: Kind) -> &[RecordKey] {
        let make = || sorted(site, self.lang, &self.language, kind);
        self.sorted.get(&kind).map_or(&[], |list| list.get_or_make(make).as_slice())
    }

    /// All events at one glance; none where there are too few. It is a part of [`Book::outline`], so that those who show it
    /// need not count as readers of all events.
    pub fn overview(&self, site: &Site) -> Option<&Overview> {
        let make = || {
            let periods: Vec<&When> = site.archive.periods.iter().map(|(_, p)| &p.when).collect();
            Overview::new(&items(site, &site.timeline.order), &periods)
        };
        self.overview.get_or_init(|| reads::of(make).0).as_ref()
    }

    /// What all pages may show of all events together, in words.
    pub fn outline(&self, site: &Site) -> String {
        format!("{:?}", self.overview(site))
    }

    /// The link to a record; its `url` is empty for a source without a page. Those to events and sources are made anew
    /// each time: there are very many of them, and few pages show the same.
    pub fn link(&self, site: &Site, record: RecordKey) -> Shared<Link> {
        match record.kind() {
            Kind::Event | Kind::Source => Shared::new(self.make_link(site, record)),
            kind => self.links[&kind].get(record.index(), || self.make_link(site, record)),
        }
    }

    /// An event as lists show it.
    pub fn event(&self, site: &Site, key: Key<crate::archive::Event>) -> Shared<EventCard> {
        self.events.get(key.index(), || self.event_card(site, key))
    }

    /// An event's summary as rows of lists show it.
    pub fn summary(&self, site: &Site, key: Key<crate::archive::Event>) -> Shared<Option<Prose>> {
        self.summaries.get(key.index(), || prose::in_a_row(site, self, &site.archive.events[key].summary))
    }

    /// An event's summary as its own page shows it: mostly the same.
    pub fn whole_summary(&self, site: &Site, key: Key<crate::archive::Event>) -> Shared<Option<Prose>> {
        let text = &site.archive.events[key].summary;
        // Every element of markup takes one of these at least.
        let signs = |prose: &str| prose.matches(|sign| "*_`[<~!:@^\n".contains(sign)).count();
        match text.get(self.lang) {
            Some((prose, _)) if signs(&prose.text) > MARKUP_IN_A_ROW => Shared::new(prose::inline(site, self, text)),
            _ => self.summary(site, key),
        }
    }

    /// An article as lists show it.
    pub fn article(&self, site: &Site, key: Key<crate::archive::Article>) -> Shared<ArticleCard> {
        self.articles.get(key.index(), || self.article_card(site, key))
    }

    /// A period as bands show it.
    pub fn period(&self, site: &Site, key: Key<crate::archive::Period>) -> Shared<Period> {
        self.periods.get(key.index(), || self.period_card(site, key))
    }

    /// The places with the most events, those first; what lies beyond these is not worth looking through for every map.
    pub fn landmarks(
        &self,
        site: &Site,
        titled: impl Fn(Key<crate::archive::Place>) -> Option<Titled>,
    ) -> &[(Key<crate::archive::Place>, Titled)] {
        const MOST: usize = 200;
        self.landmarks.get_or_make(|| {
            let mut places: Vec<_> = site.archive.places.keys().collect();
            places.sort_by_key(|place| (Reverse(site.events_of(RecordKey::Place(*place)).len()), *place));
            places.into_iter().filter_map(|place| Some((place, titled(place)?))).take(MOST).collect()
        })
    }

    /// The small map of a place. It is kept where many events show it; a map takes more room than an event.
    pub(super) fn locator(
        &self,
        site: &Site,
        place: Key<crate::archive::Place>,
        make: impl FnOnce() -> Option<Map>,
    ) -> Shared<Option<Map>> {
        const FEWEST_EVENTS: usize = 8;
        const MOST_KEPT: usize = 2_000;
        let kept = &self.locators.0[place.index()];
        let is_worth_it = || site.events_of(RecordKey::Place(place)).len() >= FEWEST_EVENTS;
        match kept.get() {
            Some(map) => map.clone(),
            None if is_worth_it() && self.located.fetch_add(1, Ordering::Relaxed) < MOST_KEPT => {
                kept.get_or_make(|| Shared::new(make())).clone()
            }
            None => Shared::new(make()),
        }
    }

    /// What the timeline can be narrowed by.
    pub fn filters(&self, make: impl FnOnce() -> Filters) -> Shared<Filters> {
        self.filters.get_or_make(|| Shared::new(make())).clone()
    }

    /// All names from A to Z.
    pub(super) fn names(&self, make: impl FnOnce() -> Names) -> &Names {
        self.names.get_or_make(make)
    }

    fn make_link(&self, site: &Site, record: RecordKey) -> Link {
        let (title, found) = site.archive.title(record, self.lang);
        Link {
            kind: record.kind().name(),
            id: crate::archive::id_of(&site.archive, record).map(ToString::to_string).unwrap_or_default(),
            title: Words { text: title.to_owned(), lang: foreign(site, self.lang, found) },
            url: site.route_of(record, self.lang).map(|r| site.href(&r)).unwrap_or_default(),
        }
    }

    fn event_card(&self, site: &Site, key: Key<crate::archive::Event>) -> EventCard {
        let event = &site.archive.events[key];
        let route = site.route_of(RecordKey::Event(key), self.lang);
        let status = event.status.word();
        EventCard {
            id: event.id.to_string(),
            url: route.map(|r| site.href(&r)).unwrap_or_default(),
            title: words(site, &event.title, self.lang),
            when: self.when(&event.when),
            summary: self.summary(site, key),
            kind: event.kind.clone(),
            kind_text: event.kind.as_ref().map(|kind| self.event_kind(site, kind)),
            status,
            status_text: (event.status != Status::Confirmed).then(|| self.say(&format!("status_{status}"), &[])),
            weight: i64::from(event.weight),
            places: event.places.iter().map(|p| self.link(site, RecordKey::Place(*p))).collect(),
            actors: event.actors.iter().map(|p| self.link(site, RecordKey::Actor(p.actor))).collect(),
            draft: event.common.draft,
            embargo: self.embargo(&event.common),
        }
    }

    fn embargo(&self, common: &crate::archive::Common) -> Option<String> {
        common.embargo.as_ref().map(|until| self.say("embargo", &[("date", Arg::Text(until))]))
    }

    /// The site's word for a kind of event, in this language if `site.toml` has it.
    pub fn event_kind(&self, site: &Site, kind: &str) -> Words {
        let translated =
            site.archive.settings.kinds.get(kind).filter(|w| w.has(self.lang)).and_then(|w| w.get(self.lang));
        match translated {
            Some((text, _)) => Words { text: text.clone(), lang: None },
            None => Words { text: kind.to_owned(), lang: foreign(site, self.lang, Lang::FIRST) },
        }
    }

    fn article_card(&self, site: &Site, key: Key<crate::archive::Article>) -> ArticleCard {
        let article = &site.archive.articles[key];
        let route = site.route_of(RecordKey::Article(key), self.lang);
        ArticleCard {
            url: route.map(|r| site.href(&r)).unwrap_or_default(),
            title: words(site, &article.title, self.lang),
            date: article.date.as_ref().map(|date| self.when(date)),
            summary: prose::in_a_row(site, self, &article.summary),
            authors: article.authors.clone(),
            draft: article.common.draft,
            embargo: self.embargo(&article.common),
        }
    }

    fn period_card(&self, site: &Site, key: Key<crate::archive::Period>) -> Period {
        let period = &site.archive.periods[key];
        Period {
            link: self.link(site, RecordKey::Period(key)),
            when: times::when(&self.language, &period.when),
            summary: prose::in_a_row(site, self, &period.summary),
        }
    }
}

/// Events as an overview takes them.
pub fn items<'a>(site: &'a Site, events: &[Key<crate::archive::Event>]) -> Vec<Item<'a>> {
    let events = events.iter().map(|key| &site.archive.events[*key]);
    events.map(|event| Item { when: &event.when, weight: event.weight }).collect()
}

/// The tag of the language that a text is in, where it is not the page's.
pub fn foreign(site: &Site, lang: Lang, found: Lang) -> Option<String> {
    (lang != found).then(|| site.archive.settings.tag(found).to_owned())
}

/// A text for a reader of `lang`.
pub fn words(site: &Site, text: &crate::archive::Words, lang: Lang) -> Words {
    match text.get(lang) {
        Some((text, found)) => Words { text: text.clone(), lang: foreign(site, lang, found) },
        None => Words { text: String::new(), lang: None },
    }
}

/// A text for a reader of `lang`, if there is any.
pub fn words_if(site: &Site, text: &crate::archive::Words, lang: Lang) -> Option<Words> {
    text.get(lang).map(|(text, found)| Words { text: text.clone(), lang: foreign(site, lang, found) })
}

fn strings(language: &Language) -> tera::Value {
    let mut map = tera::Map::default();
    for (key, text) in language.strings() {
        map.insert(tera::value::Key::from(key.clone()), tera::Value::from(text.as_str()));
    }
    tera::Value::from(map)
}

/// The entries of a list in the order of a language's alphabet; periods by their dates.
fn sorted(site: &Site, lang: Lang, language: &Language, kind: Kind) -> Vec<RecordKey> {
    let mut records = site.entries(kind);
    let title = |r: &RecordKey| site.archive.title(*r, lang).0;
    if kind == Kind::Period {
        let earliest = |r: &RecordKey| match r {
            RecordKey::Period(k) => Some(site.archive.periods[*k].when.earliest()),
            _ => None,
        };
        records.sort_by_key(|r| (earliest(r), *r));
    } else {
        records.sort_by_cached_key(|r| (language.sort_key(sorted_name(title(r))), *r));
    }
    records
}

/// What a title is sorted by: one in quotation marks stands under its first letter.
pub(super) fn sorted_name(title: &str) -> &str {
    title.trim_start_matches(|c: char| !c.is_alphanumeric())
}
