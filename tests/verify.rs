//! A copy is verified against its manifest, and the manifest against a key, wherever it stands and however the network
//! behaves.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]

mod support;

use std::fs;
use std::path::PathBuf;

use minisign::KeyPair;
use support::host::{Fault, Host};
use support::network::Closed;
use support::publish::{events, paths, publish};
use support::{SETTINGS, Site, Tree};

/// A built site of some pages.
fn built() -> Site {
    let site = Site::small().file("content/events.toml", events(12, "a")).file("static/media/ä b.txt", "words");
    site.build().exits(0);
    site
}

/// The site's copy on a web server.
fn served(site: &Site) -> Host {
    let tree: Tree = site.tree("public");
    assert!(tree.len() > 40);
    Host::new("/sub/", tree)
}

#[test]
fn a_whole_copy_is_told_to_be_whole() {
    let site = built();
    site.run(&["verify", "public"]).exits(0).gives("every file is the one that was built").gives("not signed");
    let report = site.run(&["verify", "public", "--json"]).exits(0).json();
    assert_eq!((&report["whole"], &report["signature"]), (&true.into(), &"no".into()));
    let count = site.tree("public").len() - 1;
    assert_eq!(report["right"], count);
    // A clone is a copy too, and what is not looked at is said.
    for path in ["HEAD", "objects/pack/x", "refs/heads/x"] {
        site.write(&format!("public/.git/{path}"), "");
    }
    site.run(&["verify", "public"]).exits(0).gives("`.git` holds the repository of git, and was not looked at");
    let report = site.run(&["verify", "public", "--json"]).exits(0).json();
    assert_eq!(paths(&report, "left_out"), [".git".to_owned()].into());
    fs::remove_dir_all(site.path("public/.git")).unwrap();
    let host = served(&site);
    for base in ["/sub/", "/sub"] {
        let report = site.run(&["verify", &host.url(base), "--json"]).exits(0).json();
        assert_eq!((&report["whole"], &report["right"]), (&true.into(), &count.into()));
    }
}

#[test]
fn names_of_places_and_files_make_no_line_of_annals_own() {
    let site = built();
    let name = "copy: every file is the one that was built (1 file right; signed with this key)\nfolder";
    fs::rename(site.path("public"), site.path(name)).unwrap();
    fs::remove_file(site.path(name).join("feed.xml")).unwrap();
    let run = site.run(&["verify", name]).exits(1);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    // The same in what explains an order.
    let site = Site::small();
    fs::rename(site.path("content/events.toml"), site.path("content/a\nhelp: forged\n.toml")).ok();
    site.write("content/a\nhelp: forged\n.toml", events(2, "a"));
    let run = site.explain(&["e-0", "e-1"]);
    assert!(run.stdout.contains("forged") && !run.stdout.contains("\nhelp:"), "{}", run.stdout);
}

/// Two names that are one where they are shown.
#[test]
fn a_foreign_file_whose_name_is_no_text_is_named() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::small().file("static/a\u{fffd}.txt", "a");
    site.build().exits(0);
    site.run(&["verify", "public"]).exits(0);
    let name = std::ffi::OsStr::from_bytes(b"a\xff.txt");
    fs::write(site.path("public").join(name), "another").unwrap();
    site.run(&["verify", "public"]).exits(1).gives("foreign  a\\xff.txt\n");
}

#[test]
fn every_difference_of_a_copy_is_named() {
    let site = built();
    let mut text = site.read("public/events/e-3/index.html");
    text = text.replace("Event 3", "Event 8");
    site.write("public/events/e-3/index.html", text);
    fs::remove_file(site.path("public/feed.xml")).unwrap();
    site.write("public/more.txt", "more");
    let run = site.run(&["verify", "public"]).exits(1);
    run.gives("changed  events/e-3/index.html\n").gives("missing  feed.xml\n").gives("foreign  more.txt\n");
    let host = served(&site);
    let report = site.run(&["verify", &host.url("/sub/"), "--json"]).exits(1).json();
    assert_eq!(paths(&report, "changed"), ["events/e-3/index.html".to_owned()].into());
    assert_eq!(paths(&report, "missing"), ["feed.xml".to_owned()].into());
    assert_eq!(report["whole"], false);
}

