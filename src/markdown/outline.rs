//! What a text refers to and offers, found without rendering it: for the checks, and for finding the events that an
//! article mentions. Never finds out where a reference leads.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::address::{Address, judge};
use super::events::{self, Events, Placed, after_end, words};
use super::fault::{Fault, FaultKind};
use super::{Options, headings, reference, sanitise};

/// What a text refers to and offers. All places are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// `[[id]]` and its other forms, in order.
    pub references: Vec<Reference>,
    /// Ordinary links, in order; those whose address is not allowed are faults instead.
    pub links: Vec<Link>,
    /// Headings, in order.
    pub anchors: Vec<Anchor>,
    /// Pictures, in order; those that are not of this site are faults instead.
    pub images: Vec<Image>,
    /// What is wrong with the text, in order of place.
    pub faults: Vec<Fault>,
}

/// A reference to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The kind of the record, where the author names it: `place` in `[[place:crimea]]`.
    pub kind: Option<String>,
    /// The id as written.
    pub id: String,
    /// The words behind `|`, without markup.
    pub text: Option<String>,
    /// Where the id stands.
    pub span: Range<usize>,
}

/// An ordinary link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address as written, with `mailto:` before a bare mail address.
    pub target: String,
    /// Where the link stands.
    pub span: Range<usize>,
}

/// A heading's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The id, with the prefix of the text.
    pub id: String,
    /// Where the heading stands.
    pub span: Range<usize>,
}

/// A picture of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The address as written.
    pub target: String,
    /// The alternative text; may be empty.
    pub alt: String,
    /// Where the picture stands.
    pub span: Range<usize>,
}

/// Finds what a text refers to and offers, and what is wrong with it.
pub fn outline(text: &str, options: &Options) -> Outline {
    let Events { list, raw, fault } = events::read(text, options);
    let (ids, heading_faults) = headings::ids(text, &list);
    let anchors = ids.into_iter().map(|h| Anchor { id: format!("{}{}", options.anchor_prefix, h.id), span: h.span });
    let mut outline = Outline { anchors: anchors.collect(), ..Outline::default() };
    outline.faults.extend(fault);
    outline.faults.extend(heading_faults);
    let html = sanitise::report(text, &list, raw);
    outline.faults.extend(html.faults);
    outline.links.extend(html.links.into_iter().map(|(target, span)| Link { target, span }));
    outline.images.extend(html.images.into_iter().map(|(target, alt, span)| Image { target, alt, span }));
    let mut notes = Notes::default();
    for at in 0..list.len() {
        outline.read(text, &list, at);
        notes.read(text, &list[at], &mut outline.faults);
    }
    notes.finish(&mut outline.faults);
    outline.links.sort_by_key(|link| link.span.start);
    outline.images.sort_by_key(|image| image.span.start);
    outline.faults.sort_by_key(|fault| fault.span.start);
    outline
}

impl Outline {
    fn read(&mut self, text: &str, list: &[Placed], at: usize) {
        let (event, place) = &list[at];
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. }) => {
                let name = reference::name(text, place.clone());
                let shown = words(&list[at..after_end(list, at)]);
                self.references.push(Reference {
                    kind: name.kind.map(str::to_owned),
                    id: name.id.to_owned(),
                    text: Some(shown.trim().to_owned()).filter(|words| *has_pothole && !words.is_empty()),
                    span: name.span,
                });
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                match judge(&target) {
                    Address::Forbidden => self.faults.push(bad_address(&target, place.clone())),
                    _ => self.links.push(Link { target, span: place.clone() }),
                }
            }
            Event::Start(Tag::Image { link_type: LinkType::WikiLink { .. }, .. }) => {
                let message = "a record cannot be put into a text like a picture";
                let help = "leave out the `!` to refer to it, or write `![words](address)` for a picture";
                self.faults.push(Fault::new(FaultKind::Reference, place.clone(), message, help));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let span = place.clone();
                match judge(dest_url) {
                    Address::Site => {
                        let alt = words(&list[at..after_end(list, at)]).trim().to_owned();
                        self.images.push(Image { target: dest_url.to_string(), alt, span });
                    }
                    Address::Foreign => self.faults.push(foreign_image(dest_url, span)),
                    _ => self.faults.push(bad_address(dest_url, span)),
                }
            }
            Event::Start(Tag::TableCell) => self.faults.extend(split_reference(text, place)),
            _ => {}
        }
    }
}

