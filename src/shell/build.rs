//! `annals build` and `annals check`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use litemap::LiteMap;
use walkdir::{DirEntry, WalkDir};

use super::cli::Exit;
use super::load;
use super::memory::{self, Note};
use super::output::{Action, Output, OutputError, Summary};
use super::read::{self, Root, Unreadable};
use super::terminal::{Terminal, Warnings};
use crate::archive::Options;
use crate::diagnostic::{Code, Diagnostic, Level, Levels, to_json};
use crate::edition::{self, Edition, Memory};
use crate::files::Files;
use crate::id::Kind;
use crate::release::{Entry, Head};
use crate::route::Route;
use crate::site::Site;
use crate::text::calm_path;

/// What is asked of a build.
pub struct Wishes {
    /// The folder to write.
    pub output: Option<PathBuf>,
    /// Whether drafts and records under embargo are built.
    pub drafts: bool,
    /// The present, for embargoes.
    pub now: Option<i64>,
    /// Whether the site is to be opened from a disk, without a host.
    pub offline: bool,
    /// Whether warnings stop the build.
    pub strict: bool,
    /// Whether warnings are shown in full.
    pub warnings: bool,
    /// Whether what must not be published stops the build.
    pub for_publishing: bool,
}

/// Builds the site.
pub fn build(root: Option<PathBuf>, wishes: Wishes, terminal: &Terminal) -> Exit {
    let started = Instant::now();
    lend_a_hand();
    let root = match load::root(root, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let output = wishes.output.clone().unwrap_or_else(|| root.join(folder(wishes.offline)));
    let (inputs, unreadable) = read::read_site(&root);
    // Warnings that are to be shown in full have to be found anew.
    let may_recall = unreadable.is_empty() && !wishes.warnings;
    let input = may_recall.then(|| memory::input(&Root::new(&root), &inputs, &wishes)).flatten();
    if let Some((note, summary)) = input.as_ref().and_then(|input| memory::recall(&output, &sources(&root), input))
        && let Some(warnings) = note.warnings()
    {
        terminal.counted(&warnings);
        let counts = (note.events, note.articles, note.pages);
        let warnings = warnings.values().sum();
        return terminal.result(&report(counts, &summary, warnings, &shown(&output), started.elapsed().as_secs_f64()));
    }
    let (mut files, mut faults) = load::sorted(inputs, unreadable);
    let (edition, found) =
        edition::prepare(&files, Options { drafts: wishes.drafts, now: wishes.now, offline: wishes.offline });
    faults.extend(found);
    let mut levels = levels(&edition.site.archive.settings.levels, wishes.strict);
    if wishes.for_publishing {
        levels.set(Code::ExampleAddress, Level::Deny);
    }
    let (errors, warnings) = {
        let show = if wishes.warnings { Warnings::All } else { Warnings::Counted };
        terminal.faults(&faults, &levels, &files.sources, show)
    };
    if errors > 0 {
        return stopped(errors, warnings, terminal);
    }
    let counts = counts(&edition);
    // By the clock, the same input makes another site.
    let remember = input.filter(|_| !edition.site.archive.is_timed).map(|input| Remember {
        note: Note::new(&input, counts, &warned(&faults, &levels)).written(),
        rest: input.rest,
        copied: input.copied,
    });
    // What was told and what was read make room for the pages.
    drop(faults);
    files.let_go_of_content();
    let exit = match write(&edition, &files, &root, &output, remember) {
        Ok(Written::Done(summary)) => {
            let name = shown(&output);
            terminal.result(&report(counts, &summary, warnings, &name, started.elapsed().as_secs_f64()))
        }
        Ok(Written::TemplateFaults(faults)) => {
            let (errors, _) = terminal.faults(&faults, &levels, &files.sources, Warnings::All);
            stopped(errors, warnings, terminal)
        }
        Err(error) if error.is_refusal() => terminal.refused(error.to_string()),
        Err(error) => terminal.failed(error.to_string()),
    };
    // The program ends here: to let go of a large site piece by piece would take time for nothing.
    std::mem::forget((edition, files));
    exit
}

/// Makes this thread one of those that share the work, instead of one that waits for them: each thread has memory of its
/// own, of which the system's allocator gives little back.
fn lend_a_hand() {
    // Fails if the threads were chosen already, and then they work as well.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
}

/// The name of the folder that an edition is written into, if none is given.
pub(super) fn folder(offline: bool) -> &'static str {
    if offline { "offline" } else { "public" }
}