#[test]
fn what_is_no_copy_is_told() {
    let site = built();
    site.run(&["verify", "nowhere"]).exits(2).says("no folder, no archive and no address");
    site.run(&["verify", "content"]).exits(2).says("no `manifest.json`");
    site.write("other/manifest.json", "{\"name\": \"An app\"}");
    site.run(&["verify", "other"]).exits(2).says("none that annals wrote");
    let host = served(&site);
    site.run(&["verify", &host.url("/elsewhere/")]).exits(2).says("no `manifest.json`");
}

// ---- networks --------------------------------------------------------------------------------------------------------

#[test]
fn a_host_that_fails_is_told_in_a_sentence() {
    let site = built();
    let host = served(&site);
    let url = host.url("/sub/");
    let closed = Closed::new();
    site.run(&["verify", &format!("http://{}/", closed.address)]).exits(3).says("refuses the connection");
    site.run(&["verify", "http://annals.invalid/"]).exits(3).says("the host's name is not known");
    for (fault, words) in [
        (Fault::CutShort, "broke off"),
        (Fault::Reset, "http://127.0.0.1"),
        (Fault::Circle, "leads in a circle"),
        (Fault::Page, "answers with a page where its `manifest.json` should be"),
        (Fault::Packed("zstd"), "sends it compressed as `zstd`"),
        (Fault::PackedOnceOfTwice("gzip"), "compressed as `gzip, gzip`"),
        (Fault::Packed("gzip"), "sends it compressed as `gzip`"),
        (Fault::Packed("br"), "sends it compressed as `br`"),
        (Fault::Mislabelled("gzip"), "sends it compressed as `gzip`"),
        (Fault::Huge(u64::MAX), "http://127.0.0.1"),
        (Fault::Status(500), "the host answers 500"),
        (Fault::Status(401), "the host answers 401"),
        (Fault::DiesAfter(7), "http://127.0.0.1"),
    ] {
        host.fail(fault);
        let run = site.run(&["verify", &url]).exits(3).says(words);
        assert_eq!(run.stdout, "", "{fault:?}");
    }
}

#[test]
fn a_host_that_is_busy_or_slow_is_waited_for() {
    let site = built();
    let host = served(&site);
    for fault in [Fault::BusyFor(2), Fault::Slow] {
        host.fail(fault);
        site.run(&["verify", &host.url("/sub/")]).exits(0);
    }
}

#[test]
fn a_host_that_stands_still_is_given_up_after_a_while() {
    let mut site = built();
    site.environment.push(("ANNALS_TIMEOUT".to_owned(), "1".to_owned()));
    let (silent, stuck) = (served(&site), served(&site));
    silent.fail(Fault::Silent);
    stuck.fail(Fault::Stuck);
    std::thread::scope(|scope| {
        scope.spawn(|| site.run(&["verify", &silent.url("/sub/")]).exits(3).says("does not answer in time"));
        scope.spawn(|| site.run(&["verify", &stuck.url("/sub/")]).exits(3).says("broke off"));
    });
}

#[test]
fn what_a_host_puts_in_the_place_of_a_file_is_never_taken_for_it() {
    let site = built();
    let count = site.tree("public").len() - 1;
    let verify = |host: &Host, code| site.run(&["verify", &host.url("/sub/"), "--json"]).exits(code).json();
    let host = served(&site);
    let empty = site.tree("public").values().filter(|bytes| bytes.is_empty()).count();
    for (fault, right) in [(Fault::CutUnmeasured, empty), (Fault::Endless, 0)] {
        host.fail(fault);
        let report = verify(&host, 1);
        assert_eq!((&report["whole"], &report["right"]), (&false.into(), &right.into()), "{fault:?}");
        assert_eq!(paths(&report, "changed").len(), count - right, "{fault:?}");
    }
    // A page for each address of which there is no file.
    fs::remove_file(site.path("public/feed.xml")).unwrap();
    let host = served(&site);
    host.fail(Fault::PageForMissing);
    let report = verify(&host, 1);
    assert_eq!(paths(&report, "changed"), ["feed.xml".to_owned()].into());
    assert_eq!((&report["signature"], &report["right"]), (&"no".into(), &(count - 1).into()));
}

