//! The desk between the watched folder, the preview's engine and the server.
//!
//! What is shown is one state as a whole: it is exchanged when the next is ready, and a page that is being rendered
//! keeps the one that it began with.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Instant;

use tokio::sync::broadcast;

use super::editor::Editor;
use super::show::{Answer, Fault, News, Origin, Show, State};
use crate::archive::Options;
use crate::diagnostic::{Diagnostic, Level, Levels, Style, to_text};
use crate::draft;
use crate::edition::Output;
use crate::files::{Change, Files, Now, RawFile, Unusable};
use crate::id::Kind;
use crate::preview::{self, Preview, Shown, Update};
use crate::route::{Route, UrlPath};
use crate::shell::disk::{self, Entry};
use crate::shell::read::{Root, Unreadable};
use crate::text::{Sources, Span, calm_name, calm_path};

/// The most errors that a page shows.
const MOST_ERRORS: usize = 20;

/// How many warnings about its records a page shows.
const MOST_WARNINGS: usize = 100;

/// The site behind the server.
pub struct Desk {
    root: PathBuf,
    editor: Option<Editor>,
    options: Options,
    engine: Mutex<Preview>,
    /// What is shown; `None` until the folder has been read.
    shown: RwLock<Option<Option<Arc<Shown>>>>,
    first: (Mutex<bool>, Condvar),
    base: RwLock<String>,
    version: AtomicU64,
    news: broadcast::Sender<News>,
}

/// What is told of a change.
pub struct Told {
    /// One line for people.
    pub line: String,
    /// How many errors keep it from being shown.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// Whether any state is shown.
    pub shows: bool,
}

