//! What each stage of a build costs, on a site of a thousand events in memory.
//!
//! `cargo bench --bench stages` measures time; `python3 benches/instructions.py` counts instructions, which no other
//! program on the machine disturbs, and writes them to `benches/instructions.md`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "it meets the machine alone"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use annals::archive::{self, Archive, Options};
use annals::draft::{self, Draft};
use annals::edition::{self, Edition, Output as Rendered};
use annals::files::{Files, RawFile};
use annals::route::Route;
use annals::shell::output::{Options as Wishes, Output};
use annals::site::Site;
use annals::theme::Theme;
use annals::timeline::Timeline;

/// How many events the site has.
const EVENTS: usize = 1_000;

/// The stages, in the order of a build; pages by their address.
const STAGES: [&str; 20] = [
    "parsing",
    "resolving",
    "ordering",
    "planning",
    "theme",
    "page /",
    "page /timeline/",
    "page /timeline/1994/",
    "page /timeline/by-actor/",
    "page /events/e500/",
    "page /articles/a5/",
    "page /articles/",
    "page /actors/actor-1/",
    "page /actors/",
    "page /places/place-1/",
    "page /sources/",
    "page /index/",
    "page /feed.xml",
    "page /data/en/events-1.json",
    "writing",
];

fn main() {
    let words: Vec<String> = std::env::args().collect();
    match words.iter().position(|word| word == "--count") {
        // One thread, the caller's own: only what it does itself is counted.
        Some(at) => {
            rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
            match words.get(at + 1) {
                Some(stage) => Stage::prepare(stage).run(),
                None => STAGES.iter().for_each(|stage| println!("{stage}")),
            }
        }
        None => divan::main(),
    }
}

#[divan::bench(args = STAGES, sample_count = 20)]
fn stage(bencher: divan::Bencher<'_, '_>, name: &str) {
    bencher.with_inputs(|| Stage::prepare(name)).bench_local_values(Stage::run);
}

/// A stage with all that it needs.
enum Stage {
    Parsing(Files),
    Resolving(Files, Draft),
    Ordering(Archive),
    Planning(Files, Archive, Arc<Timeline>),
    Theme(Files),
    Page(Box<(Files, Edition)>, Route),
    Writing(tempfile::TempDir),
}

impl Stage {
    fn prepare(name: &str) -> Stage {
        let files = files();
        let drafted = || draft::parse(&files).0;
        let resolved = || archive::resolve(drafted(), &files, Options::default()).0;
        match name {
            "parsing" => Stage::Parsing(files),
            "resolving" => {
                let draft = drafted();
                Stage::Resolving(files, draft)
            }
            "ordering" => Stage::Ordering(resolved()),
            "planning" => {
                let archive = resolved();
                let timeline = Arc::new(Timeline::new(&archive).0);
                Stage::Planning(files, archive, timeline)
            }
            "theme" => Stage::Theme(files),
            "writing" => Stage::Writing(tempfile::tempdir().unwrap()),
            page => {
                let address = page.strip_prefix("page ").expect("a page");
                let (edition, faults) = edition::prepare(&files, Options::default());
                let levels = &edition.site.archive.settings.levels;
                assert!(faults.iter().all(|f| levels.of(f.code) != annals::diagnostic::Level::Deny), "{faults:?}");
                let route = edition.site.addresses.route(address).expect("an address");
                assert!(edition.has(&route), "{address}");
                // What all pages share is there already, as it is for every page of a build but the first.
                black_box(edition.render(&route, &files).unwrap());
                Stage::Page(Box::new((files, edition)), route)
            }
        }
    }

