//! Turns the draft's records into the archive's: ids looked up, dates understood, Markdown searched for references.

use std::sync::Arc;

use super::model::*;
use super::names::{Absent, Candidate, Found, Names};
use super::notes::{Among, RecordFaults, Unknown};
use super::parts::*;
use super::table::*;
use super::workings::{Dated, Ties};
use super::{Options, texts, workings};
use crate::date::{When, read_moment};
use crate::diagnostic::{Code, Comparisons, Diagnostic};
use crate::draft::*;
use crate::id::{Id, Kind};
use crate::text::{Span, Spanned};

/// Looks up what one record names, and gathers what is found on the way.
pub(super) struct Resolver<'a> {
    pub settings: &'a Settings,
    pub names: &'a AllNames,
    pub ties: &'a Ties,
    pub holding: Holding,
    pub faults: RecordFaults,
    /// Links within the site, to be checked when all addresses are known.
    pub links: Vec<PendingLink>,
    /// The anchors of the record's texts.
    pub anchors: Vec<String>,
    /// Sources that are written inside the record.
    pub own_sources: Vec<Arc<Source>>,
}

/// The ids of every kind.
pub(super) struct AllNames {
    pub events: Names<Event>,
    pub actors: Names<Actor>,
    pub places: Names<Place>,
    pub sources: Names<Source>,
    pub periods: Names<Period>,
    pub topics: Names<Topic>,
    pub timelines: Names<Selection>,
    pub articles: Names<Article>,
    pub pages: Names<Page>,
}

impl AllNames {
    /// Every record that an id names, of the given kind or of any.
    pub fn find(&self, kind: Option<Kind>, id: &str) -> Vec<(Kind, Found<RecordKey>)> {
        Kind::ALL
            .into_iter()
            .filter(|k| kind.is_none_or(|wanted| wanted == *k))
            .map(|k| (k, self.find_one(k, id)))
            .filter(|(_, found)| *found != Found::Unknown)
            .collect()
    }

    /// Whether a reference leads to a record of the archive, as [`super::Archive::find`] will find it.
    pub fn leads(&self, kind: Option<&str>, id: &str) -> bool {
        let found = |kind| self.find(kind, id).iter().any(|(_, found)| matches!(found, Found::Key(_)));
        kind.map_or_else(|| found(None), |name| Kind::find(name).is_some_and(|kind| found(Some(kind))))
    }

    fn find_one(&self, kind: Kind, id: &str) -> Found<RecordKey> {
        fn as_record<T>(found: Found<Key<T>>, make: fn(Key<T>) -> RecordKey) -> Found<RecordKey> {
            match found {
                Found::Key(key) => Found::Key(make(key)),
                Found::Absent(absent) => Found::Absent(absent),
                Found::Unknown => Found::Unknown,
            }
        }
        match kind {
            Kind::Event => as_record(self.events.find(id), RecordKey::Event),
            Kind::Actor => as_record(self.actors.find(id), RecordKey::Actor),
            Kind::Place => as_record(self.places.find(id), RecordKey::Place),
            Kind::Source => as_record(self.sources.find(id), RecordKey::Source),
            Kind::Period => as_record(self.periods.find(id), RecordKey::Period),
            Kind::Topic => as_record(self.topics.find(id), RecordKey::Topic),
            Kind::Timeline => as_record(self.timelines.find(id), RecordKey::Timeline),
            Kind::Article => as_record(self.articles.find(id), RecordKey::Article),
            Kind::Page => as_record(self.pages.find(id), RecordKey::Page),
        }
    }

    /// The known id that is most likely meant by an unknown one.
    pub fn nearest(&self, unknown: &Unknown, comparisons: &mut Comparisons) -> Option<String> {
        let among = match &unknown.among {
            Among::Kind(kind) => std::slice::from_ref(kind),
            Among::Voices => &[Kind::Actor, Kind::Source],
            Among::Any => &Kind::ALL[..],
        };
        let id = unknown.id.as_str();
        let near: Vec<&str> = among.iter().filter_map(|kind| self.nearest_one(*kind, id, comparisons)).collect();
        comparisons.nearest(id, near).map(str::to_owned)
    }

