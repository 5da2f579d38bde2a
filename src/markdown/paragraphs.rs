//! Plain text (`.txt`) as the same events that Markdown gives: paragraphs, bare web addresses, references. Never
//! takes any other mark for more than itself.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::Placed;

/// The events of a plain text with references and bare addresses.
pub(super) fn events(text: &str) -> Vec<Placed<'_>> {
    read(text, true)
}

/// The events of a text that is shown as it was written, whatever it holds.
pub(super) fn verbatim(text: &str) -> Vec<Placed<'_>> {
    read(text, false)
}

fn read(text: &str, interpret: bool) -> Vec<Placed<'_>> {
    let mut events = Vec::new();
    let mut paragraph: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len()).min(line.len());
        at += line.len();
        if words.is_empty() {
            if let Some(from) = paragraph.take() {
                events.push((Event::End(TagEnd::Paragraph), from..start.min(text.len())));
            }
            continue;
        }
        if paragraph.is_some() {
            events.push((Event::SoftBreak, start..start));
        } else {
            paragraph = Some(start);
            events.push((Event::Start(Tag::Paragraph), start..start + words.len()));
        }
        if interpret {
            inline(text, start..start + words.len(), &mut events);
        } else {
            events.push((Event::Text(words.into()), start..start + words.len()));
        }
    }
    if let Some(from) = paragraph {
        events.push((Event::End(TagEnd::Paragraph), from..text.len()));
    }
    events
}

/// The words, references and addresses of one line.
fn inline<'a>(text: &'a str, line: Range<usize>, events: &mut Vec<Placed<'a>>) {
    let mut from = line.start;
    let mut at = line.start;
    while at < line.end {
        let rest = &text[at..line.end];
        let found = if rest.starts_with("[[") {
            reference(rest)
        } else if rest.starts_with('h') && !ends_in_a_letter(&text[from..at]) {
            web_address(rest)
        } else {
            None
        };
        let Some(found) = found else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if from < at {
            events.push((Event::Text(text[from..at].into()), from..at));
        }
        let place = at..at + found.length;
        let words = at + found.words.start..at + found.words.end;
        let link = Tag::Link {
            link_type: found.link_type,
            dest_url: text[words.clone()].into(),
            title: "".into(),
            id: "".into(),
        };
        events.push((Event::Start(link), place.clone()));
        events.push((Event::Text(text[words.clone()].into()), words));
        events.push((Event::End(TagEnd::Link), place.clone()));
        at = place.end;
        from = at;
    }
    if from < line.end {
        events.push((Event::Text(text[from..line.end].into()), from..line.end));
    }
}

/// A reference or an address at the beginning of a text.
struct Found {
    length: usize,
    /// The words to show, from the beginning of the text.
    words: Range<usize>,
    link_type: LinkType,
}

fn reference(text: &str) -> Option<Found> {
    let inner = &text[2..];
    // Looking no further than the next opening bracket keeps a row of them from being searched again and again.
    let end = inner.find(['[', ']']).filter(|end| inner[*end..].starts_with("]]"))?;
    let name = inner[..end].find('|').unwrap_or(end);
    if inner[..name].trim().is_empty() {
        return None;
    }
    let words = if name < end { name + 3..end + 2 } else { 2..end + 2 };
    Some(Found { length: end + 4, words, link_type: LinkType::WikiLink { has_pothole: name < end } })
}

fn web_address(text: &str) -> Option<Found> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let stop = |c: char| c.is_whitespace() || c.is_control() || "<>\"“”„«»`\\|".contains(c);
    let mut address = &text[..text.find(stop).unwrap_or(text.len())];
    // The stop that ends a sentence is not part of the address, nor is a bracket that was opened before it.
    let mut open = address.matches('(').count() as isize - address.matches(')').count() as isize;
    while let Some(last) = address.chars().last() {
        if last == ')' && open < 0 {
            open += 1;
        } else if !".,;:!?'’…]}".contains(last) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    let length = address.len();
    (length > scheme.len()).then_some(Found { length, words: 0..length, link_type: LinkType::Autolink })
}

fn ends_in_a_letter(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}