/// How writing a site ended.
pub(super) enum Written {
    /// It was written.
    Done(Summary),
    /// Nothing was, because of these.
    TemplateFaults(Vec<Diagnostic>),
}

/// What is to be remembered of a build.
pub(super) struct Remember {
    /// The note on the site as a whole.
    note: String,
    /// What stands for all that is not a record.
    rest: String,
    /// The hashes of the files that are copied, by their path below `static/`.
    copied: LiteMap<String, [u8; 32]>,
}

/// Renders every route that may have changed and writes what did. With faults in templates nothing is written.
pub(super) fn write(
    edition: &Edition,
    files: &Files,
    root: &Path,
    output: &Path,
    remember: Option<Remember>,
) -> Result<Written, OutputError> {
    let mut place = Output::open(output, &sources(root))?;
    let state = remember.as_ref().map(|remember| edition.state(&remember.rest));
    let earlier: Option<Memory> =
        state.as_ref().and_then(|_| serde_json::from_slice(&place.recall_pages(longest_memory(edition))?).ok());
    let earlier = earlier.zip(state.as_ref()).and_then(|(memory, state)| {
        let changed = edition.changed(state, &memory.state)?;
        Some((memory, changed))
    });
    let keep = |number: usize, route: &Route| {
        let unchanged = earlier.as_ref().and_then(|(memory, changed)| memory.unchanged(number, route, changed));
        match unchanged {
            Some(reads) => {
                let kept = place.keep(edition.site.addresses.file(route).as_str())?;
                Ok(kept.map(|bytes| (reads.clone(), bytes)))
            }
            None => Ok(None),
        }
    };
    let headers = Mutex::new(Vec::new());
    // A file may change between the look by which it is remembered and the one by which it is copied.
    let changed = AtomicBool::new(false);
    let copied = |path: &str, entry: Entry| {
        let same = |remember: &Remember| remember.copied.get(path) == Some(&entry.sha256);
        changed.fetch_or(!remember.as_ref().is_none_or(same), Ordering::Relaxed);
    };
    let authors = Root::new(root);
    let (faults, reads) = edition.render_others(files, keep, |route, output| {
        let file = edition.site.addresses.file(route);
        let file = file.as_str();
        match output {
            edition::Output::Bytes(bytes) => {
                place.put(file, &bytes)?;
                if file == HEADERS {
                    *headers.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
                }
                Ok(())
            }
            edition::Output::Copy(path) => {
                let below = Path::new("static").join(&path);
                let from = root.join(&below);
                // What was wrong with it when the site was read was told then.
                let refused = |reason: Unreadable| {
                    let error = std::io::Error::other(format!("{reason}; build again"));
                    OutputError::Io { action: Action::Read, path: from.clone(), error }
                };
                if file == HEADERS {
                    let bytes = authors.read(&below).map_err(refused)?;
                    copied(&path, Entry::of(&bytes));
                    place.put(file, &bytes)?;
                    *headers.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
                    return Ok(());
                }
                copied(&path, place.put_open(file, authors.open(&below).map_err(refused)?, &from)?);
                Ok(())
            }
        }
    })?;
    if !faults.is_empty() {
        return Ok(Written::TemplateFaults(faults));
    }
    if let Some((remember, state)) = remember.zip(state).filter(|_| !changed.into_inner()) {
        let memory = Memory::new(state, reads);
        place.note(remember.note, Box::new(move |file| Ok(serde_json::to_writer(file, &memory)?)));
    }
    place.describe(Head::of(&headers.into_inner().unwrap_or_else(PoisonError::into_inner)), None);
    place.finish().map(Written::Done)
}

