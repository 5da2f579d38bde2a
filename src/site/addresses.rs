//! Addresses: no two things at one, and no link to none.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::Site;
use crate::archive::{Lang, RecordKey};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::Files;
use crate::id::Kind;
use crate::route::{OutPath, PageRoute, Route, UrlPath, reserved_page};
use crate::text::Span;

/// What takes an address, for the message when something else wants it.
struct Holder {
    what: String,
    span: Option<Span>,
    path: String,
}

impl Site {
    /// Gives every route its address; what would overwrite another is a fault. The author's own files come first, then
    /// pages, then old addresses.
    pub(super) fn take_addresses(&mut self, mut routes: Vec<Route>, files: &Files, faults: &mut Vec<Diagnostic>) {
        let manifest = Holder {
            what: "the list of files that annals writes".to_owned(),
            span: None,
            path: "manifest.json".to_owned(),
        };
        let mut taken: BTreeMap<String, Holder> = BTreeMap::from([(manifest.path.clone(), manifest)]);
        routes.sort();
        routes.dedup();
        let mut kept = Vec::with_capacity(routes.len());
        for route in routes {
            let file = self.addresses.url(&route).file();
            let holder = Holder { what: self.what(&route), span: self.span_of(&route), path: file.as_str().to_owned() };
            if take(&mut taken, &file, holder, faults) {
                kept.push(route);
            }
        }
        for (path, _) in &files.statics {
            let route = Route::Static(path.clone());
            if kept.binary_search(&route).is_ok() {
                continue;
            }
            let file = self.addresses.url(&route).file();
            let holder = Holder { what: format!("the file `static/{path}`"), span: None, path: path.clone() };
            if take(&mut taken, &file, holder, faults) {
                kept.push(route);
            }
        }
        for (record, path, span) in self.aliases() {
            let holder =
                Holder { what: format!("the alias `{path}`"), span: Some(span), path: path.file().as_str().to_owned() };
            if take(&mut taken, &path.file(), holder, faults) {
                kept.push(Route::Redirect(path.clone()));
                self.redirects.insert(path, record);
            }
        }
        kept.sort();
        self.routes = kept;
        self.refuse_reserved_pages(faults);
    }

    fn aliases(&self) -> Vec<(RecordKey, UrlPath, Span)> {
        let mut all = Vec::new();
        for kind in Kind::ALL {
            for record in self.records(kind) {
                let common = self.common(record);
                let aliases = common.aliases.iter();
                all.extend(aliases.filter_map(|(text, span)| Some((record, UrlPath::parse(text).ok()?, *span))));
            }
        }
        all
    }

    fn common(&self, record: RecordKey) -> &crate::archive::Common {
        let archive = &self.archive;
        match record {
            RecordKey::Event(k) => &archive.events[k].common,
            RecordKey::Actor(k) => &archive.actors[k].common,
            RecordKey::Place(k) => &archive.places[k].common,
            RecordKey::Source(k) => &archive.sources[k].common,
            RecordKey::Period(k) => &archive.periods[k].common,
            RecordKey::Topic(k) => &archive.topics[k].common,
            RecordKey::Timeline(k) => &archive.timelines[k].common,
            RecordKey::Article(k) => &archive.articles[k].common,
            RecordKey::Page(k) => &archive.pages[k].common,
        }
    }

    fn refuse_reserved_pages(&self, faults: &mut Vec<Diagnostic>) {
        for (_, page) in self.archive.pages.iter() {
            let reported = |f: &Diagnostic| f.code == Code::AddressTaken && f.span() == Some(page.common.span);
            if reserved_page(page.id.as_str(), &self.archive.settings.languages) && !faults.iter().any(reported) {
                faults.push(
                    Diagnostic::new(
                        Code::AddressTaken,
                        page.common.span,
                        format!("the page `{}` would stand at an address that the site itself uses", page.id),
                    )
                    .help("rename the file, or give it another `slug`"),
                );
            }
        }
    }

    fn what(&self, route: &Route) -> String {
        match route {
            Route::Page(_, PageRoute::Record(kind, id, _)) => format!("the {kind} `{id}`"),
            Route::Static(path) => format!("the file `static/{path}`"),
            other => format!("the page `{}`", self.addresses.url(other)),
        }
    }

    fn span_of(&self, route: &Route) -> Option<Span> {
        let Route::Page(_, PageRoute::Record(kind, id, _)) = route else { return None };
        self.archive.find(Some(*kind), id.as_str()).map(|r| self.common(r).span)
    }

