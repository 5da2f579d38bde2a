//! Publishing for tests: sites to publish, and readers who follow every link of the published copy.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use annals::release::verify::Findings;
use annals::release::{Entry, Manifest};
use litemap::LiteMap;

use super::html::tags;
use super::soak::Dice;
use super::{Run, Site, Tree};

/// Somewhere that a site is published to.
pub trait Place {
    /// The lines of `[[publish]]` after the name.
    fn settings(&self) -> String;

    /// What readers get now, by path: all files, those of others too. Empty if nothing was published yet.
    fn copy(&self) -> Tree;

    /// Puts a file there that annals did not write.
    fn add_foreign(&self, path: &str, bytes: &[u8]);

    /// Variables of the environment that publishing there takes.
    fn environment(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// What `annals verify` is told to look at; a folder into which the copy was checked out, where the target cannot be named.
    fn verified(&self) -> Option<String> {
        None
    }
}

/// The settings of a site that is published to a place, below a path of its host.
pub fn settings(place: &dyn Place) -> String {
    format!(
        "title = \"A test\"\nbase_url = \"https://annals.test/sub/\"\nlanguages = [\"en\", \"de\"]\n[checks]\n\
         missing-translation = \"allow\"\n[[publish]]\nname = \"production\"\n{}",
        place.settings()
    )
}

/// Events of several years that refer to each other, with their actors; `word` is in the first one's summary.
pub fn events(count: usize, word: &str) -> String {
    let mut text = String::from("[[actor]]\nid = \"someone\"\nname = \"Someone\"\n\n");
    for n in 0..count {
        let summary = if n == 0 { format!("The word is {word}.") } else { format!("After [[e-{}]].", n - 1) };
        text.push_str(&format!(
            "[[event]]\nid = \"e-{n}\"\ndate = \"{}-02-{:02}\"\ntitle = \"Event {n}\"\nsummary = \"{summary}\"\n\
             actors = [\"someone\"]\nsources = [{{ title = \"A paper\" }}]\n\n",
            2000 + n / 10,
            1 + n % 28
        ));
    }
    text
}

/// A site that is published to a place.
pub fn site(place: &dyn Place) -> Site {
    let mut site = Site::new();
    site.environment = place.environment();
    site.file("content/site.toml", settings(place))
        .file("content/events.toml", events(30, "first"))
        .file("static/.well-known/security.txt", "Contact: mailto:security@annals.test\n")
        .file("static/.htaccess", "Options -Indexes\n")
        .file("static/media/film.bin", vec![7; 300_000])
}

/// A site of one language with few events, where it does not matter what is published.
pub fn small_site(place: &dyn Place) -> Site {
    let site = site(place);
    site.write("content/site.toml", settings(place).replace(", \"de\"]", "]"));
    site.write("content/events.toml", events(8, "first"));
    site
}

/// What whoever starts at the home page and follows every link does not find. Nothing, if there is no home page yet.
pub fn missing_targets(copy: &Tree) -> BTreeSet<String> {
    const BASE: &str = "/sub/";
    let mut missing = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut queue = vec!["index.html".to_owned()];
    if !copy.contains_key("index.html") {
        return missing;
    }
    while let Some(path) = queue.pop() {
        let Some(bytes) = copy.get(&path) else {
            missing.insert(path);
            continue;
        };
        if !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8(bytes.clone()).unwrap();
        let address = url::Url::parse(&format!("https://annals.test{BASE}{path}")).unwrap();
        for tag in tags(&page) {
            for link in ["href", "src"].iter().filter_map(|name| tag.get(name)) {
                let Ok(target) = address.join(link) else { continue };
                if target.host_str() != Some("annals.test") {
                    continue;
                }
                let below =
                    target.path().strip_prefix(BASE).unwrap_or_else(|| panic!("{path}: {link} leaves the site"));
                let file =
                    if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.into() };
                if seen.insert(file.clone()) {
                    queue.push(file);
                }
            }
        }
    }
    missing
}

/// What of a copy is not as its manifest says.
pub fn findings(copy: &Tree) -> Findings {
    let manifest = Manifest::parse(copy.get("manifest.json").expect("a manifest")).expect("annals' own manifest");
    let found: LiteMap<String, Entry> = copy.iter().map(|(path, bytes)| (path.clone(), Entry::of(bytes))).collect();
    Findings::of(&manifest, &found)
}

/// Holds that a copy is whole: no link leads nowhere, and each file is the one that was built.
#[track_caller]
pub fn is_whole(copy: &Tree, foreign: &[&str]) {
    assert_eq!(missing_targets(copy), BTreeSet::new());
    let findings = findings(copy);
    assert!(findings.missing.is_empty() && findings.changed.is_empty(), "{findings:?}");
    assert_eq!(findings.foreign, foreign);
    assert!(findings.right > 30, "{findings:?}");
}

