//! Writes the events of a text as HTML: blocks for a page, or the inside of one paragraph.
//!
//! Everything that is written here is safe by construction: words are escaped, addresses are judged, ids are slugs.
//! Only where the author wrote raw HTML does the result pass through the sanitiser. Never writes a style attribute, so
//! that pages can forbid them.

mod links;
mod notes;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use litemap::LiteMap;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use self::notes::Notes;
use super::events::{self, Events, Placed, Raw, after_end, shown_words};
use super::reference::{self, Name};
use super::{Options, Resolver, TitleRoom, escape, headings, sanitise};

/// A text as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// Block elements, in the form in which browsers would write them; safe to stand in any element that takes blocks.
    pub html: String,
    /// The headings in order, for a table of contents.
    pub headings: Vec<Heading>,
}

/// A heading of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level as shown, 1 to 6.
    pub level: u8,
    /// The id, with the prefix of the text.
    pub id: String,
    /// The words, without markup.
    pub text: String,
}

/// Renders a text as blocks.
pub fn render(text: &str, options: &Options, resolver: &dyn Resolver) -> Rendered {
    let (html, headings) = write(text, options, resolver, Form::Blocks);
    Rendered { html, headings }
}

/// Renders a text as the inside of one paragraph. Blocks are parted by spaces and otherwise taken off their words;
/// pictures become their alternative text; a footnote stands in brackets where it is first called.
pub fn render_inline(text: &str, options: &Options, resolver: &dyn Resolver) -> String {
    let (html, _) = write(text, options, resolver, Form::Paragraph);
    let trimmed = html.trim();
    if trimmed.len() == html.len() { html } else { trimmed.to_owned() }
}

/// What the HTML is to stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Blocks,
    Paragraph,
}

fn write(text: &str, options: &Options, resolver: &dyn Resolver, form: Form) -> (String, Vec<Heading>) {
    let Events { list, raw, fault: _ } = events::read(text, options);
    let (ids, _) = headings::ids(text, &list);
    let mut writer = Writer {
        text,
        list: &list,
        options,
        resolver,
        form,
        raw,
        out: String::with_capacity(text.len() * 2 + 64),
        titles: TitleRoom::of(text),
        links: Vec::new(),
        in_link: 0,
        anchors: ids.iter().map(|heading| heading.id.clone()).collect(),
        ids: ids.into_iter().map(|heading| (heading.event, heading.id)).collect(),
        headings: Vec::new(),
        plain_titles: TitleRoom::of(text),
        alignments: Vec::new(),
        column: 0,
        in_head: false,
        has_body: false,
        notes: Notes::of(&list),
        in_notes: 0,
        no_space: 0,
    };
    writer.range(0..list.len());
    if form == Form::Blocks {
        writer.footnotes();
    }
    let html = match (raw, form) {
        (Raw::Sanitise, Form::Blocks) => sanitise::page(&writer.out, resolver),
        (Raw::Sanitise, Form::Paragraph) => sanitise::paragraph(&writer.out, resolver),
        _ => writer.out,
    };
    (html, writer.headings)
}

struct Writer<'a> {
    text: &'a str,
    list: &'a [Placed<'a>],
    options: &'a Options<'a>,
    resolver: &'a dyn Resolver,
    form: Form,
    raw: Raw,
    out: String,
    /// The room for titles that stand for references.
    titles: TitleRoom,
    /// What ends each link that is open: `</a>`, or nothing where only its words are shown.
    links: Vec<&'static str>,
    /// How many links are open whose end is `</a>`.
    in_link: usize,
    /// The ids of all headings without prefix, by the index of their event.
    ids: LiteMap<usize, String>,
    /// The same ids, to look one up.
    anchors: BTreeSet<String>,
    headings: Vec<Heading>,
    /// The room for those that stand where no markup is: in the table of contents and in alternative texts.
    plain_titles: TitleRoom,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
    notes: Notes,
    /// How many footnotes are being written in one another, in a paragraph.
    in_notes: usize,
    /// The length of the output at which no space is wanted: the beginning, and behind an opening bracket of ours.
    no_space: usize,
}

impl<'a> Writer<'a> {
    /// Writes the events of a range.
    fn range(&mut self, range: Range<usize>) {
        let list = self.list;
        let mut at = range.start;
        while at < range.end {
            let (event, place) = &list[at];
            at = match event {
                Event::Start(tag) => self.start(tag, place, at),
                Event::End(tag) => {
                    self.end(tag);
                    at + 1
                }
                _ => {
                    self.leaf(event);
                    at + 1
                }
            };
        }
    }

