//! Edition: a planned site with its languages and its theme, ready to render any route.
//!
//! [`Edition::render`] is a pure function of the edition and a route: the same bytes whoever asks, in whatever order and
//! on whatever thread.

mod data;
mod export;
mod feed;
mod measure;
mod offline;
mod search;
mod sitemap;
mod state;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use litemap::LiteMap;
use tera::{Context, Value};

use crate::archive::reads::{self, Reads};
use crate::archive::{self, Archive, Lang, Options};
use crate::cores::{self, ANY};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft;
use crate::files::Files;
use crate::id::Kind;
use crate::language::Language;
use crate::route::{DataRoute, Framed, PageRoute, Route};
use crate::site::{LOOK, Site};
use crate::text::{FileId, Sources, Span};
use crate::theme::{self, Theme};
use crate::timeline::Timeline;
use crate::view::{Book, Maker, Named, ThemeFiles, View};
use measure::Measure;
use search::Search;
pub use state::{Memory, State};

/// Everything that rendering needs.
pub struct Edition {
    /// The planned site.
    pub site: Site,
    theme: Arc<Theme>,
    books: Vec<Book>,
    /// Which parts of views its templates name.
    named: Named,
    search: Search,
    /// The `site` view of each language.
    site_views: Vec<Value>,
    /// The records that were read for them.
    everywhere: Reads,
}

/// What a route is, to be written.
#[derive(Debug)]
pub enum Output {
    /// Bytes that were rendered.
    Bytes(Vec<u8>),
    /// The author's file below `static/` of this path, to be copied.
    Copy(String),
}

/// An address that is old, or to which an old one leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The address as it stands in links.
    pub address: String,
    /// The file that stands there.
    pub file: String,
}

/// Reads, resolves, orders and plans: everything before rendering. Faults of all stages are returned together; whether
/// they stop a build is for their levels to say.
pub fn prepare(files: &Files, options: Options) -> (Edition, Vec<Diagnostic>) {
    let (site, theme, languages, faults) = stages(files, options);
    (Edition::new(site, Arc::new(theme), &languages), faults)
}

/// The stages that check what the author wrote; `annals check` needs no more.
pub fn plan(files: &Files, options: Options) -> (Site, Theme, Vec<Diagnostic>) {
    let (site, theme, _, faults) = stages(files, options);
    (site, theme, faults)
}

fn stages(files: &Files, options: Options) -> (Site, Theme, Vec<Arc<Language>>, Vec<Diagnostic>) {
    let (archive, mut faults) = read(files, options);
    let (theme, found) = Theme::new(files);
    faults.extend(found);
    let languages = languages(&archive.settings.languages, files, &mut faults);
    let (timeline, found) = Timeline::new(&archive);
    faults.extend(found);
    let assets: Vec<String> = theme.files.keys().cloned().collect();
    let (site, found) = Site::plan(archive, Arc::new(timeline), files, &assets, None);
    faults.extend(found);
    (site, theme, languages, sorted(faults, &files.sources))
}

/// The site's languages with their strings.
pub(crate) fn languages(tags: &[String], files: &Files, faults: &mut Vec<Diagnostic>) -> Vec<Arc<Language>> {
    let languages = tags.iter().map(|tag| Arc::new(language(tag, files, faults))).collect();
    faults.extend(theme::missing_strings(tags, files));
    languages
}

/// A language with its strings. Strings of the author that cannot be read are told and left out.
fn language(tag: &str, files: &Files, faults: &mut Vec<Diagnostic>) -> Language {
    let mut strings = theme::strings(tag, files);
    loop {
        let texts: Vec<(&str, &str)> = strings.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let error = match Language::new(tag, &texts) {
            Ok(language) => return language,
            Err(error) => error,
        };
        let faulty = error.file.as_ref().and_then(|name| files.templates.iter().find(|(own, _)| own == name));
        // The author's strings come after the built-in ones of the same name, which are sound.
        let last = error.file.as_ref().and_then(|name| strings.iter().rposition(|(n, _)| n == name));
        match (faulty, last) {
            (Some((_, id)), Some(at)) => {
                strings.remove(at);
                faults.push(
                    Diagnostic::new(Code::Template, Span::new(*id, error.offset..error.offset), error.message)
                        .help("write each as `key = words`, as Project Fluent's guide says"),
                );
            }
            _ => {
                faults.push(
                    Diagnostic::without_place(Code::BadConfig, format!("the language `{tag}` cannot be used: {error}"))
                        .help("correct its tag in `languages`"),
                );
                return Language::new("en", &[]).expect("the built-in English strings are sound");
            }
        }
    }
}

fn read(files: &Files, options: Options) -> (Archive, Vec<Diagnostic>) {
    let (draft, mut faults) = draft::parse(files);
    faults.extend(no_site(files));
    let (archive, found) = archive::resolve(draft, files, options);
    faults.extend(found);
    (archive, faults)
}

