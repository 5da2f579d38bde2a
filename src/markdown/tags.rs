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

/// The tags of a stretch of HTML in order, as browsers find them (HTML, section 13.2.5). Comments and declarations are
/// passed over, and so is the inside of elements that hold no HTML; after what is never closed there is nothing more.
pub(super) struct Tags<'a> {
    html: &'a str,
    at: usize,
    /// Where the tag, comment or declaration begins that is never closed.
    pub unfinished: Option<usize>,
}

/// The tags of a stretch of HTML.
pub(super) fn tags(html: &str) -> Tags<'_> {
    Tags { html, at: 0, unfinished: None }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.at + self.html[self.at..].find('<')?;
            let rest = &self.html[start..];
            let bytes = rest.as_bytes();
            let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
            let end = match bytes.get(1) {
                _ if is_letter(1) || (bytes.get(1) == Some(&b'/') && is_letter(2)) => {
                    if let Some(tag) = tag(self.html, start) {
                        self.at = raw_text(self.html, &tag).map_or(tag.place.end, |inside| inside.end);
                        return Some(tag);
                    }
                    None
                }
                _ if rest.starts_with("<!--") => comment(rest),
                Some(b'!' | b'?' | b'/') => rest.find('>').map(|end| end + 1),
                _ => Some(1),
            };
            let Some(end) = end else {
                self.unfinished = Some(start);
                self.at = self.html.len();
                return None;
            };
            self.at = start + end;
        }
    }
}

/// The length of the comment with which a stretch begins. `<!-->` and `<!--->` are whole ones, and `--!>` ends one too.
fn comment(html: &str) -> Option<usize> {
    let inner = html.strip_prefix("<!--")?;
    if inner.starts_with('>') {
        return Some(5);
    }
    if inner.starts_with("->") {
        return Some(6);
    }
    let is_end = |at: usize| inner[..at].ends_with("--") || inner[..at].ends_with("--!");
    inner.match_indices('>').find(|(at, _)| is_end(*at)).map(|(at, _)| 4 + at + 1)
}

/// Elements whose inside is words, whatever it looks like.
const RAW_TEXT: [&str; 9] =
    ["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];

/// The inside of an element that holds no HTML, to its end or that of the stretch.
pub(super) fn raw_text(html: &str, tag: &Tag) -> Option<Range<usize>> {
    if tag.closing || !RAW_TEXT.iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
        return None;
    }
    let start = tag.place.end;
    let is_end = |after: &str| {
        let (name, rest) = after.split_at_checked(tag.name.len()).unwrap_or_default();
        name.eq_ignore_ascii_case(tag.name)
            && rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
    };
    let inside = &html[start..];
    let end = inside.match_indices("</").find(|(at, _)| is_end(&inside[at + 2..])).map_or(inside.len(), |(at, _)| at);
    Some(start..start + end)
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
    fn comments_and_words_end_where_browsers_end_them() {
        let names = |html: &'static str| tags(html).map(|tag| tag.name).collect::<Vec<_>>();
        for html in ["<!--><i>", "<!---><i>", "<!-- > ---><i>", "<!-- --!><i>", "</><i>", "</ b><i>", "<![CDATA[<b><i>"]
        {
            assert_eq!(names(html), ["i"], "{html}");
        }
        assert_eq!(names("<TITLE><b></titles></title ><i>"), ["TITLE", "title", "i"]);
        for html in ["a <b", "<b title='>", "<!-- -- >", "<!--", "<!x", "</"] {
            let mut tags = tags(html);
            assert_eq!((tags.next(), tags.unfinished), (None, html.find('<')), "{html}");
        }
    }

    #[test]
    fn formatting_is_counted_wherever_it_stands() {
        assert_eq!(count_formatting("<b><B x><bdo></b><!--<i>--><big/>"), 4);
    }
}