    fn nearest_one(&self, kind: Kind, id: &str, comparisons: &mut Comparisons) -> Option<&str> {
        match kind {
            Kind::Event => self.events.nearest(id, comparisons),
            Kind::Actor => self.actors.nearest(id, comparisons),
            Kind::Place => self.places.nearest(id, comparisons),
            Kind::Source => self.sources.nearest(id, comparisons),
            Kind::Period => self.periods.nearest(id, comparisons),
            Kind::Topic => self.topics.nearest(id, comparisons),
            Kind::Timeline => self.timelines.nearest(id, comparisons),
            Kind::Article => self.articles.nearest(id, comparisons),
            Kind::Page => self.pages.nearest(id, comparisons),
        }
    }
}

/// The records of one kind, numbered.
pub(super) struct Numbered<R, T> {
    pub names: Names<T>,
    /// Those that will be in the archive, in the order of their keys.
    pub kept: Vec<(Id, R)>,
    /// Those that have a fault and will not: they are looked through all the same, so that no fault hides another.
    pub broken: Vec<(Id, R)>,
}

/// Numbers the records of one kind.
pub(super) fn number<R, T>(
    kind: Kind,
    rows: Vec<R>,
    describe: impl Fn(&R) -> (Option<&Text>, Option<Absent>),
    faults: &mut Vec<Diagnostic>,
) -> Numbered<R, T> {
    let candidates = rows.iter().map(|r| {
        let (id, absent) = describe(r);
        Candidate { id, absent }
    });
    let (names, ids) = Names::number(kind, candidates, faults);
    let (mut kept, mut broken) = (Vec::new(), Vec::new());
    for (id, row) in ids.into_iter().zip(rows) {
        match (id, describe(&row)) {
            (Some(id), _) => kept.push((id, row)),
            (None, (_, Some(absent))) if absent.is_wanted() => {}
            (None, (written, _)) => {
                let stand_in =
                    written.and_then(|text| Id::from_words(&text.value)).or_else(|| Id::from_words(kind.name()));
                broken.extend(stand_in.map(|id| (id, row)));
            }
        }
    }
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    Numbered { names, kept, broken }
}

/// What decides whether a record is held back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holding {
    pub options: Options,
    /// The zone of embargoes that name none.
    pub zone: Option<chrono_tz::Tz>,
}

impl Holding {
    /// Why a record is held back, if it is. An embargo that cannot be read holds.
    pub fn holds(self, draft: &Option<Spanned<bool>>, embargo: &Option<Date>) -> Option<Absent> {
        let Options { drafts, now, .. } = self.options;
        let holds = |date: &Date| match (read_moment(&date.value.0, self.zone), now) {
            (Ok(moment), Some(now)) => now < moment,
            _ => true,
        };
        match embargo {
            _ if drafts => None,
            _ if is_draft(draft) => Some(Absent::Draft),
            Some(date) if holds(date) => Some(Absent::Embargo),
            _ => None,
        }
    }

    /// Why a record is not in the archive: it is held back, or lacks what it needs.
    pub fn absent(self, complete: bool, draft: &Option<Spanned<bool>>, embargo: &Option<Date>) -> Option<Absent> {
        self.holds(draft, embargo).or((!complete).then_some(Absent::Broken))
    }
}

pub(super) fn is_draft(draft: &Option<Spanned<bool>>) -> bool {
    draft.as_ref().is_some_and(|d| d.value)
}

impl<'a> Resolver<'a> {
    pub fn new(settings: &'a Settings, names: &'a AllNames, ties: &'a Ties, holding: Holding) -> Self {
        Resolver {
            settings,
            names,
            ties,
            holding,
            faults: RecordFaults::new(),
            links: Vec::new(),
            anchors: Vec::new(),
            own_sources: Vec::new(),
        }
    }

    // ---- records -------------------------------------------------------------------------------------------------