/// The fault of a folder without a site. Settings that cannot be read have a fault of their own.
pub(crate) fn no_site(files: &Files) -> Option<Diagnostic> {
    let fault = Diagnostic::without_place(Code::NoSite, "there is no `content/site.toml`");
    let fault = fault.help("run `annals init` in an empty folder, or name the site with `--root`");
    (!files.has("content/site.toml")).then_some(fault)
}

/// Faults by file and place, so that their order does not depend on the order of the checks.
pub fn sorted(faults: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let place = |fault: &Diagnostic| {
        let span = fault.span().map(|span| sources.locate(span))?;
        Some((Arc::clone(&sources.get(span.file).path), span.start, span.end))
    };
    let mut faults: Vec<_> = faults.into_iter().map(|fault| (place(&fault), fault)).collect();
    faults.sort_by(|(a, one), (b, other)| (a, one.code, &one.message).cmp(&(b, other.code, &other.message)));
    let mut faults: Vec<Diagnostic> = faults.into_iter().map(|(_, fault)| fault).collect();
    faults.dedup();
    without_consequences(faults)
}

/// A text whose front matter cannot be read is not blamed for what it lacks as well.
fn without_consequences(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let broken: BTreeSet<FileId> = faults
        .iter()
        .filter(|f| matches!(f.code, Code::TomlSyntax | Code::FrontMatter))
        .filter_map(|f| f.span().map(|s| s.file))
        .collect();
    let lacks = [Code::ArticleWithoutTitle, Code::ArticleWithoutDate, Code::ArticleWithoutEvent];
    faults.retain(|f| !lacks.contains(&f.code) || f.span().is_none_or(|s| !broken.contains(&s.file)));
    faults
}

impl Edition {
    /// A site in its theme.
    pub(crate) fn new(site: Site, theme: Arc<Theme>, languages: &[Arc<Language>]) -> Edition {
        let books: Vec<Book> = site.archive.settings.langs().map(|lang| Book::new(&site, lang, languages)).collect();
        let theme_files = ThemeFiles {
            style: theme.asset("assets/annals.css").map(|p| Route::Static(p.to_owned())),
            script: theme.asset("assets/annals.js").map(|p| Route::Static(p.to_owned())),
            lanes_script: theme.asset("assets/lanes.js").map(|p| Route::Static(p.to_owned())),
            search: theme.asset("assets/search.js").map(|p| Route::Static(p.to_owned())),
            offline: theme.asset("assets/offline.js").map(|p| Route::Static(p.to_owned())),
        };
        let named = Named::of(|word| theme.words.has(word));
        let site_view = |book| Maker::new(&site, book, named).site_view(&theme_files).value();
        let (site_views, everywhere) = reads::of(|| books.iter().map(site_view).collect());
        let search = Search::new(books.len());
        Edition { site, theme, books, named, search, site_views, everywhere }
    }

    /// Every route. Those of the search are known only when it has been made, which takes a while.
    pub fn routes(&self) -> impl Iterator<Item = Route> {
        self.site.routes().iter().cloned().chain(self.search.routes(&self.site, &self.books))
    }

    /// Whether there is a route.
    pub fn has(&self, route: &Route) -> bool {
        match route {
            Route::Data(DataRoute::Search(lang, file)) => {
                self.books.get(lang.index()).is_some_and(|book| self.search.has(&self.site, book, *file))
            }
            route => self.site.has(route),
        }
    }

    /// The bytes of a route. The error is a fault of a template.
    pub fn render(&self, route: &Route, files: &Files) -> Result<Output, Box<Diagnostic>> {
        let output = self.made(route, files)?;
        Ok(match (route, output) {
            (Route::Static(_), output) => output,
            (_, Output::Bytes(bytes)) if self.site.archive.settings.offline => {
                Output::Bytes(offline::on_disk(&self.site, route, bytes))
            }
            (_, output) => output,
        })
    }

    fn made(&self, route: &Route, files: &Files) -> Result<Output, Box<Diagnostic>> {
        match route {
            Route::Page(lang, _) => self.page(*lang, route, files),
            Route::NotFound | Route::Redirect(_) => self.page(Lang::FIRST, route, files),
            Route::Feed(lang) | Route::CorrectionsFeed(lang) => {
                let style = self.theme.asset("assets/feed.css").map(|p| self.site.href(&Route::Static(p.to_owned())));
                Ok(Output::Bytes(feed::feed(&self.site, &self.books[lang.index()], route, style.as_deref())))
            }
            Route::Sitemap => Ok(Output::Bytes(sitemap::index_or_whole(&self.site))),
            Route::SitemapPart(number) => Ok(Output::Bytes(sitemap::part(&self.site, *number))),
            Route::Robots => Ok(Output::Bytes(self.robots())),
            Route::Data(data) => Ok(Output::Bytes(data::file(&self.site, &self.books, &self.search, *data))),
            Route::Static(path) if path == LOOK && !self.theme.files.contains_key(LOOK) => {
                Ok(Output::Bytes(self.site.archive.settings.look.clone().unwrap_or_default().into_bytes()))
            }
            Route::Static(path) => Ok(match self.theme.files.get(path) {
                Some(bytes) => Output::Bytes(bytes.to_vec()),
                None => Output::Copy(path.clone()),
            }),
        }
    }

