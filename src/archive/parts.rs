//! The parts of records: dates, accounts, sources, translations, and Markdown searched for references.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::model::*;
use super::names::{Found, Names, absent_reference};
use super::notes::{Among, RecordFaults};
use super::resolve::{Resolver, is_draft};
use super::table::*;
use super::{find_lang, unknown_language};
use crate::date::{When, WhenSource, read_moment};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::*;
use crate::id::{Id, Kind};
use crate::markdown;
use crate::text::{FileId, Span, Spanned};

/// What a translation gives, by language.
type Translated<T> = litemap::LiteMap<String, Spanned<T>>;

impl Resolver<'_> {
    pub(super) fn common(
        &mut self,
        id: &Option<Text>,
        span: Span,
        print: Print,
        held: (&Option<Spanned<bool>>, &Option<Date>),
        aliases: Option<Vec<Text>>,
        extra: Option<Extra>,
    ) -> Common {
        let aliases = aliases.unwrap_or_default().into_iter().filter_map(|a| self.alias(a)).collect();
        Common {
            span: id.as_ref().map_or(span, |i| i.span),
            print,
            draft: is_draft(held.0),
            embargo: held.1.as_ref().and_then(|date| self.embargo(date)),
            aliases,
            anchors: Vec::new(),
            extra: extra.unwrap_or_default(),
        }
    }

    /// An embargo as written, while it holds.
    pub(super) fn embargo(&mut self, date: &Date) -> Option<String> {
        let written = &date.value.0;
        match read_moment(written, self.settings.timezone) {
            Ok(moment) => self.holding.options.now.is_none_or(|now| now < moment).then(|| written.clone()),
            Err(reason) => {
                let message = format!("the embargo `{written}` {reason}");
                let help = "write it like `2026-12-01` or `2026-12-01T06:00:00Z`";
                self.faults.push(Diagnostic::new(Code::WrongValue, date.span, message).help(help));
                Some(written.clone())
            }
        }
    }

    pub(super) fn alias(&mut self, alias: Text) -> Option<(String, Span)> {
        match crate::route::UrlPath::parse(&alias.value) {
            Ok(_) => Some((alias.value, alias.span)),
            Err(reason) => {
                self.faults.push(
                    Diagnostic::new(Code::BadAddress, alias.span, format!("the alias `{}` {reason}", alias.value))
                        .help("write an address within this site, such as `/old/address/`"),
                );
                None
            }
        }
    }

    /// A date without a time. The fault, if any, is noted.
    pub(super) fn date(&mut self, date: &Date) -> Option<When> {
        let source = WhenSource::new(Spanned::new(date.value.0.as_str(), date.span));
        let (when, faults) = When::read(&source, self.settings.timezone);
        self.faults.extend(faults);
        when
    }

    pub(super) fn account(&mut self, raw: RawAccount) -> Account {
        let by = raw.by.map(|b| b.0).unwrap_or_default();
        let by = by.iter().filter_map(|id| self.voice(id)).collect();
        let (mut text, mut refs) = self.prose_field(raw.text);
        for (lang, _, texts) in self.languages(raw.translations) {
            self.translate_prose(&mut text, &mut refs, lang, texts.text);
        }
        self.missing_translations("an account", raw.span, &[("text", langs(&text))]);
        Account { by, when: raw.date.as_ref().and_then(|d| self.date(d)), text, sources: self.citations(raw.sources) }
    }

    /// Accounts are given by actors or sources.
    pub(super) fn voice(&mut self, id: &Text) -> Option<Voice> {
        match (self.names.actors.find(&id.value), self.names.sources.find(&id.value)) {
            (Found::Key(actor), _) => Some(Voice::Actor(actor)),
            (_, Found::Key(source)) => Some(Voice::Source(source)),
            (Found::Unknown, Found::Unknown) => {
                let message = format!("no actor or source has the id `{}`", id.value);
                let fault = Diagnostic::new(Code::UnknownId, id.span, message)
                    .help("correct the id, or add an `[[actor]]` with it");
                self.faults.push_unknown(fault, &id.value, Among::Voices);
                None
            }
            (actor, source) => {
                let absent = match (actor, source) {
                    (Found::Absent(absent), _) => Some((Kind::Actor, absent)),
                    (_, Found::Absent(absent)) => Some((Kind::Source, absent)),
                    _ => None,
                };
                let held = absent.filter(|(_, absent)| absent.is_wanted());
                self.faults.extend(held.map(|(kind, absent)| absent_reference(id.span, kind, &id.value, absent)));
                None
            }
        }
    }

    pub(super) fn corrections(&mut self, raw: Option<Vec<RawCorrection>>) -> Vec<Correction> {
        let mut corrections: Vec<Correction> = Vec::new();
        for raw in raw.unwrap_or_default() {
            let (mut note, mut refs) = self.prose_field(raw.note);
            for (lang, _, texts) in self.languages(raw.translations) {
                self.translate_prose(&mut note, &mut refs, lang, texts.note);
            }
            if let Some(on) = raw.on.as_ref().and_then(|d| self.date(d)) {
                corrections.push(Correction { on, note });
            }
        }
        corrections
    }

    pub(super) fn media(&mut self, raw: RawMedia) -> Option<Media> {
        let file = self.below_media(raw.file?)?;
        let sizes = raw.sizes.unwrap_or_default().into_iter();
        let sizes = sizes.filter_map(|size| self.below_media(size)).map(|size| (size.value, size.span)).collect();
        let mut alt = first(raw.alt);
        let (mut caption, mut refs) = self.prose_field(raw.caption);
        for (lang, _, texts) in self.languages(raw.translations) {
            set(&mut alt, lang, texts.alt);
            self.translate_prose(&mut caption, &mut refs, lang, texts.caption);
        }
        Some(Media {
            file: file.value,
            span: file.span,
            sizes,
            alt,
            caption,
            credit: raw.credit.map(|t| t.value),
            licence: raw.licence.map(|t| t.value),
            graphic: raw.graphic.is_some_and(|g| g.value),
        })
    }

    /// The path of a picture, if it stays below `static/media/`.
    fn below_media(&mut self, file: Text) -> Option<Text> {
        if !file.value.split(['/', '\\']).any(|part| part.is_empty() || part == "." || part == "..") {
            return Some(file);
        }
        let message = format!("`{}` is no path below `static/media/`", file.value);
        self.faults.push(
            Diagnostic::new(Code::BadAddress, file.span, message)
                .help("write it as `picture.jpg` or `folder/picture.jpg`"),
        );
        None
    }

    pub(super) fn fatalities(&mut self, raw: RawFatalities) -> Option<Fatalities> {
        let fatalities = Fatalities {
            low: raw.low.map(|n| n.value),
            best: raw.best.map(|n| n.value),
            high: raw.high.map(|n| n.value),
        };
        let numbers: Vec<i64> = [fatalities.low, fatalities.best, fatalities.high].into_iter().flatten().collect();
        if numbers.iter().any(|n| *n < 0) || !numbers.is_sorted() {
            self.faults.push(
                Diagnostic::new(
                    Code::WrongValue,
                    raw.span,
                    "`fatalities` must not be negative nor fall from `low` over `best` to `high`",
                )
                .help("correct the numbers, or leave out what is not known"),
            );
            return None;
        }
        (!numbers.is_empty()).then_some(fatalities)
    }

    pub(super) fn participants(&mut self, raw: Option<Vec<RawParticipant>>) -> Vec<Participant> {
        let mut list: Vec<Participant> = Vec::new();
        let mut listed = BTreeSet::new();
        for participant in raw.unwrap_or_default() {
            let Some(actor) = self.names.actors.resolve(&participant.id, &mut self.faults) else { continue };
            if !listed.insert(actor) {
                self.faults.push(listed_twice(&participant.id));
                continue;
            }
            list.push(Participant { actor, role: participant.role.map(|r| r.value) });
        }
        list
    }

    /// Sources by id or written in place.
    pub(super) fn citations(&mut self, raw: Option<Vec<RawCitation>>) -> Vec<Citation> {
        let mut list = Vec::new();
        let mut listed = BTreeSet::new();
        for citation in raw.unwrap_or_default() {
            match citation {
                RawCitation::Id(id) => {
                    if let Some(key) = self.names.sources.resolve(&id, &mut self.faults) {
                        if listed.insert(key) {
                            list.push(Citation::Named(key));
                        } else {
                            self.faults.push(listed_twice(&id));
                        }
                    }
                }
                RawCitation::Inline(raw) => {
                    if let Some(id) = &raw.id {
                        self.faults.push(
                            Diagnostic::new(Code::WrongValue, id.span, "a source that is written in place has no `id`")
                                .help("make it a `[[source]]` of its own and name its id here, or remove `id`"),
                        );
                    }
                    if let Some(alias) = raw.aliases.iter().flatten().next() {
                        let message = "a source that is written in place has no page, and so no `aliases`";
                        self.faults.push(
                            Diagnostic::new(Code::WrongValue, alias.span, message)
                                .help("make it a `[[source]]` of its own and name its id here, or remove `aliases`"),
                        );
                    }
                    if self.holding.holds(&raw.draft, &raw.embargo).is_some() {
                        continue;
                    }
                    let source = self.source(None, *raw);
                    list.push(Citation::Own(self.own_sources.len() as u32));
                    self.own_sources.push(Arc::new(source));
                }
            }
        }
        list
    }

    /// Other events that an event names, itself and repetitions left out.
    pub(super) fn others(&mut self, own: &Id, ids: Option<Vec<Text>>) -> Vec<(Key<Event>, Span)> {
        let mut list: Vec<(Key<Event>, Span)> = Vec::new();
        let mut listed = BTreeSet::new();
        for id in ids.unwrap_or_default() {
            if id.value == own.as_str() {
                self.faults.push(
                    Diagnostic::new(Code::UselessLink, id.span, format!("the event `{own}` refers to itself"))
                        .help("remove this id"),
                );
                continue;
            }
            let Some(key) = self.names.events.resolve(&id, &mut self.faults) else { continue };
            if listed.insert(key) {
                list.push((key, id.span));
            } else {
                self.faults.push(listed_twice(&id));
            }
        }
        list
    }

    // ---- texts ---------------------------------------------------------------------------------------------------

    /// The translations in languages that the site has.
    pub(super) fn languages<T>(&mut self, translations: Option<Translations<T>>) -> Vec<(Lang, Span, T)> {
        let all: Translated<T> = translations.unwrap_or_default().0;
        let mut known = Vec::new();
        for (tag, texts) in all {
            match find_lang(&self.settings.languages, &tag) {
                Some(lang) => known.push((lang, texts.span, texts.value)),
                None => self.faults.push(unknown_language(texts.span, &tag, &self.settings.languages)),
            }
        }
        known
    }

    pub(super) fn prose_field(&mut self, text: Option<Text>) -> (Localised<Prose>, Vec<RecordKey>) {
        let mut prose = Localised::default();
        let mut found = Vec::new();
        self.translate_prose(&mut prose, &mut found, Lang::FIRST, text);
        (prose, found)
    }

    pub(super) fn translate_prose(
        &mut self,
        prose: &mut Localised<Prose>,
        found: &mut Vec<RecordKey>,
        lang: Lang,
        text: Option<Text>,
    ) {
        let Some(text) = text else { return };
        if text.value.trim().is_empty() {
            return;
        }
        let mut version = Prose { text: text.value, plain: false, titled: None };
        self.scan(&mut version, text.span, found);
        prose.set(lang, version);
    }

    /// Looks through a text for references, links and faults, and notes whose titles stand in it. Places within it are
    /// exact where the text stands in its file byte for byte.
    pub(super) fn scan(&mut self, prose: &mut Prose, span: Span, found: &mut Vec<RecordKey>) {
        let exact = span.range().len() == prose.text.len();
        let place = |range: Range<usize>| if exact { span.part(range) } else { span };
        let options = markdown::Options {
            syntax: if prose.plain { markdown::Syntax::Paragraphs } else { markdown::Syntax::Markdown },
            trust_html: self.settings.trust_html,
            ..markdown::Options::default()
        };
        let outline = markdown::outline(&prose.text, &options);
        for fault in &outline.faults {
            self.faults.push(fault.diagnostic(place));
        }
        let mut titled = Vec::new();
        let read: BTreeSet<usize> = outline.references.iter().map(|reference| reference.span.start).collect();
        for (id, range) in written_like_references(&prose.text)
            .filter(|(word, range)| !read.contains(&range.start) && Kind::find(word).is_none())
        {
            let found = self.names.find(None, id);
            if found.iter().any(|(_, found)| matches!(found, Found::Absent(absent) if absent.is_wanted())) {
                let message = format!("this is no reference, and shows `{id}`, which is held back");
                let help = "let no link and no brackets stand among the words of a reference, nor it within raw HTML";
                self.faults.push(Diagnostic::new(Code::WrongValue, place(range), message).help(help));
            }
        }
        for reference in outline.references {
            let span = place(reference.span.clone());
            let kind_span = reference.kind.as_ref().and_then(|kind| {
                let start = reference.span.start.checked_sub(kind.len() + 1)?;
                (prose.text.get(start..start + kind.len()) == Some(kind)).then(|| place(start..start + kind.len()))
            });
            let kind = reference.kind.as_deref().map(|k| (k, kind_span.unwrap_or(span)));
            if let Some(record) = self.reference(kind, &reference.id, span) {
                found.push(record);
                titled.extend(reference.text.is_none().then_some(record));
            }
        }
        let anchors: Arc<[String]> = outline.anchors.into_iter().map(|a| a.id).collect();
        self.anchors.extend(anchors.iter().cloned());
        for link in outline.links {
            self.links.push(PendingLink { target: link.target, span: place(link.span), anchors: anchors.clone() });
        }
        for image in outline.images {
            self.links.push(PendingLink { target: image.target, span: place(image.span), anchors: anchors.clone() });
        }
        titled.shrink_to_fit();
        prose.titled = (!titled.is_empty()).then(|| Box::new(Titled { records: titled, span }));
    }

    /// The record that `[[id]]` or `[[kind:id]]` points at.
    pub(super) fn reference(&mut self, kind: Option<(&str, Span)>, id: &str, span: Span) -> Option<RecordKey> {
        let wanted = match kind.map(|(k, span)| (k, span, Kind::find(k))) {
            None => None,
            Some((_, _, Some(kind))) => Some(kind),
            Some((word, span, None)) => {
                let fault = Diagnostic::new(Code::UnknownId, span, format!("`{word}` is no kind of record"));
                let names: Vec<_> = Kind::ALL.iter().map(|k| k.name()).collect();
                self.faults.push(fault.help(format!("write one of {}", names.join(", "))));
                return None;
            }
        };
        let mut all = self.names.find(wanted, id);
        let what = wanted.map_or("record", Kind::name);
        match (all.len(), all.pop()) {
            (0, _) | (_, None) => {
                let fault = Diagnostic::new(Code::UnknownId, span, format!("no {what} has the id `{id}`"));
                let elsewhere = self.names.find(None, id);
                if elsewhere.is_empty() {
                    let fault = fault.help("correct the id, or add a record with it");
                    self.faults.push_unknown(fault, id, Among::Any);
                } else {
                    let kinds: Vec<_> = elsewhere.iter().map(|(k, _)| format!("`[[{k}:{id}]]`")).collect();
                    self.faults.push(fault.help(format!("did you mean {}?", kinds.join(" or "))));
                }
                None
            }
            (1, Some((_, Found::Key(key)))) => Some(key),
            (1, Some((kind, Found::Absent(absent)))) if absent.is_wanted() => {
                self.faults.push(absent_reference(span, kind, id, absent));
                None
            }
            (1, Some(_)) => None,
            (_, Some(last)) => {
                let mut kinds: Vec<_> = all.iter().map(|(k, _)| format!("`[[{k}:{id}]]`")).collect();
                kinds.push(format!("`[[{}:{id}]]`", last.0));
                self.faults.push(
                    Diagnostic::new(Code::AmbiguousReference, span, format!("`{id}` names records of several kinds"))
                        .help(format!("write {}", kinds.join(" or "))),
                );
                None
            }
        }
    }

    /// Notes the languages in which a record lacks a text that it has in another.
    pub(super) fn missing_translations(&mut self, what: &str, span: Span, texts: &[(&str, Vec<Lang>)]) {
        if self.settings.languages.len() < 2 {
            return;
        }
        for lang in self.settings.langs() {
            let missing: Vec<_> = texts
                .iter()
                .filter(|(_, has)| !has.is_empty() && !has.contains(&lang))
                .map(|(name, _)| format!("`{name}`"))
                .collect();
            if !missing.is_empty() {
                let message = format!("{what} has no {} in `{}`", missing.join(", "), self.settings.tag(lang));
                self.faults.push(
                    Diagnostic::new(Code::MissingTranslation, span, message)
                        .help("add the translation, or allow the check `missing-translation`"),
                );
            }
        }
    }

    // ---- single values -------------------------------------------------------------------------------------------

    pub(super) fn web_address(&mut self, key: &str, text: Option<Text>) -> Option<String> {
        let text = text?;
        let url = url::Url::parse(&text.value).ok();
        // Without slashes, browsers take what follows the scheme of their own page for a path.
        let is_whole = |scheme: &str| text.value.get(scheme.len()..).is_some_and(|rest| rest.starts_with("://"));
        let good = url
            .is_some_and(|u| matches!(u.scheme(), "http" | "https") && is_whole(u.scheme()) && u.host_str().is_some());
        if good && !text.value.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Some(text.value);
        }
        self.faults.push(
            Diagnostic::new(Code::BadAddress, text.span, format!("`{key}` is no web address"))
                .help("write a whole address that begins with `http://` or `https://`"),
        );
        None
    }

    pub(super) fn wikidata(&mut self, text: Option<Text>) -> Option<String> {
        let text = text?;
        let good = text.value.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        if good {
            return Some(text.value);
        }
        self.faults.push(
            Diagnostic::new(Code::WrongValue, text.span, format!("`{}` is no Wikidata item", text.value))
                .help("write `Q` and a number, such as `Q159`"),
        );
        None
    }

    pub(super) fn reliability(&mut self, text: &Text) -> Option<char> {
        let mut letters = text.value.chars();
        match (letters.next(), letters.next()) {
            (Some(c @ 'A'..='F'), None) => Some(c),
            _ => {
                self.faults.push(
                    Diagnostic::new(
                        Code::WrongValue,
                        text.span,
                        format!("`reliability` does not know `{}`", text.value),
                    )
                    .help("write a letter from \"A\" to \"F\""),
                );
                None
            }
        }
    }

    pub(super) fn weight(&mut self, weight: Option<Spanned<i64>>) -> Option<u8> {
        self.between("weight", weight?, 1, 3)
    }

    pub(super) fn between(&mut self, key: &str, number: Spanned<i64>, low: u8, high: u8) -> Option<u8> {
        let value = u8::try_from(number.value).ok().filter(|n| (low..=high).contains(n));
        if value.is_none() {
            self.faults.push(
                Diagnostic::new(Code::WrongValue, number.span, format!("`{key}` must be between {low} and {high}"))
                    .help(format!("write a whole number from {low} to {high}")),
            );
        }
        value
    }

    pub(super) fn degrees(&mut self, key: &str, number: Option<Spanned<f64>>, most: f64) -> Option<f64> {
        let number = number?;
        if number.value.abs() <= most {
            return Some(number.value);
        }
        self.faults.push(
            Diagnostic::new(
                Code::WrongValue,
                number.span,
                format!("`{key}` must be between -{most} and {most} degrees"),
            )
            .help("write decimal degrees, north and east positive"),
        );
        None
    }

    /// A distance in kilometres.
    pub(super) fn kilometres(&mut self, key: &str, number: Option<Spanned<f64>>) -> Option<f64> {
        let number = number?;
        if (1.0..=2_000.0).contains(&number.value) {
            return Some(number.value);
        }
        let message = format!("`{key}` must be between 1 and 2000 kilometres");
        let help = "leave it out for a place that is known more exactly";
        self.faults.push(Diagnostic::new(Code::WrongValue, number.span, message).help(help));
        None
    }
}

