//! The author's texts (Markdown, or plain paragraphs) to HTML, to words, and to an outline for the checks.
//!
//! [`outline`] finds what a text refers to and what is wrong with it; [`render`], [`render_inline`] and [`plain`] turn
//! it into HTML and words. All four read the same events (`events`), so that what is checked is what is shown.
//!
//! Markdown is CommonMark 0.31 with tables, footnotes, `~~strikethrough~~`, task lists, definition lists, heading ids
//! (`{#id}`) and references to records: `[[id]]`, `[[id|words]]`, `[[kind:id|words]]` (in a table the bar is `\|`).
//!
//! What never leaves this module, unless the site trusts its authors' HTML: a script, a style, an event handler, a
//! form, a frame, an address other than `http`, `https`, `mailto`, `tel` or one of the site, and an `id` or `class`
//! that a stranger chose. Raw HTML goes through a sanitiser; everything else is written by this module and needs none.
//! The module never panics, and its output is bounded by its input (see [`MAX_BYTES`], [`MAX_NESTING`]).
//!
//! Never looks anything up: a [`Resolver`] says where a reference leads.

mod address;
mod amount;
mod escape;
mod events;
mod fault;
mod headings;
mod html;
mod outline;
mod paragraphs;
mod plain;
mod reference;
mod sanitise;
mod tags;

pub use fault::{Fault, FaultKind};
pub use headings::slug;
pub use html::{Heading, Rendered, render, render_inline};
pub use outline::{Anchor, Image, Link, Outline, Reference, outline};
pub use plain::plain;
pub use reference::{TITLES, TitleRoom};

/// The largest text that is read as Markdown, in bytes; a larger one is a fault and is shown as it was written.
pub const MAX_BYTES: usize = 1 << 20;

/// How deep blocks and inline elements may stand in one another (a list in a list counts twice, for the list and its
/// item); a deeper text is a fault and is shown as it was written.
pub const MAX_NESTING: usize = 64;

/// How a text is read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'a> {
    /// What the marks in the text mean.
    pub syntax: Syntax,
    /// Put before the ids of headings and footnotes where several texts share a page; `""` for none. It is written
    /// into the page as it is, so it must be a slug (see [`slug()`]).
    pub anchor_prefix: &'a str,
    /// Added to the level of each heading; no heading goes below level 6.
    pub heading_shift: u8,
    /// Whether raw HTML passes unchanged. Addresses of Markdown links are checked all the same.
    pub trust_html: bool,
    /// Words for readers of assistive technology, in the language of the page.
    pub labels: Labels<'a>,
}

/// What the marks in a text mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Syntax {
    /// Markdown, as an article in `.md` or a record's field.
    #[default]
    Markdown,
    /// Plain paragraphs, as an article in `.txt`: blank lines separate paragraphs, bare `http` and `https` addresses
    /// become links, `[[id]]` and `[[id|words]]` are references, and nothing else means anything.
    Paragraphs,
}

/// Words that annals itself puts into a text, in the language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels<'a> {
    /// Names the list of footnotes.
    pub notes: &'a str,
    /// Names the link from a footnote back to its mark; the note's number follows.
    pub back: &'a str,
    /// Names the box of a task that is done.
    pub done: &'a str,
    /// Names the box of a task that is not done.
    pub open: &'a str,
    /// Names the box of a table.
    pub table: &'a str,
}

impl Default for Labels<'_> {
    fn default() -> Self {
        Labels { notes: "Notes", back: "Back to text", done: "Done", open: "To do", table: "Table" }
    }
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            syntax: Syntax::Markdown,
            anchor_prefix: "",
            heading_shift: 0,
            trust_html: false,
            labels: Labels::default(),
        }
    }
}

/// Knows where references and links of a text lead.
pub trait Resolver {
    /// The record that `[[id]]` or `[[kind:id]]` means. `None` where there is no such record or more than one: the
    /// reference is then shown as its words.
    fn reference(&self, kind: Option<&str>, id: &str) -> Option<Target>;

    /// Another address for a link or picture within the site, for example with the sub-path of the site before it.
    /// `None` leaves it as written. The answer is trusted. Links to a place on the same page are not asked for.
    fn link(&self, target: &str) -> Option<String>;
}

/// Says whether `[[id]]` or `[[kind:id]]` leads to a record; it has to agree with the [`Resolver`] of the page.
pub type Leads<'a> = &'a dyn Fn(Option<&str>, &str) -> bool;

/// Finds nothing and leaves every link as it is.
impl Resolver for () {
    fn reference(&self, _kind: Option<&str>, _id: &str) -> Option<Target> {
        None
    }

    fn link(&self, _target: &str) -> Option<String> {
        None
    }
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The address to link to; trusted.
    pub url: String,
    /// The kind of the record in one word, such as `event`; becomes a class and a data attribute.
    pub kind: &'static str,
    /// The record's title, shown where the reference has no words of its own.
    pub title: String,
    /// The language of the title and the page behind the link (BCP 47), where it is not the language of this page.
    pub lang: Option<String>,
}
