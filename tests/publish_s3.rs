//! Publishing to object storage: a real server, and a network that breaks in every way.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]
#![allow(clippy::disallowed_macros, clippy::print_stderr, reason = "`cargo test -- --nocapture` tells the figures")]

mod support;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};

use support::network::{Closed, Fault, Request};
use support::publish::{Place, events, foreign_files, is_whole, killed, life, missing_targets, paths, publish, race};
use support::storage::{Bucket, KEY, PREFIX, SECRET, Secure};
use support::{Run, Site, Tree};

/// The paths of the files that were sent, without annals' own.
fn sent(bucket: &Bucket) -> BTreeSet<String> {
    let of = |request: Request| {
        let path = percent_encoding::percent_decode_str(&request.path).decode_utf8().unwrap().into_owned();
        let (_, path) = path.split_once(PREFIX)?;
        let is_file = request.method == "PUT" && !path.starts_with(".annals-") && path != "manifest.json";
        is_file.then(|| path.to_owned())
    };
    bucket.relay.log().into_iter().filter_map(of).collect()
}

/// Holds that no key is told.
#[track_caller]
fn hides_keys(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains(SECRET) && !text.contains(KEY) && !text.contains("X-Amz-"), "{text}");
    }
}

#[test]
fn a_bucket_is_published_to_and_every_change_sends_just_what_differs() {
    let bucket = Bucket::new();
    let (first, one) = life(&bucket);
    eprintln!("s3: {first} files first, {one} for a change of one event");
    let all = bucket.all();
    assert!(!all.keys().any(|path| path.starts_with(".annals-")), "nothing of annals' own is left");
    // The server itself gives every file, and nothing at the addresses of folders, to which readers' links lead.
    let verdict = Site::small().run(&["verify", &bucket.served(), "--json"]).exits(1).json();
    let pages: BTreeSet<String> = all.keys().filter(|path| path.ends_with("index.html")).cloned().collect();
    assert_eq!(verdict["right"], all.len() - 1 - pages.len());
    assert_eq!((paths(&verdict, "missing"), paths(&verdict, "astray")), (pages.clone(), pages));
    assert_eq!(paths(&verdict, "changed").len(), 0);
    assert_eq!(bucket.header("index.html", "content-type"), "text/html; charset=utf-8");
    assert_eq!(bucket.header("index.html", "cache-control"), "public, max-age=60");
    assert_eq!(bucket.header("manifest.json", "cache-control"), "no-cache");
    let style = all.keys().find(|path| path.starts_with("assets/annals-") && path.ends_with(".css")).unwrap();
    assert_eq!(bucket.header(style, "content-type"), "text/css; charset=utf-8");
    assert!(bucket.header(style, "cache-control").contains("immutable"));
}

#[test]
fn the_requests_are_those_of_the_plan_and_no_more() {
    let bucket = Bucket::new();
    let site = bucket.site();
    let first = publish(&site, &[]);
    assert_eq!(sent(&bucket), paths(&first, "new"));
    site.write("content/events.toml", events(8, "second"));
    let second = publish(&site, &[]);
    assert_eq!(sent(&bucket), paths(&second, "changed"));
    // A list in pages is read to its end.
    bucket.relay.plan(|request| if is_list(request) { Fault::Query("&max-keys=20") } else { Fault::None });
    assert_eq!(publish(&site, &[])["outcome"], "unchanged");
    let lists = bucket.relay.log().iter().filter(|request| is_list(request)).count();
    assert_eq!(lists, (bucket.all().len() + 1).div_ceil(20));
}

