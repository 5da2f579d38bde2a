//! Publishing to a target that takes a release as a whole, and taking it back.

use super::Wishes;
use super::failure::Failure;
use super::ordered::differing;
use super::progress::Progress;
use super::release::Release;
use super::survey::Survey;
use super::target::Depot;
use crate::release::Target;
use crate::release::report::{Outcome, Report, some};

/// Publishes a release, or returns to one.
///
/// # Errors
/// If it is refused or fails; the old release stands then.
pub fn publish(
    depot: &dyn Depot,
    release: &Release,
    target: &Target,
    wishes: &Wishes,
    progress: &Progress,
) -> Result<Report, Failure> {
    let survey = Survey::of(depot, release, wishes, progress)?;
    let plan = survey.plan(release, target, wishes)?;
    let mut report = survey.report(&plan, release, target);
    if wishes.dry_run {
        return Ok(report);
    }
    if !survey.is_settled(&plan, release) {
        match depot.install(release, &plan, wishes.rollback, progress) {
            Ok(notes) => report.notes.extend(notes),
            // A publication of the same release that was interrupted may still have come to its end.
            Err(Failure::Overtaken(text)) => {
                depot.refresh()?;
                let survey = Survey::of(depot, release, wishes, progress)?;
                let plan = survey.plan(release, target, wishes)?;
                if !survey.is_settled(&plan, release) {
                    return Err(Failure::Overtaken(text));
                }
            }
            Err(failure) => return Err(failure),
        }
        report.outcome = if wishes.rollback { Outcome::RolledBack } else { Outcome::Published };
    }
    let mut paths: Vec<&str> = plan.sent().collect();
    paths.sort_unstable();
    if !paths.is_empty() {
        let wrong = differing(depot, release, &paths, progress)?;
        if !wrong.is_empty() {
            return Err(Failure::failed(format!(
                "what stands on the target is not what was published: {}; publish again with `--verify`",
                some(&wrong)
            )));
        }
    }
    report.compared = paths.len() + if wishes.verify { plan.unchanged.len() } else { 0 };
    Ok(report)
}

/// The release that a rollback returns to.
///
/// # Errors
/// If the target keeps none.
pub fn earlier(depot: &dyn Depot) -> Result<Release, Failure> {
    depot.earlier()?.ok_or_else(|| {
        Failure::refused(
            "the target keeps no earlier release; check out the earlier state of the site from your version control and \
             publish that",
        )
    })
}
