//! Footnotes: numbered in the order of their first call, each with a way back to every call.

use std::fmt::Write as _;
use std::ops::Range;

use litemap::LiteMap;
use pulldown_cmark::{Event, Tag};

use super::super::escape;
use super::super::events::{Placed, after_end};
use super::{Form, Writer};

/// How many footnotes may call one another within a paragraph; what is deeper is left out.
const NOTES_IN_NOTES: usize = 4;

/// The footnotes of a text and how often each was called so far.
pub(super) struct Notes {
    /// By label in lower case: the events of the note, and its number (0: not called yet).
    defined: LiteMap<String, Note>,
    /// The labels in order of number.
    order: Vec<String>,
}

struct Note {
    body: Range<usize>,
    number: usize,
    calls: usize,
}

/// One call of a footnote.
pub(super) struct Call {
    /// The footnote's number, from 1.
    pub number: usize,
    /// Which call of this footnote it is, from 1.
    pub time: usize,
    /// The events of the note.
    pub body: Range<usize>,
}

impl Notes {
    /// The footnotes that a text defines; of two with the same label the first.
    pub(super) fn of(list: &[Placed]) -> Notes {
        let note = |(at, (event, _)): (usize, &Placed)| {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { return None };
            let body = at + 1..after_end(list, at).saturating_sub(1).max(at + 1);
            Some((label.to_lowercase(), Note { body, number: 0, calls: 0 }))
        };
        // Of equal keys the last counts.
        let defined = list.iter().enumerate().rev().filter_map(note).collect();
        Notes { defined, order: Vec::new() }
    }

    /// Counts a call. `None` if there is no such footnote.
    pub(super) fn call(&mut self, label: &str) -> Option<Call> {
        let label = label.to_lowercase();
        let note = self.defined.get_mut(&label)?;
        note.calls += 1;
        if note.number == 0 {
            self.order.push(label);
            note.number = self.order.len();
        }
        Some(Call { number: note.number, time: note.calls, body: note.body.clone() })
    }
}

/// The id of the mark that calls a footnote. Ids of headings hold no `:`, so the two never meet.
pub(super) fn call_id(prefix: &str, number: usize, time: usize) -> String {
    if time == 1 { format!("{prefix}fnref_{number}") } else { format!("{prefix}fnref_{number}-{time}") }
}

impl Writer<'_> {
    /// Writes the mark that calls a footnote; in a paragraph the note itself, at its first call.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let Some(call) = self.notes.call(label) else {
            let _ = write!(self.out, "[^");
            escape::text(&mut self.out, label);
            self.out.push(']');
            return;
        };
        if self.form == Form::Paragraph {
            if call.time == 1 && self.in_notes < NOTES_IN_NOTES {
                self.in_notes += 1;
                self.space();
                self.out.push('(');
                self.no_space = self.out.len();
                self.range(call.body);
                let length = self.out.trim_end().len();
                self.out.truncate(length);
                self.out.push(')');
                self.in_notes -= 1;
            }
            return;
        }
        let prefix = self.options.anchor_prefix;
        self.out.push_str("<sup>");
        // A link cannot stand in a link: there the number alone is shown, and a plain anchor to come back to.
        self.out.push_str(if self.in_link == 0 { "<a" } else { "<span" });
        if self.in_link == 0 {
            self.address("href", &format!("#{prefix}fn_{}", call.number));
        }
        self.own("id", &call_id(prefix, call.number, call.time));
        self.own("class", "footnote-ref");
        if self.in_link == 0 {
            self.own("role", "doc-noteref");
        }
        let _ = write!(self.out, ">{}{}</sup>", call.number, if self.in_link == 0 { "</a>" } else { "</span>" });
    }

    /// Writes the notes that were called, and those that they call in turn.
    pub(super) fn footnotes(&mut self) {
        if self.notes.order.is_empty() {
            return;
        }
        self.block("<section");
        self.own("class", "footnotes");
        self.own("role", "doc-endnotes");
        self.own("aria-label", self.options.labels.notes);
        self.out.push_str(">\n<ol>\n");
        // Writing a note may call further ones, which then stand behind it.
        let mut ends = Vec::new();
        let mut index = 0;
        while let Some(label) = self.notes.order.get(index).cloned() {
            index += 1;
            self.out.push_str("<li");
            self.own("id", &format!("{}fn_{index}", self.options.anchor_prefix));
            self.out.push('>');
            if let Some(note) = self.notes.defined.get(&label) {
                self.range(note.body.clone());
            }
            let in_paragraph = self.out.ends_with("</p>\n");
            if in_paragraph {
                self.out.truncate(self.out.len() - "</p>\n".len());
            }
            ends.push((self.out.len(), label));
            self.out.push_str(if in_paragraph { "</p>\n</li>\n" } else { "</li>\n" });
        }
        self.out.push_str("</ol>\n</section>\n");
        self.ways_back(&ends);
    }

    /// Puts the links back into the notes, at the places given: only when all notes are written are all calls known.
    fn ways_back(&mut self, ends: &[(usize, String)]) {
        let written = std::mem::take(&mut self.out);
        let mut from = 0;
        for (index, (end, label)) in ends.iter().enumerate() {
            self.out.push_str(&written[from..*end]);
            from = *end;
            let calls = self.notes.defined.get(label).map_or(0, |note| note.calls);
            for time in 1..=calls {
                self.way_back(index + 1, time);
            }
        }
        self.out.push_str(&written[from..]);
    }

    fn way_back(&mut self, number: usize, time: usize) {
        let mut name = format!("{} {number}", self.options.labels.back);
        if time > 1 {
            let _ = write!(name, "-{time}");
        }
        self.out.push_str(" <a");
        self.address("href", &format!("#{}", call_id(self.options.anchor_prefix, number, time)));
        self.own("class", "footnote-back");
        self.own("role", "doc-backlink");
        self.own("aria-label", &name);
        self.out.push_str(">\u{21a9}\u{fe0e}");
        if time > 1 {
            self.out.push_str("<sup>");
            escape::text(&mut self.out, &time.to_string());
            self.out.push_str("</sup>");
        }
        self.out.push_str("</a>");
    }
}