    /// Renders some pages of each kind, to find the faults of an author's templates without building the site. `None` as
    /// soon as `go_on` no longer says so.
    pub fn try_templates(
        &self,
        files: &Files,
        trial: Trial,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Diagnostic>> {
        let entries = Kind::ALL.map(|kind| (kind, self.site.entries(kind).len()));
        let cost = |route: &Route| match route {
            Route::Page(_, PageRoute::List(kind, _)) => {
                entries.iter().find(|(other, _)| other == kind).map_or(0, |(_, count)| *count)
            }
            Route::Page(_, PageRoute::Names(_)) => entries.iter().map(|(_, count)| count).sum(),
            Route::Page(_, PageRoute::Lanes(_, None, _)) => self.site.timeline.order.len(),
            _ => 0,
        };
        let rendered = |route: &&Route| matches!(route, Route::Page(..) | Route::NotFound | Route::Redirect(_));
        let short = |route: &&Route| cost(route) <= trial.longest;
        let mut routes: Vec<&Route> = self.site.routes().iter().filter(rendered).filter(short).collect();
        // A list is sorted as a whole for any of its pages, so a short one is tried first.
        routes.sort_by_key(|route| cost(route));
        let mut all: LiteMap<&'static str, usize> = LiteMap::new();
        routes.iter().for_each(|route| *all.entry(sort_of(route)).or_default() += 1);
        let mut seen: LiteMap<&'static str, usize> = LiteMap::new();
        // Evenly from the first to the last, since pages that stand together are alike.
        routes.retain(|route| {
            let (kind, count) = (sort_of(route), seen.entry(sort_of(route)).or_default());
            *count += 1;
            let share = |number: usize| (number * trial.most).div_ceil(all[&kind].max(trial.most));
            share(*count) > share(*count - 1)
        });
        let faults = cores::try_each(&routes, 1, &|route| match go_on() {
            true => Ok(self.render(route, files).err()),
            false => Err(()),
        });
        Some(each_once(faults.ok()?))
    }

    /// Renders every route, in parallel, handing each to `take` as soon as it is ready. Returns the faults of templates,
    /// in order of route, and the first failure of `take`.
    pub fn render_all<E: Send>(
        &self,
        files: &Files,
        take: impl Fn(&Route, Output) -> Result<(), E> + Sync,
    ) -> Result<Vec<Diagnostic>, E> {
        self.render_others(files, |_, _| Ok(None), take).map(|(faults, _)| faults)
    }

    /// As [`Edition::render_all`], but for those that `keep` gives, by number and route, what was read when they came out
    /// as they would now, and their length in bytes. Returns as well what was read for each route of the plan, by its number.
    pub fn render_others<E: Send>(
        &self,
        files: &Files,
        keep: impl Fn(usize, &Route) -> Result<Option<(Reads, u64)>, E> + Sync,
        take: impl Fn(&Route, Output) -> Result<(), E> + Sync,
    ) -> Result<(Vec<Diagnostic>, Vec<Reads>), E> {
        // Made before the threads divide the routes between them: none must wait for another that waits for it.
        let search = self.search.routes(&self.site, &self.books);
        let planned = self.site.routes();
        let routes: Vec<&Route> = planned.iter().chain(&search).collect();
        let numbers: Vec<usize> = (0..routes.len()).collect();
        let measure = Measure::of(files);
        let rendered = cores::try_each(&numbers, ANY, &|number| {
            let route = routes[*number];
            if measure.is_full() {
                return Ok((None, Reads::default()));
            }
            if let Some((reads, bytes)) = keep(*number, route)? {
                measure.add(bytes);
                return Ok((None, reads));
            }
            match reads::of(|| self.render(route, files)) {
                (Ok(output), reads) => {
                    // What is copied is as long as it is.
                    let bytes = if let Output::Bytes(bytes) = &output { bytes.len() as u64 } else { 0 };
                    if measure.add(bytes) {
                        take(route, output)?;
                    }
                    Ok((None, reads))
                }
                (Err(fault), reads) => Ok((Some(fault), reads)),
            }
        })?;
        let (faults, mut reads): (Vec<_>, Vec<_>) = rendered.into_iter().unzip();
        reads.truncate(planned.len());
        let faults = measure.into_fault().map_or_else(|| each_once(faults), |fault| vec![fault]);
        Ok((faults, reads))
    }

    /// Old addresses and those to which they lead, each as it stands in links and with its file, in order.
    pub fn moved(&self) -> Vec<[Moved; 2]> {
        let routes = self.site.routes().iter();
        let moved = |route: &Route| Moved {
            address: self.site.href(route),
            file: self.site.addresses.file(route).as_str().to_owned(),
        };
        routes
            .filter_map(|route| {
                let Route::Redirect(path) = route else { return None };
                let (_, target) = self.site.redirect_target(path)?;
                Some([moved(route), moved(&target)])
            })
            .collect()
    }

    /// The address of a file below `static/`, as it stands in links.
    pub fn static_href(&self, path: &str) -> String {
        self.site.href(&Route::Static(path.to_owned()))
    }

    fn page(&self, lang: Lang, route: &Route, files: &Files) -> Result<Output, Box<Diagnostic>> {
        let book = &self.books[lang.index()];
        let maker = Maker::new(&self.site, book, self.named);
        let Some(data) = maker.make(route) else {
            let url = self.site.addresses.url(route);
            return Err(Box::new(Diagnostic::without_place(Code::AddressTaken, format!("nothing stands at `{url}`"))));
        };
        let mut context = Context::new();
        context.insert_value("site", self.site_views[lang.index()].clone());
        context.insert_value("text", book.strings.clone());
        context.insert_value("page", data.page.value());
        context.insert_value("view", data.view);
        let mut html = Bounded { bytes: Vec::new(), is_full: false };
        match self.theme.tera.render_to(data.template, &context, &mut html) {
            Ok(()) => Ok(Output::Bytes(html.bytes)),
            Err(error) => {
                let url = self.site.addresses.url(route);
                let own = |name: &str| self.theme.own_template(name);
                let told = html.is_full.then(|| format!("the page has more than {LONGEST_PAGE} bytes"));
                if let (Some(message), None) = (&told, own(data.template)) {
                    let help = format!("let `{url}` show fewer or shorter texts");
                    return Err(Box::new(Diagnostic::without_place(Code::TooLarge, message.clone()).help(help)));
                }
                Err(Box::new(theme::rendering_fault(&error, told, data.template, url.as_str(), own, files)))
            }
        }
    }

    fn robots(&self) -> Vec<u8> {
        format!("User-agent: *\nAllow: /\nSitemap: {}\n", self.site.canonical(&Route::Sitemap)).into_bytes()
    }
}

/// The longest page, in bytes. Templates are programs, which may print without end.
const LONGEST_PAGE: usize = 64 << 20;

/// A page that is being written.
struct Bounded {
    bytes: Vec<u8>,
    /// Whether more was to be written than there is room for.
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= self.bytes.len() + bytes.len() > LONGEST_PAGE;
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Which pages are tried with an author's templates.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// How many pages of each kind, at most.
    pub most: usize,
    /// How many records the lists of which they are a part have, at most: such lists are sorted as a whole.
    pub longest: usize,
}

impl Trial {
    /// What a preview tries before it shows a changed template.
    pub const FIRST_LOOK: Trial = Trial { most: 1, longest: 2_000 };
    /// What a check tries, and a preview when it has time.
    pub const FULL: Trial = Trial { most: 12, longest: 5_000 };
}

/// The kind of a page, as far as its template goes.
fn sort_of(route: &Route) -> &'static str {
    match route {
        Route::Page(_, PageRoute::Home) => "home",
        Route::Page(_, PageRoute::Timeline(_)) => "timeline",
        Route::Page(_, PageRoute::Lanes(..)) => "lanes",
        Route::Page(_, PageRoute::List(kind, _)) if *kind == Kind::Article => "articles",
        Route::Page(_, PageRoute::List(..)) => "list",
        Route::Page(_, PageRoute::Record(kind, ..)) => kind.name(),
        Route::Page(_, PageRoute::Corrections(_)) => "corrections",
        Route::Page(_, PageRoute::Search) => "search",
        Route::Page(_, PageRoute::Names(_)) => "names",
        Route::Page(_, PageRoute::Framed(Framed::Event(_))) => "embedded event",
        Route::Page(_, PageRoute::Framed(_)) => "embedded timeline",
        Route::NotFound => "404",
        Route::Redirect(_) => "redirect",
        _ => "other",
    }
}

/// Faults of templates without repetitions: a faulty one fails on every page that uses it.
fn each_once(faults: Vec<Option<Box<Diagnostic>>>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut faults: Vec<Diagnostic> = faults.into_iter().flatten().map(|fault| *fault).collect();
    faults.retain(|f| seen.insert((f.span(), f.message.clone())));
    faults
}