    pub fn event(&mut self, id: Id, dated: Dated<RawEvent>, when: When) -> Event {
        let article = dated.article.and_then(|file| self.ties.articles.get(&file)).copied();
        let raw = Arc::unwrap_or_clone(dated.raw);
        if article.is_some_and(|(_, is_translation)| is_translation) {
            self.faults.push(
                Diagnostic::new(
                    Code::TranslationKey,
                    raw.span,
                    format!("the event `{id}` is declared in a translation"),
                )
                .help("move its `[[event]]` into the file in the first language"),
            );
        }
        let mut title = first(raw.title);
        let (mut summary, mut summary_refs) = self.prose_field(raw.summary);
        let (mut body, mut body_refs) = self.prose_field(raw.body);
        for (lang, span, texts) in self.languages(raw.translations) {
            set(&mut title, lang, texts.title);
            self.translate_prose(&mut summary, &mut summary_refs, lang, texts.summary);
            self.translate_prose(&mut body, &mut body_refs, lang, texts.body);
            let _ = span;
        }
        let mut common = self.common(&raw.id, raw.span, raw.print, (&raw.draft, &raw.embargo), raw.aliases, raw.extra);
        for head in dated.article.and_then(|file| self.ties.heads.get(&file)).into_iter().flatten() {
            self.mark(&mut common, head);
        }
        let what = format!("the event `{id}`");
        self.missing_translations(
            &what,
            common.span,
            &[("title", langs(&title)), ("summary", langs(&summary)), ("body", langs(&body))],
        );
        let mut relations = Vec::new();
        for (relation, ids) in [
            (Relation::Follows, raw.follows),
            (Relation::RespondsTo, raw.responds_to),
            (Relation::Implements, raw.implements),
            (Relation::PartOf, raw.part_of),
        ] {
            relations.extend(self.others(&id, ids).into_iter().map(|(key, _)| (relation, key)));
        }
        let after = self.others(&id, raw.after);
        let before = self.others(&id, raw.before);
        Event {
            when,
            reported: raw.reported.as_ref().and_then(|d| self.date(d)),
            title,
            summary,
            body,
            kind: raw.kind.map(|k| k.value),
            places: keys(&self.names.places, raw.places, &mut self.faults),
            actors: self.participants(raw.actors),
            topics: keys(&self.names.topics, raw.topics, &mut self.faults),
            sources: self.citations(raw.sources),
            status: raw.status.map_or(Status::Confirmed, |s| s.0.value),
            weight: self.weight(raw.weight).unwrap_or(2),
            after,
            before,
            relations,
            accounts: raw.accounts.unwrap_or_default().into_iter().map(|a| self.account(a)).collect(),
            corrections: self.corrections(raw.corrections),
            media: raw.media.unwrap_or_default().into_iter().filter_map(|m| self.media(m)).collect(),
            fatalities: raw.fatalities.and_then(|f| self.fatalities(f)),
            own_sources: std::mem::take(&mut self.own_sources),
            declared_in: article.map(|(key, _)| key),
            date_span: raw.date.as_ref().map_or(common.span, |d| d.span),
            common,
            id,
        }
    }

    pub fn actor(&mut self, id: Id, raw: Arc<RawActor>) -> Actor {
        let raw = Arc::unwrap_or_clone(raw);
        let mut name = first(raw.name);
        let mut aka = Localised::default();
        set_list(&mut aka, Lang::FIRST, raw.aka);
        let (mut summary, mut refs) = self.prose_field(raw.summary);
        let (mut body, mut body_refs) = self.prose_field(raw.body);
        for (lang, _, texts) in self.languages(raw.translations) {
            set(&mut name, lang, texts.name);
            set_list(&mut aka, lang, texts.aka);
            self.translate_prose(&mut summary, &mut refs, lang, texts.summary);
            self.translate_prose(&mut body, &mut body_refs, lang, texts.body);
        }
        let common = self.common(&raw.id, raw.span, raw.print, (&raw.draft, &raw.embargo), raw.aliases, raw.extra);
        let texts = [("name", langs(&name)), ("summary", langs(&summary)), ("body", langs(&body))];
        self.missing_translations(&format!("the actor `{id}`"), common.span, &texts);
        Actor {
            id,
            name,
            kind: raw.kind.map_or(ActorKind::Other, |k| k.0.value),
            aka,
            summary,
            body,
            url: self.web_address("url", raw.url),
            wikidata: self.wikidata(raw.wikidata),
            common,
        }
    }

