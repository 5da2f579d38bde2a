//! Shows diagnostics: to people as the Rust compiler does, to programs as JSON.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Weight, Origin, Patch, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Level, Levels};
use crate::text::{SourceText, Sources, Span, calm, calm_name};

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without colour.
    Plain,
    /// With terminal colours.
    Colour,
}

/// One diagnostic as text for people, with its final newline. Whatever a stranger wrote, it holds nothing that a
/// terminal obeys but our own colours.
pub fn to_text(diagnostic: &Diagnostic, level: Level, sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii);
    let weight = if level == Level::Deny { Weight::ERROR } else { Weight::WARNING };
    let message = calm(&diagnostic.message);
    let (help, replacement) =
        (diagnostic.help.as_deref().map(calm), diagnostic.fix.as_ref().map(|fix| calm(&fix.replacement)));
    let title = weight.primary_title(&*message).id(diagnostic.code.id());
    let mut main = Group::with_title(title);
    for cluster in clusters(diagnostic, sources) {
        main = match snippet(&cluster, sources) {
            Ok(snippet) => main.element(snippet),
            Err(place) => main.element(place),
        };
    }
    let mut groups = Vec::new();
    match (&help, diagnostic.fix.as_ref().zip(replacement.as_deref())) {
        (help, Some((fix, replacement))) if !is_long(fix.span, sources) => {
            let text = help.as_deref().unwrap_or("write it like this");
            let span = sources.locate(fix.span);
            let window = Window::around(sources.get(span.file), span, span);
            let snippet = Snippet::source(window.text)
                .path(calm_name(window.path))
                .line_start(window.line)
                .patch(Patch::new(window.part(span), replacement));
            groups.push(main);
            groups.push(Group::with_title(Weight::HELP.secondary_title(text)).element(snippet));
        }
        (Some(help), _) => groups.push(main.element(Weight::HELP.message(&**help))),
        (None, _) => groups.push(main),
    }
    // The renderer shows other control characters of the quoted lines as pictures; these it lets through.
    let passes = |c| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    let mut text = renderer.render(&groups).replace(passes, "\u{fffd}");
    text.push('\n');
    text
}

/// Labels further apart than this many lines are shown apart.
const APART: usize = 20;

/// The labels that are shown together: those of one file that are near each other, the fault's own place first.
fn clusters<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> Vec<Vec<Mark<'a>>> {
    let mut clusters: Vec<Vec<Mark>> = Vec::new();
    let line = |span: Span| sources.get(span.file).line_of(span.range().start);
    for (i, label) in diagnostic.labels.iter().enumerate() {
        let mark = Mark { own: i == 0, span: sources.locate(label.span), text: &label.text };
        let near =
            |other: &Mark| other.span.file == mark.span.file && line(other.span).abs_diff(line(mark.span)) <= APART;
        match clusters.iter_mut().find(|c| c.iter().any(near)) {
            Some(cluster) => cluster.push(mark),
            None => clusters.push(vec![mark]),
        }
    }
    clusters
}

/// A label where it is in its whole file.
struct Mark<'a> {
    /// Whether it is the fault's own place.
    own: bool,
    span: Span,
    text: &'a str,
}

/// The longest stretch of a file that is shown, in bytes. Machines write such lines, and nobody reads them.
const LONGEST_WINDOW: usize = 4_000;

fn is_long(span: Span, sources: &Sources) -> bool {
    let span = sources.locate(span);
    Window::around(sources.get(span.file), span, span).text.len() > LONGEST_WINDOW
}

/// The lines around some labels, underlined; their place alone where they are too long to be shown.
fn snippet<'a>(
    cluster: &[Mark<'a>],
    sources: &'a Sources,
) -> Result<Snippet<'a, annotate_snippets::Annotation<'a>>, Origin<'a>> {
    let spans = || cluster.iter().map(|mark| mark.span);
    let (first, last) = (spans().min_by_key(|s| s.start), spans().max_by_key(|s| s.end));
    let (first, last) = first.zip(last).expect("a cluster holds at least one label");
    let window = Window::around(sources.get(first.file), first, last);
    if window.text.len() > LONGEST_WINDOW {
        let place = sources.position(cluster[0].span);
        return Err(Origin::path(calm_name(window.path)).line(place.line).char_column(place.column));
    }
    let mut snippet = Snippet::source(window.text).path(calm_name(window.path)).line_start(window.line);
    for mark in cluster {
        let kind = if mark.own { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mut annotation = kind.span(window.part(mark.span));
        if !mark.text.is_empty() {
            annotation = annotation.label(calm(mark.text));
        }
        snippet = snippet.annotation(annotation);
    }
    Ok(snippet)
}

/// The lines of a file that a report shows. Files are large and reports many, so nothing else is handed on.
struct Window<'a> {
    path: &'a str,
    text: &'a str,
    /// The number of its first line, from 1.
    line: usize,
    /// Where it begins in the file, in bytes.
    start: usize,
}

impl<'a> Window<'a> {
    fn around(source: &'a SourceText, first: Span, last: Span) -> Self {
        let line = source.line_of(first.range().start);
        let start = source.line_start(line);
        let end = source.line_start(source.line_of(last.range().end) + 1);
        Window { path: &source.path, text: &source.text[start..end.max(start)], line: line + 1, start }
    }

    /// A span as it can be underlined: within the window, on character boundaries, and on one line where it is long.
    fn part(&self, span: Span) -> std::ops::Range<usize> {
        let within = |offset: usize| offset.saturating_sub(self.start).min(self.text.len());
        let mut start = within(span.range().start);
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = within(span.range().end).max(start);
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let line_end = self.text[start..end].find('\n').map_or(end, |i| start + i);
        start..line_end
    }
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