/// The longest memory of a site's pages that is believed, in bytes: a page takes a few hundred, one that shows many
/// events two thousand, and a record twenty. A stranger's would take all of the machine's.
fn longest_memory(edition: &Edition) -> u64 {
    let records: usize = Kind::ALL.into_iter().map(|kind| edition.site.records(kind).len()).sum();
    (1 << 20) + 2_048 * edition.site.routes().len() as u64 + 64 * records as u64
}

/// The folders of a site's own files, and what links in them lead to. These are never written over.
pub(super) fn sources(root: &Path) -> Vec<PathBuf> {
    let folders = ["content", "templates", "static"].map(|folder| root.join(folder));
    let all = folders.iter().flat_map(|folder| WalkDir::new(folder).follow_links(true)).filter_map(Result::ok);
    let links = all.filter(DirEntry::path_is_symlink).filter_map(|link| std::fs::canonicalize(link.path()).ok());
    let links: Vec<PathBuf> = links.collect();
    folders.into_iter().chain(links).collect()
}

/// The file by which hosts are told the policy.
const HEADERS: &str = "_headers";

/// How many events, articles and pages there are.
pub(super) fn counts(edition: &Edition) -> (usize, usize, usize) {
    let site = &edition.site;
    let pages = site.routes().iter().filter(|route| route.is_page()).count();
    (site.timeline.order.len(), site.records(Kind::Article).len(), pages)
}

/// How often each check warned.
fn warned(faults: &[Diagnostic], levels: &Levels) -> LiteMap<Code, usize> {
    let mut counts = LiteMap::new();
    for fault in faults.iter().filter(|fault| levels.of(fault.code) == Level::Warn) {
        *counts.entry(fault.code).or_default() += 1;
    }
    counts
}

fn levels(site: &Levels, strict: bool) -> Levels {
    if strict { site.strict() } else { site.clone() }
}

fn stopped(errors: usize, warnings: usize, terminal: &Terminal) -> Exit {
    terminal.say(&format!("{}, {}; nothing was written", plural(errors, "error"), plural(warnings, "warning")));
    Exit::Content
}

/// The summary of a build.
pub(super) fn report(
    (events, articles, pages): (usize, usize, usize),
    summary: &Summary,
    warnings: usize,
    output: &str,
    seconds: f64,
) -> String {
    let more = if warnings > 0 { " (`annals check` shows them)" } else { "" };
    format!(
        "{}, {}, {}, {}{more}\n{} written, {} unchanged, {} removed in `{output}`, {seconds:.2} s\n",
        plural(events, "event"),
        plural(articles, "article"),
        plural(pages, "page"),
        plural(warnings, "warning"),
        plural(summary.written, "file"),
        summary.unchanged,
        summary.removed,
    )
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A path as people would type it from where they are.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let short = here.as_deref().and_then(|h| path.strip_prefix(h).ok()).unwrap_or(path);
    calm_path(short)
}

/// What is asked of a check.
pub struct CheckWishes {
    /// Whether the faults are printed as JSON.
    pub json: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Whether drafts and records under embargo are checked.
    pub drafts: bool,
    /// The present, for embargoes.
    pub now: Option<i64>,
    /// Whether every warning is shown.
    pub all: bool,
}