#[test]
fn a_list_of_objects_without_end_is_given_up() {
    let bucket = Bucket::new();
    let site = bucket.site();
    let mut number = 0;
    bucket.relay.plan(move |request| {
        if !is_list(request) {
            return Fault::None;
        }
        number += 1;
        let list = format!(
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>{number}</NextContinuationToken>\
             </ListBucketResult>"
        );
        let length = list.len();
        Fault::Answer(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{list}"))
    });
    site.run(&["publish", "--dry-run"]).exits(3).says("the list of objects has no end");
}

#[test]
fn a_list_of_ever_new_objects_is_given_up() {
    let bucket = Bucket::new();
    let mut site = bucket.site();
    let mut number = 0;
    bucket.relay.plan(move |request| {
        if !is_list(request) {
            return Fault::None;
        }
        number += 1;
        let prefix = PREFIX;
        let object =
            |n| format!("<Contents><Key>{prefix}{number}-{n}{}</Key><Size>1</Size></Contents>", "x".repeat(3 << 20));
        let objects: String = (0..10).map(object).collect();
        let token = format!("<NextContinuationToken>{number}</NextContinuationToken>");
        let list = format!("<ListBucketResult><IsTruncated>true</IsTruncated>{token}{objects}</ListBucketResult>");
        let length = list.len();
        Fault::Answer(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{list}"))
    });
    // What it holds by then is bounded too.
    let line = "ulimit -v 700000; exec \"$0\" publish --dry-run";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", line, env!("CARGO_BIN_EXE_annals")]).current_dir(site.root()).envs(site.environment.drain(..));
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.code() == Some(3) && said.contains("the bucket holds more objects than annals lists"),
        "{said}"
    );
}

/// A server with an empty bucket, whose first answer to this method goes on without end.
fn babbling(method: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut has_babbled = false;
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let mut request = BufReader::new(client.try_clone().unwrap());
            let (mut head, mut length) = (String::new(), 0);
            while request.read_line(&mut head).unwrap_or(0) > 2 {
                let line = head.lines().last().unwrap_or_default().to_ascii_lowercase();
                length = line.strip_prefix("content-length:").map_or(length, |length| length.trim().parse().unwrap());
            }
            let _ = request.read_exact(&mut vec![0; length]);
            let answer = |status: &str, body: &str| {
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
            };
            let answer = if head.contains("list-type=2") {
                answer("200 OK", "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>")
            } else if head.starts_with(method) && !std::mem::replace(&mut has_babbled, true) {
                format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", " ".repeat(1 << 20))
            } else if head.starts_with("PUT ") {
                answer("412 Precondition Failed", "")
            } else {
                answer("404 Not Found", "")
            };
            let is_endless = answer.ends_with(' ');
            while client.write_all(answer.as_bytes()).is_ok() && is_endless {}
        }
    });
    address
}

#[test]
fn an_answer_without_end_is_not_waited_for() {
    let bucket = Bucket::new();
    for (method, words) in [
        // That to the lock; nothing is written there.
        ("PUT ", "another annals is publishing to this target"),
        ("GET ", "cannot read `manifest.json`: it is longer than any that annals writes"),
    ] {
        let site = bucket.site();
        let own = format!("http://{}", bucket.relay.address);
        let other = format!("http://{}", babbling(method));
        site.write("content/site.toml", site.read("content/site.toml").replace(&own, &other));
        site.run(&["publish"]).exits(3).says(words);
    }
}

fn is_list(request: &Request) -> bool {
    request.query.contains("list-type=2")
}

#[test]
fn objects_of_others_are_never_touched_without_a_word() {
    let bucket = Bucket::new();
    // What some programs put there for folders is no file.
    bucket.add(&format!("{PREFIX}events/"), b"");
    foreign_files(&bucket);
    assert!(bucket.all().contains_key("events/"));
}

#[test]
fn a_bucket_survives_publications_that_are_killed() {
    eprintln!("s3: {}", killed(&Bucket::new(), 5));
}

#[test]
fn what_was_changed_there_is_found_and_mended_on_demand() {
    let bucket = Bucket::new();
    let site = bucket.site();
    publish(&site, &[]);
    let page = String::from_utf8(bucket.copy()["events/e-3/index.html"].clone()).unwrap();
    bucket.add_foreign("events/e-3/index.html", page.replace("Event 3", "Event 8").as_bytes());
    let report = publish(&site, &["--verify"]);
    assert_eq!(paths(&report, "changed"), ["events/e-3/index.html".to_owned()].into());
    is_whole(&bucket.copy(), &[]);
}

// ---- two at once -----------------------------------------------------------------------------------------------------

#[test]
fn of_two_who_publish_at_once_each_is_told_how_it_ended_and_nothing_is_mixed() {
    race(&Bucket::new(), 2);
}