    pub fn place(&mut self, id: Id, raw: Arc<RawPlace>) -> Place {
        let raw = Arc::unwrap_or_clone(raw);
        let mut name = first(raw.name);
        let mut country = first(raw.country);
        let mut aka = Localised::default();
        set_list(&mut aka, Lang::FIRST, raw.aka);
        let (mut summary, mut refs) = self.prose_field(raw.summary);
        let (mut body, mut body_refs) = self.prose_field(raw.body);
        for (lang, _, texts) in self.languages(raw.translations) {
            set(&mut name, lang, texts.name);
            set(&mut country, lang, texts.country);
            set_list(&mut aka, lang, texts.aka);
            self.translate_prose(&mut summary, &mut refs, lang, texts.summary);
            self.translate_prose(&mut body, &mut body_refs, lang, texts.body);
        }
        let common = self.common(&raw.id, raw.span, raw.print, (&raw.draft, &raw.embargo), raw.aliases, raw.extra);
        let texts = [
            ("name", langs(&name)),
            ("country", langs(&country)),
            ("summary", langs(&summary)),
            ("body", langs(&body)),
        ];
        self.missing_translations(&format!("the place `{id}`"), common.span, &texts);
        let lat = self.degrees("lat", raw.lat, 90.0);
        let lon = self.degrees("lon", raw.lon, 180.0);
        Place {
            id,
            name,
            coordinates: lat.zip(lon),
            precision: raw.precision.map_or(PlacePrecision::Locality, |p| p.0.value),
            radius: self.kilometres("radius", raw.radius),
            country,
            aka,
            summary,
            body,
            wikidata: self.wikidata(raw.wikidata),
            common,
        }
    }

    pub fn source(&mut self, id: Option<Id>, raw: RawSource) -> Source {
        let mut title = first(raw.title);
        let (mut note, mut refs) = self.prose_field(raw.note);
        for (lang, _, texts) in self.languages(raw.translations) {
            set(&mut title, lang, texts.title);
            self.translate_prose(&mut note, &mut refs, lang, texts.note);
        }
        Source {
            title,
            described: raw.described.is_some_and(|d| d.value),
            publisher: raw.publisher.map(|t| t.value),
            authors: strings(raw.authors),
            url: self.web_address("url", raw.url),
            published: raw.published.as_ref().and_then(|d| self.date(d)),
            accessed: raw.accessed.as_ref().and_then(|d| self.date(d)),
            archived: self.web_address("archived", raw.archived),
            lang: raw.lang.map(|t| t.value),
            kind: raw.kind.map(|k| k.0.value),
            symbol: raw.symbol.map(|t| t.value),
            reliability: raw.reliability.and_then(|t| self.reliability(&t)),
            credibility: raw.credibility.and_then(|n| self.between("credibility", n, 1, 6)),
            note,
            common: self.common(&raw.id, raw.span, raw.print, (&raw.draft, &raw.embargo), raw.aliases, raw.extra),
            id,
        }
    }

    pub fn period(&mut self, id: Id, raw: Arc<RawPeriod>, when: When) -> Period {
        let raw = Arc::unwrap_or_clone(raw);
        let mut name = first(raw.name);
        let (mut summary, mut refs) = self.prose_field(raw.summary);
        let (mut body, mut body_refs) = self.prose_field(raw.body);
        for (lang, _, texts) in self.languages(raw.translations) {
            set(&mut name, lang, texts.name);
            self.translate_prose(&mut summary, &mut refs, lang, texts.summary);
            self.translate_prose(&mut body, &mut body_refs, lang, texts.body);
        }
        let common = self.common(&raw.id, raw.span, raw.print, (&raw.draft, &raw.embargo), raw.aliases, raw.extra);
        let texts = [("name", langs(&name)), ("summary", langs(&summary)), ("body", langs(&body))];
        self.missing_translations(&format!("the period `{id}`"), common.span, &texts);
        Period { id, name, when, summary, body, common }
    }

    pub fn topic(&mut self, id: Id, raw: Arc<RawTopic>) -> Topic {
        let raw = Arc::unwrap_or_clone(raw);
        let mut name = first(raw.name);
        let (mut summary, mut refs) = self.prose_field(raw.summary);
        let (mut body, mut body_refs) = self.prose_field(raw.body);
        for (lang, _, texts) in self.languages(raw.translations) {
            set(&mut name, lang, texts.name);
            self.translate_prose(&mut summary, &mut refs, lang, texts.summary);
            self.translate_prose(&mut body, &mut body_refs, lang, texts.body);
        }
        let common = self.common(&raw.id, raw.span, raw.print, (&raw.draft, &raw.embargo), raw.aliases, raw.extra);
        let texts = [("name", langs(&name)), ("summary", langs(&summary)), ("body", langs(&body))];
        self.missing_translations(&format!("the topic `{id}`"), common.span, &texts);
        let broader = raw.broader.and_then(|b| self.names.topics.resolve(&b, &mut self.faults));
        Topic { id, name, broader, summary, body, common }
    }

