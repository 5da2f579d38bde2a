//! Preview: a site that changes while it is looked at.
//!
//! A change of files goes the same way as a build does, stage by stage, but takes over from the state before what it
//! does not bear upon: files that were parsed, records that were looked up, the plan of addresses, the theme. What comes
//! out is the same [`Edition`] that a build of the same files makes. While the content has errors, the last edition
//! without any stays.

mod place;
mod stretch;

use std::collections::BTreeSet;
use std::sync::Arc;

use litemap::LiteMap;

pub use place::{Origin, PageNotes};

use crate::archive::{Archive, Options, RecordKey, Workings, checks};
use crate::cores;
use crate::diagnostic::{Diagnostic, Level, Levels};
use crate::draft::{self, Draft, Part};
use crate::edition::{self, Edition, Trial};
use crate::files::{Change, Effect, Files};
use crate::language::Language;
use crate::site::{Earlier, Site};
use crate::text::FileId;
use crate::theme::Theme;
use crate::timeline::Timeline;

/// A site that changes.
pub struct Preview {
    options: Options,
    files: Arc<Files>,
    /// What each content file holds; `None` until it is parsed as a whole.
    parts: LiteMap<FileId, Option<Part>>,
    workings: Option<Workings>,
    theme: Arc<Theme>,
    /// The site's languages by their tags.
    languages: LiteMap<String, Arc<Language>>,
    faults: Faults,
    /// What [`Preview::settle`] still has to check.
    unsettled: Unsettled,
    /// Whether templates changed, or failed, since pages were last tried with them.
    untried: bool,
    /// Whether events, lists or addresses are not those of what is shown.
    moved: bool,
    shown: Option<Arc<Shown>>,
    /// What was shown before: to let go of a large site takes time, so [`Preview::settle`] does it.
    past: Vec<Arc<Shown>>,
}

#[derive(Default)]
struct Unsettled {
    look_alikes: bool,
    templates: bool,
}

/// What is shown: the last state without errors.
pub struct Shown {
    /// The site.
    pub edition: Edition,
    /// The files that it was made of.
    pub files: Arc<Files>,
}

/// The faults that are not kept with a file or record.
#[derive(Default)]
struct Faults {
    theme: Vec<Diagnostic>,
    languages: Vec<Diagnostic>,
    order: Vec<Diagnostic>,
    /// Of the plan and the whole archive.
    whole: Vec<Diagnostic>,
    /// Of templates, found when pages are tried.
    pages: Vec<Diagnostic>,
    /// Events that look alike: found last, since the search is slow.
    alike: Vec<Diagnostic>,
}

/// What a change did.
#[derive(Debug, Default)]
pub struct Update {
    /// What has to be shown anew.
    pub news: News,
    /// The records that changed; `None` if everything was made anew.
    pub records: Option<Vec<RecordKey>>,
    /// Errors that keep the change from being shown.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

/// What has to be shown anew.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum News {
    /// Nothing.
    #[default]
    Nothing,
    /// Style sheets alone: the addresses at which they stood and stand.
    Styles(Vec<(String, String)>),
    /// Files of the author's below `static/`, by their addresses.
    Files(Vec<String>),
    /// Pages.
    Pages,
}

/// What a batch of changes bears upon.
#[derive(Default)]
struct Work {
    /// Files whose text changed, with what they held before.
    before: LiteMap<FileId, Part>,
    /// Files that have to be parsed as a whole.
    unread: BTreeSet<FileId>,
    /// Whether there are other files than before, or other settings.
    everything: bool,
    theme: bool,
    strings: bool,
    statics: Vec<String>,
}

impl Preview {
    /// A preview of an empty folder.
    pub fn new(options: Options) -> Preview {
        let files = Files::default();
        let (theme, _) = Theme::new(&files);
        Preview {
            options,
            files: Arc::new(files),
            parts: LiteMap::new(),
            workings: None,
            theme: Arc::new(theme),
            languages: LiteMap::new(),
            faults: Faults::default(),
            unsettled: Unsettled::default(),
            untried: false,
            moved: true,
            shown: None,
            past: Vec::new(),
        }
    }