#[test]
fn the_second_of_two_who_publish_at_once_is_told() {
    let bucket = Bucket::new();
    let site = bucket.site();
    // Each file takes its time, until the second one has given up.
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let seen = stop.clone();
    bucket.relay.plan(move |request| {
        let is_over = seen.load(std::sync::atomic::Ordering::Relaxed);
        if request.method == "PUT" && request.path.ends_with(".html") && !is_over {
            Fault::Slow(3_000)
        } else {
            Fault::None
        }
    });
    std::thread::scope(|scope| {
        let first = scope.spawn(|| publish(&site, &[]));
        while !bucket.all().contains_key(".annals-journal.json") {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let other = bucket.site();
        other.run(&["publish"]).exits(3).says("another annals is publishing to this target");
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(first.join().unwrap()["outcome"], "published");
    });
    is_whole(&bucket.copy(), &[]);
}

#[test]
fn a_manifest_that_another_changed_meanwhile_is_not_overwritten() {
    let bucket = Bucket::new();
    let site = bucket.site();
    publish(&site, &[]);
    site.write("content/events.toml", events(8, "second"));
    let theirs = b"{\"theirs\": true}";
    let bucket = std::sync::Arc::new(bucket);
    let other = std::sync::Arc::downgrade(&bucket);
    let mut is_done = false;
    bucket.relay.plan(move |request| {
        if request.method == "PUT" && request.path.ends_with("/manifest.json") && !is_done {
            is_done = true;
            other.upgrade().unwrap().add_foreign("manifest.json", theirs);
        }
        Fault::None
    });
    site.run(&["publish"]).exits(3).says("someone else published to this target meanwhile");
    assert_eq!(bucket.copy()["manifest.json"], theirs);
}

#[test]
fn a_server_without_conditions_or_checksums_is_used_with_a_note() {
    let bucket = Bucket::new();
    let site = bucket.site();
    bucket.relay.plan(|request| {
        if request.query.contains("x-amz-checksum-sha256") {
            not_implemented()
        } else {
            Fault::Without(&["if-match", "if-none-match"])
        }
    });
    let report = publish(&site, &[]);
    assert!(report["notes"].to_string().contains("writes without comparing first"), "{report}");
    is_whole(&bucket.copy(), &[]);
    // Nor is one that says that it knows none.
    site.write("content/events.toml", events(8, "second"));
    bucket.relay.plan(|request| if request.query.contains("match") { not_implemented() } else { Fault::None });
    assert!(publish(&site, &[])["notes"].to_string().contains("writes without comparing first"));
    is_whole(&bucket.copy(), &[]);
    bucket.relay.plan(|_| Fault::None);
    site.write("content/events.toml", events(8, "third"));
    assert_eq!(publish(&site, &[])["notes"], serde_json::json!([]));
}

fn not_implemented() -> Fault {
    answer("501 Not Implemented", "", "NotImplemented", "A header you provided implies functionality that is not there")
}

// ---- a hostile network -----------------------------------------------------------------------------------------------

fn answer(status: &str, headers: &str, code: &str, message: &str) -> Fault {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
    Fault::Answer(format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    ))
}

/// A date as servers write it, so many minutes from now.
fn date(minutes: i64) -> String {
    let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    format!("Date: {}\r\n", (now + chrono::TimeDelta::minutes(minutes)).format("%a, %d %b %Y %H:%M:%S GMT"))
}

#[test]
fn what_passes_is_outwaited() {
    let bucket = Bucket::new();
    let site = bucket.site();
    // Every eighth request fails, each time otherwise; whatever it is that was asked.
    bucket.relay.plan(|request| match (request.number % 8, request.number / 8 % 8) {
        (7, 0) => Fault::Broken,
        (7, 1) => Fault::Unanswered,
        (7, 2) => Fault::Cut,
        (7, 3) => answer("500 Internal Server Error", "", "InternalError", "We encountered an internal error."),
        (7, 4) => answer("503 Slow Down", "Retry-After: 1\r\n", "SlowDown", "Please reduce your request rate."),
        (7, 5) => answer("429 Too Many Requests", "", "", ""),
        (7, 6) => answer("400 Bad Request", "", "RequestTimeout", "Your socket connection was not read from."),
        (7, _) => Fault::Slow(100_000),
        _ => Fault::None,
    });
    publish(&site, &[]);
    is_whole(&bucket.copy(), &[]);
    site.write("content/events.toml", events(9, "second"));
    publish(&site, &[]);
    is_whole(&bucket.copy(), &[]);
}