    /// Checks the links within the site that texts contain.
    pub(super) fn check_links(&self, faults: &mut Vec<Diagnostic>) {
        let files: std::collections::BTreeSet<OutPath> =
            self.routes.iter().map(|r| self.addresses.url(r).file()).collect();
        for link in &self.archive.links {
            let target = link.target.as_str();
            if let Some(anchor) = target.strip_prefix('#') {
                if !anchor.is_empty() && !link.anchors.iter().any(|a| a == anchor) {
                    faults.push(broken_anchor(link.span, anchor, &link.anchors));
                }
                continue;
            }
            if target.starts_with("//") || has_scheme(target) {
                continue;
            }
            let path = target.split(['#', '?']).next().unwrap_or(target);
            if !path.starts_with('/') {
                faults.push(
                    Diagnostic::new(
                        Code::BrokenLink,
                        link.span,
                        format!("the link `{target}` does not say from where it leads"),
                    )
                    .help("begin it with `/` for an address within this site, or write `[[id]]` for a record"),
                );
                continue;
            }
            if path != "/" && !self.exists(path, &files) {
                faults.push(
                    Diagnostic::new(Code::BrokenLink, link.span, format!("nothing stands at `{path}`"))
                        .help("correct the link; to a record write `[[id]]`, which is always right"),
                );
            } else if let Some((_, anchor)) = target.split_once('#') {
                self.check_anchor(link.span, path, anchor, faults);
            }
        }
    }

    /// Checks an anchor on another page: it is a heading of that page's texts, or one that the theme makes. Those hold an
    /// underscore or end in a number, as no heading's own words do.
    fn check_anchor(&self, span: Span, path: &str, anchor: &str, faults: &mut Vec<Diagnostic>) {
        let made = anchor.is_empty() || anchor.contains('_') || anchor.ends_with(|c: char| c.is_ascii_digit());
        let Some(Route::Page(_, PageRoute::Record(kind, id, _))) = self.addresses.route(&percent_decoded(path)) else {
            return;
        };
        let anchor = percent_decoded(anchor);
        let known = self.archive.anchors.get(&(kind, id));
        if !made && !known.is_some_and(|all| all.contains(&anchor)) {
            let all: Vec<String> = known.into_iter().flatten().cloned().collect();
            faults.push(broken_anchor(span, &anchor, &all));
        }
    }

    fn exists(&self, path: &str, files: &std::collections::BTreeSet<OutPath>) -> bool {
        let decoded = percent_decoded(path);
        match self.addresses.route(&decoded) {
            Some(route) => {
                let url = self.addresses.url(&route);
                url.as_str() == decoded && files.contains(&url.file())
            }
            None => false,
        }
    }

    /// The old addresses that lead to a record, in the first language.
    pub fn redirect_target(&self, path: &UrlPath) -> Option<(RecordKey, Route)> {
        let record = *self.redirects.get(path)?;
        Some((record, self.route_of(record, Lang::FIRST)?))
    }
}

/// Percent-decodes an address (the `url` crate's rules); what is not UTF-8 then stays as it was.
fn percent_decoded(path: &str) -> String {
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(path).collect();
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// Whether an address names its scheme, such as `https:` or `mailto:`.
fn has_scheme(target: &str) -> bool {
    let name = target.split(['/', '?', '#']).next().unwrap_or("");
    name.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Takes an address. Names that differ only in case or in how accents are composed are the same to many file systems.
fn take(taken: &mut BTreeMap<String, Holder>, file: &OutPath, holder: Holder, faults: &mut Vec<Diagnostic>) -> bool {
    let folded: String = file.as_str().nfc().flat_map(char::to_lowercase).nfc().collect();
    let Some(first) = taken.get(&folded) else {
        taken.insert(folded, holder);
        return true;
    };
    let why = if first.path == holder.path {
        "stand at the same address"
    } else {
        "stand at addresses that differ in case alone"
    };
    let message = format!("{} and {} would {why}, `{}`", first.what, holder.what, holder.path);
    let mut fault = match holder.span.or(first.span) {
        Some(span) => Diagnostic::new(Code::AddressTaken, span, message),
        None => Diagnostic::without_place(Code::AddressTaken, message),
    };
    if let (Some(_), Some(other)) = (holder.span, first.span) {
        fault = fault.also(other, "the other is here");
    }
    faults.push(fault.help("rename one of them"));
    false
}

fn broken_anchor(span: Span, anchor: &str, anchors: &[String]) -> Diagnostic {
    let fault =
        Diagnostic::new(Code::BrokenAnchor, span, format!("there is no heading `#{anchor}` where this link leads"));
    match crate::diagnostic::nearest(anchor, anchors.iter().map(String::as_str)) {
        Some(near) => fault.help(format!("did you mean `#{near}`?")),
        None => fault.help("headings get anchors from their words, or write `{#name}` behind the heading"),
    }
}