/// Holds that what stands at a place is whole in the eyes of readers, and that `annals verify` says so of just as many files.
#[track_caller]
pub fn stands(site: &Site, place: &dyn Place) -> Tree {
    let copy = place.copy();
    is_whole(&copy, &[]);
    let folder = tempfile::tempdir().unwrap();
    let at = place.verified().unwrap_or_else(|| {
        for (path, bytes) in &copy {
            let at = folder.path().join(path);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(at, bytes).unwrap();
        }
        folder.path().display().to_string()
    });
    let verdict = site.run(&["verify", &at, "--json"]).exits(0).json();
    assert_eq!((&verdict["whole"], &verdict["right"]), (&true.into(), &(copy.len() - 1).into()), "{verdict}");
    copy
}

/// The paths in which two copies differ, but for the manifest.
pub fn differences(a: &Tree, b: &Tree) -> BTreeSet<String> {
    let all: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    all.into_iter().filter(|path| a.get(*path) != b.get(*path) && *path != "manifest.json").cloned().collect()
}

/// Publishes and gives the report.
#[track_caller]
pub fn publish(site: &Site, arguments: &[&str]) -> serde_json::Value {
    site.run(&[&["publish", "--json"], arguments].concat()).exits(0).json()
}

/// The paths of one list of a report.
pub fn paths(report: &serde_json::Value, list: &str) -> BTreeSet<String> {
    report[list].as_array().unwrap().iter().map(|path| path.as_str().unwrap().to_owned()).collect()
}

/// The life of a site at a place: every kind of change, each held against what readers get. Gives the number of files
/// that the first publication, and the change of one event, sent.
#[track_caller]
pub fn life(place: &dyn Place) -> (usize, usize) {
    let site = site(place);
    // A plan changes nothing.
    let plan = publish(&site, &["--dry-run"]);
    assert_eq!(plan["outcome"], "planned");
    assert_eq!(place.copy(), Tree::new());
    // First.
    let first = publish(&site, &[]);
    let copy = stands(&site, place);
    assert_eq!(first["outcome"], "published");
    assert_eq!(paths(&first, "new"), paths(&plan, "new"));
    assert_eq!(paths(&first, "new").len(), copy.len() - 1, "all but the manifest");
    assert!(copy.contains_key(".well-known/security.txt") && copy.contains_key(".htaccess"));
    // Again: nothing to do.
    let again = publish(&site, &[]);
    assert_eq!((&again["outcome"], &again["bytes"]), (&"unchanged".into(), &0.into()));
    assert_eq!(place.copy(), copy);
    // One event changes: just the files that differ are sent.
    site.write("content/events.toml", events(30, "second"));
    let changed = publish(&site, &[]);
    let next = stands(&site, place);
    assert_eq!(paths(&changed, "changed"), differences(&copy, &next));
    assert_eq!((paths(&changed, "new").len(), paths(&changed, "removed").len()), (0, 0));
    assert!(paths(&changed, "changed").contains("events/e-0/index.html"));
    assert!(!paths(&changed, "changed").contains("events/e-9/index.html"));
    let sent = paths(&changed, "changed").len();
    // A rename: the old address leads to the new one.
    let renamed = events(30, "second").replace("id = \"e-29\"", "id = \"last\"\naliases = [\"/events/e-29/\"]");
    site.write("content/events.toml", &renamed);
    let report = publish(&site, &[]);
    assert!(paths(&report, "new").contains("events/last/index.html"), "{report}");
    stands(&site, place);
    // A removal.
    site.write("content/events.toml", events(29, "second"));
    let report = publish(&site, &[]);
    assert!(paths(&report, "removed").contains("events/last/index.html"), "{report}");
    let copy = stands(&site, place);
    assert!(!copy.contains_key("events/last/index.html"));
    // Too large a removal has to be asked for.
    site.write("content/events.toml", events(10, "second"));
    site.run(&["publish"]).exits(2).says("--allow-removals");
    assert_eq!(place.copy(), copy);
    publish(&site, &["--allow-removals"]);
    stands(&site, place);
    // A second clone of the same site has nothing to do; with one event more, it sends that.
    let clone = self::site(place);
    clone.write("content/events.toml", events(10, "second"));
    assert_eq!(publish(&clone, &[])["outcome"], "unchanged");
    clone.write("content/events.toml", events(11, "second"));
    assert!(paths(&publish(&clone, &[]), "new").contains("events/e-10/index.html"));
    stands(&clone, place);
    (first["new"].as_array().unwrap().len(), sent)
}

