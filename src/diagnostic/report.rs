//! Shows diagnostics: to people as the Rust compiler does, to programs as JSON.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Weight, Patch, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Level, Levels};
use crate::text::{Sources, Span};

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without colour.
    Plain,
    /// With terminal colours.
    Colour,
}

/// One diagnostic as text for people, with its final newline.
pub fn to_text(diagnostic: &Diagnostic, level: Level, sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii);
    let weight = if level == Level::Deny { Weight::ERROR } else { Weight::WARNING };
    let title = weight.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let mut main = Group::with_title(title);
    for (file, labels) in by_file(diagnostic) {
        let source = sources.get(file);
        let mut snippet = Snippet::source(&*source.text).path(&*source.path).line_start(1);
        for (first, label) in labels {
            let kind = if first { AnnotationKind::Primary } else { AnnotationKind::Context };
            let mut annotation = kind.span(visible(&source.text, label.span));
            if !label.text.is_empty() {
                annotation = annotation.label(label.text.as_str());
            }
            snippet = snippet.annotation(annotation);
        }
        main = main.element(snippet);
    }
    let mut groups = Vec::new();
    match (&diagnostic.help, &diagnostic.fix) {
        (help, Some(fix)) => {
            let text = help.as_deref().unwrap_or("write it like this");
            let source = sources.get(fix.span.file);
            let snippet = Snippet::source(&*source.text)
                .path(&*source.path)
                .line_start(1)
                .patch(Patch::new(fix.span.range(), fix.replacement.as_str()));
            groups.push(main);
            groups.push(Group::with_title(Weight::HELP.secondary_title(text)).element(snippet));
        }
        (Some(help), None) => groups.push(main.element(Weight::HELP.message(help.as_str()))),
        (None, None) => groups.push(main),
    }
    let mut text = renderer.render(&groups);
    text.push('\n');
    text
}

/// The labels, file by file, the file of the fault's own place first.
fn by_file(diagnostic: &Diagnostic) -> Vec<(crate::text::FileId, Vec<(bool, &super::Label)>)> {
    let mut files: Vec<(crate::text::FileId, Vec<(bool, &super::Label)>)> = Vec::new();
    for (i, label) in diagnostic.labels.iter().enumerate() {
        match files.iter_mut().find(|(f, _)| *f == label.span.file) {
            Some((_, labels)) => labels.push((i == 0, label)),
            None => files.push((label.span.file, vec![(i == 0, label)])),
        }
    }
    files
}

/// A span that can be underlined: within the text, on character boundaries, and on one line where it is long.
fn visible(text: &str, span: Span) -> std::ops::Range<usize> {
    let mut start = span.range().start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.range().end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let line_end = text[start..end].find('\n').map_or(end, |i| start + i);
    start..line_end
}

#[derive(Serialize)]
struct Json<'a> {
    code: &'static str,
    name: &'static str,
    level: Level,
    message: &'a str,
    help: Option<&'a str>,
    places: Vec<JsonPlace<'a>>,
    fix: Option<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    replacement: &'a str,
}

/// Diagnostics as one JSON array, each an object with `code`, `name`, `level`, `message`, `help`, `places` (the first
/// is the fault's own; lines and columns from 1, columns in characters) and `fix`.
pub fn to_json(diagnostics: &[Diagnostic], levels: &Levels, sources: &Sources) -> String {
    let rows: Vec<Json> = diagnostics
        .iter()
        .map(|d| Json {
            code: d.code.id(),
            name: d.code.name(),
            level: levels.of(d.code),
            message: &d.message,
            help: d.help.as_deref(),
            places: d.labels.iter().map(|l| place(l.span, &l.text, sources)).collect(),
            fix: d.fix.as_ref().map(|f| {
                let p = place(f.span, "", sources);
                JsonFix {
                    line: p.line,
                    column: p.column,
                    end_line: p.end_line,
                    end_column: p.end_column,
                    replacement: &f.replacement,
                }
            }),
        })
        .collect();
    let mut json = serde_json::to_string_pretty(&rows).expect("strings and numbers always serialise");
    json.push('\n');
    json
}

fn place<'a>(span: Span, label: &'a str, sources: &'a Sources) -> JsonPlace<'a> {
    let start = sources.position(span);
    let end = sources.position(Span { start: span.end, ..span });
    JsonPlace {
        path: start.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: sources.slice(span),
        label,
    }
}
