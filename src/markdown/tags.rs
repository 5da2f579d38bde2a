//! Finds the tags in a stretch of HTML, for reports and for small changes to HTML that is already safe. Never decides
//! whether HTML is safe: that is the sanitiser's, which reads HTML as browsers do.

use std::ops::Range;

/// One tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The element's name as written.
    pub name: &'a str,
    /// Whether it is a closing tag.
    pub closing: bool,
    /// The attributes with their values as written (without quotation marks, references not resolved).
    pub attributes: Vec<(&'a str, &'a str)>,
    /// From `<` to behind `>`, in bytes of the stretch.
    pub place: Range<usize>,
}

impl Tag<'_> {
    /// The value of an attribute as written.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// The tags of a stretch of HTML in order. Comments and declarations are passed over; after a tag or comment that is
/// never closed there is nothing more.
pub(super) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += html[at..].find('<')?;
            let rest = &html[at..];
            let inner = rest.strip_prefix("</").unwrap_or(&rest[1..]);
            if let Some(comment) = rest.strip_prefix("<!--") {
                at += 4 + comment.find("-->")? + 3;
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                at += rest.find('>')? + 1;
            } else if inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let tag = tag(html, at)?;
                at = tag.place.end;
                return Some(tag);
            } else {
                at += 1;
            }
        }
    })
}

/// The tag that begins at `start`, where `<` or `</` and a letter are known to stand.
fn tag(html: &str, start: usize) -> Option<Tag<'_>> {
    let closing = html[start..].starts_with("</");
    let name_start = start + if closing { 2 } else { 1 };
    let mut at = end(html, name_start, |c| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?;
    let name = &html[name_start..at];
    let mut attributes = Vec::new();
    loop {
        at = end(html, at, |c| !c.is_ascii_whitespace() && c != '/')?;
        if html[at..].starts_with('>') {
            return Some(Tag { name, closing, attributes, place: start..at + 1 });
        }
        // An `=` at the beginning belongs to the name (HTML, section 13.2.5.32).
        let name_end = end(html, at + html[at..].chars().next().map_or(1, char::len_utf8), |c| {
            c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=')
        })?;
        let attribute = &html[at..name_end];
        at = end(html, name_end, |c| !c.is_ascii_whitespace())?;
        let mut value = "";
        if html[at..].starts_with('=') {
            at = end(html, at + 1, |c| !c.is_ascii_whitespace())?;
            let quote = html[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
            let value_end = match quote {
                Some(quote) => end(html, at + 1, |c| c == quote)?,
                None => end(html, at, |c| c.is_ascii_whitespace() || c == '>')?,
            };
            value = &html[at + usize::from(quote.is_some())..value_end];
            at = value_end + usize::from(quote.is_some());
        }
        attributes.push((attribute, value));
    }
}

fn end(html: &str, from: usize, stop: impl Fn(char) -> bool) -> Option<usize> {
    html.get(from..)?.find(stop).map(|length| from + length)
}

/// How many tags could open formatting that browsers repeat in every later paragraph (HTML, section 13.2.4.3). Rather
/// too many than too few: comments and attributes are searched too.
pub(super) fn count_formatting(html: &str) -> usize {
    const NAMES: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    let is_formatting = |rest: &&str| {
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    html.split('<').skip(1).filter(is_formatting).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes_and_comments_passed_over() {
        let html = r#"a < b <!-- <x> --> <A href = "x>y" B=c disabled/>t</a ><!doctype html><br/> <i "#;
        let found: Vec<_> = tags(html).map(|t| (t.name, t.closing, t.attributes)).collect();
        let expected = vec![
            ("A", false, vec![("href", "x>y"), ("B", "c"), ("disabled", "")]),
            ("a", true, vec![]),
            ("br", false, vec![]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn formatting_is_counted_wherever_it_stands() {
        assert_eq!(count_formatting("<b><B x><bdo></b><!--<i>--><big/>"), 4);
    }
}
