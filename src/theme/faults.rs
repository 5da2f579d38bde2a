//! Faults of templates: what the template engine says, put at its place in the author's file.

use std::collections::BTreeMap;

use litemap::LiteMap;
use tera::{Error, ErrorKind, ReportError};

use super::{is_strings, nearest_template, place, placeless};
use crate::diagnostic::{Code, Diagnostic};
use crate::files::Files;
use crate::text::{FileId, Span};

/// The fault of a template that cannot be read, and the template's name if it is known.
pub fn loading_fault(error: &Error, own: &LiteMap<String, FileId>, files: &Files) -> (Diagnostic, Option<String>) {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (reported(report, own, files), Some(report.filename().to_owned()))
        }
        other => {
            let text = other.to_string();
            if let Some(found) = first_report(&text, own, files) {
                return found;
            }
            let message = one_line(&text);
            let culprit = own.keys().find(|name| quoted(&message).any(|q| q == name.as_str())).cloned();
            let culprit = culprit.or_else(|| guess(&message, own, files));
            let fault = match culprit.as_ref().and_then(|name| own.get(name)) {
                Some(id) => Diagnostic::new(Code::Template, mention(&message, *id, files), lower(&message)),
                None => placeless(lower(&message)),
            };
            (fault.help("correct the template, or delete your copy to get the built-in one back"), culprit)
        }
    }
}

/// The fault of a template that failed while a page was rendered. What is `told` of it goes before the library's own words.
pub fn rendering_fault(
    error: &Error,
    told: Option<String>,
    template: &str,
    page: &str,
    own: impl Fn(&str) -> Option<FileId>,
    files: &Files,
) -> Diagnostic {
    let fault = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => match own(report.filename()) {
            Some(id) => {
                let span = place(files, id, report.span().range.clone());
                Diagnostic::new(Code::Template, span, lower(&one_line(report.message())))
            }
            None => placeless(format!(
                "{} (in the built-in template `{}`, line {})",
                lower(&one_line(report.message())),
                report.filename(),
                report.span().start_line
            )),
        },
        other => {
            let message = told.unwrap_or_else(|| lower(&one_line(&other.to_string())));
            match own(template) {
                Some(id) => Diagnostic::new(Code::Template, mention(&message, id, files), message),
                None => placeless(message),
            }
        }
    };
    fault.help(format!(
        "this came up on the page `{page}`; `annals explain {template}` shows what the template receives"
    ))
}

/// Files below `templates/` that replace nothing and that nothing uses.
pub fn unknown_templates(
    own: &LiteMap<String, FileId>,
    builtin: &BTreeMap<String, String>,
    files: &Files,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (name, id) in own {
        let text = &files.sources.get(*id).text;
        let used = own.iter().any(|(other, other_id)| {
            other != name && files.sources.get(*other_id).text.contains(&format!("\"{name}\""))
        });
        if builtin.contains_key(name) || is_strings(name) || used || text.contains("{% component") {
            continue;
        }
        let fault =
            Diagnostic::new(Code::UnknownTemplate, Span::whole(*id), format!("nothing uses the template `{name}`"));
        faults.push(match nearest_template(name, builtin) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("`annals explain templates` lists the names of those that are used"),
        });
    }
    faults
}

fn reported(report: &ReportError, own: &LiteMap<String, FileId>, files: &Files) -> Diagnostic {
    let message = lower(&one_line(report.message()));
    let fault = match own.get(report.filename()) {
        Some(id) => Diagnostic::new(Code::Template, place(files, *id, report.span().range.clone()), message),
        None => placeless(format!("{message} (in the built-in template `{}`)", report.filename())),
    };
    fault.help("correct the template, or delete your copy to get the built-in one back")
}

/// The first of the reports that the engine joins into one message: `error: WORDS`, then `--> FILE:LINE:COLUMN`. The
/// others come up when it is mended.
fn first_report(text: &str, own: &LiteMap<String, FileId>, files: &Files) -> Option<(Diagnostic, Option<String>)> {
    let mut lines = text.lines().skip_while(|l| !l.starts_with("error: "));
    let message = lower(&one_line(lines.next()?.strip_prefix("error: ")?));
    let place = lines.next()?.trim().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let (_, line, name) = (parts.next()?, parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let help = "correct the template, or delete your copy to get the built-in one back";
    let Some(id) = own.get(name) else {
        let fault = placeless(format!("{message} (in the built-in template `{name}`, line {line})"));
        return Some((fault.help(help), Some(name.to_owned())));
    };
    let source = &files.sources.get(*id).text;
    let begins: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let word = quoted(&message).next().unwrap_or_default();
    let at = source.get(begins..)?.find(word).map_or(begins, |i| begins + i);
    let span = super::place(files, *id, at..at + word.len());
    Some((Diagnostic::new(Code::Template, span, message).help(help), Some(name.to_owned())))
}

/// What a message quotes.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split(['\'', '`', '"']).skip(1).step_by(2)
}

/// The author's template that mentions what a message quotes: the engine does not always say where a fault is.
fn guess(message: &str, own: &LiteMap<String, FileId>, files: &Files) -> Option<String> {
    let word = quoted(message).find(|w| !w.is_empty())?;
    own.iter().find(|(_, id)| files.sources.get(**id).text.contains(word)).map(|(name, _)| name.clone())
}

/// Where a template mentions what a message quotes.
fn mention(message: &str, id: FileId, files: &Files) -> Span {
    let text = &files.sources.get(id).text;
    let found = quoted(message).filter(|w| !w.is_empty()).find_map(|w| text.find(w).map(|at| at..at + w.len()));
    found.map_or(Span::whole(id), |range| place(files, id, range))
}

fn one_line(message: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.')
        .replace(". Available fields: ", "; it has ")
        .replace(" '", " `")
        .replace("' ", "` ")
        .replace("',", "`,")
}

fn lower(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