/// Checks the site and writes nothing.
pub fn check(root: Option<PathBuf>, wishes: CheckWishes, terminal: &Terminal) -> Exit {
    let CheckWishes { json, strict, drafts, now, all } = wishes;
    lend_a_hand();
    let root = match load::root(root, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let (files, mut faults) = load::files(&root);
    let Checked { counts: (events, articles), levels, faults: found } =
        checked(&files, Options { drafts, now, offline: false });
    faults.extend(found);
    let levels = self::levels(&levels, strict);
    let errors = faults.iter().filter(|f| levels.of(f.code) == Level::Deny).count();
    if json {
        faults.retain(|f| levels.of(f.code) != Level::Allow);
        let written = terminal.json(&to_json(&faults, &levels, &files.sources));
        return if written == Exit::Fine && errors > 0 { Exit::Content } else { written };
    }
    let show = if all { Warnings::All } else { Warnings::Some };
    let (errors, warnings) = terminal.faults(&faults, &levels, &files.sources, show);
    terminal.say(&format!(
        "{}, {}, {}, {}",
        plural(events, "event"),
        plural(articles, "article"),
        plural(errors, "error"),
        plural(warnings, "warning")
    ));
    // The program ends here, as after a build.
    std::mem::forget((files, faults));
    if errors > 0 { Exit::Content } else { Exit::Fine }
}

/// What a check found.
struct Checked {
    /// How many events and articles there are.
    counts: (usize, usize),
    /// How grave each fault is, as the site has it.
    levels: Levels,
    /// All faults.
    faults: Vec<Diagnostic>,
}

impl Checked {
    fn new(site: &Site, faults: Vec<Diagnostic>) -> Checked {
        let counts = (site.timeline.order.len(), site.records(Kind::Article).len());
        Checked { counts, levels: site.archive.settings.levels.clone(), faults }
    }
}

/// All faults of a site. Templates of the author's own are tried on some pages of each kind.
fn checked(files: &Files, options: Options) -> Checked {
    if !files.templates.iter().any(|(name, _)| name.ends_with(".html")) {
        let (site, theme, faults) = edition::plan(files, options);
        let checked = Checked::new(&site, faults);
        std::mem::forget((site, theme));
        return checked;
    }
    let (edition, mut faults) = edition::prepare(files, options);
    let stopped = faults.iter().any(|f| edition.site.archive.settings.levels.of(f.code) == Level::Deny);
    if !stopped {
        faults.extend(edition.try_templates(files, edition::Trial::FULL, &|| true).unwrap_or_default());
    }
    let checked = Checked::new(&edition.site, faults);
    std::mem::forget(edition);
    checked
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]
mod tests {
    use std::fs;

    use super::*;

    /// The beginning of a picture of this size.
    fn png(width: u8, height: u8) -> Vec<u8> {
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0".as_slice(), &[width, 0, 0, 0, height], b"\x08\x02\0\0\0"].concat()
    }

    /// A build in whose course a file is replaced, before the site's state is taken or after. Whether it left a note.
    fn leaves_a_note(path: &str, changed: &[u8], early: bool) -> bool {
        let desk = tempfile::tempdir().unwrap();
        let root = desk.path();
        let put = |path: &str, bytes: &[u8]| {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), bytes).unwrap();
        };
        put("content/site.toml", b"title = \"A test\"\nbase_url = \"https://annals.test/\"\n");
        put("static/media/a.bin", b"one");
        put("static/media/a.png", &png(100, 50));
        put("static/_headers", b"/*\n  A: b\n");
        let wishes = Wishes {
            output: None,
            drafts: false,
            now: None,
            offline: false,
            strict: false,
            warnings: false,
            for_publishing: false,
        };
        let (inputs, unreadable) = read::read_site(root);
        if early {
            put(path, changed);
        }
        let input = memory::input(&Root::new(root), &inputs, &wishes);
        let (files, _) = load::sorted(inputs, unreadable);
        let (edition, _) = edition::prepare(&files, Options::default());
        if !early {
            put(path, changed);
        }
        let remember = input.map(|input| Remember { note: "{}".into(), rest: input.rest, copied: input.copied });
        let output = root.join("public");
        assert!(matches!(write(&edition, &files, root, &output, remember), Ok(Written::Done(_))));
        root.join(".public.annals-note").exists()
    }

    #[test]
    fn a_site_whose_files_changed_while_it_was_built_is_not_remembered() {
        for early in [true, false] {
            assert!(leaves_a_note("static/media/a.bin", b"one", early));
            assert!(leaves_a_note("static/media/a.png", &png(100, 50), early));
            assert!(!leaves_a_note("static/media/a.bin", b"three", early));
            assert!(!leaves_a_note("static/media/a.png", &png(50, 100), early));
        }
        assert!(!leaves_a_note("static/media/a.bin", b"two", false));
        assert!(!leaves_a_note("static/_headers", b"/*\n  A: c\n", false));
    }
}
