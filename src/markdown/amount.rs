//! How much the sanitiser would have to do for the raw HTML of a text, counted without it and in linear time.
//!
//! HTML is read as browsers do (HTML, section 13.2), and that repeats what is open: formatting that is not closed where
//! its paragraph ends is opened again in the next one, with all its attributes (13.2.4.3); and what stands among the
//! rows of a table is moved before it (13.2.6.1). So a text of some kilobytes can become gigabytes. What is counted
//! here is never less than what happens there: whatever may be still open counts as open, and an end counts only where
//! it is certain to be one. HTML whose elements end in good order costs next to nothing, however long it is.
//!
//! Never decides whether HTML is safe.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::{EVENT_BYTES, Placed};
use super::sanitise;
use super::tags::{count_formatting, raw_text, tags};

/// How much work may come of open formatting: its [`WEIGHT`]s for each tag that it may have to be repeated for. A
/// repeated element takes about its weight of memory.
const WORK: usize = 1 << 27;
/// What an element weighs, and each of its attributes, in bytes.
const WEIGHT: usize = 256;
const ATTRIBUTE_WEIGHT: usize = 64;
/// How many attributes raw HTML may hold in all: each is compared with those before it in its tag.
const ATTRIBUTES: usize = 1 << 15;
/// How many pieces among the rows of raw tables, times all pieces, may be moved.
const MOVED_TIMES_PIECES: usize = 1 << 29;
/// How far an end looks for its beginning, and over how many blocks. A browser looks over eight blocks.
const REACH: usize = 32;
const BLOCKS: usize = 4;
/// How often an end of formatting that meets blocks may repeat what is open (13.2.6.4.7, "adoption agency algorithm").
const ADOPTIONS: usize = 8;

/// Elements that are opened again in what follows.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose attributes stay with the page, however often they come.
const ROOTS: &[&str] = &["body", "html"];

/// Elements that an end does not look beyond, in HTML and in what HTML takes from SVG and MathML.
const BARRIERS: &[&str] = &[
    "annotation-xml",
    "applet",
    "button",
    "caption",
    "desc",
    "foreignobject",
    "marquee",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "object",
    "select",
    "table",
    "td",
    "template",
    "th",
    "title",
];

/// Other elements that are more than a stretch of words.
const SPECIAL: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "colgroup",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Parts of tables.
const OF_TABLES: &[&str] = &["caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Formatting,
    Special,
    Barrier,
}

/// An element that may be open.
#[derive(Debug, Clone, Copy)]
struct Element {
    name: &'static str,
    /// Whether this module wrote it. The ends of ours and of theirs are kept apart: which of ours are written depends
    /// on what the text is rendered for.
    ours: bool,
    kind: Kind,
    cost: Cost,
}

/// What open formatting costs when it is repeated once.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    elements: usize,
    weight: usize,
    bytes: usize,
}

impl Cost {
    fn of(bytes: usize, attributes: usize) -> Cost {
        Cost { elements: 1, weight: WEIGHT + ATTRIBUTE_WEIGHT * attributes + bytes, bytes }
    }
}

/// What was done so far.
#[derive(Debug, Default)]
struct Done {
    work: usize,
    /// By how many bytes the page grew, and by how many elements.
    growth: usize,
    repeated: usize,
    attributes: usize,
    /// How many pieces may stand among the rows of a table.
    moved: usize,
}

impl Done {
    fn is_too_much(&self, pieces: usize, limit: usize) -> bool {
        self.work > WORK
            || self.growth > limit
            || self.attributes > ATTRIBUTES
            || self.moved.saturating_mul(pieces) > MOVED_TIMES_PIECES
    }
}

/// What is open, and what was done for it.
#[derive(Debug, Default)]
struct Amount {
    open: Vec<Element>,
    /// What all open formatting costs, also that whose end is not known any more.
    cost: Cost,
    done: Done,
    /// How many tables of theirs and of ours are open.
    tables: usize,
    our_tables: usize,
    /// Whether raw HTML meddled with a table of ours.
    meddled: bool,
    /// In how many pictures: their words become an attribute.
    in_picture: usize,
    /// Whether what was opened in a footnote is still open behind it.
    open_notes: bool,
}

