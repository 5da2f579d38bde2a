//! annals: a static site generator for conflict timelines.
//!
//! An author keeps articles and hand-edited TOML records in a folder; annals checks them, puts the dated events in
//! order, and renders a website. This page is the map of the code.
//!
//! # The row of types
//!
//! ```text
//! Files  ->  Draft  ->  Archive  ->  Timeline  ->  Site  ->  Edition  ->  (Route -> bytes)
//! read       parsed     resolved     ordered       planned   dressed      rendered
//! ```
//!
//! - [`files::Files`]: everything read from the author's folder, told apart by place and name.
//! - [`draft::Draft`]: records as they were typed, each value with its place; nothing is looked up yet.
//! - [`archive::Archive`]: every id resolved, every date understood; holds no dangling id.
//! - [`timeline::Timeline`]: a total, explained order.
//! - [`site::Site`]: the set of all routes and what each list holds.
//! - [`edition::Edition`]: the site with its languages and theme. [`edition::Edition::render`] is a pure function of a
//!   route; building, previewing and publishing all call it, so a preview is the site.
//!
//! No stage fails: each returns its result beside the faults it found ([`diagnostic::Diagnostic`]), so that an author
//! sees all of them at once. A build with errors writes nothing, and the old site stands.
//!
//! # Modules, in reading order
//!
//! Each uses only those above it.
//!
//! | module | holds |
//! |---|---|
//! | [`cores`] | work on all cores |
//! | [`text`] | texts and places in them |
//! | [`diagnostic`] | faults, their catalogue, how they are shown |
//! | [`id`] | kinds of record, ids |
//! | [`date`] | when something happened: EDTF dates, zones, moments, comparison |
//! | [`language`] | words for people: dates, numbers, lists, sorting, interface strings |
//! | [`markdown`] | the author's texts to HTML, and what they refer to |
//! | [`files`] | what was read |
//! | [`route`] | addresses: a URL is made of a route and read back into one here only |
//! | [`release`] | what a published copy holds, and the way from one to the next |
//! | [`draft`] | what was typed |
//! | [`archive`] | what is believed |
//! | [`timeline`] | the order |
//! | [`overview`] | a timeline at one glance |
//! | [`map`](mod@map) | places on land and water |
//! | [`lanes`] | what happened at the same time |
//! | [`search`] | an index of words in small files |
//! | [`site`] | the plan |
//! | [`view`] | what templates receive, and nothing else |
//! | [`theme`] | templates, strings and assets |
//! | [`edition`] | rendering |
//! | [`preview`] | a site that changes while it is looked at |
//! | [`reference`](mod@reference) | the references that `annals explain` prints |
//! | [`shell`] | disk, network, clock, environment, terminal |
//!
//! # Invariants
//!
//! - Only `shell` touches the disk, the network, the clock, the environment and the terminal (`clippy.toml` forbids it
//!   to the rest).
//! - Equal input gives byte-equal output, whatever the number of threads and the order of directory entries.
//! - What an author may type (the raw tables of `draft`) and what the program believes (the records of `archive`) are
//!   different types with one crossing.
//! - A URL is made from a route in one place, and read back into a route in the same place.
//! - Templates receive; they never query. Template data are made from view structs, and nowhere else.
//! - annals removes from the output only what its own manifest says that it wrote, and refuses a folder that it did not
//!   make, or that is or contains the site's sources, the home folder or the root of the file system.
//! - The output is old or new, never between.
//! - No page's cost grows with the number of events that it does not show.

pub mod archive;
pub mod cores;
pub mod date;
pub mod diagnostic;
pub mod draft;
pub mod edition;
pub mod files;
pub mod id;
pub mod lanes;
pub mod language;
pub mod map;
pub mod markdown;
pub mod overview;
pub mod preview;
pub mod reference;
pub mod release;
pub mod route;
pub mod search;
pub mod shell;
pub mod site;
pub mod text;
pub mod theme;
pub mod timeline;
pub mod view;