#[test]
fn links_and_pipes_in_a_copy_are_no_files() {
    let site = built();
    let page = site.path("public/events/e-3/index.html");
    fs::rename(&page, site.path("page")).unwrap();
    std::os::unix::fs::symlink(site.path("page"), &page).unwrap();
    fs::remove_file(site.path("public/feed.xml")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(site.path("public/feed.xml")).status().unwrap().success());
    let report = site.run(&["verify", "public", "--json"]).exits(1).json();
    let changed = ["events/e-3/index.html", "feed.xml"].map(str::to_owned);
    assert_eq!(paths(&report, "changed"), changed.into());
}

#[test]
fn nothing_of_a_copy_is_passed_over_for_its_name() {
    let site = built();
    for name in [".git", ".annals-parts", ".well-known", "events/.git", "events/.annals-parts"] {
        let path = format!("public/{name}/other.html");
        site.write(&path, "another page");
        site.run(&["verify", "public"]).exits(1).gives(&format!("foreign  {name}/other.html\n"));
        let at = site.path(&format!("public/{name}"));
        fs::remove_dir_all(&at).unwrap();
        fs::write(&at, "another page").unwrap();
        site.run(&["verify", "public"]).exits(1).gives(&format!("foreign  {name}\n"));
        fs::remove_file(&at).unwrap();
        // A link to a repository is none.
        for path in ["HEAD", "objects/pack/x", "refs/heads/x"] {
            site.write(&format!("repository/{path}"), "");
        }
        std::os::unix::fs::symlink(site.path("repository"), &at).unwrap();
        site.run(&["verify", "public"]).exits(1).gives(&format!("foreign  {name}\n"));
        fs::remove_file(&at).unwrap();
    }
    site.run(&["verify", "public"]).exits(0);
}

#[test]
fn no_file_of_a_copy_is_read_into_memory_without_end() {
    let site = Site::small();
    // A hole takes no room on the disk.
    fs::create_dir(site.path("copy")).unwrap();
    fs::File::create(site.path("copy/manifest.json")).unwrap().set_len(1 << 40).unwrap();
    site.run(&["verify", "copy"]).exits(3).says("`copy/manifest.json`: it is longer than any that annals writes");
}

