//! A preview under a storm: many hands change its folder at once while others ask for pages, and each time that quiet
//! returns it must show what a fresh build writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::preview::{Client, Preview, built, first_difference, until};
use super::{SETTINGS, Site, run_in};

/// How many hands change files at once, each its own.
const HANDS: u64 = 20;

/// How many ask for pages all the while.
const ASKING: u64 = 3;

/// What a storm was.
#[derive(Debug)]
pub struct Storm {
    pub edits: usize,
    pub answers: usize,
    pub time: Duration,
    /// The memory in use after the first fifth and after each further round, in kB.
    pub memory: Vec<u64>,
}

/// Numbers that only look random, so that a storm can be repeated.
pub struct Dice(pub u64);

impl Dice {
    /// A number below another one (splitmix64).
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// One pair of hands and the files that it changes.
struct Hand {
    number: u64,
    root: PathBuf,
    dice: Dice,
}

/// Changes a site in rounds, each hand so many times in each, and holds the preview to a build after every round.
pub fn storm(rounds: usize, edits_each: usize, seed: u64) -> Storm {
    let site = Site::small();
    let mut hands: Vec<Hand> = (0..HANDS)
        .map(|number| Hand { number, root: site.root().to_owned(), dice: Dice(seed ^ (number << 32)) })
        .collect();
    hands.iter_mut().for_each(Hand::mend);
    let mut preview = Preview::start(site.root(), &["--quiet"]);
    let client = preview.client();
    client.get("");
    let (over, answers) = (AtomicBool::new(false), AtomicUsize::new(0));
    let begun = Instant::now();
    let mut memory = Vec::new();
    thread::scope(|scope| {
        // However this ends, those who ask must end too.
        let _end = End(&over);
        for number in 0..ASKING {
            let (client, over, answers) = (client.clone(), &over, &answers);
            scope.spawn(move || ask(&client, Dice(number), over, answers));
        }
        for round in 0..rounds {
            thread::scope(|scope| {
                for hand in &mut hands {
                    scope.spawn(move || (0..edits_each).for_each(|_| hand.change()));
                }
            });
            same_errors(&client, site.root(), round);
            hands.iter_mut().for_each(Hand::mend);
            same_pages(&client, site.root(), round);
            preview.lives();
            if round + 1 >= rounds.div_ceil(5) {
                memory.extend(memory_of(preview.process()));
            }
        }
    });
    let edits = rounds * edits_each * HANDS as usize;
    let storm = Storm { edits, answers: answers.into_inner(), time: begun.elapsed(), memory };
    preview.signal("TERM");
    assert_eq!(preview.end().code(), Some(0), "{}", preview.said());
    storm
}

struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Asks for pages until it is over. Every answer must be whole and no failure of the server.
fn ask(client: &Client, mut dice: Dice, over: &AtomicBool, answers: &AtomicUsize) {
    while !over.load(Ordering::SeqCst) {
        let (hand, event) = (dice.roll(HANDS), dice.roll(3));
        let below = match dice.roll(9) {
            0 => String::new(),
            1 => "timeline/".to_owned(),
            2 => "feed.xml".to_owned(),
            3 => format!("articles/hand-{hand}/"),
            4 => format!("media/hand-{hand}.txt"),
            5 => format!(".annals/state?path=/events/e-{hand}-{event}/"),
            6 => "nowhere/".to_owned(),
            _ => format!("events/e-{hand}-{event}/"),
        };
        match client.try_ask("GET", &format!("/{below}"), &[]) {
            Ok(reply) => assert!(reply.status < 500, "{below}: {}", reply.text()),
            // A file of the author's that is cut short while it is sent cannot be sent whole.
            Err(error) => assert!(below.starts_with("media/"), "{below}: {error}"),
        }
        answers.fetch_add(1, Ordering::SeqCst);
    }
}

/// Holds that the preview tells the errors that `annals check` tells, as far as it tells them all.
fn same_errors(client: &Client, root: &Path, round: usize) {
    let row = |fault: &Value, place: &Value| {
        if place["path"].is_null() {
            return format!("{} {}", fault["code"], fault["message"]);
        }
        format!("{}:{}:{} {} {}", place["path"], place["line"], place["column"], fault["code"], fault["message"])
    };
    let run = run_in(root, &["check", "--drafts", "--json"]);
    if run.code == 2 {
        // Without its settings the folder is no site to `check`; the preview waits for them.
        return;
    }
    let check = run.json();
    let errors = check.as_array().unwrap().iter().filter(|fault| fault["level"] == "deny");
    let expected: Vec<String> = errors.map(|fault| row(fault, &fault["places"][0])).collect();
    let begun = Instant::now();
    loop {
        let state = client.get(".annals/state?path=/").json();
        let more = state["more_errors"].as_u64().unwrap() as usize;
        let told: Vec<String> = state["errors"].as_array().unwrap().iter().map(|fault| row(fault, fault)).collect();
        let strange: Vec<_> = told.iter().filter(|row| !expected.contains(row)).collect();
        if strange.is_empty() && told.len() + more == expected.len() {
            return;
        }
        let counts = (told.len() + more, expected.len());
        let missing: Vec<_> = expected.iter().filter(|row| more == 0 && !told.contains(row)).collect();
        let late = begun.elapsed() > Duration::from_secs(30);
        assert!(!late, "round {round}: {counts:?} errors, too many: {strange:#?}, missing: {missing:#?}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// Holds that every file of a build is served as it is written, once the preview has seen the last change.
fn same_pages(client: &Client, root: &Path, round: usize) {
    let mark = format!("Quiet after round {round}");
    fs::write(root.join("content/pages/quiet.md"), format!("+++\ntitle = \"{mark}\"\n+++\n\nText.\n")).unwrap();
    let tree = built(root, &["--drafts"]);
    until("quiet returns", || client.get("quiet/").text().contains(&mark));
    let mut found = first_difference(client, &tree);
    // What was changed in the same moment as the mark may be seen after it.
    for _ in 0..20 {
        if found.is_none() {
            break;
        }
        thread::sleep(Duration::from_millis(100));
        found = first_difference(client, &tree);
    }
    assert_eq!(found, None, "round {round}");
}

/// The memory that a process has in use, in kB, where the system tells.
fn memory_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

impl Hand {
    /// The hand's files, each at its usual place and at another one.
    fn places(&self) -> Vec<[String; 2]> {
        let n = self.number;
        let mut places = vec![
            [format!("content/events/hand-{n}.toml"), format!("content/moved-{n}/hand.toml")],
            [format!("content/articles/hand-{n}.md"), format!("content/articles/deep-{n}/er/hand-{n}.md")],
            [format!("static/media/hand-{n}.txt"), format!("static/media/moved-{n}/hand.txt")],
        ];
        let own = match n {
            0 => Some("content/site.toml"),
            1 => Some("templates/404.html"),
            2 => Some("static/assets/annals.css"),
            3 => Some("static/assets/other.css"),
            4 => Some("templates/components/status.html"),
            5 => Some("content/pages/about.md"),
            _ => None,
        };
        places.extend(own.map(|path| [path.to_owned(), format!("content/.kept-{n}")]));
        places
    }

    /// Makes one change to one of its files.
    fn change(&mut self) {
        let places = self.places();
        let pair = &places[self.dice.roll(places.len() as u64) as usize];
        let at = self.root.join(&pair[0]);
        let text = self.text(&pair[0]);
        match self.dice.roll(14) {
            0..=3 => put(&at, text.as_bytes()),
            4..=6 => replace(&at, text.as_bytes()),
            7 => {
                let other = self.root.join(&pair[1]);
                clear(&other);
                fs::create_dir_all(other.parent().unwrap()).unwrap();
                // There may be nothing to move.
                let _ = fs::rename(&at, &other);
            }
            8 => {
                put(&at, text.as_bytes());
                clear(&self.root.join(&pair[1]));
            }
            9 => clear(&at),
            10 => put(&at, &text.as_bytes()[..self.dice.roll(text.len() as u64) as usize]),
            11 => put(&at, &[text.as_bytes(), &[0xff, 0xfe, 0, b'\n', 0xc3]].concat()),
            12 => put(&at, b""),
            _ => {
                clear(&at);
                fs::create_dir_all(&at).unwrap();
            }
        }
        thread::sleep(Duration::from_micros(self.dice.roll(3000)));
    }

    /// Leaves each of its files in a good state, or none where nothing needs it.
    fn mend(&mut self) {
        for [usual, other] in self.places() {
            clear(&self.root.join(&other));
            let at = self.root.join(&usual);
            let needed = usual.contains("/events/") || usual.contains("site.toml");
            if !needed && self.dice.roll(5) == 0 {
                clear(&at);
            } else {
                let text = self.text(&usual);
                put(&at, text.as_bytes());
            }
        }
    }

    /// A good text for one of its files.
    fn text(&mut self, path: &str) -> String {
        let (n, next) = (self.number, (self.number + 1) % HANDS);
        let word = self.dice.roll(1000);
        match path {
            "content/site.toml" => SETTINGS.replace("A test", &format!("A test, version {word}")),
            "templates/404.html" => format!("<!doctype html><title>{word}</title><p>{{{{ page.title }}}}</p></body>\n"),
            "templates/components/status.html" => {
                let theme = include_str!("../../templates/components/status.html");
                format!("{theme}{{# {word} #}}\n")
            }
            _ if path.ends_with(".css") => format!("p {{ margin: {word}px }}\n"),
            _ if path.ends_with(".txt") => format!("{word} ").repeat(200),
            _ if path.contains("pages/") => format!("+++\ntitle = \"About {word}\"\n+++\n\nÜber [[e-{n}-1]] {word}.\n"),
            _ if path.contains("articles/") => format!(
                "+++\ntitle = \"Article {word}\"\ndate = 2015-02-12\n+++\n\nMore of [[e-{n}-0]] and of [[e-{next}-2|{word}]].\n"
            ),
            _ => (0..3).map(|event| self.event(event, word)).collect(),
        }
    }

    fn event(&mut self, event: u64, word: u64) -> String {
        let (n, next) = (self.number, (self.number + 1) % HANDS);
        let (year, month) = (2013 + self.dice.roll(6), 1 + self.dice.roll(12));
        let draft = if self.dice.roll(6) == 0 { "draft = true\n" } else { "" };
        format!(
            "[[event]]\nid = \"e-{n}-{event}\"\ndate = \"{year}-{month:02}\"\ntitle = \"Event {word} – ünïcode\"\n\
             summary = \"After [[e-{next}-0]].\"\nsources = [{{ title = \"A paper of {word}\" }}]\n{draft}\n"
        )
    }
}

/// Removes what is at a place.
fn clear(at: &Path) {
    if at.is_dir() {
        fs::remove_dir_all(at).unwrap();
    } else {
        // There may be nothing.
        let _ = fs::remove_file(at);
    }
}

/// Writes in place, as simple editors do.
fn put(at: &Path, bytes: &[u8]) {
    if at.is_dir() {
        clear(at);
    }
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, bytes).unwrap();
}

/// Writes beside and exchanges, as careful editors do.
fn replace(at: &Path, bytes: &[u8]) {
    let name = at.file_name().unwrap().to_str().unwrap();
    let beside = at.with_file_name(format!(".{name}.swp"));
    put(&beside, bytes);
    if at.is_dir() {
        clear(at);
    }
    fs::rename(&beside, at).unwrap();
}