fn bad_address(target: &str, span: Range<usize>) -> Fault {
    let message = if target.is_empty() {
        "a link has no address".to_owned()
    } else {
        format!("the address `{}` is not allowed", shortened(target))
    };
    let help = "write an address that begins with `https://`, `http://`, `mailto:` or `tel:`, or one of this site without `..`";
    Fault::new(FaultKind::BadAddress, span, message, help)
}

fn foreign_image(target: &str, span: Range<usize>) -> Fault {
    let message = format!("the picture `{}` is on another site", shortened(target));
    let help = "put the file below `static/media/`; pages load nothing from elsewhere";
    Fault::new(FaultKind::ForeignImage, span, message, help)
}

/// An address in a message.
fn shortened(target: &str) -> String {
    let mut short: String = target.chars().take(80).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if short.len() < target.len() {
        short.push('…');
    }
    short
}

/// A bar that was meant for a reference but parted two cells.
fn split_reference(text: &str, cell: &Range<usize>) -> Option<Fault> {
    let source = text.get(cell.clone())?;
    let open = source.rfind("[[").filter(|open| !source[*open..].contains("]]"))?;
    text[cell.end..].trim_start().starts_with('|').then(|| {
        let message = "a reference is cut in two by the bar between cells";
        let help = "in a table write the bar of a reference as `\\|`";
        Fault::new(FaultKind::Reference, cell.start + open..cell.end, message, help)
    })
}

/// Footnotes and the marks that call them.
#[derive(Default)]
struct Notes {
    /// By label: where its place is in the list.
    defined: BTreeMap<String, usize>,
    places: Vec<Range<usize>>,
    called: BTreeSet<String>,
}

impl Notes {
    fn read(&mut self, text: &str, (event, place): &Placed, faults: &mut Vec<Fault>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => match self.defined.entry(label.to_lowercase()) {
                Entry::Vacant(entry) => {
                    entry.insert(self.places.len());
                    self.places.push(place.clone());
                }
                Entry::Occupied(entry) => {
                    let message = format!("the footnote `[^{}]` is written twice; the first counts", entry.key());
                    faults.push(Fault::new(FaultKind::Footnote, place.clone(), message, "give each its own name"));
                }
            },
            Event::FootnoteReference(label) => {
                self.called.insert(label.to_lowercase());
            }
            Event::Text(words) if is_uncalled(text, words, place) => {
                let message = format!("there is no footnote `[{words}]`");
                let help = "add a line `[^name]: words`, or write `\\[^` for a bracket";
                faults.push(Fault::new(FaultKind::Footnote, place.clone(), message, help));
            }
            _ => {}
        }
    }

    fn finish(self, faults: &mut Vec<Fault>) {
        for (label, place) in &self.defined {
            if !self.called.contains(label) {
                let message = format!("nothing calls the footnote `[^{label}]`; it is not shown");
                let help = "put its mark into the text, or delete it";
                faults.push(Fault::new(FaultKind::Footnote, self.places[*place].clone(), message, help));
            }
        }
    }
}

/// Whether some words are the mark of a footnote that does not exist: the library then gives `[`, `^name` and `]`.
fn is_uncalled(text: &str, words: &str, place: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    words.len() > 1
        && words.starts_with('^')
        && !words.contains(char::is_whitespace)
        && place.start > 0
        && bytes[place.start - 1] == b'['
        && !(place.start > 1 && bytes[place.start - 2] == b'\\')
        && bytes.get(place.end) == Some(&b']')
}