/// What an article's or page's file belongs to.
pub(super) fn file_lang(suffix: Option<&str>, languages: &[String]) -> Option<Lang> {
    suffix.map_or(Some(Lang::FIRST), |tag| find_lang(languages, tag))
}

/// The fault of a file whose language the site does not have.
pub(super) fn file_of_unknown_language(file: FileId, tag: &str, languages: &[String]) -> Diagnostic {
    unknown_language(Span::whole(file), tag, languages)
}

pub(super) fn first(text: Option<Text>) -> Words {
    let mut words = Words::default();
    set(&mut words, Lang::FIRST, text);
    words
}

pub(super) fn set(words: &mut Words, lang: Lang, text: Option<Text>) {
    if let Some(text) = text.filter(|t| !t.value.trim().is_empty()) {
        words.set(lang, text.value);
    }
}

pub(super) fn set_list(words: &mut Localised<Vec<String>>, lang: Lang, texts: Option<Vec<Text>>) {
    if let Some(texts) = texts {
        words.set(lang, strings(Some(texts)));
    }
}

pub(super) fn langs<T>(texts: &Localised<T>) -> Vec<Lang> {
    texts.iter().map(|(l, _)| l).collect()
}

pub(super) fn strings(texts: Option<Vec<Text>>) -> Vec<String> {
    texts.unwrap_or_default().into_iter().map(|t| t.value).collect()
}

