//! A text as a list of events, within its bounds. Everything else in this module reads these events, so the outline
//! and the page cannot disagree about what a text holds. Never looks at what a reference or an address leads to.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options as Extensions, Parser, Tag, TagEnd};

use super::fault::{Fault, FaultKind};
use super::reference::Name;
use super::{MAX_BYTES, MAX_NESTING, Options, Syntax, amount, paragraphs, reference};

/// An event and the bytes of the text that it stands for.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// A text read.
pub(super) struct Events<'a> {
    /// The events; every start has its end. A block of raw HTML is one [`Event::Html`] without start and end.
    pub list: Vec<Placed<'a>>,
    /// What is to be done with the raw HTML among them.
    pub raw: Raw,
    /// Why the text, or its raw HTML, is shown as it was written.
    pub fault: Option<Fault>,
}

/// What is to be done with raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    /// There is none.
    Absent,
    /// The result has to be sanitised.
    Sanitise,
    /// It passes as it is.
    Trust,
    /// It is too much to be sanitised and is shown as it was written.
    Show,
}

/// The extensions of CommonMark that are read. Each is named: new ones of the library change nothing unseen.
/// Smart punctuation is right for English alone; metadata blocks delete text; superscript and subscript would take
/// `^` and `~` from texts that mean them.
const EXTENSIONS: Extensions = Extensions::ENABLE_TABLES
    .union(Extensions::ENABLE_FOOTNOTES)
    .union(Extensions::ENABLE_STRIKETHROUGH)
    .union(Extensions::ENABLE_TASKLISTS)
    .union(Extensions::ENABLE_HEADING_ATTRIBUTES)
    .union(Extensions::ENABLE_DEFINITION_LIST)
    .union(Extensions::ENABLE_WIKILINKS);

/// What one event adds to a page besides its words, at most, in bytes.
pub(super) const EVENT_BYTES: usize = 48;
/// How many times its own size a text may grow, and what is allowed on top for short ones.
const GROWTH: usize = 64;
const GROWTH_BASE: usize = 64 * 1024;

/// Reads a text. One that exceeds a bound comes back as verbatim paragraphs, with the fault.
pub(super) fn read<'a>(text: &'a str, options: &Options) -> Events<'a> {
    let result = match options.syntax {
        _ if text.len() > MAX_BYTES => {
            Err(too_large(0..0, format!("the text is longer than {} KiB", MAX_BYTES / 1024), "split it"))
        }
        Syntax::Markdown if is_plain(text) => Ok(one_paragraph(text)),
        Syntax::Markdown => markdown(text),
        Syntax::Paragraphs => Ok(paragraphs::events(text)),
    };
    match result {
        Ok(list) => {
            let (raw, fault) = treatment(&list, options.trust_html, text.len() * GROWTH + GROWTH_BASE);
            Events { list, raw, fault }
        }
        Err(fault) => Events { list: paragraphs::verbatim(text), raw: Raw::Absent, fault: Some(fault) },
    }
}

fn too_large(span: Range<usize>, message: impl Into<String>, help: &'static str) -> Fault {
    Fault::new(FaultKind::TooLarge, span, message, help)
}

/// Whether a text is one line of words and of marks that mean nothing in Markdown, as most summaries are. To know that
/// is much cheaper than to read it as Markdown, which would find the same.
fn is_plain(text: &str) -> bool {
    let harmless = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | ',' | '.' | ';' | ':' | '?' => true,
        '\'' | '"' | '(' | ')' | '-' | '/' | '%' => true,
        '–' | '—' | '’' | '‘' | '“' | '”' | '„' | '«' | '»' | '…' => true,
        other => !other.is_ascii() && other.is_alphanumeric(),
    };
    text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && text.chars().all(harmless)
}

fn one_paragraph(text: &str) -> Vec<Placed<'_>> {
    let place = 0..text.len();
    vec![
        (Event::Start(Tag::Paragraph), place.clone()),
        (Event::Text(text.into()), place.clone()),
        (Event::End(TagEnd::Paragraph), place),
    ]
}

fn markdown(text: &str) -> Result<Vec<Placed<'_>>, Fault> {
    let mut reader =
        Reader { text, list: Vec::with_capacity(text.len() / 12 + 8), block: None, no_reference: false, braces: None };
    let (mut depth, mut size, limit) = (0_usize, 0_usize, text.len() * GROWTH + GROWTH_BASE);
    for (event, place) in Parser::new_ext(text, EXTENSIONS).into_offset_iter() {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        size += EVENT_BYTES + length(&event);
        if depth > MAX_NESTING {
            let message = format!("the Markdown is nested more than {MAX_NESTING} levels deep");
            return Err(too_large(place, message, "take some of the lists, quotations or emphases apart"));
        }
        if size > limit {
            let message = format!("the Markdown would grow to more than {GROWTH} times its size");
            return Err(too_large(place, message, "write out the cells of tables, and repeat long addresses less"));
        }
        reader.take(event, place);
    }
    Ok(reader.list)
}

fn length(event: &Event) -> usize {
    match event {
        Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => words.len(),
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            dest_url.len() + title.len()
        }
        _ => 0,
    }
}

