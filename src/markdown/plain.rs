//! The words of a text alone, for descriptions, feeds and the search. Never yields markup.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::{self, Placed, after_end};
use super::{Options, TitleRoom, reference, tags};

/// The words of a text in one line. References without words of their own become what `title` says, or a mark of omission;
/// pictures become their alternative text; called footnotes follow at the end; raw HTML leaves its words, but no script
/// or style.
pub fn plain(text: &str, options: &Options, title: &dyn Fn(Option<&str>, &str) -> Option<String>) -> String {
    let list = events::read(text, options).list;
    let (titles, out) = (TitleRoom::of(text), String::with_capacity(text.len()));
    let mut words = Words { text, title, titles, out, space: false };
    let called: BTreeSet<String> = list.iter().filter_map(|(event, _)| called(event)).collect();
    let mut notes = Vec::new();
    words.read(&list, 0..list.len(), &mut notes);
    let mut given = BTreeSet::new();
    while !notes.is_empty() {
        for (label, range) in std::mem::take(&mut notes) {
            if called.contains(&label) && given.insert(label) {
                words.space = true;
                words.read(&list, range, &mut notes);
            }
        }
    }
    words.out
}

fn called(event: &Event) -> Option<String> {
    match event {
        Event::FootnoteReference(label) => Some(label.to_lowercase()),
        _ => None,
    }
}

struct Words<'a> {
    text: &'a str,
    title: &'a dyn Fn(Option<&str>, &str) -> Option<String>,
    /// The room for titles that stand for references.
    titles: TitleRoom,
    out: String,
    /// Whether a space stands before the next word.
    space: bool,
}

type Notes = Vec<(String, std::ops::Range<usize>)>;

impl Words<'_> {
    fn read(&mut self, list: &[Placed], range: std::ops::Range<usize>, notes: &mut Notes) {
        let mut at = range.start;
        while at < range.end {
            let (event, place) = &list[at];
            at += 1;
            match event {
                Event::Text(words) | Event::Code(words) => self.push(words),
                Event::Html(html) => {
                    self.space = true;
                    self.push(&without_tags(html));
                    self.space = true;
                }
                Event::InlineHtml(html) if tags::tags(html).any(|tag| tag.name.eq_ignore_ascii_case("br")) => {
                    self.space = true;
                }
                Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. }) => {
                    let end = after_end(list, at - 1);
                    if !has_pothole || !list[at..end].iter().any(|(event, _)| has_words(event)) {
                        let name = reference::name(self.text, place.clone());
                        let title = (self.title)(name.kind, name.id).filter(|title| self.titles.take(title));
                        self.push(title.as_deref().unwrap_or(reference::LEFT_OUT));
                        at = end;
                    }
                }
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let end = after_end(list, at - 1);
                    notes.push((label.to_lowercase(), at..end));
                    at = end;
                }
                Event::Start(
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
                )
                | Event::End(
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
                )
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => {}
                Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => {
                    self.space = true;
                }
            }
        }
    }

    /// Adds words with single spaces between them.
    fn push(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() || c.is_control() {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) && !self.out.is_empty() {
                self.out.push(' ');
            }
            self.out.push(c);
        }
    }
}

fn has_words(event: &Event) -> bool {
    matches!(event, Event::Text(words) | Event::Code(words) if !words.trim().is_empty())
}

/// The words between tags, without those of scripts and styles. Character references stay as written.
fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    let mut silent: Option<&str> = None;
    for tag in tags::tags(html) {
        if silent.is_none() {
            push_without_comments(&mut out, &html[from..tag.place.start]);
            out.push(' ');
        }
        from = tag.place.end;
        match silent {
            Some(name) if tag.closing && tag.name.eq_ignore_ascii_case(name) => silent = None,
            None if !tag.closing => {
                silent =
                    ["script", "style", "template", "title"].into_iter().find(|n| tag.name.eq_ignore_ascii_case(n));
            }
            _ => {}
        }
    }
    if silent.is_none() {
        push_without_comments(&mut out, &html[from..]);
    }
    out
}

fn push_without_comments(out: &mut String, html: &str) {
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
}