    pub fn timeline(&mut self, id: Id, raw: Arc<RawTimeline>) -> Selection {
        let raw = Arc::unwrap_or_clone(raw);
        let mut title = first(raw.title);
        let (mut summary, mut refs) = self.prose_field(raw.summary);
        let (mut body, mut body_refs) = self.prose_field(raw.body);
        for (lang, _, texts) in self.languages(raw.translations) {
            set(&mut title, lang, texts.title);
            self.translate_prose(&mut summary, &mut refs, lang, texts.summary);
            self.translate_prose(&mut body, &mut body_refs, lang, texts.body);
        }
        let common = self.common(&raw.id, raw.span, raw.print, (&raw.draft, &raw.embargo), raw.aliases, raw.extra);
        let texts = [("title", langs(&title)), ("summary", langs(&summary)), ("body", langs(&body))];
        self.missing_translations(&format!("the timeline `{id}`"), common.span, &texts);
        Selection {
            id,
            title,
            summary,
            body,
            events: keys(&self.names.events, raw.events, &mut self.faults),
            actors: keys(&self.names.actors, raw.actors, &mut self.faults),
            places: keys(&self.names.places, raw.places, &mut self.faults),
            topics: keys(&self.names.topics, raw.topics, &mut self.faults),
            kinds: strings(raw.kinds),
            from: raw.from.as_ref().and_then(|d| self.date(d)),
            to: raw.to.as_ref().and_then(|d| self.date(d)),
            weight: self.weight(raw.weight),
            common,
        }
    }

    /// The article that a group of files makes; the first is in the language nearest to the site's first.
    pub fn article(&mut self, group: texts::Group<RawArticleHead>) -> Article {
        let mut title = Localised::default();
        let mut summary = Localised::default();
        let mut body = Localised::default();
        let mut found = Vec::new();
        let mut main = None;
        let file = group.files[0].1.file;
        let print = group.print();
        let declared = |text: &RawText<RawArticleHead>| self.ties.events.get(&text.file).into_iter().flatten().copied();
        let mut events: Vec<Key<Event>> = group.files.iter().flat_map(|(_, text)| declared(text)).collect();
        let mut translations = Vec::new();
        for (lang, text) in group.files {
            let (head_title, head_summary) = match &text.head {
                Some(head) => (head.title.clone(), head.summary.clone()),
                None => (None, None),
            };
            self.running_text(&mut title, &mut body, &mut found, lang, &text, head_title);
            let mut ignored = Vec::new();
            self.translate_prose(&mut summary, &mut ignored, lang, head_summary);
            match (main.is_none(), &text.head) {
                (true, head) => main = Some(head.clone()),
                (false, Some(head)) => {
                    self.no_effect(head.overruled());
                    translations.push(workings::article_head(head));
                }
                (false, None) => {}
            }
        }
        let whole = Span::whole(file);
        let id = group.id;
        self.missing_translations(&format!("the article `{id}`"), whole, &[("text", langs(&body))]);
        let head = main.flatten();
        let (mut date, mut updated) = (None, None);
        let mut rest = None;
        if let Some(head) = head {
            events.extend(keys(&self.names.events, head.events, &mut self.faults));
            date = head.date.as_ref().and_then(|d| self.date(d));
            updated = head.updated.as_ref().and_then(|d| self.date(d));
            rest = Some((
                strings(head.authors),
                keys(&self.names.actors, head.actors, &mut self.faults),
                keys(&self.names.places, head.places, &mut self.faults),
                keys(&self.names.topics, head.topics, &mut self.faults),
                self.citations(head.sources),
                self.corrections(head.corrections),
                self.common(&None, whole, print, (&head.draft, &head.embargo), head.aliases, head.extra),
            ));
        }
        let (authors, actors, places, topics, sources, corrections, mut common) = rest.unwrap_or_else(|| {
            (
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
                self.common(&None, whole, print, (&None, &None), None, None),
            )
        });
        translations.iter().for_each(|head| self.mark(&mut common, head));
        events.extend(found.iter().filter_map(|r| match r {
            RecordKey::Event(key) => Some(*key),
            _ => None,
        }));
        events.sort();
        events.dedup();
        Article {
            id,
            title,
            date,
            updated,
            authors,
            summary,
            body,
            events,
            actors,
            places,
            topics,
            sources,
            own_sources: std::mem::take(&mut self.own_sources),
            corrections,
            file,
            common,
        }
    }

