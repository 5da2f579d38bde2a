//! The records as authors may write them, key by key. What the program believes of them is in `archive`.

use super::reader::{DateText, Extra, Field, OneOf, Reader, Text, Translations, Value, Word};
use super::table::table;
use crate::text::{Span, Spanned};

/// A date as written, with its place.
pub type Date = Spanned<DateText>;

macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident { $( $(#[doc = $meaning:literal])+ $variant:ident = $word:literal, )* }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $( $(#[doc = $meaning])+ $variant, )* }

        impl Word for $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $name::$variant)),*];
        }
    };
}

words! {
    /// How far an event is established.
    Status {
        /// Said by few or indirect sources.
        Reported = "reported",
        /// Established by good sources.
        Confirmed = "confirmed",
        /// Told differently by different parties.
        Disputed = "disputed",
        /// Found to be wrong; the page stays and says so.
        Retracted = "retracted",
    }
}

words! {
    /// What an actor is.
    ActorKind {
        /// A state.
        State = "state",
        /// An organisation.
        Organisation = "organisation",
        /// A group without the form of an organisation.
        Group = "group",
        /// A person.
        Person = "person",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How precise a place's coordinates are.
    PlacePrecision {
        /// The spot itself.
        Exact = "exact",
        /// Within a few hundred metres.
        Near = "near",
        /// Somewhere in the town or village.
        Locality = "locality",
        /// Somewhere in the region.
        Region = "region",
        /// Somewhere in the country.
        Country = "country",
    }
}

words! {
    /// What kind of evidence a source is.
    SourceKind {
        /// The official text or record itself.
        Primary = "primary",
        /// Published by a party to the conflict or its media.
        Party = "party",
        /// The press.
        Press = "press",
        /// Encyclopaedias and analyses.
        Reference = "reference",
        /// An agency's or official text published elsewhere.
        Copy = "copy",
        /// Anything else.
        Other = "other",
    }
}

table! {
    /// A translation of a record that has a name.
    NamedTexts as "translation" {
        /// The name.
        name: Text = "name";
        /// Other names.
        aka: Vec<Text> = "aka";
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
        /// The country, for places.
        country: Text = "country";
    }
}

table! {
    /// A translation of a record that has a title.
    TitledTexts as "translation" {
        /// The title.
        title: Text = "title";
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
    }
}

table! {
    /// A state, organisation, group or person.
    RawActor as "actor" {
        /// Kebab-case name; it is the address and never changes.
        id: Text = "id" required;
        /// The name that readers see.
        name: Text = "name" required;
        /// What the actor is.
        kind: OneOf<ActorKind> = "kind";
        /// Other names.
        aka: Vec<Text> = "aka";
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
        /// The actor's own website.
        url: Text = "url";
        /// Its item in Wikidata, such as "Q159".
        wikidata: Text = "wikidata";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Translations, by language: name, aka, summary, body.
        translations: Translations<NamedTexts> = "translations";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

table! {
    /// A named location.
    RawPlace as "place" {
        /// Kebab-case name; it is the address and never changes.
        id: Text = "id" required;
        /// The name that readers see.
        name: Text = "name" required;
        /// Latitude in degrees (WGS 84), north positive, -90 to 90.
        lat: Spanned<f64> = "lat";
        /// Longitude in degrees (WGS 84), east positive, -180 to 180.
        lon: Spanned<f64> = "lon";
        /// How precise the coordinates are; "locality" if absent.
        precision: OneOf<PlacePrecision> = "precision";
        /// How far from the coordinates it may lie, or how far it reaches, in kilometres, 1 to 2000; maps draw that area.
        radius: Spanned<f64> = "radius";
        /// The country.
        country: Text = "country";
        /// Other names.
        aka: Vec<Text> = "aka";
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
        /// Its item in Wikidata, such as "Q1899".
        wikidata: Text = "wikidata";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Translations, by language: name, country, aka, summary, body.
        translations: Translations<NamedTexts> = "translations";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

table! {
    /// A translation of a source.
    SourceTexts as "translation" {
        /// The title or description.
        title: Text = "title";
        /// A note on the source, in Markdown.
        note: Text = "note";
    }
}

table! {
    /// A citable piece of evidence.
    RawSource as "source" {
        /// Kebab-case name; it is the address and never changes. A source written inside an event has none.
        id: Text = "id";
        /// Its title.
        title: Text = "title" required;
        /// True where the title is a description by the editors, because the source's own was not seen.
        described: Spanned<bool> = "described";
        /// Who published it.
        publisher: Text = "publisher";
        /// Who wrote it.
        authors: Vec<Text> = "authors";
        /// Where it stands on the web.
        url: Text = "url";
        /// When it was published.
        published: Date = "published";
        /// When the editors last saw it.
        accessed: Date = "accessed";
        /// The address of an archived copy.
        archived: Text = "archived";
        /// Its language, as a BCP 47 tag such as "en".
        lang: Text = "lang";
        /// What kind of evidence it is.
        kind: OneOf<SourceKind> = "kind";
        /// A document's symbol, such as "S/RES/2202 (2015)".
        symbol: Text = "symbol";
        /// How reliable the source is: "A" (completely) to "F" (cannot be judged), after the Admiralty code (NATO AJP-2.1).
        reliability: Text = "reliability";
        /// How credible the information is: 1 (confirmed) to 6 (cannot be judged), after the same code.
        credibility: Spanned<i64> = "credibility";
        /// A note on the source, in Markdown.
        note: Text = "note";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Translations, by language: title, note.
        translations: Translations<SourceTexts> = "translations";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

table! {
    /// A named stretch of time. Events belong to it by their dates.
    RawPeriod as "period" {
        /// Kebab-case name; it is the address and never changes.
        id: Text = "id" required;
        /// The name that readers see.
        name: Text = "name" required;
        /// The stretch, as an EDTF interval such as "2014-06-08/2022-02-21".
        date: Date = "date" required;
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Translations, by language: name, summary, body.
        translations: Translations<NamedTexts> = "translations";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

table! {
    /// A subject heading.
    RawTopic as "topic" {
        /// Kebab-case name; it is the address and never changes.
        id: Text = "id" required;
        /// The name that readers see.
        name: Text = "name" required;
        /// The id of the topic that this one is a part of.
        broader: Text = "broader";
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Translations, by language: name, summary, body.
        translations: Translations<NamedTexts> = "translations";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

table! {
    /// A selection of events with a page of its own. Its conditions all hold together; a list holds if one of its
    /// members does. Named events are always in.
    RawTimeline as "timeline" {
        /// Kebab-case name; it is the address and never changes.
        id: Text = "id" required;
        /// The title that readers see.
        title: Text = "title" required;
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
        /// Ids of events that are always in.
        events: Vec<Text> = "events";
        /// Ids of actors that take part.
        actors: Vec<Text> = "actors";
        /// Ids of places.
        places: Vec<Text> = "places";
        /// Ids of topics.
        topics: Vec<Text> = "topics";
        /// Kinds of event.
        kinds: Vec<Text> = "kinds";
        /// Not before this date.
        from: Date = "from";
        /// Not after this date.
        to: Date = "to";
        /// At least this weight, 1 to 3.
        weight: Spanned<i64> = "weight";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Translations, by language: title, summary, body.
        translations: Translations<TitledTexts> = "translations";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

words! {
    /// Which part of a date is meant.
    WithinWord {
        /// The first third.
        Early = "early",
        /// The middle third.
        Middle = "middle",
        /// The last third.
        Late = "late",
    }
}

words! {
    /// What is known of a time of day.
    TimeStatusWord {
        /// It was set beforehand; whether it was kept is not known.
        Scheduled = "scheduled",
        /// A source gives it; it is not established.
        Reported = "reported",
    }
}

table! {
    /// Something that happened, or is announced, at a date.
    RawEvent as "event" {
        /// Kebab-case name; it is the address and never changes.
        id: Text = "id" required;
        /// When: an EDTF date, interval or set in quotation marks, or a TOML date.
        date: Date = "date" required;
        /// Which part of that date is meant.
        within: OneOf<WithinWord> = "within";
        /// Local time at the place, "11:30" or "11:30:00".
        time: Text = "time";
        /// Absent: it happened then.
        time_status: OneOf<TimeStatusWord> = "time_status";
        /// The IANA name of the time zone, such as "Europe/Minsk".
        timezone: Text = "timezone";
        /// When it became known, if later.
        reported: Date = "reported";
        /// A headline.
        title: Text = "title" required;
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Markdown.
        body: Text = "body";
        /// A word of the site's own for the kind of event, such as "agreement".
        kind: Text = "kind";
        /// Ids of places.
        places: Vec<Text> = "places";
        /// Ids of actors, or tables with `id` and `role`.
        actors: Vec<RawParticipant> = "actors";
        /// Ids of topics.
        topics: Vec<Text> = "topics";
        /// Ids of sources, or tables with the keys of a source but `id` and `aliases`.
        sources: Vec<RawCitation> = "sources";
        /// How far the event is established; "confirmed" if absent.
        status: OneOf<Status> = "status";
        /// 1 detail, 2 normal (if absent), 3 turning point.
        weight: Spanned<i64> = "weight";
        /// Ids of events that came earlier, where the dates alone cannot tell.
        after: Vec<Text> = "after";
        /// Ids of events that came later, where the dates alone cannot tell.
        before: Vec<Text> = "before";
        /// Ids of events that this one followed from.
        follows: Vec<Text> = "follows";
        /// Ids of events that this one responded to.
        responds_to: Vec<Text> = "responds-to";
        /// Ids of events (agreements, decisions) that this one put into practice.
        implements: Vec<Text> = "implements";
        /// Ids of larger events that this one was a part of.
        part_of: Vec<Text> = "part-of";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Translations, by language: title, summary, body.
        translations: Translations<TitledTexts> = "translations";
        /// What the parties and sources say, where they differ.
        accounts: Vec<RawAccount> = "accounts";
        /// What was changed after publication.
        corrections: Vec<RawCorrection> = "corrections";
        /// Pictures.
        media: Vec<RawMedia> = "media";
        /// Deaths, as sources count them.
        fatalities: RawFatalities = "fatalities";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

table! {
    /// A translation of an account.
    AccountTexts as "translation" {
        /// What is said, in Markdown.
        text: Text = "text";
    }
}

/// One or several ids.
#[derive(Debug, Clone)]
pub struct OneOrMore(pub Vec<Text>);

impl Field for OneOrMore {
    fn expected() -> String {
        "an id or a list of ids".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if value.get_ref().is_array() {
            Vec::<Text>::read(key, value, reader).map(OneOrMore)
        } else if value.get_ref().is_str() {
            Text::read(key, value, reader).map(|t| OneOrMore(vec![t]))
        } else {
            reader.wrong(key, &value, &Self::expected());
            None
        }
    }
}

table! {
    /// What one party or source says happened.
    RawAccount as "account" {
        /// Who says it: ids of actors or sources.
        by: OneOrMore = "by";
        /// Their date, only where they differ about it.
        date: Date = "date";
        /// What they say, in Markdown.
        text: Text = "text";
        /// Ids of sources, or tables with the keys of a source but `id` and `aliases`.
        sources: Vec<RawCitation> = "sources";
        /// Translations, by language: text.
        translations: Translations<AccountTexts> = "translations";
    }
}

table! {
    /// A translation of a correction.
    CorrectionTexts as "translation" {
        /// What was changed, in Markdown.
        note: Text = "note";
    }
}

table! {
    /// A dated note of what was changed after publication.
    RawCorrection as "correction" {
        /// The day of the change.
        on: Date = "on" required;
        /// What was changed, in Markdown.
        note: Text = "note" required;
        /// Translations, by language: note.
        translations: Translations<CorrectionTexts> = "translations";
    }
}

table! {
    /// A translation of a picture's texts.
    MediaTexts as "translation" {
        /// What is to be seen.
        alt: Text = "alt";
        /// A caption, in Markdown.
        caption: Text = "caption";
    }
}

table! {
    /// A picture.
    RawMedia as "media" {
        /// Its file below `static/media/`.
        file: Text = "file" required;
        /// The same picture in other sizes, by their files below `static/media/`; browsers take the one that fits.
        sizes: Vec<Text> = "sizes";
        /// What is to be seen, for those who cannot see it.
        alt: Text = "alt";
        /// A caption, in Markdown.
        caption: Text = "caption";
        /// Who made it.
        credit: Text = "credit";
        /// Its licence.
        licence: Text = "licence";
        /// True where it shows what readers may not want to see; it is then shown on demand only.
        graphic: Spanned<bool> = "graphic";
        /// Translations, by language: alt, caption.
        translations: Translations<MediaTexts> = "translations";
    }
}

table! {
    /// Deaths, as sources count them.
    RawFatalities as "fatalities" {
        /// The least that a source gives.
        low: Spanned<i64> = "low";
        /// The best estimate.
        best: Spanned<i64> = "best";
        /// The most that a source gives.
        high: Spanned<i64> = "high";
    }
}

table! {
    /// A participant with a role.
    ParticipantTable as "participant" {
        /// The actor's id.
        id: Text = "id" required;
        /// What the actor did there, such as "mediator".
        role: Text = "role";
    }
}

/// An actor's part in an event: an id, or a table with a role.
#[derive(Debug, Clone)]
pub struct RawParticipant {
    /// The actor.
    pub id: Text,
    /// What it did there.
    pub role: Option<Text>,
}

impl Field for RawParticipant {
    fn expected() -> String {
        "an actor's id, or a table with `id` and `role`".into()
    }

    fn expected_many() -> String {
        "ids of actors, or tables with `id` and `role`".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if value.get_ref().is_str() {
            return Some(RawParticipant { id: Text::read(key, value, reader)?, role: None });
        }
        if value.get_ref().is_table() {
            let table = ParticipantTable::read(key, value, reader)?;
            return Some(RawParticipant { id: table.id?, role: table.role });
        }
        reader.wrong(key, &value, &Self::expected());
        None
    }
}

/// A source of an event: an id, or the source itself.
#[derive(Debug, Clone)]
pub enum RawCitation {
    /// The id of a source's record.
    Id(Text),
    /// A source that is written inside the event.
    Inline(Box<RawSource>),
}

impl RawCitation {
    /// Where it is written.
    pub fn span(&self) -> Span {
        match self {
            RawCitation::Id(id) => id.span,
            RawCitation::Inline(source) => source.span,
        }
    }
}

impl Field for RawCitation {
    fn expected() -> String {
        "a source's id, or a table with the keys of a source".into()
    }

    fn expected_many() -> String {
        "ids of sources, or tables with the keys of a source".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if value.get_ref().is_str() {
            return Text::read(key, value, reader).map(RawCitation::Id);
        }
        if value.get_ref().is_table() {
            return RawSource::read(key, value, reader).map(|s| RawCitation::Inline(Box::new(s)));
        }
        reader.wrong(key, &value, &Self::expected());
        None
    }
}

table! {
    /// The front matter of an article.
    RawArticleHead as "article" {
        /// The headline.
        title: Text = "title";
        /// The day of publication.
        date: Date = "date";
        /// The day of the last change.
        updated: Date = "updated";
        /// Who wrote it.
        authors: Vec<Text> = "authors";
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Its name in addresses; the file's name if absent.
        slug: Text = "slug";
        /// Ids of events that it mentions; those that the text refers to are found without.
        events: Vec<Text> = "events";
        /// Ids of actors it is about.
        actors: Vec<Text> = "actors";
        /// Ids of places it is about.
        places: Vec<Text> = "places";
        /// Ids of topics it is about.
        topics: Vec<Text> = "topics";
        /// Ids of sources, or tables with the keys of a source but `id` and `aliases`.
        sources: Vec<RawCitation> = "sources";
        /// What was changed after publication.
        corrections: Vec<RawCorrection> = "corrections";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Events that the article declares itself; they cite it.
        event: Vec<RawEvent> = "event";
        /// Free for templates.
        extra: Extra = "extra";
    }
}

table! {
    /// The front matter of a page.
    RawPageHead as "page" {
        /// The title.
        title: Text = "title";
        /// One paragraph of Markdown.
        summary: Text = "summary";
        /// Its name in addresses; the file's name if absent.
        slug: Text = "slug";
        /// Its place in the menu; without it the page is not in the menu.
        order: Spanned<i64> = "order";
        /// Older addresses that lead here.
        aliases: Vec<Text> = "aliases";
        /// Not published yet.
        draft: Spanned<bool> = "draft";
        /// Held back until this day (`2026-12-01`, from its beginning in the site's time zone) or moment (`2026-12-01T06:00:00Z`).
        embargo: Date = "embargo";
        /// Free for templates.
        extra: Extra = "extra";
    }
}