    /// What is shown; `None` until the site has been without errors once.
    pub fn shown(&self) -> Option<Arc<Shown>> {
        self.shown.clone()
    }

    /// All files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Takes in changed files.
    pub fn update(&mut self, changes: Vec<Change>) -> Update {
        let known: BTreeSet<String> = self.files.statics.iter().map(|(path, _)| path.clone()).collect();
        let was_refused = self.files.faults().next().is_some();
        let mut work = self.take_in(changes);
        // They are looked for again only when nobody waits, and must not lead to places that are no more until then.
        let sources = &self.files.sources;
        self.faults.alike.retain(|fault| fault.labels.iter().all(|label| sources.has(label.span.file)));
        let other_statics = work.statics.iter().any(|path| {
            known.contains(path) != self.files.statics.binary_search_by(|(other, _)| other.cmp(path)).is_ok()
        });
        // A file that was or is refused stood or stands in the way of all pages.
        let refused = was_refused || self.files.faults().next().is_some();
        let other_statics = other_statics || (refused && !work.statics.is_empty());
        let assets = work.statics.iter().any(|path| path.starts_with("assets/"));
        work.theme |= assets || other_statics;
        let content = work.everything || !work.before.is_empty() || self.workings.is_none();
        if !content && !work.theme {
            return self.only_files(work.statics);
        }
        let style_only = !content && !other_statics && work.statics.iter().all(|path| path.ends_with(".css"));
        let style_only = style_only && !work.statics.is_empty() && !work.strings;
        let before = Arc::clone(&self.theme);
        let records = self.look_up(&mut work);
        let is_event = |record: &RecordKey| matches!(record, RecordKey::Event(_));
        self.unsettled.look_alikes |= records.as_ref().is_none_or(|records| records.iter().any(is_event));
        self.unsettled.templates |= work.theme || records.is_none() || !self.faults.pages.is_empty();
        if work.theme || self.shown.is_none() {
            self.dress();
        }
        if work.strings || work.everything {
            self.learn(work.strings);
        }
        let standing = self.plan(work.theme);
        let news = match standing {
            false => News::Nothing,
            true if style_only => self.swapped(&before, &work.statics),
            true => News::Pages,
        };
        let (errors, warnings) = self.count();
        Update { news, records, errors, warnings }
    }

    /// The slow checks, which nobody should wait for: to be run after each [`Preview::update`]. What is not done when
    /// `go_on` no longer says so is left to the next time. Returns the errors and warnings that there are now.
    pub fn settle(&mut self, go_on: impl Fn() -> bool + Sync) -> (usize, usize) {
        self.past.clear();
        // What is shown while there are errors was tried already.
        let templates = self.count().0 == 0 && self.unsettled.templates;
        let tried = self.shown.clone().filter(|shown| templates && has_templates(&shown.files));
        match tried.filter(|_| self.faults.pages.is_empty()) {
            Some(shown) => {
                if let Some(faults) = shown.edition.try_templates(&shown.files, Trial::FULL, &go_on) {
                    self.faults.pages = faults;
                    self.unsettled.templates = false;
                }
            }
            None => self.unsettled.templates &= !templates,
        }
        if let Some(workings) = self.workings.as_ref().filter(|_| self.unsettled.look_alikes && go_on()) {
            self.faults.alike = checks::look_alikes(&workings.archive());
            self.unsettled.look_alikes = false;
        }
        self.count()
    }