/// A lock that another thread left while it panicked is used all the same: each state is exchanged as a whole.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// A desk for a site's folder that has not been read yet.
    pub fn new(root: PathBuf, editor: Option<Editor>, options: Options, news: broadcast::Sender<News>) -> Desk {
        Desk {
            root,
            editor,
            options,
            engine: Mutex::new(Preview::new(options)),
            shown: RwLock::new(None),
            first: (Mutex::new(false), Condvar::new()),
            base: RwLock::new("/".to_owned()),
            version: AtomicU64::new(0),
            news,
        }
    }

    /// The path of `base_url`, from the settings alone, so that the address can be told before all is read.
    pub fn read_base_path(&self) -> String {
        let path = "content/site.toml";
        let bytes = Root::new(&self.root).read(Path::new(path)).map_err(unusable);
        let (files, _) = Files::new(vec![RawFile { path: path.to_owned(), bytes }], Vec::new());
        let (draft, _) = draft::parse(&files);
        let (archive, _) = crate::archive::resolve(draft, &files, Options::default());
        let base = archive.settings.base_url.path().to_owned();
        self.set_base(base.clone());
        base
    }

    fn set_base(&self, base: String) {
        *self.base.write().unwrap_or_else(PoisonError::into_inner) = base;
    }

    /// Takes in what changed since `started`, shows it, and tells the browsers.
    pub fn take_in(&self, changes: Vec<disk::Change>, started: Instant) -> Told {
        let mut named = named(&changes);
        let mut engine = locked(&self.engine);
        let update = engine.update(changes.into_iter().map(change).collect());
        let shown = engine.shown();
        let touched = match (&shown, &update.records) {
            // With errors an earlier state is shown, which may not have these records.
            (Some(shown), Some(records)) if update.errors == 0 => shown.pages_of(records),
            _ => 0,
        };
        drop(engine);
        if !*locked(&self.first.0) {
            named = shown.as_deref().map_or_else(|| "the site".to_owned(), inventory);
        }
        if let Some(shown) = &shown {
            self.set_base(shown.edition.site.base_path().to_owned());
        }
        self.show(shown.clone());
        for news in self.news_of(&update) {
            // Nobody listens if no page is open.
            let _ = self.news.send(news);
        }
        let line = line(&named, &update, touched, shown.as_deref(), started);
        Told { line, errors: update.errors, warnings: update.warnings, shows: shown.is_some() }
    }

    /// Forgets what was read, because annals failed in the midst of a change. What was shown stays.
    pub fn begin_anew(&self) {
        *locked(&self.engine) = Preview::new(self.options);
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner).clone().flatten();
        self.show(shown);
    }

    /// Runs the slow checks while `go_on` says so; returns how many errors and warnings there are then.
    pub fn settle(&self, told: &Told, go_on: impl Fn() -> bool + Sync) -> (usize, usize) {
        let (errors, warnings) = locked(&self.engine).settle(go_on);
        if (errors, warnings) != (told.errors, told.warnings) {
            let version = self.next_version();
            let _ = self.news.send(News::State { version });
        }
        (errors, warnings)
    }

    /// Hands on the errors of the content.
    pub fn with_errors(&self, tell: impl FnOnce(&[Diagnostic], &Levels, &Sources)) {
        let engine = locked(&self.engine);
        tell(&engine.faults_of(Level::Deny), &engine.levels(), &engine.files().sources);
    }

    fn show(&self, shown: Option<Arc<Shown>>) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Some(shown);
        *locked(&self.first.0) = true;
        self.first.1.notify_all();
    }

    /// What is shown, once the folder has been read.
    fn shown(&self) -> Option<Arc<Shown>> {
        let mut ready = locked(&self.first.0);
        while !*ready {
            ready = self.first.1.wait(ready).unwrap_or_else(PoisonError::into_inner);
        }
        drop(ready);
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone().flatten()
    }

    fn next_version(&self) -> u64 {
        self.version.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn news_of(&self, update: &Update) -> Vec<News> {
        match &update.news {
            // Faults may have come or gone all the same.
            preview::News::Nothing => vec![News::State { version: self.next_version() }],
            // A style sheet's address carries a part of its content, so every page names another one.
            preview::News::Styles(_) | preview::News::Pages => vec![News::Page { version: self.next_version() }],
            preview::News::Files(addresses) => {
                let told = addresses.iter().map(|address| self.news_of_file(address.clone()));
                told.collect()
            }
        }
    }

    fn news_of_file(&self, path: String) -> News {
        let version = self.next_version();
        match path.rsplit_once('.').map_or("", |(_, suffix)| suffix) {
            "css" => News::Style { version, path },
            "js" | "mjs" => News::Script { version, path },
            _ => News::Picture { version, path },
        }
    }

    /// The bytes of a route, with their sort.
    fn render(&self, shown: &Shown, route: &Route, found: bool) -> Answer {
        match shown.edition.render(route, &shown.files) {
            Ok(Output::Copy(path)) => {
                let path = Path::new("static").join(path);
                // What is wrong with it now may not have been when the folder was last looked at.
                match Root::new(&self.root).open(&path) {
                    Ok(file) => Answer::File { file, name: path },
                    Err(Unreadable::Vanished) => Answer::Gone,
                    Err(reason) => {
                        let report = format!("{}: {reason}", calm_path(&path));
                        Answer::Page { html: plain_page("This file is not shown", &report), found: false }
                    }
                }
            }
            Ok(Output::Bytes(bytes)) => {
                let file = shown.edition.site.addresses.file(route);
                match media_type(file.as_str()) {
                    None => Answer::Page { html: bytes, found },
                    Some(media_type) => Answer::Bytes { bytes, media_type },
                }
            }
            Err(fault) => {
                let report = to_text(&fault, Level::Deny, &shown.files.sources, Style::Plain);
                Answer::Page { html: plain_page("This page cannot be rendered", &report), found: false }
            }
        }
    }

    fn fault(&self, fault: &Diagnostic, level: Level, sources: &Sources) -> Fault {
        let place = fault.span().map(|span| sources.position(span));
        Fault {
            level: if level == Level::Deny { "error" } else { "warning" },
            code: fault.code.id().to_owned(),
            message: fault.message.clone(),
            help: fault.help.clone(),
            path: place.map(|place| place.path.to_owned()),
            line: place.map_or(0, |place| place.line),
            column: place.map_or(0, |place| place.column),
            report: to_text(fault, level, sources, Style::Plain),
            editor: fault.span().and_then(|span| self.edit(span, sources)),
        }
    }

    fn origin(&self, origin: preview::Origin, sources: &Sources) -> Origin {
        let place = sources.position(origin.span);
        Origin {
            kind: origin.kind.name().to_owned(),
            id: origin.id,
            title: origin.title,
            path: place.path.to_owned(),
            line: place.line,
            draft: origin.draft,
            embargo: origin.embargo,
            editor: self.edit(origin.span, sources),
        }
    }

    fn edit(&self, span: Span, sources: &Sources) -> Option<String> {
        let place = sources.position(span);
        let path = self.root.join(Path::new(place.path));
        let path = std::path::absolute(&path).unwrap_or(path);
        self.editor.as_ref().map(|editor| editor.link(&path, place.line, place.column))
    }
}

