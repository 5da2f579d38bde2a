//! `annals serve` as authors and browsers meet it: a process, its sockets, and a folder that changes under it.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests meet the machine as the shell does")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use support::preview::{Preview, built, dossier, everything, first_difference, until};
use support::{SETTINGS, Site};

const EVENT: &str =
    "[[event]]\nid = \"one\"\ndate = \"2015-02-12\"\ntitle = \"One\"\nsources = [{ title = \"A paper\" }]\n";

fn small() -> Site {
    Site::small().file("content/events.toml", EVENT)
}

/// The dossier with a draft, an older address and files of the author's.
fn full() -> Site {
    let more = "aliases = [\"/old/one/\", \"/old/page.html\"]\n";
    dossier()
        .file("content/more.toml", format!("{EVENT}{more}"))
        .file("content/draft.toml", EVENT.replace("\"one\"", "\"secret\"") + "draft = true\n")
        .file("static/media/letters.txt", "abcdefghij")
        .file("static/media/a name with spaces & ünïcode.bin", [0, 159, 146, 150])
        .file("static/empty.txt", "")
}

#[track_caller]
fn shows(preview: &Preview, below: &str, text: &str) {
    until(&format!("`{below}` shows {text:?}"), || preview.get(below).text().contains(text));
}

// ---- what is served --------------------------------------------------------------------------------------------------

#[test]
fn every_file_of_a_build_is_served_as_it_is_written_save_the_script() {
    let site = full();
    for (served, build) in [(&["--no-drafts"][..], &[][..]), (&[][..], &["--drafts"][..])] {
        let preview = Preview::start(site.root(), served);
        let tree = built(site.root(), build);
        assert!(tree.len() > 700 && tree.contains_key("old/one/index.html"), "{} files", tree.len());
        assert_eq!(tree.contains_key("events/secret/index.html"), !build.is_empty());
        assert_eq!(first_difference(&preview.client(), &tree), None);
        let status = if build.is_empty() { 404 } else { 200 };
        assert_eq!(preview.get("events/secret/").status, status);
    }
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let site = full();
    let settings = site.read("content/site.toml").replace("https://example.org/", "https://example.org/a/süb-path/");
    site.write("content/site.toml", settings);
    let preview = Preview::start(site.root(), &["--no-drafts"]);
    assert_eq!(preview.base, "/a/s%C3%BCb-path/");
    assert_eq!(first_difference(&preview.client(), &built(site.root(), &[])), None);
    let client = preview.client();
    for before in ["/", "/a/s%C3%BCb-path"] {
        let reply = client.ask("GET", before, &[]);
        assert_eq!((reply.status, reply.header("location")), (307, preview.base.as_str()), "{before}");
    }
    assert_eq!(client.ask("GET", "/timeline/", &[]).status, 404);
}

#[test]
fn a_new_base_url_moves_the_preview() {
    let site = small();
    let preview = Preview::start(site.root(), &[]);
    assert_eq!(preview.get("").status, 200);
    site.write("content/site.toml", SETTINGS.replace("annals.test/", "annals.test/moved/"));
    let client = preview.client();
    until("the site has moved", || client.ask("GET", "/moved/", &[]).status == 200);
    assert_eq!(client.ask("GET", "/", &[]).header("location"), "/moved/");
}