/// Files of others: refused, left alone when allowed, replaced only when asked for.
#[track_caller]
pub fn foreign_files(place: &dyn Place) {
    let site = site(place);
    place.add_foreign("notes/mine.txt", b"mine");
    site.run(&["publish"]).exits(2).says("notes/mine.txt").says("--adopt");
    assert_eq!(place.copy().len(), 1);
    let report = publish(&site, &["--adopt"]);
    assert_eq!(paths(&report, "foreign"), ["notes/mine.txt".to_owned()].into());
    is_whole(&place.copy(), &["notes/mine.txt"]);
    site.write("static/notes/mine.txt", "the site's");
    site.run(&["publish"]).exits(2).says("notes/mine.txt");
    assert_eq!(place.copy()["notes/mine.txt"], b"mine");
    publish(&site, &["--adopt"]);
    is_whole(&place.copy(), &[]);
    assert_eq!(place.copy()["notes/mine.txt"], b"the site's");
}

/// Two publish at the same moment, to a place that is empty and to one that is not: one wins, or one after the other does, and
/// who does not is told. What stands there is whole at the end, and the site of one of the two.
#[track_caller]
pub fn race(place: &dyn Place, rounds: usize) {
    let sites = [small_site(place), small_site(place)];
    for round in ["first", "next"].into_iter().take(rounds) {
        let words = ["one", "two"].map(|word| format!("{round}-{word}"));
        for (site, word) in sites.iter().zip(&words) {
            site.write("content/events.toml", events(10, word));
            // So that both come to publishing at once.
            site.run(&["build"]).exits(0);
        }
        let runs: Vec<Run> = std::thread::scope(|scope| {
            let threads = sites.each_ref().map(|site| scope.spawn(|| site.run(&["publish"])));
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        for run in &runs {
            let told = ["another annals is", "meanwhile", "at the same moment", "`git push` failed"];
            let is_told = told.iter().any(|words| run.stderr.contains(words));
            assert!(run.code == 0 || (run.code == 3 && is_told), "{run:?}");
        }
        let won: Vec<usize> = (0..2).filter(|number| runs[*number].code == 0).collect();
        assert!(!won.is_empty(), "{runs:?}");
        let copy = place.copy();
        is_whole(&copy, &[]);
        let page = String::from_utf8_lossy(&copy["events/e-0/index.html"]).into_owned();
        assert!(won.iter().any(|number| page.contains(&format!("The word is {}", words[*number]))), "{runs:?}");
        // Whoever lost looks, and publishes again.
        for (number, site) in sites.iter().enumerate() {
            if !won.contains(&number) {
                publish(site, &[]);
                stands(site, place);
            }
        }
    }
}

/// How many publications are killed: `ANNALS_KILLS` of the environment, or a few.
fn kills() -> usize {
    std::env::var("ANNALS_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(3)
}

/// Kills publications at random points, each of another state of the site; readers never miss a page, and the next
/// publication finishes the rest. Tells how many were killed before they ended.
#[track_caller]
pub fn killed(place: &dyn Place, seed: u64) -> String {
    // Small, so that the most of the time goes into publishing.
    let site = small_site(place);
    let mut dice = Dice(seed);
    let (mut killed, mut rounds) = (0, 0);
    // How long one takes is known when one was not killed; the very first may be killed too.
    let mut last = Duration::from_millis(300);
    for round in 0..4 * kills() {
        let count = 8 + (round % 4) * 3;
        site.write("content/events.toml", events(count, &format!("word-{round}")));
        rounds += 1;
        killed += usize::from(kill(&site, last.mul_f64(dice.roll(1000) as f64 / 1000.0)));
        assert_eq!(missing_targets(&place.copy()), BTreeSet::new(), "killed in round {round}");
        let begun = Instant::now();
        let run = site.run(&["publish", "--allow-removals", "--json"]);
        last = begun.elapsed();
        let run: Run = run.exits(0);
        assert!(["published", "unchanged"].contains(&run.json()["outcome"].as_str().unwrap()), "{}", run.stdout);
        stands(&site, place);
        let built = Manifest::parse(&fs::read(site.path("public/manifest.json")).unwrap()).unwrap();
        let there = Manifest::parse(&place.copy()["manifest.json"]).unwrap();
        assert!(built.files.iter().all(|(path, entry)| there.files.get(path) == Some(entry)), "round {round}");
        if killed == kills() {
            break;
        }
    }
    format!(
        "{killed} killed while they ran, of {rounds} that were to be; each next one whole, and `annals verify` agrees"
    )
}

/// Starts a publication and kills it after some time, without a chance to clean up. Gives whether it was still running.
fn kill(site: &Site, after: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["publish", "--allow-removals"])
        .current_dir(site.root())
        .envs(site.environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    let status = child.wait().unwrap();
    status.code().is_none()
}

/// Every file below a folder that may not exist.
pub fn tree_of(folder: &Path) -> Tree {
    if folder.exists() { super::read_tree(folder) } else { Tree::new() }
}