    fn leaf(&mut self, event: &Event) {
        match event {
            Event::Text(words) => escape::text(&mut self.out, words),
            Event::Code(words) => {
                self.out.push_str("<code>");
                escape::text(&mut self.out, words);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::InlineMath(words) | Event::DisplayMath(words) => escape::text(&mut self.out, words),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    /// Writes the beginning of an element and gives the event to go on with.
    fn start(&mut self, tag: &Tag<'a>, place: &Range<usize>, at: usize) -> usize {
        match tag {
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. } => {
                return self.reference(place, *has_pothole, at);
            }
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            Tag::Image { link_type, dest_url, title, .. } => {
                let end = after_end(self.list, at);
                let alt = self.shown_words(at..end);
                let is_reference = matches!(link_type, LinkType::WikiLink { .. });
                self.image(if is_reference { "" } else { dest_url }, title, &alt);
                return end;
            }
            Tag::FootnoteDefinition(_) => return after_end(self.list, at),
            Tag::CodeBlock(kind) => self.code_block(kind),
            _ if self.form == Form::Paragraph => self.space(),
            Tag::Heading { level, .. } => self.heading(*level as u8, at),
            _ => self.start_block(tag, at),
        }
        at + 1
    }

    fn start_block(&mut self, tag: &Tag, at: usize) {
        match tag {
            Tag::Paragraph => self.block("<p>"),
            Tag::BlockQuote(_) => self.block("<blockquote>\n"),
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(first)) => {
                self.block("<ol start=\"");
                let _ = writeln!(self.out, "{first}\">");
            }
            Tag::Item => {
                self.block("<li");
                if self.list[at + 1..].iter().take(2).any(|(event, _)| matches!(event, Event::TaskListMarker(_))) {
                    self.own("class", "task");
                }
                self.out.push('>');
            }
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.has_body = false;
                self.block("<div");
                // A table that is too wide scrolls in its own box, which a keyboard must reach. A group and no region: a page
                // may hold several, and landmarks must differ in their names.
                self.own("class", "table");
                self.own("role", "group");
                self.own("tabindex", "0");
                self.own("aria-label", self.options.labels.table);
                self.out.push_str("><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str(if self.has_body { "<tr>" } else { "<tbody>\n<tr>" });
                self.has_body = true;
            }
            Tag::TableCell => self.cell(),
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                let end = self.links.pop().unwrap_or("");
                self.in_link -= usize::from(!end.is_empty());
                self.out.push_str(end);
            }
            TagEnd::CodeBlock => self.end_code_block(),
            _ if self.form == Form::Paragraph => {}
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => {
                let level = self.headings.last().map_or(6, |heading| heading.level);
                let _ = writeln!(self.out, "</h{level}>");
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.column += 1;
                self.out.push_str(if self.in_head { "</th>" } else { "</td>" });
            }
            TagEnd::Table => {
                self.out.push_str(if self.has_body { "</tbody>\n</table></div>\n" } else { "</table></div>\n" })
            }
            _ => {}
        }
    }

    /// Writes the beginning of a block on a line of its own.
    fn block(&mut self, html: &str) {
        if self.form == Form::Paragraph {
            self.space();
            return;
        }
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(html);
    }

    fn space(&mut self) {
        if self.out.len() != self.no_space && !self.out.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
    }

    /// Writes an attribute that authors may not write themselves.
    fn own(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if self.raw == Raw::Sanitise {
            self.out.push(sanitise::MARK);
        }
        escape::attribute(&mut self.out, value);
        self.out.push('"');
    }

    /// Writes an attribute that authors may write as well.
    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::attribute(&mut self.out, value);
        self.out.push('"');
    }

    fn address(&mut self, name: &str, address: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if self.raw == Raw::Sanitise {
            self.out.push(sanitise::MARK);
        }
        escape::address(&mut self.out, address);
        self.out.push('"');
    }

    fn raw_html(&mut self, html: &str) {
        match self.raw {
            Raw::Trust => self.out.push_str(html),
            Raw::Sanitise => self.out.push_str(&sanitise::contained(html)),
            Raw::Show | Raw::Absent => escape::text(&mut self.out, html),
        }
    }

    fn heading(&mut self, level: u8, at: usize) {
        let level = level.saturating_add(self.options.heading_shift).clamp(1, 6);
        // Footnotes stand last whatever their place in the text, so the id is found by the heading's own place.
        let id = self.ids.get(&at).map(|id| format!("{}{id}", self.options.anchor_prefix)).unwrap_or_default();
        let _ =
            write!(self.out, "{}<h{level}", if self.out.is_empty() || self.out.ends_with('\n') { "" } else { "\n" });
        self.own("id", &id);
        self.out.push('>');
        let text = self.shown_words(at..after_end(self.list, at)).trim().to_owned();
        self.headings.push(Heading { level, id, text });
    }

    /// The words of a range as they are shown without markup: a reference becomes the title of what it leads to, or a mark
    /// of omission.
    fn shown_words(&mut self, range: Range<usize>) -> String {
        let (resolver, room) = (self.resolver, &mut self.plain_titles);
        let mut stand_in = |name: Name<'_>, _| {
            let title = resolver.reference(name.kind, name.id).map(|target| target.title);
            title.filter(|title| room.take(title)).unwrap_or_else(|| reference::LEFT_OUT.to_owned())
        };
        shown_words(self.text, &self.list[range], &mut stand_in)
    }

    fn code_block(&mut self, kind: &CodeBlockKind) {
        if self.form == Form::Paragraph {
            self.space();
            self.out.push_str("<code>");
            return;
        }
        self.block("<pre><code");
        if let CodeBlockKind::Fenced(info) = kind {
            let language: String = info
                .chars()
                .take_while(|c| !c.is_whitespace())
                .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '_' | '#'))
                .collect();
            if !language.is_empty() {
                self.own("class", &format!("language-{language}"));
            }
        }
        self.out.push('>');
    }

    fn end_code_block(&mut self) {
        if self.form == Form::Paragraph {
            let length = self.out.trim_end().len();
            self.out.truncate(length);
            self.out.push_str("</code>");
        } else {
            self.out.push_str("</code></pre>\n");
        }
    }

    fn cell(&mut self) {
        self.out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        match self.alignments.get(self.column) {
            Some(Alignment::Left) => self.own("class", "align-left"),
            Some(Alignment::Center) => self.own("class", "align-center"),
            Some(Alignment::Right) => self.own("class", "align-right"),
            _ => {}
        }
        self.out.push('>');
    }

    fn task(&mut self, done: bool) {
        if self.form == Form::Paragraph {
            return;
        }
        let labels = self.options.labels;
        self.out.push_str("<input");
        self.own("type", "checkbox");
        self.own("disabled", "");
        if done {
            self.own("checked", "");
        }
        self.own("aria-label", if done { labels.done } else { labels.open });
        self.out.push_str("> ");
    }
}