#[test]
fn each_kind_of_file_has_its_media_type() {
    let site = full();
    let preview = Preview::start(site.root(), &[]);
    let sheet = built(site.root(), &["--drafts"]).into_keys().find(|file| file.ends_with(".css")).unwrap();
    for (below, media_type) in [
        ("", "text/html; charset=utf-8"),
        ("timeline/", "text/html; charset=utf-8"),
        ("nowhere", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("favicon.svg", "image/svg+xml"),
        ("media/letters.txt", "text/plain; charset=utf-8"),
        (&sheet, "text/css; charset=utf-8"),
        (".annals/preview.js", "text/javascript; charset=utf-8"),
        (".annals/preview.css", "text/css; charset=utf-8"),
        (".annals/state?path=/", "application/json"),
    ] {
        assert_eq!(preview.get(below).header("content-type"), media_type, "{below}");
    }
}

#[test]
fn what_is_not_there_is_answered_with_the_sites_own_page() {
    let site = full();
    let preview = Preview::start(site.root(), &["--no-drafts"]);
    let page = &built(site.root(), &[])["404.html"];
    for below in
        ["nowhere", "nowhere/", "events/nobody/", "media/", "content/site.toml", "timeline/index.htm", "%2e%2e"]
    {
        let reply = preview.get(below);
        match below {
            "%2e%2e" => assert_eq!(reply.status, 400),
            _ => assert_eq!((reply.status, &reply.page("/")), (404, page), "{below}"),
        }
    }
}

#[test]
fn a_folder_without_its_slash_and_an_older_address_lead_on() {
    let site = full();
    let preview = Preview::start(site.root(), &[]);
    for (below, place) in [("timeline", "/timeline/"), ("events/one", "/events/one/"), ("old/one", "/old/one/")] {
        let reply = preview.get(below);
        assert_eq!((reply.status, reply.header("location")), (307, place), "{below}");
    }
    for below in ["old/one/", "old/page.html"] {
        let reply = preview.get(below);
        assert_eq!(reply.status, 200, "{below}");
        assert!(reply.text().contains("url=/events/one/"), "{}", reply.text());
    }
}

#[test]
fn a_head_is_its_answer_without_a_body() {
    let site = full();
    let preview = Preview::start(site.root(), &[]);
    for below in ["", "timeline", "nowhere", "feed.xml", "media/letters.txt", "old/one/", ".annals/preview.js"] {
        let path = format!("/{below}");
        let (head, get) = (preview.client().ask("HEAD", &path, &[]), preview.client().ask("GET", &path, &[]));
        assert!(head.body.is_empty(), "{below}");
        assert_eq!(head.status, get.status, "{below}");
        for name in ["content-length", "content-type", "etag", "location", "last-modified"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {below}");
        }
    }
    assert_eq!(preview.client().ask("POST", "/", &[]).header("allow"), "GET, HEAD");
}

#[test]
fn parts_of_files_and_what_a_browser_already_has_are_answered_so() {
    let site = full();
    let preview = Preview::start(site.root(), &[]);
    let client = preview.client();
    let page = preview.get("feed.xml");
    for (path, whole) in [("/media/letters.txt", b"abcdefghij".to_vec()), ("/feed.xml", page.body.clone())] {
        let length = whole.len();
        let end = format!("bytes={}-", length - 3);
        for (range, status, part) in [
            ("bytes=2-4", 206, &whole[2..=4]),
            ("bytes=-1", 206, &whole[length - 1..]),
            (end.as_str(), 206, &whole[length - 3..]),
            ("bytes=999999999-", 416, &[][..]),
            ("lines=1-2", 200, &whole[..]),
        ] {
            let reply = client.ask("GET", path, &[("Range", range)]);
            assert_eq!((reply.status, reply.body.as_slice()), (status, part), "{range} of {path}");
        }
    }
    let again = client.ask("GET", "/feed.xml", &[("If-None-Match", page.header("etag"))]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    let since = preview.get("media/letters.txt").header("last-modified").to_owned();
    assert_eq!(client.ask("GET", "/media/letters.txt", &[("If-Modified-Since", &since)]).status, 304);
}

// ---- changes ---------------------------------------------------------------------------------------------------------

#[test]
fn a_saved_change_is_served_and_told_in_one_calm_line() {
    for arguments in [&[][..], &["--poll"]] {
        let site = small();
        let preview = Preview::start(site.root(), arguments);
        shows(&preview, "events/one/", "<h1>One</h1>");
        let mut news = preview.client().listen();
        site.write("content/events.toml", EVENT.replace("\"One\"", "\"Another\""));
        news.hear("page");
        shows(&preview, "events/one/", "<h1>Another</h1>");
        until("it is told", || preview.said().contains("content/events.toml: "));
        let said = preview.said();
        let line = said.lines().find(|line| line.starts_with("content/events.toml: ")).unwrap();
        assert!(line.contains(" page") && line.ends_with(" ms"), "{line}");
    }
}

#[test]
fn files_that_come_move_and_go_are_served_as_a_build_has_them() {
    let site = small();
    let preview = Preview::start(site.root(), &[]);
    let client = preview.client();
    let same = |what: &str| {
        let tree = built(site.root(), &["--drafts"]);
        until(what, || first_difference(&client, &tree).is_none());
    };
    same("the site is there");
    let event = |id: &str| EVENT.replace("\"one\"", &format!("\"{id}\""));
    site.write("content/deep/er/two.toml", event("two"));
    site.write("templates/404.html", "<!doctype html><title>Gone</title><p>Nothing here.</p>");
    site.write("static/assets/annals.css", "p { color: red }");
    site.write("static/media/a.bin", [1, 2, 3]);
    same("new files");
    fs::rename(site.path("content/deep"), site.path("content/other")).unwrap();
    fs::remove_dir_all(site.path("templates")).unwrap();
    fs::rename(site.path("static/media/a.bin"), site.path("static/media/b.bin")).unwrap();
    same("moved files");
    assert_eq!(preview.get("media/a.bin").status, 404);
    for id in 0..300 {
        site.write(&format!("content/many/{id}.toml"), event(&format!("many-{id}")));
    }
    same("many files");
    fs::remove_dir_all(site.path("content/many")).unwrap();
    fs::remove_file(site.path("static/assets/annals.css")).unwrap();
    same("fewer files");
    assert_eq!(preview.get("events/many-7/").status, 404);
}

#[test]
fn a_broken_site_is_served_with_its_errors_until_it_is_mended() {
    for (path, broken, mended) in [
        ("content/events.toml", "[[event]]\nid = \"one\"\ndate = 2015-99-99\n", EVENT),
        ("content/site.toml", "title = \"A test\nbase_url", SETTINGS),
        ("content/events.toml", "[[event]]\nid = \"one\"\n", EVENT),
    ] {
        let site = small();
        site.write(path, broken);
        let preview = Preview::start(site.root(), &[]);
        let reply = preview.get("events/one/");
        assert_eq!(reply.status, 404);
        assert!(reply.text().contains("Nothing to show yet"), "{}", reply.text());
        reply.page("/");
        let state = preview.get(".annals/state?path=/events/one/").json();
        assert_eq!((&state["errors"][0]["path"], &state["stale"]), (&path.into(), &true.into()), "{state}");
        assert!(state["errors"][0]["report"].as_str().unwrap().contains(path), "{state}");
        until("the errors are told", || preview.said().contains("error[") && preview.said().contains(path));
        let mut news = preview.client().listen();
        site.write(path, mended);
        news.hear("page");
        shows(&preview, "events/one/", "<h1>One</h1>");
        assert_eq!(preview.get(".annals/state?path=/events/one/").json()["errors"], serde_json::json!([]));
    }
}

#[test]
fn a_mistake_leaves_the_last_good_state_and_is_told_with_its_place() {
    let site = small();
    let preview = Preview::start(site.root(), &["--quiet", "--editor", "vscode"]);
    shows(&preview, "events/one/", "<h1>One</h1>");
    let mut news = preview.client().listen();
    site.write("content/events.toml", EVENT.replace("title", "titel"));
    news.hear("state");
    until("the errors are told", || preview.said().contains("--> content/events.toml:4:1"));
    shows(&preview, "events/one/", "<h1>One</h1>");
    let state = preview.get(".annals/state?path=/events/one/").json();
    let place = |fault: &serde_json::Value| (fault["line"].as_u64(), fault["column"].as_u64());
    let faults = state["errors"].as_array().unwrap();
    let fault = faults.iter().find(|fault| place(fault) == (Some(4), Some(1))).unwrap_or_else(|| panic!("{state}"));
    let link = format!("vscode://file{}:4:1", site.path("content/events.toml").display());
    assert_eq!(fault["editor"], link.as_str());
    assert!(fault["report"].as_str().unwrap().contains("^^^^^"), "{fault}");
    site.write("content/events.toml", EVENT);
    until("the error goes", || preview.get(".annals/state?path=/").json()["errors"] == serde_json::json!([]));
}

#[test]
fn a_record_that_is_added_and_changed_while_a_mistake_stands_ends_no_preview() {
    let site = small();
    let mut preview = Preview::start(site.root(), &["--quiet"]);
    shows(&preview, "events/one/", "<h1>One</h1>");
    for name in ["First", "Second", "Third"] {
        let actor = format!("[[actor]]\nid = \"a\"\nname = \"{name}\"\nkind = \"nonsense\"\n");
        let mut news = preview.client().listen();
        site.write("content/new.toml", actor);
        news.hear("state");
        preview.lives();
        shows(&preview, "events/one/", "<h1>One</h1>");
    }
}

#[test]
fn a_file_that_breaks_after_a_part_of_it_was_read_anew_still_tells_its_records() {
    let site = small();
    let preview = Preview::start(site.root(), &[]);
    shows(&preview, "events/one/", "<h1>One</h1>");
    let edited = EVENT.replace("\"One\"", "\"Another\"");
    site.write("content/events.toml", &edited);
    shows(&preview, "events/one/", "<h1>Another</h1>");
    site.write("content/events.toml", format!("{edited}\n[[event]\n"));
    let state = || preview.get(".annals/state?path=/events/one/");
    until("the error is told", || state().status == 200 && state().json()["stale"] == true);
    assert_eq!(state().json()["records"][0]["path"], "content/events.toml");
    assert!(!preview.said().contains("panicked"), "{}", preview.said());
}

#[test]
fn a_site_whose_settings_go_and_come_back_is_served_throughout() {
    let site = small();
    let mut preview = Preview::start(site.root(), &[]);
    shows(&preview, "", "A test");
    fs::rename(site.path("content"), site.path("away")).unwrap();
    until("an error is told", || preview.get(".annals/state?path=/").json()["stale"] == true);
    shows(&preview, "events/one/", "<h1>One</h1>");
    fs::rename(site.path("away"), site.path("content")).unwrap();
    until("the error goes", || preview.get(".annals/state?path=/").json()["stale"] == false);
    site.write("content/events.toml", EVENT.replace("\"One\"", "\"Back\""));
    shows(&preview, "events/one/", "<h1>Back</h1>");
    preview.lives();
}

// ---- the command -----------------------------------------------------------------------------------------------------

#[test]
fn a_taken_port_gives_the_next_one_and_says_so() {
    let site = small();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::start_at(site.root(), &port.to_string(), &[]);
    assert!(preview.port() > port);
    let sentence = format!("port {port} is taken, so the preview is at port {}", preview.port());
    until("it is said", || preview.said().contains(&sentence));
    assert_eq!(preview.get("").status, 200);
}

#[test]
fn other_machines_are_served_on_demand_and_with_a_warning() {
    let site = small();
    let preview = Preview::start(site.root(), &["--host", "0.0.0.0"]);
    until("it is said", || preview.said().contains("warning: whoever reaches this machine"));
    assert_eq!(preview.get("").status, 200);
    let alone = Preview::start(site.root(), &[]);
    shows(&alone, "", "A test");
    assert!(!alone.said().contains("warning: "), "{}", alone.said());
}

#[test]
fn a_request_for_another_host_or_from_another_site_is_refused() {
    let site = small();
    let preview = Preview::start(site.root(), &[]);
    let client = preview.client();
    let raw = |request: &str| {
        let mut stream = client.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
        answer[9..12].to_owned()
    };
    let end = "Connection: close\r\n\r\n";
    assert_eq!(raw(&format!("GET / HTTP/1.1\r\nHost: evil.example:{}\r\n{end}", preview.port())), "421");
    assert_eq!(raw(&format!("GET / HTTP/1.1\r\n{end}")), "400");
    assert_eq!(client.ask("GET", "/.annals/state?path=/", &[("Origin", "http://evil.example")]).status, 403);
    assert_eq!(client.ask("GET", "/.annals/preview.js", &[("Sec-Fetch-Site", "cross-site")]).status, 403);
    for reply in [preview.get(""), preview.get("favicon.svg"), preview.get("nowhere")] {
        assert!(reply.headers.iter().all(|(name, _)| !name.starts_with("access-control-")), "{reply:?}");
    }
}

#[test]
fn interrupt_and_termination_end_it_with_zero_whoever_listens() {
    for signal in ["INT", "TERM"] {
        let site = small();
        let mut preview = Preview::start(site.root(), &[]);
        let listeners: Vec<_> = (0..50).map(|_| preview.client().listen()).collect();
        preview.signal(signal);
        assert_eq!(preview.end().code(), Some(0), "{signal}: {}", preview.said());
        listeners.into_iter().for_each(support::preview::News::ends);
    }
}

#[test]
fn nothing_is_written_below_the_sites_folder() {
    let site = full();
    site.run(&["build"]).exits(0);
    let before = everything(site.root());
    let mut preview = Preview::start(site.root(), &[]);
    for below in ["", "timeline/", "nowhere", "favicon.svg", "media/letters.txt", ".annals/state?path=/", "old/one"] {
        preview.get(below);
    }
    preview.signal("TERM");
    preview.end();
    assert_eq!(everything(site.root()), before);
}

#[test]
fn a_folder_that_may_only_be_read_is_served() {
    let site = small();
    let allow = |mode: u32| {
        for folder in ["content", ""] {
            fs::set_permissions(site.path(folder), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o555);
    let preview = Preview::start(site.root(), &[]);
    let shown = preview.get("events/one/");
    allow(0o755);
    assert_eq!(shown.status, 200);
}

#[test]
fn a_quiet_preview_says_nothing_but_errors() {
    let site = small();
    let preview = Preview::start(site.root(), &["--quiet"]);
    site.write("content/events.toml", EVENT.replace("\"One\"", "\"Another\""));
    shows(&preview, "events/one/", "<h1>Another</h1>");
    assert_eq!(preview.said(), "");
    site.write("content/events.toml", "[[event]]\n");
    until("errors are said", || preview.said().contains("error[E011]"));
}

#[test]
fn wrong_use_ends_with_two() {
    Site::new().run(&["serve"]).exits(2).says("annals init");
    small().run(&["serve", "--port", "70000"]).exits(2);
    small().run(&["serve", "--host", "nowhere"]).exits(2);
    small().run(&["serve", "--editor", "no such editor"]).exits(2);
}

// ---- clients ---------------------------------------------------------------------------------------------------------

#[test]
fn two_hundred_tabs_clients_that_vanish_and_half_a_request_do_not_stop_it() {
    let site = small();
    let mut preview = Preview::start(site.root(), &[]);
    let client = preview.client();
    let mut tabs: Vec<_> = (0..200).map(|_| client.listen()).collect();
    let half: Vec<_> = (0..100)
        .map(|at| {
            let mut stream = client.connect();
            let head = client.head("GET", "/events/one/");
            stream.write_all(&head.as_bytes()[..at % head.len()]).unwrap();
            stream
        })
        .collect();
    // Asked for and gone before the answer.
    for _ in 0..100 {
        client.connect().write_all((client.head("GET", "/timeline/") + "\r\n").as_bytes()).unwrap();
    }
    site.write("content/events.toml", EVENT.replace("\"One\"", "\"For all tabs\""));
    tabs.iter_mut().for_each(|tab| tab.hear("page"));
    shows(&preview, "events/one/", "<h1>For all tabs</h1>");
    drop((tabs, half));
    site.write("content/events.toml", EVENT.replace("\"One\"", "\"For nobody\""));
    shows(&preview, "events/one/", "<h1>For nobody</h1>");
    client.listen();
    preview.lives();
}

#[test]
fn two_hundred_changes_by_twenty_hands_leave_what_a_build_writes() {
    let storm = support::soak::storm(2, 5, 7);
    assert!(storm.edits == 200 && storm.answers > 0, "{storm:?}");
}
