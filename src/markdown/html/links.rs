//! References, links and pictures: each address is judged or comes from the resolver.

use std::ops::Range;

use pulldown_cmark::{LinkType, TagEnd};

use super::super::address::{Address, judge};
use super::super::events::{after_end, words};
use super::super::{Target, escape, reference};
use super::{Form, Writer};

impl Writer<'_> {
    /// Writes a reference, or its words where it leads nowhere, and gives the event to go on with.
    pub(super) fn reference(&mut self, place: &Range<usize>, has_words: bool, at: usize) -> usize {
        let name = reference::name(self.text, place.clone());
        let end = after_end(self.list, at);
        let has_words = has_words && !words(&self.list[at..end]).trim().is_empty();
        match self.resolver.reference(name.kind, name.id) {
            Some(target) => self.open_reference(&target, has_words),
            None => {
                if !has_words {
                    self.out.push_str(reference::LEFT_OUT);
                }
                self.links.push("");
            }
        }
        if has_words {
            return at + 1;
        }
        self.end(&TagEnd::Link);
        end
    }

    fn open_reference(&mut self, target: &Target, has_words: bool) {
        self.out.push_str("<a");
        self.own("class", &format!("ref ref-{}", target.kind));
        self.own("data-kind", target.kind);
        self.address("href", &target.url);
        if let Some(lang) = &target.lang {
            self.attribute("hreflang", lang);
            if !has_words {
                self.attribute("lang", lang);
            }
        }
        self.out.push('>');
        if !has_words {
            let has_room = self.titles.take(&target.title);
            escape::text(&mut self.out, if has_room { &target.title } else { reference::LEFT_OUT });
        }
        self.links.push("</a>");
        self.in_link += 1;
    }

    /// Writes the beginning of a link; of one that is not allowed only the words appear.
    pub(super) fn link(&mut self, link_type: LinkType, target: &str, title: &str) {
        let mail;
        let target = if link_type == LinkType::Email {
            mail = format!("mailto:{target}");
            &mail
        } else {
            target
        };
        let (address, is_foreign) = match judge(target) {
            Address::Forbidden => {
                self.links.push("");
                return;
            }
            Address::Foreign => (target.to_owned(), true),
            Address::Contact => (target.to_owned(), false),
            Address::Page => (self.on_this_page(target), false),
            Address::Site => (self.resolver.link(target).unwrap_or_else(|| target.to_owned()), false),
        };
        self.open_link(&address, title, is_foreign);
        self.links.push("</a>");
        self.in_link += 1;
    }

    fn open_link(&mut self, address: &str, title: &str, is_foreign: bool) {
        self.out.push_str("<a");
        self.address("href", address);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        if is_foreign {
            self.own("rel", "noopener noreferrer");
        }
        self.out.push('>');
    }

    /// The address of a place on the page; a heading of this text is found under its prefix.
    fn on_this_page(&self, target: &str) -> String {
        let prefix = self.options.anchor_prefix;
        let id = &target[1..];
        if prefix.is_empty() || !self.anchors.contains(id) {
            return target.to_owned();
        }
        format!("#{prefix}{id}")
    }

    /// Writes a picture of the site, or what stands in for another.
    pub(super) fn image(&mut self, target: &str, title: &str, alt: &str) {
        let address = judge(target);
        if address == Address::Foreign && self.in_link == 0 {
            self.open_link(target, title, true);
            escape::text(&mut self.out, if alt.trim().is_empty() { target } else { alt });
            self.out.push_str("</a>");
        } else if address != Address::Site || self.form == Form::Paragraph {
            escape::text(&mut self.out, alt);
        } else {
            let own = self.resolver.link(target);
            self.out.push_str("<img");
            self.address("src", own.as_deref().unwrap_or(target));
            self.attribute("alt", alt);
            if !title.is_empty() {
                self.attribute("title", title);
            }
            self.own("loading", "lazy");
            self.own("decoding", "async");
            self.out.push('>');
        }
    }
}
