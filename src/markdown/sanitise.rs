//! Makes raw HTML harmless, and says what of it would be removed.
//!
//! A page with raw HTML is sanitised as a whole, ours and theirs together, because tags of both stand in one another.
//! Ours has to come through unchanged and theirs must not pass for ours: attributes that only this module may write
//! carry [`MARK`] on the way in. Never used where a text holds no raw HTML.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::Event;

use super::address::{Address, judge};
use super::events::{Placed, Raw};
use super::fault::{Fault, FaultKind};
use super::tags::{Tag, tags};
use super::{Resolver, escape};

/// Begins the value of an attribute that this module wrote. No author can write it: it is taken out of raw HTML, and
/// no character reference yields it (`&#x80;` is the euro sign: HTML, section 13.2.5.80).
pub(super) const MARK: char = '\u{80}';

/// Elements within a paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
    "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements that make blocks.
const BLOCKS: &[&str] = &[
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that only this module writes.
const OURS: &[&str] = &["input", "section"];

/// Attributes that authors may write, with their elements; `*` is every element.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("*", &["lang", "dir", "title"]),
    ("a", &["href", "hreflang"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("img", &["src", "alt", "width", "height"]),
    ("ins", &["datetime"]),
    ("ol", &["start", "reversed"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Attributes that only this module writes; they pass with [`MARK`] alone.
const OUR_ATTRIBUTES: &[&str] = &[
    "aria-label",
    "checked",
    "class",
    "data-kind",
    "decoding",
    "disabled",
    "id",
    "loading",
    "rel",
    "role",
    "tabindex",
    "type",
];

/// Elements whose end may be left out (HTML, section 13.1.2.4), and those that have none.
const NEEDS_NO_END: &[&str] = &[
    "br", "caption", "col", "colgroup", "dd", "dt", "hr", "img", "input", "li", "p", "rp", "rt", "tbody", "td",
    "tfoot", "th", "thead", "tr", "wbr",
];

static PAGE: LazyLock<Builder<'static>> = LazyLock::new(|| builder(&[INLINE, BLOCKS, OURS]));
static PARAGRAPH: LazyLock<Builder<'static>> = LazyLock::new(|| builder(&[INLINE]));

fn builder(elements: &[&[&'static str]]) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder.tags(elements.iter().flat_map(|list| list.iter().copied()).collect());
    // The library has lists of its own, `cite` of quotations among them, whose addresses nobody would judge.
    builder.tag_attributes(Default::default()).generic_attributes(Default::default());
    // What stands in these is no text for readers.
    builder.clean_content_tags(["script", "style", "template", "title"].into_iter().collect());
    for (element, attributes) in ATTRIBUTES {
        if *element == "*" {
            builder.add_generic_attributes(*attributes);
        } else {
            builder.add_tag_attributes(*element, *attributes);
        }
    }
    builder.add_generic_attributes(OUR_ATTRIBUTES);
    builder.url_schemes(["http", "https", "mailto", "tel"].into_iter().collect());
    builder.link_rel(None).strip_comments(true).attribute_filter(attribute);
    builder
}

/// The value of an attribute as it passes, `None` where it does not.
fn attribute<'a>(_element: &str, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    if OUR_ATTRIBUTES.contains(&attribute) {
        return value.strip_prefix(MARK).map(Cow::Borrowed);
    }
    if ["href", "src"].contains(&attribute) && value.starts_with(MARK) {
        return Some(Cow::Borrowed(value));
    }
    let passes = match attribute {
        "href" => judge(value) != Address::Forbidden,
        "src" => judge(value) == Address::Site,
        "dir" => ["ltr", "rtl", "auto"].contains(&value),
        _ => true,
    };
    passes.then_some(Cow::Borrowed(value))
}

/// Raw HTML as it goes into a page that will be sanitised. A piece that would take what follows for its own (a comment
/// or tag without end, an element whose inside is read otherwise) is sanitised by itself first, so that it ends.
pub(super) fn contained(raw: &str) -> Cow<'_, str> {
    let raw = unmarked(raw);
    if swallows(&raw) { Cow::Owned(PAGE.clean(&raw).to_string()) } else { raw }
}

pub(super) fn unmarked(raw: &str) -> Cow<'_, str> {
    if raw.contains(MARK) { Cow::Owned(raw.replace(MARK, "")) } else { Cow::Borrowed(raw) }
}

/// Elements that change how what follows is read (HTML, sections 13.2.6.2, 13.2.6.4.16 and 13.2.6.5).
const SWALLOWING: &[&str] = &[
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Whether a piece would take what follows for its own, or change how it is read.
pub(super) fn swallows(raw: &str) -> bool {
    let mut tags = tags(raw);
    let changes = tags.by_ref().any(|tag| SWALLOWING.iter().any(|name| tag.name.eq_ignore_ascii_case(name)));
    changes || tags.unfinished.is_some()
}

/// Sanitises the blocks of a page.
pub(super) fn page(html: &str, resolver: &dyn Resolver) -> String {
    finish(&PAGE.clean(html).to_string(), resolver)
}

/// Sanitises what stands within one paragraph; block elements are taken off their words.
pub(super) fn paragraph(html: &str, resolver: &dyn Resolver) -> String {
    finish(&PARAGRAPH.clean(html).to_string(), resolver)
}

/// Brings what strangers' HTML may keep into the form of ours: links and pictures of the site get their address from
/// the resolver, links to other sites send no referrer, pictures wait until they are seen, elements that are left
/// without what makes them useful go. Reads what the sanitiser wrote, where every attribute has its quotation marks.
fn finish(html: &str, resolver: &dyn Resolver) -> String {
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for tag in tags(html) {
        let kept = match tag.name {
            _ if tag.closing => continue,
            "a" => link(&tag, resolver),
            "img" => image(&tag, resolver),
            "input" if tag.attribute("type").is_none() => String::new(),
            _ => continue,
        };
        out.push_str(&html[from..tag.place.start]);
        out.push_str(&kept);
        from = tag.place.end;
    }
    out.push_str(&html[from..]);
    out
}

fn link(tag: &Tag, resolver: &dyn Resolver) -> String {
    let foreign = tag.attribute("href").is_some_and(|href| judge(&unescaped(href)) == Address::Foreign);
    let more = if foreign && tag.attribute("rel").is_none() { " rel=\"noopener noreferrer\"" } else { "" };
    rewritten(tag, "href", more, resolver)
}

fn image(tag: &Tag, resolver: &dyn Resolver) -> String {
    if tag.attribute("src").is_none() {
        // The alternative text stands in for a picture that may not be loaded.
        let mut words = String::new();
        escape::text(&mut words, &unescaped(tag.attribute("alt").unwrap_or("")));
        return words;
    }
    let ours = tag.attribute("loading").is_some();
    rewritten(tag, "src", if ours { "" } else { " loading=\"lazy\" decoding=\"async\"" }, resolver)
}

/// The tag with the address in one attribute brought in order, and more attributes behind.
fn rewritten(tag: &Tag, address: &str, more: &str, resolver: &dyn Resolver) -> String {
    let mut out = format!("<{}", tag.name);
    for (name, value) in &tag.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        if *name != address {
            out.push_str(value);
        } else if let Some(ours) = value.strip_prefix(MARK) {
            out.push_str(ours);
        } else {
            let target = unescaped(value);
            let other = Some(()).filter(|()| judge(&target) == Address::Site).and_then(|()| resolver.link(&target));
            escape::address(&mut out, &other.unwrap_or(target));
        }
        out.push('"');
    }
    out.push_str(more);
    out.push('>');
    out
}

/// A value as the sanitiser wrote it, without its five character references.
fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let plain = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    plain.replace("&amp;", "&")
}

/// What the raw HTML of a text holds for the checks.
#[derive(Default)]
pub(super) struct Report {
    /// What the sanitiser removes or changes.
    pub faults: Vec<Fault>,
    /// The addresses of links that pass.
    pub links: Vec<(String, Range<usize>)>,
    /// The addresses and alternative texts of pictures that pass.
    pub images: Vec<(String, String, Range<usize>)>,
}

/// Looks through the raw HTML of a text. Reads tags more simply than a browser; whether HTML is safe never hangs on it.
pub(super) fn report(text: &str, list: &[Placed], raw: Raw) -> Report {
    let mut report = Report::default();
    if matches!(raw, Raw::Absent | Raw::Show) {
        return report;
    }
    let mut open: Vec<(String, Range<usize>)> = Vec::new();
    for (event, place) in list {
        let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
        // Within a quotation the lines of a block do not follow one another in the text: its whole is the place.
        let verbatim = text.get(place.clone()).is_some_and(|source| source == &**html);
        let mut seen = false;
        for tag in tags(html) {
            seen = true;
            let span =
                if verbatim { place.start + tag.place.start..place.start + tag.place.end } else { place.clone() };
            // Nothing is removed from what is trusted, and no bound keeps short what is open in it.
            if raw == Raw::Sanitise {
                balance(&tag, &span, &mut open, &mut report.faults);
            }
            report.read(&tag, span);
        }
        if !seen && !html.trim_start().starts_with("<!--") {
            report.faults.push(unsafe_html(place.clone(), "a piece of raw HTML is removed".to_owned()));
        }
    }
    let unclosed =
        open.into_iter().map(|(name, span)| unsafe_html(span, format!("the tag `<{name}>` is never closed")));
    report.faults.extend(unclosed);
    if raw == Raw::Trust {
        report.faults.clear();
    }
    report
}

fn balance(tag: &Tag, span: &Range<usize>, open: &mut Vec<(String, Range<usize>)>, faults: &mut Vec<Fault>) {
    let name = tag.name.to_ascii_lowercase();
    if !is_allowed(&name) || NEEDS_NO_END.contains(&&*name) {
        return;
    }
    if !tag.closing {
        open.push((name, span.clone()));
    } else if let Some(at) = open.iter().rposition(|(opened, _)| *opened == name) {
        open.remove(at);
    } else {
        faults.push(unsafe_html(span.clone(), format!("`</{name}>` closes nothing")));
    }
}

impl Report {
    fn read(&mut self, tag: &Tag, span: Range<usize>) {
        let name = tag.name.to_ascii_lowercase();
        if tag.closing {
            return;
        }
        if !is_allowed(&name) {
            self.faults.push(unsafe_html(span, format!("the tag `<{name}>` is removed")));
            return;
        }
        for (attribute, value) in &tag.attributes {
            let attribute = attribute.to_ascii_lowercase();
            let allowed = ATTRIBUTES
                .iter()
                .any(|(element, list)| (*element == "*" || *element == name) && list.contains(&&*attribute));
            let Some(value) = passed(&attribute, value).filter(|_| allowed) else {
                let message = format!("the attribute `{attribute}` of `<{name}>` is removed");
                self.faults.push(unsafe_html(span.clone(), message));
                continue;
            };
            match &*attribute {
                "href" => self.links.push((value, span.clone())),
                "src" => self.images.push((value, tag.attribute("alt").unwrap_or("").to_owned(), span.clone())),
                _ => {}
            }
        }
    }
}

/// An attribute's value as the sanitiser lets it through. It is asked itself, since values hold character references.
fn passed(attribute: &str, value: &str) -> Option<String> {
    // The element that takes the attribute without standing in another.
    let name = match attribute {
        "href" => "a",
        "src" => "img",
        "dir" => "span",
        _ => return Some(String::new()),
    };
    let quote = if value.contains('"') { '\'' } else { '"' };
    let clean = PAGE.clean(&format!("<{name} {attribute}={quote}{}{quote}>", unmarked(value))).to_string();
    tags(&clean).next().and_then(|tag| tag.attribute(attribute).map(unescaped))
}

fn is_allowed(name: &str) -> bool {
    INLINE.contains(&name) || BLOCKS.contains(&name)
}

fn unsafe_html(span: Range<usize>, message: String) -> Fault {
    let help = "write it as Markdown, or set `trust_html = true` in `site.toml` if nobody else writes the content";
    Fault::new(FaultKind::UnsafeHtml, span, message, help)
}
