//! The words that templates use, to know which parts of their data no template can name.
//!
//! Nothing is parsed: every word counts wherever it stands, so that a part may be taken for named that is not, but never
//! the other way round. Where a template can reach parts without naming them, all count as named.

use std::collections::{BTreeMap, BTreeSet};

use litemap::LiteMap;

/// The words of the templates that some pages use.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TemplateWords {
    words: BTreeSet<String>,
    /// Whether parts are reached without their names.
    unnamed: bool,
}

impl TemplateWords {
    /// The words of `pages` and of all templates that they lead to.
    pub fn of<'a>(pages: impl IntoIterator<Item = &'a str>, texts: &BTreeMap<String, String>) -> TemplateWords {
        let homes = homes(texts);
        let mut found = TemplateWords::default();
        let mut read = BTreeSet::new();
        let mut unread: Vec<&str> = pages.into_iter().collect();
        while let Some(name) = unread.pop() {
            let Some(text) = texts.get(name).filter(|_| read.insert(name.to_owned())) else { continue };
            found.unnamed |= reaches_unnamed(text);
            // A template is named in quotation marks by those that extend or include it.
            unread.extend(texts.keys().map(String::as_str).filter(|other| text.contains(*other)));
            let used = homes.iter().filter(|(component, _)| uses(text, component));
            unread.extend(used.flat_map(|(_, homes)| homes));
            found.words.extend(naming_words(text).map(str::to_owned));
        }
        found
    }

    /// Whether some template may name this.
    pub fn has(&self, word: &str) -> bool {
        self.unnamed || self.words.contains(word)
    }
}

/// The templates in which the component of each name stands.
fn homes(texts: &BTreeMap<String, String>) -> LiteMap<&str, Vec<&str>> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for (name, text) in texts {
        let mut words = words(text);
        while let Some(word) = words.next() {
            if word == "component"
                && let Some(component) = words.next()
            {
                pairs.push((component, name));
            }
        }
    }
    pairs.sort_unstable();
    let mut homes: LiteMap<&str, Vec<&str>> = LiteMap::new();
    for (component, name) in pairs {
        homes.entry(component).or_default().push(name);
    }
    homes
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_part(c)).filter(|word| !word.is_empty())
}

/// Whether a text holds `<component`.
fn uses(text: &str, component: &str) -> bool {
    text.match_indices(component).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + component.len()..]);
        before.ends_with('<') && !behind.starts_with(is_part)
    })
}

/// The words of a text but for the names of elements and components.
fn naming_words(text: &str) -> impl Iterator<Item = &str> {
    words(text).filter(|word| {
        let before = &text[..word.as_ptr().addr() - text.as_ptr().addr()];
        !before.ends_with('<') && !before.ends_with("</")
    })
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a template can reach data by other means than their names: by writing out all of them, by going through a
/// table's keys, or by a key that is put together. Interface strings are not views.
fn reaches_unnamed(text: &str) -> bool {
    let mut words = words(text);
    words.any(|word| matches!(word, "json_encode" | "__tera_context" | "get"))
        || text.split('[').collect::<Vec<_>>().windows(2).any(|pair| {
            let (before, inside) = (pair[0], pair[1].trim_start());
            let name = before.rsplit(|c: char| !is_part(c)).next().unwrap_or("");
            let is_subscript = before.ends_with(|c: char| is_part(c) || matches!(c, ']' | ')' | '?'));
            is_subscript && name != "text" && !inside.starts_with(|c: char| c.is_ascii_digit() || "\"'`".contains(c))
        })
        || text.split("for ").skip(1).any(|rest| {
            let names = rest.split(" in ").next().unwrap_or("").split_once(',');
            let is_name = |name: &str| !name.trim().is_empty() && name.trim().chars().all(is_part);
            names.is_some_and(|(key, value)| is_name(key) && is_name(value))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str, others: &[(&str, &str)]) -> TemplateWords {
        let mut texts: BTreeMap<String, String> =
            others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        texts.insert("page.html".to_owned(), page.to_owned());
        TemplateWords::of(["page.html"], &texts)
    }

    #[test]
    fn words_are_those_of_all_templates_that_a_page_leads_to() {
        let others = [
            ("base.html", "{{ page.json_ld }}{% include \"foot.html\" %}"),
            ("foot.html", "{{ site.licence }}"),
            ("parts.html", "{% component part(map) %}{{ map.earth }}{{ <inner /> }}{% endcomponent part %}"),
            ("inner.html", "{%- component inner() -%}{{ cite.text }}{%- endcomponent inner -%}"),
            ("unused.html", "{{ view.overview }}"),
        ];
        let words = of("{% extends 'base.html' %}{{ <part map={view.map} /> }}", &others);
        for word in ["json_ld", "licence", "map", "earth", "cite"] {
            assert!(words.has(word), "{word}");
        }
        assert!(!words.has("overview"));
        assert!(!of("<cite>{{ a }}</cite>", &[]).has("cite"), "the name of an element");
        assert!(!of("{% extends 'base.html' %}", &others).has("cite"));
    }

    #[test]
    fn a_template_that_reaches_data_without_their_names_is_given_all() {
        for text in [
            "{{ view | json_encode }}",
            "{{ __tera_context }}",
            "{{ page[name] }}",
            "{{ view.event[ \"ci\" ~ \"te\" ] }}{{ view[(a)] }}",
            "{{ view | get(key=name) }}",
            "{% for key, value in view %}{{ value }}{% endfor %}",
        ] {
            assert!(of(text, &[]).has("cite"), "{text}");
        }
        for text in [
            "{{ text[\"date_\" ~ form] }}{{ page.languages[0].url }}{{ page['url'] }}",
            "{% set ways = [a for a in b] %}{% for a in [1, 2] %}{% endfor %}",
            "Words, for instance, in a sentence: [1, 2]",
        ] {
            assert!(!of(text, &[]).has("cite"), "{text}");
        }
    }
}