/// Whether the raw HTML of a text is too much for the sanitiser, where the text may grow by `limit` bytes for it.
/// `pieces` is how many events and tags there are.
pub(super) fn is_too_much(list: &[Placed], pieces: usize, limit: usize) -> bool {
    let mut amount = Amount::default();
    for _ in 0..times(list) {
        amount.done = Done::default();
        for (event, _) in list {
            amount.event(event);
            if amount.done.is_too_much(pieces, limit) {
                return true;
            }
        }
    }
    false
}

/// How often a text is counted. Footnotes are written elsewhere than they stand: what is open at the end may be open
/// anywhere.
fn times(list: &[Placed]) -> usize {
    let has_notes = list.iter().any(|(event, _)| matches!(event, Event::Start(Tag::FootnoteDefinition(_))));
    if has_notes { 2 } else { 1 }
}

impl Amount {
    fn event(&mut self, event: &Event) {
        if self.tables > 0 || self.meddled {
            self.done.moved += 1;
        }
        match event {
            Event::Start(Tag::Image { .. }) => self.in_picture += 1,
            Event::End(TagEnd::Image) => {
                self.in_picture = self.in_picture.saturating_sub(1);
                self.pop(ADOPTIONS);
            }
            _ if self.in_picture > 0 => {}
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html),
            // Of references and footnotes it is not known here whether their words are written, and where.
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) => {
                self.open_ours("reference", Kind::Barrier);
                self.pop(ADOPTIONS);
            }
            Event::Start(Tag::FootnoteDefinition(_)) => self.open_ours("note", Kind::Barrier),
            Event::End(TagEnd::FootnoteDefinition) => self.open_notes |= !self.close_if_last("note"),
            Event::End(TagEnd::Link) if self.close_if_last("reference") => {}
            Event::FootnoteReference(_) => {
                if self.open_notes {
                    self.open_ours("note", Kind::Barrier);
                }
                self.pop(ADOPTIONS);
            }
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => self.pop(1),
            Event::Start(tag) => self.start_ours(tag),
            Event::End(tag) => self.end_ours(*tag),
            Event::Rule => self.pop(1),
            _ => self.done.work = self.done.work.saturating_add(self.cost.weight),
        }
    }

    fn start_ours(&mut self, tag: &Tag) {
        let name = match tag {
            Tag::Emphasis => return self.format("em", true, Cost::of("<em></em>".len(), 0)),
            Tag::Strong => return self.format("strong", true, Cost::of("<strong></strong>".len(), 0)),
            Tag::Link { dest_url, title, .. } => {
                // The address may become another, and signs in it may become references.
                let bytes = 200 + 6 * (dest_url.len() + title.len());
                self.pop(ADOPTIONS);
                return self.format("link", true, Cost::of(bytes, 4));
            }
            Tag::Table(_) => {
                self.our_tables += 1;
                "table"
            }
            other => name_of(other.to_end()),
        };
        self.block(name);
    }

    fn block(&mut self, name: &'static str) {
        self.pop(1);
        let kind = if matches!(name, "table" | "cell") { Kind::Barrier } else { Kind::Special };
        self.begin(name, kind);
        self.open_ours(name, kind);
    }

    /// Takes off the paragraph, or the item, that the beginning of a block ends.
    fn begin(&mut self, name: &str, kind: Kind) {
        let ends_none = ["colgroup", "frameset", "head", "search", "tbody", "tfoot", "thead", "tr"];
        if kind != Kind::Special || ends_none.contains(&name) {
            return;
        }
        let item = matches!(name, "dd" | "dt" | "li").then_some(name);
        for ended in ["p"].into_iter().chain(item) {
            let block = self.open.iter().rev().take(REACH).position(|element| element.kind != Kind::Formatting);
            let at = block.map(|block| self.open.len() - 1 - block).filter(|at| self.open[*at].name == ended);
            at.map(|at| self.open.remove(at));
        }
    }

    fn open_ours(&mut self, name: &'static str, kind: Kind) {
        self.open.push(Element { name, ours: true, kind, cost: Cost::default() });
    }

    fn end_ours(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.end_formatting("em", true),
            TagEnd::Strong => self.end_formatting("strong", true),
            TagEnd::Link => self.end_formatting("link", true),
            TagEnd::Table => {
                self.our_tables = self.our_tables.saturating_sub(1);
                self.end_block("table", true);
            }
            other => self.end_block(name_of(other), true),
        }
    }

    /// Takes one of ours off if nothing was left open in it.
    fn close_if_last(&mut self, name: &str) -> bool {
        let is_last = self.open.last().is_some_and(|last| last.ours && last.name == name);
        if is_last {
            self.open.pop();
        }
        is_last
    }

    fn raw(&mut self, html: &str) {
        let html = sanitise::unmarked(html);
        if !sanitise::swallows(&html) {
            return self.tags(&html);
        }
        // It is sanitised by itself, sees nothing of what is open, and comes back with all its ends. What was repeated
        // in it stands among what is open around it then.
        let (before, tables, around, repeated) = (self.open.len(), self.tables, self.cost, self.done.repeated);
        self.open_ours("alone", Kind::Barrier);
        if is_ambiguous(&html) {
            self.any_tags(&html);
        } else {
            self.tags(&html);
        }
        let more = self.done.repeated - repeated;
        self.open.truncate(before);
        self.tables = tables;
        self.cost = around;
        self.pop(more);
    }

    fn tags(&mut self, html: &str) {
        let mut tags = tags(html);
        for tag in tags.by_ref() {
            if self.tables > 0 || self.meddled {
                self.done.moved += 1;
            }
            self.done.attributes += tag.attributes.len();
            let is = |known: &&&str| known.eq_ignore_ascii_case(tag.name);
            self.meddled |= self.our_tables > 0 && OF_TABLES.iter().any(|known| is(&known));
            let find = |list: &'static [&'static str]| list.iter().find(is).copied();
            if let Some(name) = find(FORMATTING) {
                if tag.closing {
                    self.end_formatting(name, false);
                } else {
                    if matches!(name, "a" | "nobr") {
                        // It ends another one first.
                        self.end_formatting(name, false);
                    }
                    // Links get some words more (see `sanitise`).
                    let more = if name == "a" { EVENT_BYTES } else { 0 };
                    let bytes = escaped(&html[tag.place.clone()]) + "</>".len() + name.len() + more;
                    self.format(name, false, Cost::of(bytes, tag.attributes.len()));
                }
                continue;
            }
            self.pop(1);
            if find(ROOTS).is_some() {
                self.add(Cost { weight: ATTRIBUTE_WEIGHT * tag.attributes.len(), ..Cost::default() });
            }
            let special = find(SPECIAL).map(|name| (name, Kind::Special));
            let Some((name, kind)) = special.or(find(BARRIERS).map(|name| (name, Kind::Barrier))) else { continue };
            if tag.closing {
                self.end_block(name, false);
            } else if raw_text(html, &tag).is_none() {
                self.tables += usize::from(name == "table");
                self.begin(name, kind);
                self.open.push(Element { name, ours: false, kind, cost: Cost::default() });
            }
        }
        self.done.attributes += tags.unfinished.map_or(0, |start| words(&html[start..]));
    }

    /// Counts tags where none can be told from words: each may be open, with all that follows for its attributes.
    fn any_tags(&mut self, html: &str) {
        let (tags, formatting) = (html.matches('<').count(), count_formatting(html));
        let attributes = words(html);
        self.done.attributes += attributes;
        if formatting > 0 {
            let all = Cost::of(escaped(html), attributes);
            self.add(Cost { elements: formatting, weight: all.weight + WEIGHT * formatting, bytes: all.bytes });
        }
        self.pop(tags.saturating_mul(ADOPTIONS));
    }

    fn add(&mut self, cost: Cost) {
        self.cost.elements += cost.elements;
        self.cost.weight += cost.weight;
        self.cost.bytes += cost.bytes;
    }

    fn format(&mut self, name: &'static str, ours: bool, cost: Cost) {
        // It is compared with all others that are open.
        self.done.work = self.done.work.saturating_add(self.cost.weight);
        self.add(cost);
        self.open.push(Element { name, ours, kind: Kind::Formatting, cost });
    }

    /// Counts that all that is open may be repeated some times.
    fn pop(&mut self, times: usize) {
        let add = |sum: &mut usize, one: usize| *sum = sum.saturating_add(one.saturating_mul(times));
        add(&mut self.done.work, self.cost.weight);
        add(&mut self.done.growth, self.cost.bytes);
        add(&mut self.done.repeated, self.cost.elements);
    }

    fn end_formatting(&mut self, name: &str, ours: bool) {
        let mut blocks = 0;
        for at in (0..self.open.len()).rev().take(REACH) {
            let element = self.open[at];
            if element.name == name && element.ours == ours {
                if at + 1 < self.open.len() {
                    self.pop(blocks + 1);
                }
                self.open.remove(at);
                self.cost.elements -= element.cost.elements;
                self.cost.weight -= element.cost.weight;
                self.cost.bytes -= element.cost.bytes;
                return;
            }
            match element.kind {
                Kind::Formatting => {}
                Kind::Special if blocks < BLOCKS => blocks += 1,
                Kind::Special | Kind::Barrier => break,
            }
        }
        self.pop(ADOPTIONS);
    }

    /// Takes off a block with what ends with it. Formatting stays: it will be opened again.
    fn end_block(&mut self, name: &str, ours: bool) {
        self.pop(1);
        for at in (0..self.open.len()).rev().take(REACH) {
            let element = self.open[at];
            if element.name == name && element.ours == ours {
                let ended = self.open.split_off(at);
                self.open.extend(ended.into_iter().filter(|element| element.kind == Kind::Formatting));
                self.tables -= usize::from(name == "table" && !ours && self.tables > 0);
                return;
            }
            let ends_with_it = match name {
                "p" => false,
                "dd" | "dt" | "li" => element.name == "p",
                "table" if OF_TABLES.contains(&element.name) => element.name != "table",
                _ => matches!(element.name, "dd" | "dt" | "li" | "p"),
            };
            if element.kind != Kind::Formatting && !ends_with_it {
                return;
            }
        }
    }
}