    /// The page that a group of files makes.
    pub fn page(&mut self, group: texts::Group<RawPageHead>) -> Page {
        let mut title = Localised::default();
        let mut summary = Localised::default();
        let mut body = Localised::default();
        let mut found = Vec::new();
        let mut main: Option<Option<RawPageHead>> = None;
        let mut translations = Vec::new();
        let file = group.files[0].1.file;
        let print = group.print();
        for (lang, text) in group.files {
            let (head_title, head_summary) = match &text.head {
                Some(head) => (head.title.clone(), head.summary.clone()),
                None => (None, None),
            };
            self.running_text(&mut title, &mut body, &mut found, lang, &text, head_title);
            let mut ignored = Vec::new();
            self.translate_prose(&mut summary, &mut ignored, lang, head_summary);
            match (main.is_none(), &text.head) {
                (true, head) => main = Some(head.clone()),
                (false, Some(head)) => {
                    self.no_effect(head.overruled());
                    translations.push(workings::page_head(head));
                }
                (false, None) => {}
            }
        }
        let whole = Span::whole(file);
        let id = group.id;
        self.missing_translations(&format!("the page `{id}`"), whole, &[("text", langs(&body))]);
        let (order, mut common) = match main.flatten() {
            Some(head) => {
                let order = head.order.map(|o| o.value);
                (order, self.common(&None, whole, print, (&head.draft, &head.embargo), head.aliases, head.extra))
            }
            None => (None, self.common(&None, whole, print, (&None, &None), None, None)),
        };
        translations.iter().for_each(|head| self.mark(&mut common, head));
        Page { id, title, summary, body, order, common }
    }

    /// A translated file gives its title and summary, and may be held back; other keys would be ignored silently.
    fn no_effect(&mut self, keys: Vec<(&str, Span)>) {
        for (key, span) in keys {
            self.faults.push(
                Diagnostic::new(Code::TranslationKey, span, format!("`{key}` has no effect in a translation"))
                    .help("remove it: it is taken from the file in the first language"),
            );
        }
    }

    /// Marks a record as held back that only is so where that is not asked for: something that it is made of is.
    fn mark(&mut self, common: &mut Common, head: &texts::Head) {
        common.draft |= is_draft(&head.draft);
        let until = head.embargo.as_ref().and_then(|date| self.embargo(date));
        common.embargo = common.embargo.take().or(until);
        common.print = Print::of((common.print, common.draft));
    }

    /// The text of one file: its title (its own, or one that stands in) and its body.
    fn running_text<H>(
        &mut self,
        title: &mut Words,
        body: &mut Localised<Prose>,
        found: &mut Vec<RecordKey>,
        lang: Lang,
        text: &RawText<H>,
        own_title: Option<Text>,
    ) {
        let (stand_in, begins) = texts::stand_in_title(text, &|kind, id| self.names.leads(kind, id));
        let (line, rest) = text.body.value.split_at(begins);
        match own_title {
            Some(own) => title.set(lang, own.value),
            None => {
                let span = Span::whole(text.file);
                self.faults.push(
                    Diagnostic::new(Code::ArticleWithoutTitle, span, "this text has no `title`")
                        .help(format!("add a front matter with `title`; until then it is called `{stand_in}`")),
                );
                title.set(lang, stand_in);
                // What serves as title is no heading of the page that links could lead to.
                let anchors = self.anchors.len();
                let mut line = Prose { text: line.to_owned(), plain: text.plain, titled: None };
                self.scan(&mut line, text.body.span.part(0..begins), found);
                self.anchors.truncate(anchors);
            }
        }
        let span = text.body.span.part(begins..text.body.value.len());
        let mut prose = Prose { text: rest.to_owned(), plain: text.plain, titled: None };
        self.scan(&mut prose, span, found);
        body.set(lang, prose);
    }
}
