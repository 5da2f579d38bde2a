//! The references: checks, records, settings and templates, made from the same definitions that the program runs by.

use std::fmt::Write as _;

use crate::diagnostic::Code;
use crate::draft::reader::KeyDoc;
use crate::draft::{
    RawAccount, RawActor, RawArticleHead, RawCorrection, RawEvent, RawFatalities, RawMedia, RawPageHead, RawPeriod,
    RawPlace, RawSite, RawSource, RawTarget, RawTheme, RawTimeline, RawTopic,
};
use crate::view::{self, Shape};

/// The page of one check.
pub fn check(code: Code) -> String {
    let fixed = if code.is_fixed() { ", cannot be changed" } else { "" };
    format!("# {} {} ({}{fixed})\n\n{}\n", code.id(), code.name(), code.default_level(), code.explanation())
}

/// All checks in a table.
pub fn checks() -> String {
    let mut text = String::from("| code | name | level | finds |\n|---|---|---|---|\n");
    for code in Code::ALL {
        let what = code.explanation().lines().next().unwrap_or("");
        let fixed = if code.is_fixed() { " (fixed)" } else { "" };
        let _ = writeln!(text, "| {} | `{}` | {}{fixed} | {what} |", code.id(), code.name(), code.default_level());
    }
    text
}

/// The keys of every record.
pub fn records() -> String {
    let tables: [(&str, Vec<KeyDoc>); 13] = [
        ("[[event]]", RawEvent::reference()),
        ("[[event.accounts]]", RawAccount::reference()),
        ("[[event.corrections]]", RawCorrection::reference()),
        ("[[event.media]]", RawMedia::reference()),
        ("[event.fatalities]", RawFatalities::reference()),
        ("[[actor]]", RawActor::reference()),
        ("[[place]]", RawPlace::reference()),
        ("[[source]]", RawSource::reference()),
        ("[[period]]", RawPeriod::reference()),
        ("[[topic]]", RawTopic::reference()),
        ("[[timeline]]", RawTimeline::reference()),
        ("Front matter of an article", RawArticleHead::reference()),
        ("Front matter of a page", RawPageHead::reference()),
    ];
    tables.iter().map(|(name, keys)| table(name, keys)).collect::<Vec<_>>().join("\n")
}

/// The keys of `content/site.toml`.
pub fn site() -> String {
    [
        table("content/site.toml", &RawSite::reference()),
        table("[theme]", &RawTheme::reference()),
        table("[[publish]]", &RawTarget::reference()),
    ]
    .join("\n")
}

fn table(name: &str, keys: &[KeyDoc]) -> String {
    let heading = if name.starts_with('[') || name.contains('/') { format!("`{name}`") } else { name.to_owned() };
    let mut text = format!("### {heading}\n\n| key | takes | meaning |\n|---|---|---|\n");
    for key in keys {
        let needed = if key.required { " (required)" } else { "" };
        let takes = key.takes.replace('|', "\\|");
        let _ = writeln!(text, "| `{}`{needed} | {takes} | {} |", key.key, key.meaning);
    }
    text
}

/// Every template with the view that it receives, and every view's fields.
pub fn templates() -> String {
    let mut text = String::from(
        "Every template receives `site`, `page`, `text` (the interface strings by key) and `view`.\n\n\
         | template | `view` |\n|---|---|\n",
    );
    let mut shapes: Vec<Shape> = view::everywhere();
    for (template, own, others) in view::templates() {
        let _ = writeln!(text, "| `{template}` | {} |", own.name);
        shapes.push(own);
        shapes.extend(others);
    }
    let _ = writeln!(text, "\nOther built-in templates, which these use:\n");
    let pages: Vec<&str> = view::templates().iter().map(|(t, _, _)| *t).collect();
    for name in crate::theme::builtin_names().iter().filter(|n| !pages.contains(&n.as_str())) {
        let _ = writeln!(text, "- `{name}`");
    }
    text.push('\n');
    shapes.sort_by_key(|s| s.name);
    shapes.dedup();
    text.push_str(&shapes.iter().map(shape).collect::<Vec<_>>().join("\n"));
    text
}

/// What one template receives.
pub fn template(name: &str) -> Option<String> {
    let (_, own, others) = view::templates().into_iter().find(|(template, _, _)| *template == name)?;
    let mut text = format!("`{name}` receives `site`, `page`, `text` and `view`, a {}.\n\n", own.name);
    let mut shapes = vec![own];
    shapes.extend(others);
    text.push_str(&shapes.iter().map(shape).collect::<Vec<_>>().join("\n"));
    Some(text)
}

/// The names of the templates that `explain` knows.
pub fn template_names() -> Vec<String> {
    view::templates().iter().map(|(name, _, _)| (*name).to_owned()).collect()
}

fn shape(shape: &Shape) -> String {
    let mut text = format!("### {}\n\n{}\n\n| field | type | meaning |\n|---|---|---|\n", shape.name, shape.doc);
    for field in &shape.fields {
        let _ = writeln!(text, "| `{}` | {} | {} |", field.name, field.kind, field.doc);
    }
    text
}