/// The name under which an element of ours is kept.
fn name_of(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "p",
        TagEnd::Item => "li",
        TagEnd::Table => "table",
        TagEnd::TableHead => "thead",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell => "cell",
        TagEnd::DefinitionListTitle => "dt",
        TagEnd::DefinitionListDefinition => "dd",
        _ => "div",
    }
}

/// How long a tag is at most when the sanitiser writes it.
fn escaped(tag: &str) -> usize {
    tag.len() + 5 * tag.matches(['"', '&', '<', '>', '\u{a0}']).count()
}

/// How many attributes a stretch may hold at most.
fn words(html: &str) -> usize {
    html.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\''))
        .filter(|word| !word.is_empty())
        .count()
}

/// Whether only a browser can tell which tags a piece of HTML holds: where an element whose inside is no HTML stands in
/// one that may take it for another, and holds what may be tags.
fn is_ambiguous(html: &str) -> bool {
    const OTHERS: [&str; 5] = ["frameset", "math", "select", "svg", "template"];
    let (mut others, mut odd) = (false, html.contains("<![CDATA["));
    for tag in tags(html).filter(|tag| !tag.closing) {
        if tag.name.eq_ignore_ascii_case("plaintext") {
            return true;
        }
        others |= OTHERS.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if let Some(inside) = raw_text(html, &tag) {
            let inside = &html[inside];
            odd |= inside.contains('<');
            if tag.name.eq_ignore_ascii_case("script") && inside.contains("<!--") {
                return true;
            }
        }
    }
    others && odd
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Options, events, render, render_inline};
    use super::*;

    /// Words that stand in every piece of formatting, to count how often it is repeated.
    const TITLE: &str = "TITLETITLE";

    /// How often formatting is repeated at most.
    fn repeated(text: &str) -> usize {
        let read = events::read(text, &Options::default());
        let mut amount = Amount::default();
        for _ in 0..times(&read.list) {
            amount.done = Done::default();
            read.list.iter().for_each(|(event, _)| amount.event(event));
        }
        amount.done.repeated
    }

    fn pieces() -> impl Strategy<Value = String> {
        let formatting = "a b code font i strong u".split(' ').flat_map(|name| {
            let tag = format!("<{name} title={TITLE}>");
            [tag.clone(), tag, format!("</{name}>")]
        });
        let blocks = "div p p li ul dd dt h2 table table tr td th tbody caption col button object span svg select option \
                      template form textarea title html style desc math mi foreignObject noscript details section pre";
        let blocks = blocks.split_whitespace().flat_map(|name| [format!("<{name}>"), format!("</{name}>")]);
        let others = "a|a|a|\n|\n\n|\n\n|<br>|<hr>|*|**|- |> |[|](/x)|[[a¦|[[a]]|]]|¦a¦\n¦-¦\n¦|¦|[^1]|\n\n[^1]: |\n\n[^2]: |\
                      [^2]|![|<!--|-->|<!-->|<x|`|~~|# |<p title='|'>|<svg><title>|<table><tr><td>|</td></tr></table>|\
                      <![CDATA[|]]>|<div><div><div><div><div>";
        let others = others.split('|').map(|piece| piece.replace('¦', "|"));
        let all: Vec<_> = formatting.chain(blocks).chain(others).collect();
        let some = |most| {
            let piece = prop::sample::select(all.clone());
            prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
        };
        // One piece of formatting in a paragraph, where little else is counted, and all that may come.
        let one = (some(3), some(4), some(4))
            .prop_map(|(before, inside, behind)| format!("{before}<p><b title={TITLE}>{inside}</b>{behind}"));
        prop_oneof![some(40), one]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn formatting_is_never_repeated_more_often_than_counted(text in pieces(), raw in any::<bool>()) {
            // What follows shows what is still open.
            let text = text + "\n\n" + &(if raw { "<p>a" } else { "a\n\n" }).repeat(40);
            let most = text.matches(TITLE).count() + repeated(&text);
            for html in [render(&text, &Options::default(), &()).html, render_inline(&text, &Options::default(), &())] {
                let found = html.matches(TITLE).count();
                prop_assert!(found <= most, "{found} of {most}: {html}");
            }
        }
    }

    #[test]
    fn formatting_that_is_still_open_where_its_end_stands_is_counted() {
        let open = |text: &str| {
            let text = format!("{text}\n\n{}", "<p>a".repeat(40));
            repeated(&text)
        };
        // Closed in order, across a paragraph, and around some blocks.
        for closed in ["<p><b>a</b>", "<b>a\n\nb</b>", "<b><div><p>a<p>b</div></b>", "<table><tr><td><b>a</b></table>"]
        {
            assert!(open(closed) < 20, "{closed}: {}", open(closed));
        }
        for still in ["<p><b>", "<p><b><table></b></table>", "<b><div><div><div><div><div><div><div><div><div></b>"] {
            assert!(open(still) >= 40, "{still}: {}", open(still));
        }
        let hidden = "<p><b><svg><title><!--</title></b><p id='</svg>-->";
        assert!(open(hidden) >= 40, "{}", open(hidden));
    }
}
