//! Markdown and plain paragraphs: golden files, references, hostile input, laws over random input.

use std::fmt::Write as _;
use std::path::Path;

use annals::markdown::{
    FaultKind, MAX_BYTES, Options, Outline, Resolver, Syntax, Target, outline, plain, render, render_inline,
};
use proptest::prelude::*;

/// A site below `/sub` with the event `a`, the place `crimea`, and the topic `de` in German.
struct Site;

impl Resolver for Site {
    fn reference(&self, kind: Option<&str>, id: &str) -> Option<Target> {
        let target = |kind, url: &str, title: &str, lang: Option<&str>| {
            Some(Target { url: url.to_owned(), kind, title: title.to_owned(), lang: lang.map(str::to_owned) })
        };
        match (kind, id) {
            (None | Some("event"), "a") => target("event", "/sub/events/a/", "Event <A> & more", None),
            (None | Some("place"), "crimea") => target("place", "/sub/places/crimea/", "Crimea", None),
            (None | Some("topic"), "de") => target("topic", "/sub/de/topics/de/", "Thema", Some("de")),
            _ => None,
        }
    }

    fn link(&self, target: &str) -> Option<String> {
        target.starts_with('/').then(|| format!("/sub{target}"))
    }
}

fn paragraphs() -> Options<'static> {
    Options { syntax: Syntax::Paragraphs, ..Options::default() }
}

fn html(text: &str) -> String {
    render(text, &Options::default(), &Site).html
}

/// One line for each thing in an outline, with the words that its place covers.
fn describe(text: &str, outline: &Outline) -> String {
    let mut out = String::new();
    let at = |span: &std::ops::Range<usize>| text[span.clone()].lines().next().unwrap_or("").to_owned();
    for r in &outline.references {
        let kind = r.kind.as_deref().unwrap_or("any");
        let _ = writeln!(out, "reference {kind} {} {:?} @ {}", r.id, r.text, at(&r.span));
    }
    for l in &outline.links {
        let _ = writeln!(out, "link {} @ {}", l.target, at(&l.span));
    }
    for a in &outline.anchors {
        let _ = writeln!(out, "anchor {} @ {}", a.id, at(&a.span));
    }
    for i in &outline.images {
        let _ = writeln!(out, "image {} {:?} @ {}", i.target, i.alt, at(&i.span));
    }
    for f in &outline.faults {
        let _ = writeln!(out, "fault {} {} @ {}", f.kind.code().id(), f.message, at(&f.span));
    }
    out
}

/// Every `tests/golden/markdown/NAME.md` or `.txt` has its page, paragraph, words and outline in `NAME.html`. To accept
/// a change: `UPDATE_GOLDEN=1 cargo test --test markdown golden`, and read the difference.
#[test]
fn golden_texts_render_as_agreed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/markdown");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "txt"));
    names.sort();
    assert!(names.len() > 5, "golden texts are missing");
    let mut wrong = Vec::new();
    for path in names {
        let text = std::fs::read_to_string(&path).unwrap();
        let is_plain = path.extension().is_some_and(|ending| ending == "txt");
        let options = Options { heading_shift: 1, ..if is_plain { paragraphs() } else { Options::default() } };
        let title = |kind: Option<&str>, id: &str| Site.reference(kind, id).map(|target| target.title);
        let actual = format!(
            "{}<!-- inline -->\n{}\n<!-- plain -->\n{}\n<!-- outline -->\n{}",
            render(&text, &options, &Site).html,
            render_inline(&text, &options, &Site),
            plain(&text, &options, &title),
            describe(&text, &outline(&text, &options)),
        );
        let expected = path.with_extension("html");
        if update {
            std::fs::write(&expected, actual).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "UPDATE_GOLDEN=1 accepts these:\n{}", wrong.join("\n"));
}
