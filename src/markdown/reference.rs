//! `[[id]]`, `[[id|words]]` and `[[kind:id|words]]`: taking what stands between the brackets apart.

use std::ops::Range;

use super::escape;

/// Stands for a reference to what is not shown. Its id may tell more than the author wants.
pub(super) const LEFT_OUT: &str = "[…]";

/// How many times its own size the titles in a text may take that stand for references without words, and what is allowed
/// on top for short texts: so few that the longest text still makes a page, with the markup of as many links.
pub const TITLES: usize = 16;
const TITLES_BASE: usize = 64 * 1024;

/// The room in a text for the titles of what it refers to: a reference has a few bytes, and a title may have very many.
#[derive(Debug, Clone, Copy)]
pub struct TitleRoom {
    left: usize,
}

impl TitleRoom {
    /// The room in a text.
    pub fn of(text: &str) -> TitleRoom {
        TitleRoom { left: text.len() * TITLES + TITLES_BASE }
    }

    /// Takes room for one more title, as long as HTML makes it. Says whether there was enough; once there was not, there
    /// is none for any.
    pub fn take(&mut self, title: &str) -> bool {
        let left = self.left.checked_sub(escape::length(title));
        self.left = left.unwrap_or(0);
        left.is_some()
    }
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// The kind, where it is written.
    pub kind: Option<&'a str>,
    /// The id as written, without space around it.
    pub id: &'a str,
    /// Where the id stands, in bytes of the text.
    pub span: Range<usize>,
}

/// The name in the reference that covers `span` of `text`, from its `[[` (or `![[`) to its `]]`.
pub(super) fn name(text: &str, span: Range<usize>) -> Name<'_> {
    let whole = text.get(span.clone()).unwrap_or("");
    let begin = whole.find("[[").map_or(0, |at| at + 2);
    let inner = whole[begin..].strip_suffix("]]").unwrap_or(&whole[begin..]);
    let inner = inner.split_once('|').map_or(inner, |(name, _)| name.strip_suffix('\\').unwrap_or(name));
    let (kind, id) = match inner.split_once(':') {
        Some((kind, id)) => (Some(kind.trim()).filter(|kind| !kind.is_empty()), id),
        None => (None, inner),
    };
    let start = span.start + begin + (inner.len() - id.len()) + (id.len() - id.trim_start().len());
    let id = id.trim();
    Name { kind, id, span: start..start + id.len() }
}

/// Whether what covers `span` can be a reference: no name holds a bracket.
pub(super) fn is_one(text: &str, span: Range<usize>) -> bool {
    !name(text, span).id.contains(['[', ']'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_names_kind_and_id_and_knows_the_place_of_the_id() {
        let cases = [
            ("[[a]]", None, "a", 2..3),
            ("[[ a ]]", None, "a", 3..4),
            ("[[a|b]]", None, "a", 2..3),
            (r"[[a\|b]]", None, "a", 2..3),
            ("[[place:crimea|x:y]]", Some("place"), "crimea", 8..14),
            ("[[ place : crimea ]]", Some("place"), "crimea", 11..17),
            ("![[a]]", None, "a", 3..4),
            ("[[:a]]", None, "a", 3..4),
        ];
        for (text, kind, id, span) in cases {
            assert_eq!(name(text, 0..text.len()), Name { kind, id, span }, "{text}");
        }
    }
}