#[test]
fn what_does_not_pass_is_told_and_breaks_nothing() {
    let skewed =
        |minutes| answer("403 Forbidden", &date(minutes), "RequestTimeTooSkewed", "The difference is too large.");
    let at_once: Vec<(Fault, &str)> = vec![
        (answer("503 Slow Down", "Retry-After: 600\r\n", "SlowDown", "No."), "asks to come back in 600 seconds"),
        (skewed(-45), "this machine's clock is ahead of its own by 4"),
        (skewed(29), "this machine's clock is behind its own by 2"),
        (
            answer("403 Forbidden", &date(0), "SignatureDoesNotMatch", &format!("{KEY} {SECRET}")),
            "does not accept the keys from the environment",
        ),
        (answer("403 Forbidden", &date(0), "AccessDenied", "Access Denied"), "s3:PutObject"),
        (answer("400 Bad Request", "", "ExpiredToken", "x"), "the session of the keys from the environment"),
        (
            answer("301 Moved Permanently", "", "PermanentRedirect", "No."),
            "lies in another region, not in `eu-central-1`",
        ),
        (
            Fault::Answer("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".into()),
            "answers 302",
        ),
        (answer("418 Teapot", "", "Odd", &format!("told {SECRET}\u{1b}[2J")), "answers 418 Odd: told … [2J"),
    ];
    let after_tries = [
        (Fault::Broken, "the connection to `127.0.0.1:"),
        (Fault::Cut, "the connection to `127.0.0.1:"),
        (
            answer("500 Internal Server Error", "", "InternalError", "No."),
            "is out of order (500 InternalError), 7 times",
        ),
        // A line that stands still is given up after a while, before an answer and within it.
        (Fault::Silent, "was silent for too long, 7 times"),
        (Fault::Stuck, ", 7 times in "),
    ];
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let bucket = Bucket::new();
            let site = bucket.site();
            let text = site.read("content/site.toml");
            let own = format!("http://{}", bucket.relay.address);
            site.write("content/site.toml", text.replace(&own, "http://annals.invalid"));
            hides_keys(&site.run(&["publish"]).exits(3).says("there is no machine `annals.invalid`"));
        });
        scope.spawn(move || breaks_nothing(&at_once));
        for fault in after_tries {
            scope.spawn(move || breaks_nothing(&[fault]));
        }
    });
}

/// Publishes a second state of a site over a network that breaks for good at some request, in each of these ways, and then
/// over a whole one.
#[track_caller]
fn breaks_nothing(faults: &[(Fault, &str)]) {
    let bucket = Bucket::new();
    let mut site = bucket.site();
    site.environment.push(("ANNALS_TIMEOUT".to_owned(), "1".to_owned()));
    publish(&site, &[]);
    let before = bucket.copy();
    site.write("content/events.toml", events(9, "second"));
    for (fault, words) in faults {
        let cause = fault.clone();
        let mut left = 25;
        bucket.relay.plan(move |_| {
            left -= 1;
            if left > 0 { Fault::None } else { cause.clone() }
        });
        let run = site.run(&["publish"]).exits(3).says(words);
        hides_keys(&run);
        let between = bucket.copy();
        assert_eq!(missing_targets(&between), BTreeSet::new(), "{fault:?}");
        assert_eq!(between["manifest.json"], before["manifest.json"]);
    }
    bucket.relay.plan(|_| Fault::None);
    publish(&site, &[]);
    is_whole(&bucket.copy(), &[]);
}

#[test]
fn what_is_not_there_is_told() {
    let bucket = Bucket::new();
    let site = bucket.site();
    let at = |endpoint: &str| {
        let settings = bucket.settings();
        let own = settings.lines().find(|line| line.starts_with("endpoint")).unwrap().to_owned();
        let text = site.read("content/site.toml").replace(&own, &format!("endpoint = \"{endpoint}\""));
        let mut other = Site::new().file("content/site.toml", text).file("content/events.toml", events(3, "a"));
        other.environment = bucket.environment();
        other
    };
    let refused = Closed::new();
    at(&format!("http://{}", refused.address)).run(&["publish"]).exits(3).says("nothing answers at `127.0.0.1:");
    let plain = format!("https://{}", Bucket::server());
    hides_keys(&at(&plain).run(&["publish"]).exits(3).says("no secure connection"));
    let missing = at(&format!("http://{}", bucket.relay.address));
    let text = missing.read("content/site.toml").replace("s3://bucket-", "s3://no-bucket-");
    missing.write("content/site.toml", text);
    hides_keys(&missing.run(&["publish"]).exits(3).says("there is no bucket `no-bucket-"));
    // Keys that the server does not know: it holds signatures against its own.
    let mut stranger = bucket.site();
    stranger.environment.push(("AWS_SECRET_ACCESS_KEY".to_owned(), format!("{SECRET}-wrong")));
    hides_keys(&stranger.run(&["publish"]).exits(3).says("does not accept the keys from the environment"));
    let mut stranger = bucket.site();
    stranger.environment.push(("AWS_ACCESS_KEY_ID".to_owned(), String::new()));
    hides_keys(&stranger.run(&["publish"]).exits(2).says("set AWS_ACCESS_KEY_ID too"));
    // A profile does as well as the environment.
    let mut desk = bucket.site();
    desk.write("keys", format!("[desk]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n"));
    for (name, value) in [("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_PROFILE", "desk")] {
        desk.environment.push((name.to_owned(), value.to_owned()));
    }
    let keys = desk.path("keys").display().to_string();
    desk.environment.push(("AWS_SHARED_CREDENTIALS_FILE".to_owned(), keys));
    publish(&desk, &[]);
    is_whole(&bucket.copy(), &[]);
    let tree: Tree = bucket.all();
    assert!(!tree.values().any(|bytes| bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())));
}