    /// What is measured.
    fn run(self) {
        match self {
            Stage::Parsing(files) => keep(measured(|| draft::parse(&files))),
            Stage::Resolving(files, draft) => keep(measured(|| archive::resolve(draft, &files, Options::default()))),
            Stage::Ordering(archive) => keep(measured(|| Timeline::new(&archive))),
            Stage::Planning(files, archive, timeline) => {
                keep(measured(|| Site::plan(archive, timeline, &files, &[], None)));
            }
            Stage::Theme(files) => keep(measured(|| Theme::new(&files))),
            Stage::Page(site, route) => keep(measured(|| site.1.render(&route, &site.0).map(bytes).unwrap())),
            Stage::Writing(folder) => measured(|| write(&folder.path().join("public"))),
        }
    }
}

/// Where the counting begins and ends.
#[inline(never)]
fn measured<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Lets go of what was made where that is not counted.
fn keep<T>(made: T) {
    std::mem::forget(black_box(made));
}

fn bytes(rendered: Rendered) -> Vec<u8> {
    match rendered {
        Rendered::Bytes(bytes) => bytes,
        Rendered::Copy(_) => Vec::new(),
    }
}

/// A thousand pages of five kilobytes into a new folder.
fn write(public: &std::path::Path) {
    let page = "<p>Some words of a page.</p>\n".repeat(180);
    let output = Output::open_with(public, &[], Wishes { home: None, ..Wishes::default() }).unwrap();
    for number in 0..EVENTS {
        output.put(&format!("events/e{number}/index.html"), page.as_bytes()).unwrap();
    }
    output.finish().unwrap();
}

/// The same site each time: events over 25 years, of forty actors, places and topics, with sources and links.
fn files() -> Files {
    let mut records = String::new();
    for number in 0..40 {
        let _ = write!(
            records,
            "[[actor]]\nid = \"actor-{number}\"\nname = \"Actor {number}\"\n\n\
             [[place]]\nid = \"place-{number}\"\nname = \"Place {number}\"\nlat = {}.5\nlon = {}.25\n\n\
             [[topic]]\nid = \"topic-{number}\"\nname = \"Topic {number}\"\n\n",
            40 + number % 8,
            12 + number % 12
        );
    }
    for number in 0..EVENTS {
        let (year, month, day) = (1990 + number % 25, 1 + number % 12, 1 + number % 28);
        let date = match number % 10 {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}~"),
            2 => format!("{year}-{month:02}-{day:02}/{year}-12-31"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        let (other, actor, place, topic) = (number * 7 % EVENTS, number % 40, number * 3 % 40, number * 11 % 40);
        let _ = write!(
            records,
            "[[event]]\nid = \"e{number}\"\ndate = \"{date}\"\ntitle = \"The event of number {number} & its title\"\n\
             summary = \"What happened then, in *one* sentence of about the usual length, with a name or two in it.\"\n\
             actors = [\"actor-{actor}\", \"actor-{}\"]\nplaces = [\"place-{place}\"]\ntopics = [\"topic-{topic}\"]\n\
             sources = [{{ title = \"Report {number}\", publisher = \"Press\", url = \"https://press.example/{number}\", \
             published = \"{year}-{month:02}-{day:02}\" }}]\nbody = \"\"\"\nA paragraph that leads to \
             [[e{other}|another event]], says **more** of it, and ends.\n\n- One thing\n- Another\n\n> What was said.\n\"\"\"\n\n",
            (actor + 1) % 40
        );
    }
    let mut raw = vec![
        file("content/site.toml", "title = \"Stages\"\nbase_url = \"https://stages.example/\"\n".to_owned()),
        file("content/records.toml", records),
    ];
    for number in 0..EVENTS / 10 {
        let text = format!(
            "+++\ntitle = \"Article {number}\"\ndate = \"2015-01-01\"\n+++\n## A heading\n\nWords on [[e{}]].\n\n\
             | a | b |\n|---|---|\n| 1 | 2 |\n\n1. First\n2. Second\n",
            number * 3
        );
        raw.push(file(&format!("content/articles/a{number}.md"), text));
    }
    Files::new(raw, Vec::new()).0
}

fn file(path: &str, text: String) -> RawFile {
    RawFile { path: path.to_owned(), bytes: Ok(text.into_bytes()) }
}
