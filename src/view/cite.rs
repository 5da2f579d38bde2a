//! How a page is cited: as words, as BibLaTeX (manual of biblatex 3.20, section 2) and as CSL-JSON (Citation Style
//! Language 1.0.2, appendix "CSL-JSON"). The day on which a reader looked at it is his to add.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Maker;
use super::times;
use super::views::Cite;
use crate::archive::{self, Key, RecordKey};
use crate::date::When;
use crate::language::Arg;
use crate::route::{Framed, Route};

/// What is cited.
struct Work<'a> {
    /// The record's kind and id, which make the key of the citation.
    name: String,
    title: &'a str,
    authors: &'a [String],
    date: Option<&'a When>,
    /// Whether the date is that of publication, and not that of an event.
    published: bool,
    /// The HTML by which other sites show it in a frame.
    embed: Option<String>,
}

impl Maker<'_> {
    pub(super) fn cite_event(&self, key: Key<archive::Event>, route: &Route) -> Cite {
        let event = &self.site.archive.events[key];
        let title = self.site.archive.title(RecordKey::Event(key), self.book.lang).0;
        let work = Work {
            name: format!("event-{}", event.id),
            title,
            authors: &[],
            date: Some(&event.when),
            published: false,
            embed: self.frame_code(Framed::Event(event.id.clone()), title),
        };
        self.cite(&work, route)
    }

    pub(super) fn cite_article(&self, key: Key<archive::Article>, route: &Route) -> Cite {
        let article = &self.site.archive.articles[key];
        let work = Work {
            name: format!("article-{}", article.id),
            title: self.site.archive.title(RecordKey::Article(key), self.book.lang).0,
            authors: &article.authors,
            date: article.date.as_ref(),
            published: true,
            embed: None,
        };
        self.cite(&work, route)
    }

    fn cite(&self, work: &Work<'_>, route: &Route) -> Cite {
        if !self.named.cite {
            return Cite { text: String::new(), bibtex: String::new(), csl: String::new(), embed: None };
        }
        let address = self.site.canonical(route);
        let publisher = self.site.archive.settings.publisher.clone();
        let authors = if work.authors.is_empty() { publisher.into_iter().collect() } else { work.authors.to_vec() };
        Cite {
            text: self.cite_words(work, &authors, &address),
            bibtex: self.biblatex(work, &authors, &address),
            csl: self.csl(work, &authors, &address),
            embed: work.embed.clone(),
        }
    }

    fn cite_words(&self, work: &Work<'_>, authors: &[String], address: &str) -> String {
        let title = match work.date {
            Some(date) => {
                let date = times::when(&self.book.language, date).short;
                self.say("cite_dated", &[("title", Arg::Text(work.title)), ("date", Arg::Text(&date))])
            }
            None => self.say("cite_undated", &[("title", Arg::Text(work.title))]),
        };
        let authors = self.book.language.list(authors);
        let site = self.site_title();
        let args = [("title", Arg::Text(&title)), ("site", Arg::Text(&site)), ("address", Arg::Text(address))];
        match authors.as_str() {
            "" => self.say("cite", &args),
            authors => {
                let [title, site, address] = args;
                self.say("cite_by", &[("authors", Arg::Text(authors)), title, site, address])
            }
        }
    }

    fn biblatex(&self, work: &Work<'_>, authors: &[String], address: &str) -> String {
        let mut text = format!("@online{{{},\n", work.name);
        let mut field = |name: &str, value: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {name} = {{{value}}},");
        };
        // Names in double braces are not taken apart into given names and family names.
        let authors: Vec<String> = authors.iter().map(|author| format!("{{{}}}", escaped(author))).collect();
        if !authors.is_empty() {
            field("author", &authors.join(" and "));
        }
        field("title", &format!("{{{}}}", escaped(work.title)));
        if let Some(date) = work.date {
            // biblatex reads EDTF as it is, its `~` and `%` included.
            field(if work.published { "date" } else { "eventdate" }, date.written());
        }
        field("organization", &escaped(&self.site_title()));
        field("url", &address.replace(['{', '}'], ""));
        field("langid", self.tag(self.book.lang));
        text.push('}');
        text
    }

    fn csl(&self, work: &Work<'_>, authors: &[String], address: &str) -> String {
        let mut item = json!({
            "id": work.name,
            "type": if work.published { "article" } else { "entry" },
            "title": work.title,
            "container-title": self.site_title(),
            "URL": address,
            "language": self.tag(self.book.lang),
        });
        if !authors.is_empty() {
            let names = authors.iter().map(|author| json!({ "literal": author }));
            item["author"] = names.collect();
        }
        if let Some(date) = work.date {
            item[if work.published { "issued" } else { "event-date" }] = self.csl_date(date);
        }
        json!([item]).to_string()
    }

    fn csl_date(&self, date: &When) -> Value {
        let machine = times::machine(date);
        let day = machine.as_deref().map(|machine| machine.split('T').next().unwrap_or(machine));
        let parts = day.and_then(|day| day.split('-').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>());
        match parts {
            Some(parts) => json!({ "date-parts": [parts] }),
            None => json!({ "literal": self.book.language.when(date) }),
        }
    }
}

/// Words as BibTeX reads them: the characters that mean something in LaTeX are written out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_latex_would_take_for_a_command_is_written_out() {
        assert_eq!(
            escaped(r"A & B: 50% {x} \y 2014~"),
            r"A \& B: 50\% \textbraceleft{}x\textbraceright{} \textbackslash{}y 2014\textasciitilde{}"
        );
    }
}