#[test]
fn a_network_that_wants_people_to_sign_in_is_told() {
    let bucket = Bucket::new();
    let site = bucket.site();
    publish(&site, &[]);
    let page = "<html><title>Sign in</title></html>";
    bucket.relay.plan(move |_| {
        let length = page.len();
        Fault::Answer(format!(
            "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{page}"
        ))
    });
    for arguments in [&["publish"][..], &["publish", "--adopt"]] {
        hides_keys(&site.run(arguments).exits(3).says("wants you to sign in first"));
    }
}

#[test]
fn certificates_are_checked_and_those_out_of_their_time_told_with_the_clock() {
    const DAY: i64 = 86_400;
    let bucket = Bucket::new();
    let site = bucket.site();
    let text = site.read("content/site.toml");
    let own = format!("http://{}", bucket.relay.address);
    let through = |secure: &Secure, bundle: &str| {
        let name = (bundle.to_owned(), if bundle.is_empty() { String::new() } else { secure.authority() });
        let settings = text.replace(&own, &format!("https://127.0.0.1:{}", secure.port));
        let mut site = Site::new().file("content/site.toml", settings).file("content/events.toml", events(8, "first"));
        site.environment = bucket.environment();
        site.environment.extend((!bundle.is_empty()).then_some(name));
        site
    };
    let secure = |name: &str, begins, ends| Secure::before(bucket.relay.address, name, begins, ends);
    let served = |secure: &Secure| {
        let url = bucket.served();
        url.replace(&format!("http://{}", Bucket::server()), &format!("https://127.0.0.1:{}", secure.port))
    };
    let right = secure("127.0.0.1", -DAY, DAY);
    publish(&through(&right, "AWS_CA_BUNDLE"), &[]);
    let run = through(&right, "SSL_CERT_FILE").run(&["verify", &served(&right)]).exits(1);
    run.gives("nothing at the addresses of their folders");
    for (secure, words) in [
        (secure("127.0.0.1", -9 * DAY, -2 * DAY), "look at this machine's clock"),
        (secure("127.0.0.1", 2 * DAY, 9 * DAY), "look at this machine's clock"),
        (secure("annals.test", -DAY, DAY), "ecure connection|not trusted"),
    ] {
        let site = through(&secure, "SSL_CERT_FILE");
        for run in [site.run(&["publish"]), site.run(&["verify", &served(&secure)])] {
            hides_keys(&run);
            let run = run.exits(3);
            assert!(words.split('|').any(|words| run.stderr.contains(words)), "{}", run.stderr);
        }
    }
    // Nobody that is trusted vouches for it.
    let site = through(&right, "");
    hides_keys(&site.run(&["publish"]).exits(3).says("no secure connection"));
    site.run(&["verify", &served(&right)]).exits(3).says("is not trusted");
    let mut site = through(&right, "");
    site.environment.push(("SSL_CERT_FILE".to_owned(), "/nowhere.pem".to_owned()));
    site.run(&["verify", &served(&right)]).exits(2).says("SSL_CERT_FILE names `/nowhere.pem`, which cannot be read");
    site.environment.push(("ANNALS_TIMEOUT".to_owned(), "soon".to_owned()));
    site.run(&["publish"]).exits(2).says("write a number of seconds");
}

#[test]
fn a_large_file_goes_in_one_piece_and_no_other_than_the_one_that_was_built() {
    let bucket = Bucket::new();
    let site = bucket.site();
    let film: Vec<u8> = (0..6_000_000_u32).map(|n| (n % 251) as u8).collect();
    site.write("static/media/film.bin", &film);
    publish(&site, &[]);
    assert_eq!(bucket.copy()["media/film.bin"], film);
    assert_eq!(bucket.header("media/film.bin", "content-length"), "6000000");
}