    /// All faults, in no particular order.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        let faults = &self.faults;
        self.files
            .faults()
            .chain(self.parts.values().flatten().flat_map(|part| &part.faults))
            .chain(self.workings.iter().flat_map(Workings::faults))
            .chain(
                [&faults.theme, &faults.languages, &faults.order, &faults.whole, &faults.pages, &faults.alike]
                    .into_iter()
                    .flatten(),
            )
    }

    /// The levels of the site's checks.
    pub fn levels(&self) -> Levels {
        self.workings.as_ref().map(|workings| workings.settings().levels.clone()).unwrap_or_default()
    }

    /// The faults at a level, in order of place.
    pub fn faults_of(&self, level: Level) -> Vec<Diagnostic> {
        let levels = self.levels();
        let some = self.faults().filter(|fault| levels.of(fault.code) == level).cloned().collect();
        edition::sorted(some, &self.files.sources)
    }

    fn count(&self) -> (usize, usize) {
        let levels = self.levels();
        let (mut errors, mut warnings) = (0, 0);
        for fault in self.faults() {
            match levels.of(fault.code) {
                Level::Deny => errors += 1,
                Level::Warn => warnings += 1,
                Level::Allow => {}
            }
        }
        (errors, warnings)
    }

    /// Changes of files that no page depends on.
    fn only_files(&self, statics: Vec<String>) -> Update {
        let (errors, warnings) = self.count();
        let news = match &self.shown {
            Some(shown) if !statics.is_empty() => {
                News::Files(statics.into_iter().map(|path| shown.edition.static_href(&path)).collect())
            }
            _ => News::Nothing,
        };
        Update { news, records: Some(Vec::new()), errors, warnings }
    }

    /// Puts changed files among the others.
    fn take_in(&mut self, changes: Vec<Change>) -> Work {
        let mut work = Work::default();
        let mut before = Vec::new();
        let files = Arc::make_mut(&mut self.files);
        for change in changes {
            let parts = &mut self.parts;
            let mut old = None;
            let effect = files.change(change, |sources, id, text| {
                let part = parts.get_mut(&id);
                let held = part.as_ref().and_then(|part| part.as_ref());
                let new = held.and_then(|part| stretch::replace(sources, id, &text, part));
                if new.is_none() {
                    sources.set(id, text);
                }
                old = part.and_then(|part| std::mem::replace(part, new));
            });
            match effect {
                Effect::Text(file) => {
                    if self.parts.get(&file.id).is_none_or(Option::is_none) {
                        work.unread.insert(file.id);
                    }
                    match old {
                        Some(old) => before.push((file.id, old)),
                        None => work.everything = true,
                    }
                }
                Effect::Content => work.everything = true,
                Effect::Template(name) => {
                    work.theme = true;
                    work.strings |= name.ends_with(".ftl");
                }
                Effect::Static(path) => work.statics.push(path),
            }
        }
        // Of a file that changed more than once, what it held first; of equal keys the last counts.
        work.before = before.into_iter().rev().collect();
        work
    }

    /// Parses what is not parsed yet, and looks up what changed. Returns the records that changed; `None` if all were
    /// made anew.
    fn look_up(&mut self, work: &mut Work) -> Option<Vec<RecordKey>> {
        if work.everything {
            let listed: BTreeSet<FileId> = self.files.list.iter().map(|file| file.id).collect();
            self.parts.retain(|id, _| listed.contains(id));
        }
        let unread: Vec<_> =
            self.files.list.iter().filter(|file| self.parts.get(&file.id).is_none_or(Option::is_none)).collect();
        let files = &self.files;
        let read = cores::each(&unread, 1, &|file| (file.id, Some(draft::parse_file(file, files))));
        self.parts.extend(read);
        if let (false, Some(workings)) = (work.everything, &mut self.workings) {
            let replace = |(id, old): (&FileId, &Part)| workings.replace(old, self.parts.get(id)?.as_ref()?);
            if let Some(replaced) = work.before.iter().map(replace).collect::<Option<Vec<_>>>() {
                self.moved |= replaced.iter().any(|one| !one.same_plan);
                return Some(replaced.into_iter().flat_map(|one| one.records).collect());
            }
        }
        work.everything = true;
        self.moved = true;
        let mut draft = Draft::default();
        for file in &self.files.list {
            self.parts.get(&file.id).cloned().flatten().into_iter().for_each(|part| draft.add(part));
        }
        self.workings = Some(Workings::new(draft, &self.files, self.options));
        None
    }

    fn dress(&mut self) {
        let (theme, faults) = Theme::new(&self.files);
        self.theme = Arc::new(theme);
        self.faults.theme = faults;
    }

    /// Makes the languages that the site has, `anew` if their strings changed.
    fn learn(&mut self, anew: bool) {
        let Some(workings) = &self.workings else { return };
        let tags = &workings.settings().languages;
        if !anew && tags.len() == self.languages.len() && tags.iter().all(|tag| self.languages.contains_key(tag)) {
            return;
        }
        self.faults.languages.clear();
        let languages = edition::languages(tags, &self.files, &mut self.faults.languages);
        self.languages = tags.iter().cloned().zip(languages).collect();
    }

    /// Orders and plans the site and shows it, if it has no errors. Says whether it is shown.
    fn plan(&mut self, theme_changed: bool) -> bool {
        let Some(workings) = &self.workings else { return false };
        let archive = workings.archive();
        let faults = &mut self.faults;
        faults.whole = checks::check(&archive, &self.files);
        faults.whole.extend(edition::no_site(&self.files));
        let earlier = self.shown.as_ref().map(|shown| &shown.edition.site);
        let same_lists = !self.moved && self.faults.order.is_empty();
        let timeline = match earlier.filter(|_| same_lists) {
            Some(earlier) => Arc::clone(&earlier.timeline),
            None => {
                let (timeline, found) = Timeline::new(&archive);
                self.faults.order = found;
                Arc::new(timeline)
            }
        };
        let assets: Vec<String> = self.theme.files.keys().cloned().collect();
        let same_routes = same_lists && !theme_changed;
        let earlier = earlier.map(|site| Earlier { site, same_lists, same_routes });
        let (site, found) = Site::plan(archive, timeline, &self.files, &assets, earlier);
        let faults = &mut self.faults;
        faults.whole.extend(found);
        let languages: Vec<Arc<Language>> = tagged(&site.archive, &self.languages);
        let edition = Edition::new(site, Arc::clone(&self.theme), &languages);
        self.untried |= theme_changed || !self.faults.pages.is_empty();
        self.faults.pages.clear();
        // As in a check, pages are tried only where nothing else is wrong: a fault of the theme would come again from each.
        if self.untried && self.count().0 == 0 {
            self.untried = false;
            self.unsettled.templates = true;
            if has_templates(&self.files) {
                self.faults.pages = edition.try_templates(&self.files, Trial::FIRST_LOOK, &|| true).unwrap_or_default();
            }
        }
        let standing = self.count().0 == 0;
        if standing {
            self.moved = false;
            let shown = Arc::new(Shown { edition, files: Arc::clone(&self.files) });
            self.past.extend(self.shown.replace(shown));
        }
        standing
    }

    /// The addresses of style sheets that changed.
    fn swapped(&self, before: &Theme, statics: &[String]) -> News {
        let Some(shown) = &self.shown else { return News::Nothing };
        let href = |path: &str| shown.edition.static_href(path);
        let pairs = statics.iter().filter_map(|path| Some((href(before.asset(path)?), href(self.theme.asset(path)?))));
        let pairs: Vec<_> = pairs.collect();
        if pairs.len() == statics.len() { News::Styles(pairs) } else { News::Pages }
    }
}

fn tagged(archive: &Archive, languages: &LiteMap<String, Arc<Language>>) -> Vec<Arc<Language>> {
    let all = archive.settings.languages.iter();
    all.map(|tag| Arc::clone(languages.get(tag).expect("the languages are those of the settings"))).collect()
}

/// Whether the author has templates of his own, which may fail on some pages.
fn has_templates(files: &Files) -> bool {
    files.templates.iter().any(|(name, _)| name.ends_with(".html"))
}
