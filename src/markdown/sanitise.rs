//! Makes raw HTML harmless, and says what of it would be removed.
//!
//! A page with raw HTML is sanitised as a whole, ours and theirs together, because tags of both stand in one another.
//! Ours has to come through unchanged and theirs must not pass for ours: attributes that only this module may write
//! carry [`MARK`] on the way in. Never used where a text holds no raw HTML.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::Builder;

use super::address::{Address, judge};
use super::events::{Placed, Raw};
use super::fault::{Fault, FaultKind};
use super::tags::{Tag, tags};

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
const OUR_ATTRIBUTES: &[&str] =
    &["aria-label", "checked", "class", "data-kind", "decoding", "disabled", "id", "loading", "rel", "role", "type"];

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
    let passes = match attribute {
        "href" => judge(value) != Address::Forbidden,
        "src" => judge(value) == Address::Site,
        "dir" => ["ltr", "rtl", "auto"].contains(&value),
        _ => true,
    };
    passes.then_some(Cow::Borrowed(value))
}

/// Raw HTML as it goes into a page that will be sanitised.
pub(super) fn unmarked(raw: &str) -> Cow<'_, str> {
    if raw.contains(MARK) { Cow::Owned(raw.replace(MARK, "")) } else { Cow::Borrowed(raw) }
}

/// Sanitises the blocks of a page.
pub(super) fn page(html: &str) -> String {
    finish(&PAGE.clean(html).to_string())
}

/// Sanitises what stands within one paragraph; block elements are taken off their words.
pub(super) fn paragraph(html: &str) -> String {
    finish(&PARAGRAPH.clean(html).to_string())
}

/// Brings what strangers' HTML may keep into the form of ours: links to other sites send no referrer, pictures wait
/// until they are seen, elements that are left without what makes them useful go.
fn finish(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for tag in tags(html) {
        let before = &html[from..tag.place.end - 1];
        match tag.name {
            "a" if is_foreign(&tag) && tag.attribute("rel").is_none() => {
                out.push_str(before);
                out.push_str(" rel=\"noopener noreferrer\">");
            }
            "img" if tag.attribute("src").is_some() && tag.attribute("loading").is_none() => {
                out.push_str(before);
                out.push_str(" loading=\"lazy\" decoding=\"async\">");
            }
            // The alternative text stands in for a picture that may not be loaded.
            "img" if tag.attribute("src").is_none() => {
                out.push_str(&html[from..tag.place.start]);
                out.push_str(tag.attribute("alt").unwrap_or(""));
            }
            "input" if tag.attribute("type").is_none() => out.push_str(&html[from..tag.place.start]),
            _ => continue,
        }
        from = tag.place.end;
    }
    out.push_str(&html[from..]);
    out
}

fn is_foreign(tag: &Tag) -> bool {
    tag.attribute("href").is_some_and(|href| judge(href) == Address::Foreign)
}

/// What the sanitiser removes or changes in a text, for the author. Reads tags more simply than a browser; whether
/// HTML is safe never hangs on it.
pub(super) fn complaints(text: &str, list: &[Placed], raw: Raw) -> Vec<Fault> {
    let mut faults = Vec::new();
    if raw != Raw::Sanitise {
        return faults;
    }
    let mut open: Vec<(String, Range<usize>)> = Vec::new();
    for (event, place) in list {
        let (pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html)) = event else { continue };
        // Within a quotation the lines of a block do not follow one another in the text: its whole is the place.
        let verbatim = text.get(place.clone()).is_some_and(|source| source == &**html);
        let mut seen = false;
        for tag in tags(html) {
            seen = true;
            let span =
                if verbatim { place.start + tag.place.start..place.start + tag.place.end } else { place.clone() };
            balance(&tag, &span, &mut open, &mut faults);
            complain(&tag, span, &mut faults);
        }
        if !seen && !html.trim_start().starts_with("<!--") {
            faults.push(unsafe_html(place.clone(), "a piece of raw HTML is removed".to_owned()));
        }
    }
    let unclosed =
        open.into_iter().map(|(name, span)| unsafe_html(span, format!("the tag `<{name}>` is never closed")));
    faults.extend(unclosed);
    faults.sort_by_key(|fault| fault.span.start);
    faults
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

fn complain(tag: &Tag, span: Range<usize>, faults: &mut Vec<Fault>) {
    let name = tag.name.to_ascii_lowercase();
    if !is_allowed(&name) {
        if !tag.closing {
            faults.push(unsafe_html(span, format!("the tag `<{name}>` is removed")));
        }
        return;
    }
    for (attribute, value) in &tag.attributes {
        let attribute = attribute.to_ascii_lowercase();
        let allowed = ATTRIBUTES
            .iter()
            .any(|(element, list)| (*element == "*" || *element == name) && list.contains(&&*attribute));
        if !allowed || !passes(&attribute, value) {
            faults.push(unsafe_html(span.clone(), format!("the attribute `{attribute}` of `<{name}>` is removed")));
        }
    }
}

/// Whether the sanitiser lets a value through. It is asked itself, since values hold character references.
fn passes(attribute: &str, value: &str) -> bool {
    if !["href", "src", "dir"].contains(&attribute) {
        return true;
    }
    // The element that takes the attribute without standing in another.
    let name = match attribute {
        "href" => "a",
        "src" => "img",
        _ => "span",
    };
    let quote = if value.contains('"') { '\'' } else { '"' };
    let clean = PAGE.clean(&format!("<{name} {attribute}={quote}{value}{quote}>")).to_string();
    tags(&clean).next().is_some_and(|tag| tag.attribute(attribute).is_some())
}

fn is_allowed(name: &str) -> bool {
    INLINE.contains(&name) || BLOCKS.contains(&name)
}

fn unsafe_html(span: Range<usize>, message: String) -> Fault {
    let help = "Write it as Markdown, or set `trust_html = true` in `site.toml` if nobody else writes the content.";
    Fault::new(FaultKind::UnsafeHtml, span, message, help)
}
