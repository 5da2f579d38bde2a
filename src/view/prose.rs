//! The author's texts as HTML, with references leading to the pages of this site.

use super::book::{Book, foreign};
use super::shape::Html;
use super::{Heading, Prose};
use crate::archive::{Lang, Localised, RecordKey};
use crate::id::Kind;
use crate::markdown::{self, Labels, Options, Resolver, Syntax, Target};
use crate::site::{MARKUP_IN_A_ROW, Site};

/// Finds records and addresses for one language.
struct Links<'a> {
    site: &'a Site,
    lang: Lang,
}

impl Resolver for Links<'_> {
    fn reference(&self, kind: Option<&str>, id: &str) -> Option<Target> {
        let kind = match kind {
            Some(name) => Some(Kind::find(name)?),
            None => None,
        };
        let record = self.site.archive.find(kind, id)?;
        let route = self.site.route_of(record, self.lang)?;
        let (title, found) = self.site.archive.title(record, self.lang);
        Some(Target {
            url: self.site.href(&route),
            kind: record.kind().name(),
            title: title.to_owned(),
            lang: foreign(self.site, self.lang, found),
        })
    }

    fn link(&self, target: &str) -> Option<String> {
        let is_of_site = target.starts_with('/') && !target.starts_with("//");
        is_of_site.then(|| self.site.href_of_link(target))
    }
}

/// A whole text.
pub fn blocks(
    site: &Site,
    book: &Book,
    text: &Localised<crate::archive::Prose>,
    prefix: &str,
) -> (Option<Prose>, Vec<Heading>) {
    let Some((prose, found)) = text.get(book.lang) else { return (None, Vec::new()) };
    let (notes, back) = (book.say("notes", &[]), book.say("back_to_text", &[]));
    let (done, open) = (book.say("task_done", &[]), book.say("task_open", &[]));
    let table = book.say("table", &[]);
    let options = Options {
        syntax: if prose.plain { Syntax::Paragraphs } else { Syntax::Markdown },
        anchor_prefix: prefix,
        // The page's title is its only heading of the first level.
        heading_shift: u8::from(prose.text.lines().any(|l| l.starts_with("# "))),
        trust_html: site.archive.settings.trust_html,
        labels: Labels { notes: &notes, back: &back, done: &done, open: &open, table: &table },
    };
    let rendered = markdown::render(&prose.text, &options, &Links { site, lang: book.lang });
    let headings = rendered
        .headings
        .into_iter()
        .map(|h| Heading { anchor: h.id, text: h.text, level: usize::from(h.level) })
        .collect();
    (Some(Prose { html: Html(rendered.html), lang: foreign(site, book.lang, found) }), headings)
}

/// A text of one paragraph.
pub fn inline(site: &Site, book: &Book, text: &Localised<crate::archive::Prose>) -> Option<Prose> {
    let (prose, found) = text.get(book.lang)?;
    let options = Options { trust_html: site.archive.settings.trust_html, ..Options::default() };
    let html = markdown::render_inline(&prose.text, &options, &Links { site, lang: book.lang });
    Some(Prose { html: Html(html), lang: foreign(site, book.lang, found) })
}

/// A text of one paragraph as rows of lists show it: with its markup unless there is too much of that for a row.
pub fn in_a_row(site: &Site, book: &Book, text: &Localised<crate::archive::Prose>) -> Option<Prose> {
    let whole = inline(site, book, text)?;
    let marks = whole.html.0.matches('<').count() - whole.html.0.matches("</").count();
    if marks <= MARKUP_IN_A_ROW {
        return Some(whole);
    }
    let words = plain(site, book.lang, text).unwrap_or_default();
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Some(Prose { html: Html(escaped), lang: whole.lang })
}

/// A text's words alone, at most about 200 characters of them.
pub fn description(site: &Site, lang: Lang, text: &Localised<crate::archive::Prose>) -> Option<String> {
    plain(site, lang, text).map(|words| shorten(&words, 200))
}

/// A text's words alone.
pub fn plain(site: &Site, lang: Lang, text: &Localised<crate::archive::Prose>) -> Option<String> {
    let (prose, _) = text.get(lang)?;
    let options =
        Options { syntax: if prose.plain { Syntax::Paragraphs } else { Syntax::Markdown }, ..Options::default() };
    let title = |kind: Option<&str>, id: &str| -> Option<String> {
        let kind = kind.and_then(Kind::find);
        let record: RecordKey = site.archive.find(kind, id)?;
        Some(site.archive.title(record, lang).0.to_owned())
    };
    Some(markdown::plain(&prose.text, &options, &title))
}

/// The beginning of a text, cut between words.
pub fn shorten(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let mut end = text.char_indices().nth(most).map_or(text.len(), |(i, _)| i);
    if let Some(space) = text[..end].rfind(' ') {
        end = space;
    }
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}