#[test]
fn names_of_strangers_move_no_cursor_and_pass_for_no_line() {
    let site = built();
    let odd = ["\u{1b}]0;x\u{7}\u{1b}[2J.html", "a\npublic: every file is the one that was built", "\u{9b}31m\u{202e}"];
    for name in odd {
        fs::write(site.path("public").join(name), "x").unwrap();
    }
    let run = site.run(&["verify", "public"]).exits(1).gives("foreign  a\u{fffd}public: every file");
    assert!(!run.stdout.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{:?}", run.stdout);
    assert_eq!(run.stdout.lines().count(), odd.len() + 1, "{}", run.stdout);
    let run = site.run(&["verify", "public", "--json"]).exits(1);
    assert!(!run.stdout.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{:?}", run.stdout);
    assert_eq!(paths(&run.json(), "foreign"), odd.map(str::to_owned).into());
}

#[test]
fn a_host_that_keeps_files_to_itself_and_leads_on_has_a_whole_copy() {
    let copy = tempfile::tempdir().unwrap();
    let www = copy.path().join("www");
    let target = format!("[[publish]]\nname = \"p\"\nto = \"file://{}\"\nredirects = true\n", www.display());
    let records = events(12, "a").replace("id = \"e-3\"", "id = \"e-3\"\naliases = [\"/old/\"]");
    let site =
        Site::new().file("content/site.toml", format!("{SETTINGS}{target}")).file("content/events.toml", records);
    publish(&site, &[]);
    let host = Host::new("/sub/", support::read_tree(&www));
    host.fail(Fault::LeadsOn);
    let report = site.run(&["verify", &host.url("/sub/"), "--json"]).exits(0).json();
    let hidden = ["_headers", "_redirects", "old/index.html"].map(str::to_owned);
    assert_eq!(paths(&report, "hidden"), hidden.into());
    // From no other address may it lead on, and to nowhere else, be it to another page of the site.
    for (from, to, missing) in [
        ("", "events/e-3/", "index.html"),
        ("", "nowhere", "index.html"),
        ("events/e-4/", "events/e-3/", "events/e-4/index.html"),
        ("manifest.json.minisig", "feed.xml", ""),
        ("favicon.svg", "events/e-3/", "favicon.svg"),
        ("old/", "events/e-4/", "old/index.html"),
        ("old/", "nowhere", "old/index.html"),
        // Another form of the right address, at which nothing is shown.
        ("old/", "events/e-3/?from=old", "old/index.html"),
    ] {
        host.fail(Fault::LeadsFrom(from, to));
        let report = site.run(&["verify", &host.url("/sub/"), "--json"]).exits((!missing.is_empty()).into()).json();
        let expected = Some(missing.to_owned()).filter(|missing| !missing.is_empty());
        assert_eq!(paths(&report, "missing"), expected.into_iter().collect(), "{from} leads to {to}");
    }
    // Without the list of old addresses, a page that leads elsewhere is missing.
    fs::remove_file(www.join("_redirects")).unwrap();
    site.write("content/site.toml", format!("{SETTINGS}{}", target.replace("redirects = true\n", "")));
    publish(&site, &[]);
    let host = Host::new("/sub/", support::read_tree(&www));
    host.fail(Fault::LeadsOn);
    site.run(&["verify", &host.url("/sub/")]).exits(1).gives("missing  old/index.html\n");
}

#[test]
fn a_host_that_shows_nothing_at_the_addresses_of_folders_has_no_whole_copy() {
    let site = built();
    let host = served(&site);
    let pages = site.tree("public").into_keys().filter(|path| path.ends_with("index.html")).count();
    for status in [403, 404, 410] {
        host.fail(Fault::NoFolders(status));
        let report = site.run(&["verify", &host.url("/sub/"), "--json"]).exits(1).json();
        assert_eq!(paths(&report, "missing").len(), pages, "{status}");
        assert_eq!(paths(&report, "astray"), paths(&report, "missing"), "{status}");
        let run = site.run(&["verify", &host.url("/sub/")]).exits(1).gives("missing  events/e-3/index.html\n");
        run.gives("nothing at the addresses of their folders").gives("let it show `index.html` for a folder");
    }
    // What is nowhere is missing and nothing else.
    fs::remove_file(site.path("public/events/e-3/index.html")).unwrap();
    let report = site.run(&["verify", &served(&site).url("/sub/"), "--json"]).exits(1).json();
    assert_eq!((paths(&report, "missing").len(), paths(&report, "astray").len()), (1, 0));
}

#[test]
fn a_host_that_leads_to_another_port_has_no_copy() {
    let site = built();
    let (host, other) = (served(&site), served(&site));
    host.fail(Fault::LeadsToPort(other.port));
    site.run(&["verify", &host.url("/sub/")]).exits(2).says("there is no `manifest.json`");
}

#[test]
fn a_host_whose_pages_lead_elsewhere_or_come_anew_by_a_header_has_no_copy() {
    let site = built();
    let host = served(&site);
    for value in ["0; url=https://elsewhere.example/", "5;URL = '/'", "3, /elsewhere", "0", "300"] {
        host.fail(Fault::Refreshes(value));
        let run = site.run(&["verify", &host.url("/sub/")]).exits(1);
        run.gives("missing  index.html\n").gives("missing  events/e-3/index.html\n");
    }
}

#[test]
fn the_rest_is_asked_for_after_a_network_that_came_back() {
    let site = built();
    let host = served(&site);
    host.fail(Fault::DiesAfter(7));
    site.run(&["verify", &host.url("/sub/")]).exits(3);
    host.fail(Fault::None);
    site.run(&["verify", &host.url("/sub/")]).exits(0);
}

// ---- signatures ------------------------------------------------------------------------------------------------------

/// A pair of keys in a folder of its own, and a site that signs with it.
struct Signed {
    keys: tempfile::TempDir,
    site: Site,
}

impl Signed {
    fn new(password: Option<&str>) -> Signed {
        let keys = tempfile::tempdir().unwrap();
        let pair = match password {
            Some(word) => KeyPair::generate_encrypted_keypair(Some(word.to_owned())).unwrap(),
            None => KeyPair::generate_unencrypted_keypair().unwrap(),
        };
        fs::write(keys.path().join("site.key"), pair.sk.to_box(None).unwrap().into_string()).unwrap();
        fs::write(keys.path().join("public.pub"), pair.pk.to_box().unwrap().into_string()).unwrap();
        let site = Site::new().file("content/events.toml", events(12, "a"));
        let signed = Signed { keys, site };
        let (copy, key) = (signed.copy(), signed.keys.path().join("site.key"));
        let settings = format!(
            "{SETTINGS}[[publish]]\nname = \"p\"\nto = \"file://{}\"\nkey = \"{}\"\n",
            copy.display(),
            key.display()
        );
        signed.site.write("content/site.toml", settings);
        signed
    }

    fn copy(&self) -> PathBuf {
        self.keys.path().join("www")
    }

    fn key(&self) -> String {
        self.keys.path().join("public.pub").display().to_string()
    }

    fn verify(&self, key: &str) -> support::Run {
        self.site.run(&["verify", self.copy().to_str().unwrap(), "--key", key])
    }
}

#[test]
fn a_signed_copy_is_verified_by_the_public_key() {
    let signed = Signed::new(None);
    publish(&signed.site, &[]);
    signed.verify(&signed.key()).exits(0).gives("signed with this key");
    let short = fs::read_to_string(signed.key()).unwrap().lines().nth(1).unwrap().to_owned();
    signed.verify(&short).exits(0);
    signed.site.run(&["verify", signed.copy().to_str().unwrap()]).exits(0).gives("by whom was not checked");
    // Unchanged, it keeps its signature.
    assert_eq!(publish(&signed.site, &[])["outcome"], "unchanged");
    signed.site.write("content/events.toml", events(12, "b"));
    publish(&signed.site, &[]);
    signed.verify(&signed.key()).exits(0);
    // Another's key, a manifest that was changed, no signature.
    let other = Signed::new(None);
    signed.verify(&other.key()).exits(1).says("made with another key");
    let manifest = signed.copy().join("manifest.json");
    let json = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, json.replace("\"default_index\": \"index.html\"", "\"default_index\": \"other.html\""))
        .unwrap();
    signed.verify(&signed.key()).exits(1).says("is not that of this manifest").gives("nobody vouches");
    fs::remove_file(signed.copy().join("manifest.json.minisig")).unwrap();
    signed.verify(&signed.key()).exits(1).says("not signed");
    signed.verify("no key").exits(2).says("neither the file of a public key");
    // What may never end is not read.
    let at = |name: &str| signed.keys.path().join(name).display().to_string();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    signed.verify(&at("pipe")).exits(2).says("pipe` is no plain file");
    fs::File::create(at("hole")).unwrap().set_len(1 << 40).unwrap();
    signed.verify(&at("hole")).exits(2).says("neither the file of a public key");
    std::os::unix::fs::symlink("public.pub", at("link")).unwrap();
    signed.verify(&at("link")).exits(1);
}

#[test]
fn a_key_with_a_password_is_unlocked_by_the_environment_and_never_told() {
    let signed = Signed::new(Some("correct horse"));
    signed.site.run(&["publish"]).exits(2).says("ANNALS_KEY_PASSWORD");
    assert!(!signed.copy().exists());
    let run = |password: &str| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_annals"));
        command.arg("publish").current_dir(signed.site.root()).env("ANNALS_KEY_PASSWORD", password);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, words) = run("wrong battery");
    assert_eq!(code, Some(2), "{words}");
    assert!(!words.contains("wrong battery"), "{words}");
    assert_eq!(run("correct horse"), (Some(0), String::new()));
    signed.verify(&signed.key()).exits(0);
}

#[test]
fn a_secret_key_in_the_sites_folder_is_refused() {
    let signed = Signed::new(None);
    fs::copy(signed.keys.path().join("site.key"), signed.site.path("site.key")).unwrap();
    let settings = signed.site.read("content/site.toml");
    let key = signed.keys.path().join("site.key");
    signed.site.write("content/site.toml", settings.replace(key.to_str().unwrap(), "site.key"));
    signed.site.run(&["publish"]).exits(2).says("lies in the site's folder");
    assert!(!signed.copy().exists());
}
