//! Publishing to a target that takes files one by one, in an order in which readers never meet a broken link.

use std::collections::BTreeSet;

use super::failure::Failure;
use super::progress::Progress;
use super::release::{Put, Release};
use super::survey::{JOURNAL, Survey, journal};
use super::target::{Look, Store};
use super::{Wishes, lease};
use crate::release::report::{Outcome, Report, some};
use crate::release::{MANIFEST, Plan, SIGNATURE, Step, Target};

/// Publishes a release.
///
/// # Errors
/// If it is refused or fails; the target then holds no broken link, and the next publication goes on from there.
pub fn publish(
    store: &dyn Store,
    release: &Release,
    target: &Target,
    wishes: &Wishes,
    languages: &[String],
    progress: &Progress,
) -> Result<Report, Failure> {
    let look = |progress| Survey::of(store, release, wishes, progress);
    let survey = look(progress)?;
    let plan = survey.plan(release, target, wishes)?;
    let mut report = survey.report(&plan, release, target);
    if wishes.dry_run {
        return Ok(report);
    }
    if survey.is_settled(&plan, release) {
        if survey.is_locked {
            lease::clear(store)?;
        }
        report.compared = survey.read_back;
        return Ok(report);
    }
    let seen = survey.manifest.map(|(_, version)| version);
    lease::hold(store, progress, || {
        // Another publication may have ended between the first look and the lease; it is not undone without a word.
        let survey = look(progress)?;
        let plan = survey.plan(release, target, wishes)?;
        if survey.manifest.as_ref().map(|(_, version)| version) != seen.as_ref() && !survey.is_settled(&plan, release) {
            return Err(changed_meanwhile());
        }
        let mut report = survey.report(&plan, release, target);
        report.compared = carry_out(store, release, &survey, &plan, languages, progress)?;
        if wishes.verify {
            report.compared += plan.unchanged.len();
        }
        report.notes.extend(store.notes());
        report.outcome = Outcome::Published;
        Ok(report)
    })
}

/// Carries a plan out. Gives how many files were read back.
fn carry_out(
    store: &dyn Store,
    release: &Release,
    survey: &Survey,
    plan: &Plan,
    languages: &[String],
    progress: &Progress,
) -> Result<usize, Failure> {
    let touched: BTreeSet<String> = plan
        .sent()
        .map(str::to_owned)
        .chain(plan.removed.iter().cloned())
        .chain(survey.journal.iter().cloned())
        .collect();
    if !touched.is_empty() && !store.swap(JOURNAL, survey.journal_version.as_ref(), Some(&journal(touched)))? {
        return Err(changed_meanwhile());
    }
    let mut compared = 0;
    for step in plan.steps(languages) {
        progress.go_on()?;
        match step {
            Step::Send(stage, paths) => {
                progress.step(stage.name(), paths.len());
                let files: Vec<Put<'_>> = paths.iter().map(|path| release.put(path)).collect::<Result<_, _>>()?;
                store.put_all(&files, progress)?;
            }
            Step::Compare(paths) => {
                let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
                let wrong = differing(store, release, &paths, progress)?;
                if !wrong.is_empty() {
                    return Err(Failure::failed(format!(
                        "what stands on the target is not what was sent: {}; nothing was removed, and the manifest was not \
                         changed: publish again",
                        some(&wrong)
                    )));
                }
                compared = paths.len();
            }
            Step::Remove(paths) => {
                progress.step("removing", paths.len());
                let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
                store.remove_all(&paths, progress)?;
            }
            Step::Manifest => set_manifest(store, release, survey)?,
        }
    }
    if let Some((_, version)) = store.read(JOURNAL)? {
        store.swap(JOURNAL, Some(&version), None)?;
    }
    Ok(compared)
}

/// The signature and the manifest, unless someone else changed them.
fn set_manifest(store: &dyn Store, release: &Release, survey: &Survey) -> Result<(), Failure> {
    let signature = survey.signature.as_ref();
    let is_new = signature.map(|(bytes, _)| bytes) != release.signature.as_ref();
    if is_new && !store.swap(SIGNATURE, signature.map(|(_, version)| version), release.signature.as_deref())? {
        return Err(changed_meanwhile());
    }
    let json = release.manifest.to_json();
    match &survey.manifest {
        Some((there, _)) if there == json.as_bytes() => Ok(()),
        there => {
            let version = there.as_ref().map(|(_, version)| version);
            let is_set = store.swap(MANIFEST, version, Some(json.as_bytes()))?;
            if is_set { Ok(()) } else { Err(changed_meanwhile()) }
        }
    }
}

fn changed_meanwhile() -> Failure {
    let text = "someone else published to this target meanwhile; look at what stands there, and publish again";
    Failure::Overtaken(text.to_owned())
}

/// Reads files back and holds them against the release. Gives those that are missing or differ.
///
/// # Errors
/// If the target cannot be read.
pub fn differing(
    target: &dyn Look,
    release: &Release,
    paths: &[&str],
    progress: &Progress,
) -> Result<Vec<String>, Failure> {
    progress.step("reading back", paths.len());
    let found = target.digests(paths, progress)?;
    let is_wrong = |path: &&&str| release.manifest.files.get(**path) != found.get(**path);
    Ok(paths.iter().filter(is_wrong).map(|path| (*path).to_owned()).collect())
}