/// Mends what the library reads otherwise than an author of dates and names expects.
struct Reader<'a> {
    text: &'a str,
    list: Vec<Placed<'a>>,
    /// The lines of the block of raw HTML that is being read.
    block: Option<String>,
    /// Whether what is read stands between brackets that the library takes for a reference and that are none.
    no_reference: bool,
    /// Words in braces behind a heading that are no id and stay words.
    braces: Option<(&'a str, Range<usize>)>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, event: Event<'a>, place: Range<usize>) {
        match event {
            // `[[a] and [b]]` is no reference; what stands between the brackets was not read further and stays as it is.
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. })
                if !reference::is_one(self.text, place.clone()) =>
            {
                self.no_reference = true;
                let words = self.text.get(place.clone()).unwrap_or("");
                self.list.push((Event::Text(words.into()), place));
            }
            Event::End(TagEnd::Link) if self.no_reference => self.no_reference = false,
            _ if self.no_reference => {}
            Event::Start(Tag::HtmlBlock) => self.block = Some(String::new()),
            Event::Html(line) if self.block.is_some() => {
                self.block.get_or_insert_default().push_str(&line);
            }
            Event::End(TagEnd::HtmlBlock) => {
                let block = self.block.take().unwrap_or_default();
                self.list.push((Event::Html(CowStr::from(block)), place));
            }
            // One tilde means "about" in dates (`2014-02~`); only two strike words through.
            Event::Start(Tag::Strikethrough) if self.one_tilde(&place) => {
                self.list.push((Event::Text("~".into()), place.start..place.start + 1));
            }
            Event::End(TagEnd::Strikethrough) if self.one_tilde(&place) => {
                self.list.push((Event::Text("~".into()), place.end - 1..place.end));
            }
            Event::Start(Tag::Heading { id: None, ref classes, ref attrs, .. })
                if !(classes.is_empty() && attrs.is_empty()) =>
            {
                self.braces = self.last_braces(&place);
                self.list.push((event, place));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((words, braces)) = self.braces.take() {
                    self.list.push((Event::Text(" ".into()), braces.start..braces.start));
                    self.list.push((Event::Text(words.into()), braces));
                }
                self.list.push((event, place));
            }
            _ => self.list.push((event, place)),
        }
    }

    fn one_tilde(&self, place: &Range<usize>) -> bool {
        !self.text.get(place.clone()).is_some_and(|words| words.starts_with("~~"))
    }

    fn last_braces(&self, heading: &Range<usize>) -> Option<(&'a str, Range<usize>)> {
        let source = self.text.get(heading.clone())?;
        let place = source.rfind('{')?..source.rfind('}')? + 1;
        let words = source.get(place.clone())?;
        Some((words, heading.start + place.start..heading.start + place.end))
    }
}

/// Parsing HTML as browsers do takes, for every new element, time for each element that still stands open; this bound
/// keeps the product small. What is repeated or moved has its own (see `amount`).
const OPEN_TIMES_PIECES: usize = 1 << 23;

/// What is to be done with the raw HTML among some events, where the text may grow by `limit` bytes.
fn treatment(list: &[Placed], trust: bool, limit: usize) -> (Raw, Option<Fault>) {
    let mut first = None;
    let mut open = 0_usize;
    for (event, place) in list {
        if let Event::Html(html) | Event::InlineHtml(html) = event {
            first.get_or_insert(place);
            open += html.matches('<').count();
        }
    }
    let pieces = list.len() + open;
    match first {
        None => (Raw::Absent, None),
        Some(_) if trust => (Raw::Trust, None),
        Some(place) if open.saturating_mul(pieces) > OPEN_TIMES_PIECES || amount::is_too_much(list, pieces, limit) => {
            let message = "the text holds too much raw HTML to be made safe";
            (Raw::Show, Some(too_large(place.clone(), message, "write it as Markdown, or split the text")))
        }
        Some(_) => (Raw::Sanitise, None),
    }
}

/// The event after the end that belongs to the start at `start`. Past the last event if there is no such end.
pub(super) fn after_end(list: &[Placed], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, (event, _)) in list.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    list.len()
}

/// The words of some events as they were written: names of references stand for themselves. Not to be shown, since such a
/// name may tell of what is held back; see [`shown_words`].
pub(super) fn words(list: &[Placed]) -> String {
    let mut words = String::new();
    for (event, _) in list {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// The words of some events of a text as they are shown. A reference without words of its own becomes what `stand_in` makes
/// of what it names and of how that was written.
pub(super) fn shown_words(text: &str, list: &[Placed], stand_in: &mut dyn FnMut(Name<'_>, String) -> String) -> String {
    let mut shown = String::new();
    let mut at = 0;
    while let Some((event, place)) = list.get(at) {
        let Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. }) = event else {
            shown.push_str(&words(&list[at..=at]));
            at += 1;
            continue;
        };
        let end = after_end(list, at);
        let written = words(&list[at..end]);
        let has_words = *has_pothole && !written.trim().is_empty();
        let name = reference::name(text, place.clone());
        shown.push_str(&if has_words { written } else { stand_in(name, written) });
        at = end;
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_lines_are_what_markdown_takes_them_for(
            text in "[a-zA-Zäßжא中][a-z0-9ÄЖא中 ,.;:?'\"()/%–—’‘“”„«»…-]{0,60}"
        ) {
            prop_assume!(is_plain(&text));
            let Ok(read) = markdown(&text) else { panic!("{text}") };
            let words: String = read.iter().filter_map(|(event, _)| match event {
                Event::Text(words) => Some(&**words),
                _ => None,
            }).collect();
            prop_assert_eq!(&words, &text);
            let others: Vec<_> = read.into_iter().filter(|(event, _)| !matches!(event, Event::Text(_))).collect();
            let mut expected = one_paragraph(&text);
            expected.remove(1);
            prop_assert_eq!(others, expected);
        }
    }

    #[test]
    fn marks_that_mean_something_are_read() {
        for text in
            ["", "*a*", "a [[b]]", "1. a", "- a", "a\nb", "# a", "a  ", "a\\", "a & b", "a_b_", "~a~", ": a", "a\tb"]
        {
            assert!(!is_plain(text), "{text:?}");
        }
        assert!(is_plain("Leaders of four states met in Minsk (Belarus): 12 hours, 50% of the time - in vain."));
    }
}
