//! Addresses: no two things at one, and no link to none.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::{Routes, Site, Wanted};
use crate::archive::{Lang, RecordKey, id_of};
use crate::diagnostic::{Code, Comparisons, Diagnostic, Faults};
use crate::id::{Id, Kind};
use crate::release::{MANIFEST, SIGNATURE};
use crate::route::{Framed, PageRoute, Route, UrlPath, page_number, reserved_page, unportable};
use crate::text::Span;

/// What takes an address.
#[derive(Clone)]
enum Holder<'a> {
    /// The list of files that annals writes, or its signature.
    Manifest(&'static str),
    /// A file that only some hosts need, added where a site is published.
    ForHosts(&'static str),
    Route(&'a Route),
    /// One of the author's own files.
    File(&'a str),
    Alias(&'a UrlPath, Span),
}

/// Addresses by the files that they are written to, folded: names that differ only in case or in how accents are
/// composed are the same to many file systems.
struct Taken<'a> {
    site: &'a Site,
    /// Where each one's holder is in the list.
    places: BTreeMap<String, usize>,
    holders: Vec<Holder<'a>>,
    faults: Faults,
}

/// The anchors of the headings of records that links lead to.
type Headings<'a> = BTreeMap<RecordKey, BTreeSet<&'a str>>;

impl Site {
    /// Gives every route its address; what would overwrite another is a fault. Pages come first, then the author's own
    /// files, then old addresses.
    pub(super) fn take_addresses(&self, wanted: &Wanted) -> Routes {
        let (places, holders) = (BTreeMap::new(), Vec::new());
        let mut taken = Taken { site: self, places, holders, faults: Faults::of_a_site() };
        for name in [MANIFEST, SIGNATURE] {
            taken.places.insert(name.to_owned(), taken.holders.len());
            taken.holders.push(Holder::Manifest(name));
        }
        let mut list = Vec::with_capacity(wanted.routes.len() + wanted.files.len());
        for route in &wanted.routes {
            if taken.take(self.addresses.file(route).as_str(), Holder::Route(route)) {
                list.push(route.clone());
            }
        }
        for path in &wanted.files {
            let route = Route::Static(path.clone());
            if self.is_of_the_search(path) {
                taken.refuse_of_the_search(&Holder::File(path));
            } else if wanted.routes.binary_search(&route).is_err() && taken.take(path, Holder::File(path)) {
                list.push(route);
            }
        }
        let mut redirects = Vec::new();
        for (record, path, span) in &wanted.aliases {
            let (file, holder) = (path.file(), Holder::Alias(path, *span));
            if self.is_of_the_search(file.as_str()) {
                taken.refuse_of_the_search(&holder);
            } else if taken.take(file.as_str(), holder) {
                list.push(Route::Redirect(path.clone()));
                redirects.push((path.clone(), *record));
            }
        }
        let mut faults = taken.faults;
        list.sort();
        self.refuse_reserved_pages(&mut faults);
        self.refuse_page_numbers(&mut faults);
        Routes { list, redirects: redirects.into_iter().collect(), faults: faults.into_list("site") }
    }

    /// Whether a path may be one of the search's, or be in its way; its files are not planned, since they depend on every word
    /// of the site.
    fn is_of_the_search(&self, path: &str) -> bool {
        let settings = &self.archive.settings;
        let path = format!("{}/", folded(path));
        let within = |tag: &String| {
            let search = folded(&format!("data/{tag}/search/"));
            path.starts_with(&search) || search.starts_with(&path)
        };
        settings.search && settings.languages.iter().any(within)
    }

    pub(super) fn aliases(&self) -> Vec<(RecordKey, UrlPath, Span)> {
        let mut all = Vec::new();
        for kind in Kind::ALL {
            for record in self.records(kind) {
                let aliases = self.archive.common(record).aliases.iter();
                all.extend(aliases.filter_map(|(text, span)| Some((record, UrlPath::parse(text).ok()?, *span))));
            }
        }
        all
    }

    fn refuse_reserved_pages(&self, faults: &mut Faults) {
        let reported: BTreeSet<Option<Span>> =
            faults.iter().filter(|f| f.code == Code::AddressTaken).map(Diagnostic::span).collect();
        for (_, page) in self.archive.pages.iter() {
            let is_reported = reported.contains(&Some(page.common.span));
            if reserved_page(page.id.as_str(), &self.archive.settings.languages) && !is_reported {
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

    /// An id such as `page-2` would take the address of a list's second page.
    fn refuse_page_numbers(&self, faults: &mut Faults) {
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page) {
            for record in self.records(kind) {
                let common = self.archive.common(record);
                let id = id_of(&self.archive, record).map_or("", Id::as_str);
                if page_number(id).is_some() {
                    let what =
                        format!("the {} `{id}` would stand at an address that the site itself uses", kind.name());
                    faults.push(
                        Diagnostic::new(Code::AddressTaken, common.span, what)
                            .help("give it an id that is not `page-` and a number"),
                    );
                }
            }
        }
    }

    /// Checks the links within the site that texts contain.
    pub(super) fn check_links(&self) -> Vec<Diagnostic> {
        let mut faults = Faults::of_a_site();
        let mut comparisons = Comparisons::new();
        // The anchors of the text that holds the link: neighbours in the list stand in the same one.
        let (mut text, mut anchors): (&[String], BTreeSet<&str>) = (&[], BTreeSet::new());
        let mut headings = Headings::new();
        for link in &self.archive.links {
            let target = link.target.as_str();
            if let Some(anchor) = target.strip_prefix('#') {
                if !std::ptr::eq(text, &*link.anchors) {
                    text = &link.anchors;
                    anchors = text.iter().map(String::as_str).collect();
                }
                if !anchor.is_empty() && !anchors.contains(anchor) {
                    faults.push(broken_anchor(link.span, anchor, &link.anchors, &mut comparisons));
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
            if path != "/" && !self.exists(path) {
                faults.push(
                    Diagnostic::new(Code::BrokenLink, link.span, format!("nothing stands at `{path}`"))
                        .help("correct the link; to a record write `[[id]]`, which is always right"),
                );
            } else if let Some((_, anchor)) = target.split_once('#')
                && let Some((anchor, known)) = self.missing_anchor(path, anchor, &mut headings)
            {
                faults.push(broken_anchor(link.span, &anchor, known, &mut comparisons));
            }
        }
        faults.into_list("site")
    }

    /// An anchor that another page does not have, and those that its texts have: their headings. The theme makes others,
    /// which hold an underscore or end in a number, as no heading's own words do.
    fn missing_anchor<'a>(
        &'a self,
        path: &str,
        anchor: &str,
        headings: &mut Headings<'a>,
    ) -> Option<(String, &'a [String])> {
        if anchor.is_empty() || anchor.contains('_') || anchor.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let Some(Route::Page(_, PageRoute::Record(kind, id, _))) = self.addresses.route(&percent_decoded(path)) else {
            return None;
        };
        let anchor = percent_decoded(anchor);
        let Some(record) = self.archive.find(Some(kind), id.as_str()) else { return Some((anchor, &[])) };
        let all = self.archive.common(record).anchors.as_slice();
        let known = headings.entry(record).or_insert_with(|| all.iter().map(String::as_str).collect());
        (!known.contains(anchor.as_str())).then_some((anchor, all))
    }

    /// The address of a link that an author wrote from the root of the site: `/about/#history`.
    pub fn href_of_link(&self, target: &str) -> String {
        let rest = target.strip_prefix('/').unwrap_or(target);
        let path = target.split(['?', '#']).next().unwrap_or(target);
        let decoded = percent_decoded(path);
        let forms = [decoded.clone(), format!("{decoded}/")];
        let route = || {
            let routes = forms.iter().filter_map(|form| self.addresses.route(form));
            let redirect = self.redirect_at(&decoded).map(|old| Route::Redirect(old.clone()));
            routes.filter(|route| self.has(route)).chain(redirect).next()
        };
        match self.archive.settings.offline.then(route).flatten() {
            Some(route) => format!("{}{}", self.href(&route), &target[path.len()..]),
            None => format!("{}{rest}", self.base_path()),
        }
    }

    fn exists(&self, path: &str) -> bool {
        let decoded = percent_decoded(path);
        let is_there = |path: &str| {
            let route = self.addresses.route(path);
            route.is_some_and(|route| self.addresses.url(&route).as_str() == path && self.has(&route))
        };
        // Hosts lead from a folder's name to the folder.
        is_there(&decoded) || is_there(&format!("{decoded}/")) || self.redirect_at(&decoded).is_some()
    }

    /// The old address at a path, with or without a slash at its end.
    pub fn redirect_at(&self, path: &str) -> Option<&UrlPath> {
        let file = UrlPath::parse(path).ok()?.file();
        let bare = path.trim_end_matches('/');
        let forms = [bare.to_owned(), format!("{bare}/")];
        let redirects = &self.routes.redirects;
        let known = |form: &String| {
            let at = redirects.find_index(&UrlPath::parse(form).ok()?).ok()?;
            redirects.get_indexed(at).map(|(path, _)| path)
        };
        forms.iter().filter_map(known).find(|found| found.file() == file)
    }

    /// The old addresses that lead to a record, in the first language.
    pub fn redirect_target(&self, path: &UrlPath) -> Option<(RecordKey, Route)> {
        let record = *self.routes.redirects.get(path)?;
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

/// Names of files that only some hosts need. A site may hold them itself, but no folder of that name.
const FOR_HOSTS: [&str; 3] = [".nojekyll", "_redirects", "CNAME"];

/// The longest path of a file, in bytes: that of an object in a store of objects (S3).
const LONGEST_PATH: usize = 1_024;

impl<'a> Taken<'a> {
    /// Takes an address; if another has it, or not every system can hold it, that is a fault.
    fn take(&mut self, file: &str, holder: Holder<'a>) -> bool {
        if let Some((part, reason)) = file.split('/').find_map(|part| Some((part, unportable(part)?))) {
            let message = format!("{} would stand in `{file}`, where `{part}` {reason}", self.what(&holder));
            let fault = match self.span(&holder) {
                Some(span) => Diagnostic::new(Code::UnportableName, span, message),
                None => Diagnostic::without_place(Code::UnportableName, message),
            };
            self.faults.push(fault.help("choose another name"));
        }
        if file.len() > LONGEST_PATH {
            let what = self.what(&holder);
            let message =
                format!("the path of {what} has {} bytes, and annals takes at most {LONGEST_PATH}", file.len());
            let fault = match self.span(&holder) {
                Some(span) => Diagnostic::new(Code::UnportableName, span, message),
                None => Diagnostic::without_place(Code::UnportableName, message),
            };
            self.faults.push(fault.help("shorten it"));
            return false;
        }
        let folded = folded(file);
        // The site's own pages are never in each other's way.
        if !matches!(&holder, Holder::Route(route) if !matches!(route, Route::Static(_)))
            && let Some(other) = self.in_the_way(&folded)
        {
            let fault = self.obstruction(&other, &holder);
            self.faults.push(fault);
            return false;
        }
        match self.places.entry(folded) {
            Entry::Vacant(free) => {
                free.insert(self.holders.len());
                self.holders.push(holder);
                true
            }
            Entry::Occupied(first) => {
                let first = self.holders[*first.get()].clone();
                let fault = self.collision(&first, &holder);
                self.faults.push(fault);
                false
            }
        }
    }

    /// What holds a file where a path needs a folder, or holds something in a folder where the path needs a file.
    fn in_the_way(&self, file: &str) -> Option<Holder<'a>> {
        let above = file.match_indices('/').find_map(|(at, _)| self.places.get(&file[..at]));
        let within = format!("{file}/");
        let below = || self.places.range(within.clone()..).next().filter(|(path, _)| path.starts_with(&within));
        let of_hosts = || {
            let (first, _) = file.split_once('/')?;
            let name = FOR_HOSTS.iter().find(|name| name.to_lowercase() == first)?;
            Some(Holder::ForHosts(name))
        };
        let held = above.or_else(|| below().map(|(_, place)| place));
        held.map(|place| self.holders[*place].clone()).or_else(of_hosts)
    }

    fn obstruction(&self, first: &Holder<'_>, second: &Holder<'_>) -> Diagnostic {
        let (one, other) = (self.file(first), self.file(second));
        let message = format!(
            "{} would stand in `{other}`, and {} in `{one}`, so that one would be a folder where the other is a file",
            self.what(second),
            self.what(first),
        );
        self.of_two(first, second, message)
    }

    fn refuse_of_the_search(&mut self, holder: &Holder<'_>) {
        let message = format!("{} would stand among those of the search", self.what(holder));
        let fault = match self.span(holder) {
            Some(span) => Diagnostic::new(Code::AddressTaken, span, message),
            None => Diagnostic::without_place(Code::AddressTaken, message),
        };
        self.faults.push(fault.help("rename it, or switch the search off in `content/site.toml`"));
    }

    fn collision(&self, first: &Holder<'_>, second: &Holder<'_>) -> Diagnostic {
        let why = if self.file(first) == self.file(second) {
            "stand at the same address"
        } else {
            "stand at addresses that differ in case alone"
        };
        let message = format!("{} and {} would {why}, `{}`", self.what(first), self.what(second), self.file(second));
        self.of_two(first, second, message)
    }

    fn of_two(&self, first: &Holder<'_>, second: &Holder<'_>, message: String) -> Diagnostic {
        let (one, other) = (self.span(first), self.span(second));
        let mut fault = match other.or(one) {
            Some(span) => Diagnostic::new(Code::AddressTaken, span, message),
            None => Diagnostic::without_place(Code::AddressTaken, message),
        };
        if let (Some(one), Some(_)) = (one, other) {
            fault = fault.also(one, "the other is here");
        }
        fault.help("rename one of them")
    }

    fn file(&self, holder: &Holder<'_>) -> String {
        match holder {
            Holder::Manifest(name) | Holder::ForHosts(name) => (*name).to_owned(),
            Holder::Route(route) => self.site.addresses.file(route).as_str().to_owned(),
            Holder::File(path) => (*path).to_owned(),
            Holder::Alias(path, _) => path.file().as_str().to_owned(),
        }
    }

    fn what(&self, holder: &Holder<'_>) -> String {
        match holder {
            Holder::Manifest(MANIFEST) => "the list of files that annals writes".to_owned(),
            Holder::Manifest(_) => "the signature of the list of files".to_owned(),
            Holder::ForHosts(_) => "a file for hosts".to_owned(),
            Holder::Route(Route::Page(_, PageRoute::Record(kind, id, _))) => format!("the {kind} `{id}`"),
            Holder::Route(Route::Static(path)) => format!("the file `static/{path}`"),
            Holder::Route(other) => format!("the page `{}`", self.site.addresses.url(other)),
            Holder::File(path) => format!("the file `static/{path}`"),
            Holder::Alias(path, _) => format!("the alias `{path}`"),
        }
    }

    fn span(&self, holder: &Holder<'_>) -> Option<Span> {
        let archive = &self.site.archive;
        let of = |kind, id: &Id| archive.find(Some(kind), id.as_str()).map(|record| archive.common(record).span);
        match holder {
            Holder::Route(Route::Page(_, PageRoute::Record(kind, id, _))) => of(*kind, id),
            Holder::Route(Route::Page(_, PageRoute::Framed(Framed::Event(id)))) => of(Kind::Event, id),
            Holder::Route(Route::Page(_, PageRoute::Framed(Framed::Timeline(id)))) => of(Kind::Timeline, id),
            Holder::Alias(_, span) => Some(*span),
            _ => None,
        }
    }
}

/// A name as file systems that ignore case and the composition of accents compare it.
fn folded(file: &str) -> String {
    if file.is_ascii() {
        return file.to_ascii_lowercase();
    }
    // By way of large letters, as full case folding does (Unicode, section 3.13): `ß` is `ss`, `ſ` is `s`.
    file.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

fn broken_anchor(span: Span, anchor: &str, anchors: &[String], comparisons: &mut Comparisons) -> Diagnostic {
    let fault =
        Diagnostic::new(Code::BrokenAnchor, span, format!("there is no heading `#{anchor}` where this link leads"));
    match comparisons.nearest(anchor, anchors.iter().map(String::as_str)) {
        Some(near) => fault.help(format!("did you mean `#{near}`?")),
        None => fault.help("headings get anchors from their words, or write `{#name}` behind the heading"),
    }
}
