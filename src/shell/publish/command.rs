//! The command: from the site's folder to the report.

use std::path::{Path, PathBuf};

use super::super::build::{self, Written};
use super::super::cli::Exit;
use super::super::load;
use super::super::signature;
use super::super::terminal::{Terminal, Warnings};
use super::failure::Failure;
use super::open::open;
use super::progress::Progress;
use super::release::Release;
use super::target::Means;
use super::{Wishes, extras, ordered, whole};
use crate::archive::Options;
use crate::diagnostic::{Code, Level};
use crate::edition::{self, Edition};
use crate::files::Files;
use crate::release::report::Report;
use crate::release::{SIGNATURE, Target};

/// What is asked of a publication.
pub struct Order {
    /// The target's name; the first one if not given.
    pub name: Option<String>,
    /// How it is published.
    pub wishes: Wishes,
    /// Whether the report is JSON.
    pub json: bool,
    /// The folder that the site is built in.
    pub output: Option<PathBuf>,
    /// The present, for embargoes.
    pub now: Option<i64>,
    /// Whether warnings stop the publication.
    pub strict: bool,
}

/// Why a publication ended early.
enum Stop {
    /// The site has errors, which have been told.
    Content,
    /// It was refused or failed.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failure(failure)
    }
}

/// Builds the site and publishes it, or brings back what was published before.
pub fn publish(root: Option<PathBuf>, order: Order, terminal: &Terminal) -> Exit {
    let root = match load::root(root, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let report =
        if order.wishes.rollback { return_to(&root, &order, terminal) } else { bring(&root, &order, terminal) };
    match report {
        Ok(report) if order.json => terminal.json(&report.to_json()),
        Ok(report) => terminal.result(&report.to_text()),
        Err(Stop::Content) => Exit::Content,
        Err(Stop::Failure(Failure::Refused(text))) => terminal.refused(text),
        Err(Stop::Failure(Failure::Failed(text) | Failure::Overtaken(text))) => terminal.failed(text),
    }
}

/// Builds and publishes.
fn bring(root: &Path, order: &Order, terminal: &Terminal) -> Result<Report, Stop> {
    let (files, mut faults) = load::files(root);
    let (edition, found) = edition::prepare(&files, Options { drafts: false, now: order.now, ..Options::default() });
    faults.extend(found);
    let settings = &edition.site.archive.settings;
    let mut levels = if order.strict { settings.levels.strict() } else { settings.levels.clone() };
    // Feeds, the sitemap and canonical links must not point at an address that is not the author's.
    levels.set(Code::ExampleAddress, Level::Deny);
    let (errors, warnings) = terminal.faults(&faults, &levels, &files.sources, Warnings::Counted);
    if errors > 0 {
        return Err(stopped(errors, warnings, terminal));
    }
    let target = choose(&settings.publish, order.name.as_deref())?.clone();
    let edition = if target.offline {
        let options = Options { drafts: false, now: order.now, offline: true };
        edition::prepare(&files, options).0
    } else {
        edition
    };
    let (settings, target) = (&edition.site.archive.settings, &target);
    let output = order.output.clone().unwrap_or_else(|| root.join(build::folder(target.offline)));
    let mut release = build(&edition, &files, root, &output, terminal)?;
    extras::add(&mut release, target, &edition.moved())?;
    let mut protected = build::sources(root);
    protected.push(output);
    let means = open(target, &order.wishes, root, protected)?;
    if let Some(key) = &target.key {
        let key = signature::key_path(key, root)?;
        let present = means.look().read(SIGNATURE)?.map(|(bytes, _)| bytes);
        if !order.wishes.dry_run {
            release.signature = Some(signature::sign(release.manifest.to_json().as_bytes(), &key, present)?);
        }
    }
    let progress = Progress::shown();
    let report = match &means {
        Means::Files(store) => {
            ordered::publish(store.as_ref(), &release, target, &order.wishes, &settings.languages, &progress)
        }
        Means::Whole(depot) => whole::publish(depot.as_ref(), &release, target, &order.wishes, &progress),
    };
    progress.clear();
    Ok(report?)
}

/// Builds the site into its folder.
fn build(edition: &Edition, files: &Files, root: &Path, output: &Path, terminal: &Terminal) -> Result<Release, Stop> {
    match build::write(edition, files, root, output, None).map_err(Failure::from)? {
        Written::Done(_) => Ok(Release::of_folder(output)?),
        Written::TemplateFaults(faults) => {
            let levels = &edition.site.archive.settings.levels;
            let (errors, warnings) = terminal.faults(&faults, levels, &files.sources, Warnings::All);
            Err(stopped(errors, warnings, terminal))
        }
    }
}

fn stopped(errors: usize, warnings: usize, terminal: &Terminal) -> Stop {
    let (errors, warnings) = (build::plural(errors, "error"), build::plural(warnings, "warning"));
    terminal.say(&format!("{errors}, {warnings}; nothing was published"));
    Stop::Content
}

/// The file that names the targets.
const SETTINGS: &str = "content/site.toml";

/// Brings back the release before the present one. Faults of the site are no matter: it may be just those that readers
/// must be spared.
fn return_to(root: &Path, order: &Order, terminal: &Terminal) -> Result<Report, Stop> {
    let (files, _) = load::files(root);
    let (site, _, mut faults) = edition::plan(&files, Options { drafts: false, now: order.now, ..Options::default() });
    let target = choose(&site.archive.settings.publish, order.name.as_deref()).map_err(|failure| {
        // A target that is missing may be one that has a fault.
        faults.retain(|fault| fault.span().is_some_and(|span| &*files.sources.get(span.file).path == SETTINGS));
        let levels = &site.archive.settings.levels;
        let (errors, warnings) = terminal.faults(&faults, levels, &files.sources, Warnings::Counted);
        if errors > 0 { stopped(errors, warnings, terminal) } else { failure.into() }
    })?;
    let progress = Progress::shown();
    let report = match open(target, &order.wishes, root, build::sources(root))? {
        Means::Whole(depot) => {
            let release = whole::earlier(depot.as_ref())?;
            // A return may remove whatever the present release added.
            let wishes = Wishes { allow_removals: true, ..order.wishes };
            whole::publish(depot.as_ref(), &release, target, &wishes, &progress)
        }
        Means::Files(_) => Err(Failure::refused(format!(
            "{} keeps no earlier releases; check out the earlier state of the site from your version control and publish \
             that",
            target.address
        ))),
    };
    progress.clear();
    Ok(report?)
}

/// The target of a name, or the first.
fn choose<'a>(targets: &'a [Target], name: Option<&str>) -> Result<&'a Target, Failure> {
    if targets.is_empty() {
        return Err(Failure::refused(
            "`content/site.toml` names no target; add a table `[[publish]]` with a `name` and where to, such as \
             `to = \"file:///srv/www/site\"` (`annals explain site` lists the keys)",
        ));
    }
    let Some(name) = name else { return Ok(&targets[0]) };
    targets.iter().find(|target| target.name == name).ok_or_else(|| {
        let names: Vec<String> = targets.iter().map(|target| format!("`{}`", target.name)).collect();
        Failure::refused(format!("there is no target `{name}`; `content/site.toml` names {}", names.join(", ")))
    })
}