pub(super) fn keys<T>(names: &Names<T>, ids: Option<Vec<Text>>, faults: &mut RecordFaults) -> Vec<Key<T>> {
    let mut list = Vec::new();
    let mut listed = BTreeSet::new();
    for id in ids.unwrap_or_default() {
        if let Some(key) = names.resolve(&id, faults) {
            if listed.insert(key) {
                list.push(key);
            } else {
                faults.push(listed_twice(&id));
            }
        }
    }
    list
}

pub(super) fn listed_twice(id: &Text) -> Diagnostic {
    Diagnostic::new(Code::UselessLink, id.span, format!("`{}` is listed twice", id.value)).help("remove one of the two")
}

/// Words that stand in a text as an id does in `[[id]]`, `[[kind:id]]` and `[[id|words]]`, whether that is read as a reference
/// or not: all of letters, digits and hyphens up to the next bracket or `|`.
fn written_like_references(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let doubled = |at: &usize| text.as_bytes().get(at + 1) == Some(&b'[');
    let begun = text.match_indices('[').map(|(at, _)| at).filter(doubled);
    begun.flat_map(|at| {
        let start = at + 2;
        let inner = &text[start..];
        let inner = &inner[..inner.find(['[', ']', '|']).unwrap_or(inner.len())];
        let is_of_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let words = inner.split(move |c| !is_of_id(c)).filter(|word| !word.is_empty());
        words.map(move |word| {
            let at = start + word.as_ptr().addr() - inner.as_ptr().addr();
            (word, at..at + word.len())
        })
    })
}