impl Show for Desk {
    fn base_path(&self) -> String {
        self.base.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    fn answer(&self, path: &str) -> Answer {
        let Some(shown) = self.shown() else {
            let words = "The content has errors; this page comes as soon as they are mended.";
            return Answer::Page { html: plain_page("Nothing to show yet", words), found: false };
        };
        match find(&shown, path) {
            Found::Route(route) => self.render(&shown, &route, true),
            Found::Elsewhere(address) => Answer::Moved(address),
            Found::Nothing => self.render(&shown, &Route::NotFound, false),
        }
    }

    fn state(&self, path: &str) -> State {
        let shown = self.shown();
        let engine = locked(&self.engine);
        let sources = &engine.files().sources;
        let errors = engine.faults_of(Level::Deny);
        let mut state = State {
            version: self.version(),
            stale: !errors.is_empty(),
            errors: errors.iter().take(MOST_ERRORS).map(|error| self.fault(error, Level::Deny, sources)).collect(),
            more_errors: errors.len().saturating_sub(MOST_ERRORS),
            ..State::default()
        };
        if let Some(shown) = shown
            && let Found::Route(route) = find(&shown, path)
        {
            let notes = engine.notes(&shown, &route);
            let warnings = notes.warnings.iter().take(MOST_WARNINGS);
            state.warnings = warnings.map(|fault| self.fault(fault, Level::Warn, sources)).collect();
            state.more_warnings = notes.warnings.len().saturating_sub(MOST_WARNINGS);
            // What is shown may be older than what was read since.
            let sources = &shown.files.sources;
            state.records = notes.records.into_iter().map(|origin| self.origin(origin, sources)).collect();
        }
        state
    }
}

/// What stands at a path.
enum Found {
    Route(Route),
    /// The same page has another address.
    Elsewhere(String),
    Nothing,
}

/// Finds a path as static hosts do: a folder's page is its `index.html`, and a folder's name leads to the folder.
fn find(shown: &Shown, path: &str) -> Found {
    let site = &shown.edition.site;
    let path = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(path);
    let own = |path: &str| {
        let route = site.addresses.route(path)?;
        (site.addresses.url(&route).as_str() == path && shown.edition.has(&route)).then_some(route)
    };
    if let Some(route) = own(path) {
        return Found::Route(route);
    }
    if let Some(old) = site.redirect_at(path) {
        let whole = path.ends_with('/') || old.file().as_str() == path.trim_start_matches('/');
        let folder = || UrlPath::parse(&format!("{path}/")).map(|folder| folder.href(site.base_path()));
        return match (whole, folder()) {
            (false, Ok(address)) => Found::Elsewhere(address),
            _ => Found::Route(Route::Redirect(old.clone())),
        };
    }
    match own(&format!("{path}/")) {
        Some(route) => Found::Elsewhere(site.href(&route)),
        None => Found::Nothing,
    }
}

/// The media type of what is rendered by the suffix of its file; `None` for pages.
fn media_type(file: &str) -> Option<&'static str> {
    Some(match file.rsplit_once('.').map_or("", |(_, suffix)| suffix) {
        "html" => return None,
        "xml" => "application/xml; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

/// A page that stands where the site's own cannot be shown.
fn plain_page(title: &str, words: &str) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (title, words) = (escaped(title), escaped(words));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<pre>{words}</pre>\n</body>\n</html>\n"
    )
    .into_bytes()
}

fn change(change: disk::Change) -> Change {
    let now = match change.now {
        None => Now::Gone,
        Some(Entry::Read(bytes)) if change.path.starts_with("static/") => {
            Now::Static(bytes.len() as u64, Some(bytes), None)
        }
        Some(Entry::Read(bytes)) => Now::Text(Ok(bytes)),
        Some(Entry::OnDisk { length, picture, .. }) => Now::Static(length, None, picture),
        Some(Entry::Unreadable(reason)) => Now::Text(Err(unusable(reason))),
    };
    Change { path: change.path, now }
}

/// Why a text cannot be used.
fn unusable(reason: Unreadable) -> Unusable {
    match reason {
        Unreadable::TooLarge(length) => Unusable::TooLarge(length),
        other => Unusable::Unreadable(other.to_string()),
    }
}

/// The changed files, for a line.
fn named(changes: &[disk::Change]) -> String {
    match changes {
        [one] if one.now.is_none() => format!("{} (gone)", calm_name(&one.path)),
        [one] => calm_name(&one.path).into_owned(),
        [one, other] => format!("{}, {}", calm_name(&one.path), calm_name(&other.path)),
        [one, rest @ ..] => format!("{} and {} more files", calm_name(&one.path), rest.len()),
        [] => String::new(),
    }
}

/// What a site holds, for the first line.
fn inventory(shown: &Shown) -> String {
    let site = &shown.edition.site;
    let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let (events, articles) = (site.timeline.order.len(), site.records(Kind::Article).len());
    format!("{}, {}", counted(events, "event"), counted(articles, "article"))
}

/// One calm line: what changed, how many pages it touches, how long it took.
fn line(named: &str, update: &Update, touched: usize, shown: Option<&Shown>, started: Instant) -> String {
    let pages = |count: usize| format!("{count} page{}", if count == 1 { "" } else { "s" });
    let all = shown.map_or(0, |shown| shown.edition.site.routes().iter().filter(|route| route.is_page()).count());
    let what = match (&update.news, &update.records) {
        _ if update.errors > 0 => {
            format!("{} error{}", update.errors, if update.errors == 1 { "" } else { "s" })
        }
        (preview::News::Files(_), _) => "a file".to_owned(),
        (_, Some(records)) if !records.is_empty() => pages(touched),
        _ => format!("all {}", pages(all)),
    };
    let warnings = match update.warnings {
        0 => String::new(),
        1 => ", 1 warning".to_owned(),
        many => format!(", {many} warnings"),
    };
    format!("{named}: {what}{warnings}, {} ms", started.elapsed().as_millis())
}
