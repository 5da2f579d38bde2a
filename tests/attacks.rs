//! The preview is a closed door: what other sites, other machines' names and odd requests try, and that none of it is
//! served. Each row is a request as its bytes; `{host}` is the preview's own host, `{port}` its port.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use support::SETTINGS;
use support::preview::{Preview, until};

/// Stands in every page of the site: whoever may not ask must not get it.
const OURS: &str = "the-sites-own-words";

/// Stands in files outside of the site, and in its sources: nobody gets it.
const SECRET: &str = "a-secret-elsewhere";

/// What must come of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Come {
    /// A status of the 4xx; not a word of the site.
    Refused,
    /// As for any address at which nothing stands: the site's own page that says so, or a refusal.
    Nothing,
    /// An answer, without harm: the site's own, and not a word of the request in it.
    Harmless,
}

use Come::{Harmless, Nothing, Refused};

/// Who, what is sent, and what must come of it.
const ATTACKS: &[(&str, &str, Come)] = &[
    // Another site's name that leads to this machine (DNS rebinding).
    ("another host", "GET / HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n", Refused),
    ("another host without port", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", Refused),
    ("a host that begins like ours", "GET / HTTP/1.1\r\nHost: localhost.evil.example:{port}\r\n\r\n", Refused),
    ("a host that begins like our address", "GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example:{port}\r\n\r\n", Refused),
    ("our host as a user's name", "GET / HTTP/1.1\r\nHost: {host}@evil.example:{port}\r\n\r\n", Refused),
    ("our host with another port", "GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n", Refused),
    ("every address", "GET / HTTP/1.1\r\nHost: 0.0.0.0:{port}\r\n\r\n", Refused),
    ("our address as a number", "GET / HTTP/1.1\r\nHost: 2130706433:{port}\r\n\r\n", Refused),
    ("our address in hexadecimal", "GET / HTTP/1.1\r\nHost: 0x7f.1:{port}\r\n\r\n", Refused),
    ("our address within IPv6", "GET / HTTP/1.1\r\nHost: [::ffff:127.0.0.1]:{port}\r\n\r\n", Refused),
    ("two hosts", "GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n", Refused),
    ("no host", "GET / HTTP/1.1\r\n\r\n", Refused),
    ("no host, as long ago", "GET / HTTP/1.0\r\n\r\n", Refused),
    ("another host in the address", "GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("a file's scheme in the address", "GET file:///etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    (
        "another host behind a proxy",
        "GET / HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n\r\n",
        Harmless,
    ),
    (
        "another host in a second request",
        "GET /nowhere HTTP/1.1\r\nHost: {host}\r\n\r\nGET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        Nothing,
    ),
    // Another site's page that asks from the author's browser.
    (
        "a stream for another site",
        "GET /.annals/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n\r\n",
        Refused,
    ),
    ("a stream for nobody's page", "GET /.annals/events HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\n\r\n", Refused),
    (
        "a stream for another port",
        "GET /.annals/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://localhost:9\r\n\r\n",
        Refused,
    ),
    (
        "a stream across sites",
        "GET /.annals/events HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\n\r\n",
        Refused,
    ),
    (
        "a web socket",
        "GET /.annals/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        Refused,
    ),
    (
        "another protocol",
        "GET /nowhere HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\
         HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
        Nothing,
    ),
    (
        "the state for another site",
        "GET /.annals/state?path=/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n\r\n",
        Refused,
    ),
    (
        "the state across sites",
        "GET /.annals/state?path=/ HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-site\r\n\r\n",
        Refused,
    ),
    (
        "the script across sites",
        "GET /.annals/preview.js HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\n\r\n",
        Refused,
    ),
    (
        "leave to ask",
        "OPTIONS / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\n\
         Access-Control-Request-Private-Network: true\r\n\r\n",
        Refused,
    ),
    ("writing", "PUT /index.html HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n\r\nx", Refused),
    ("sending", "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n\r\nx", Refused),
    ("removing", "DELETE /index.html HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("an echo", "TRACE / HTTP/1.1\r\nHost: {host}\r\nCookie: <script>alert(1)</script>\r\n\r\n", Refused),
    ("a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    // Paths that leave the site.
    ("up", "GET /../secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("up, encoded", "GET /%2e%2e/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("up, half encoded", "GET /.%2E/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("up by an encoded slash", "GET /..%2fsecret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("up, encoded twice", "GET /%252e%252e%252fsecret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("up by backslashes", "GET /media/..%5c..%5c..%5csecret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("up by plain backslashes", "GET /media\\..\\..\\secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("up in too many bytes", "GET /%c0%ae%c0%ae/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("up in UTF-16", "GET /%u002e%u002e/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("up by wide dots", "GET /%ef%bc%8e%ef%bc%8e/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("up behind a parameter", "GET /..;/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("up by a query", "GET /?/../../secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Harmless),
    ("a byte that ends names", "GET /media/one.txt%00.png HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("from the root", "GET //etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("a folder beside that begins alike", "GET /../site-secret/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("a folder beside, encoded", "GET /%2e%2e/site-secret/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("a folder beside `static`", "GET /-secret/secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("a drive", "GET /C:/windows/win.ini HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("the sources", "GET /content/site.toml HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("the sources from `static`", "GET /media/../../content/site.toml HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("what version control keeps", "GET /.git/config HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    (
        "a preview's own address that is none",
        "GET /.annals/../content/site.toml HTTP/1.1\r\nHost: {host}\r\n\r\n",
        Refused,
    ),
    (
        "the state of a path that leaves",
        "GET /.annals/state?path=/../secret.txt HTTP/1.1\r\nHost: {host}\r\n\r\n",
        Refused,
    ),
    // Requests that mean two things, or more than they say.
    ("a header in the address", "GET /a%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: {host}\r\n\r\n", Refused),
    ("a script in the address", "GET /%3Cscript%3Ealert(1)%3C/script%3E HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    ("a script in the address as it is", "GET /<script>alert(1)</script> HTTP/1.1\r\nHost: {host}\r\n\r\n", Nothing),
    (
        "a script in the state's path",
        "GET /.annals/state?path=/%3Cscript%3Ealert(1) HTTP/1.1\r\nHost: {host}\r\n\r\n",
        Harmless,
    ),
    (
        "a body of two lengths",
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: {host}\r\n\r\n",
        Refused,
    ),
    ("a body of no length", "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n", Refused),
    ("a header over two lines", "GET / HTTP/1.1\r\nHost: {host}\r\n evil.example\r\n\r\n", Refused),
    ("a space before the colon", "GET / HTTP/1.1\r\nHost : {host}\r\n\r\n", Refused),
    ("a request without its protocol", "GET /\r\n\r\n", Refused),
    ("the protocol of later", "PRI * HTTP/2.0\r\nHost: {host}\r\n\r\nSM\r\n\r\n", Refused),
    ("an encrypted greeting", "\u{16}\u{3}\u{1}\u{0}", Refused),
    (
        "parts without end",
        "GET /media/one.txt HTTP/1.1\r\nHost: {host}\r\nRange: bytes=0-99999999999999999999999\r\n\r\n",
        Harmless,
    ),
    (
        "parts before the beginning",
        "GET /media/one.txt HTTP/1.1\r\nHost: {host}\r\nRange: bytes=-99999999999999999999\r\n\r\n",
        Harmless,
    ),
];

/// A folder that holds the site, `site-secret` beside it, and a secret above it.
struct Grounds {
    folder: tempfile::TempDir,
}

impl Grounds {
    fn new() -> Grounds {
        let grounds = Grounds { folder: tempfile::tempdir().unwrap() };
        grounds.put("secret.txt", SECRET);
        grounds.put("site-secret/secret.txt", SECRET);
        grounds.put("site/content/site.toml", &format!("{SETTINGS}description = \"{OURS}\"\n# {SECRET}\n"));
        grounds.put(
            "site/content/a.toml",
            &format!("# {SECRET}\n[[event]]\nid = \"one\"\ndate = \"2015\"\ntitle = \"One\"\nsummary = \"{OURS}\"\n"),
        );
        grounds.put("site/content/pages/about.md", &format!("+++\ntitle = \"About\"\n+++\n{OURS}\n"));
        grounds.put("site/static/media/one.txt", OURS);
        grounds.put("site/static-secret/secret.txt", SECRET);
        grounds.put("site/.git/config", SECRET);
        grounds
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}

/// Sends bytes and reads all that comes.
fn send(preview: &Preview, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port())).unwrap();
    // A server that has heard enough may close before all is sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        // The first word may take its time; what is silent then says no more.
        let patience = if answer.is_empty() { 60 } else { 2 };
        stream.set_read_timeout(Some(Duration::from_secs(patience))).unwrap();
        match stream.read(&mut buffer) {
            Ok(length @ 1..) => answer.extend_from_slice(&buffer[..length]),
            _ => return String::from_utf8_lossy(&answer).into_owned(),
        }
    }
}

/// What is wrong with an answer.
fn fault(answer: &str, come: Come) -> Option<String> {
    let lower = answer.to_ascii_lowercase();
    let status: u16 = answer.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0);
    for (word, what) in [
        (SECRET, "a secret is told"),
        ("root:x:0", "a file of the machine is told"),
        ("<script>alert", "a script is sent back"),
        ("evil.example", "a stranger's name is sent back"),
        ("access-control-", "other sites are given leave"),
        ("set-cookie", "a header was smuggled in"),
        ("101 switching", "the protocol was changed"),
    ] {
        if lower.contains(word) {
            return Some(what.to_owned());
        }
    }
    let answered = match come {
        Refused => matches!(status, 400..=499) && !answer.contains(OURS),
        Nothing => matches!(status, 400..=499),
        Harmless => matches!(status, 200..=299 | 400..=499),
    };
    (!answered).then(|| format!("status {status}"))
}

fn filled(preview: &Preview, request: &str) -> String {
    let host = format!("localhost:{}", preview.port());
    let request = request.replace("{host}", &host).replace("{port}", &preview.port().to_string());
    // One request that is whole asks for the connection's end; what is none is sent as it is.
    match request.strip_suffix("\r\n\r\n") {
        Some(head) if !head.contains("\r\n\r\n") && !head.contains("Connection") && head.contains("Host:") => {
            format!("{head}\r\nConnection: close\r\n\r\n")
        }
        _ => request,
    }
}

fn serving(root: &Path) -> Preview {
    let preview = Preview::start(root, &["--quiet"]);
    until("the site is there", || preview.get("").text().contains(OURS));
    preview
}

#[test]
fn no_attack_of_the_table_is_served() {
    let grounds = Grounds::new();
    let mut preview = serving(&grounds.site());
    assert!(ATTACKS.len() >= 30);
    let mut served = Vec::new();
    for (name, request, come) in ATTACKS {
        let answer = send(&preview, filled(&preview, request).as_bytes());
        if let Some(fault) = fault(&answer, *come) {
            served.push(format!("{name}: {fault}\n{answer}"));
        }
    }
    assert!(served.is_empty(), "{} served:\n{}", served.len(), served.join("\n\n"));
    preview.lives();
}

#[test]
fn no_header_or_address_is_too_large_for_the_door() {
    let grounds = Grounds::new();
    let mut preview = serving(&grounds.site());
    let long = "a".repeat(200_000);
    let many = "X-Header: b\r\n".repeat(5_000);
    let dots = "/..".repeat(20_000);
    let ranges = "0-0,".repeat(12_000);
    for request in [
        format!("GET /{long} HTTP/1.1\r\nHost: {{host}}\r\n\r\n"),
        format!("GET /?{long} HTTP/1.1\r\nHost: {{host}}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {{host}}\r\nX-Long: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {{host}}\r\n{many}\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {long}\r\n\r\n"),
        format!("{long} / HTTP/1.1\r\nHost: {{host}}\r\n\r\n"),
        format!("GET {dots}/secret.txt HTTP/1.1\r\nHost: {{host}}\r\n\r\n"),
    ] {
        let answer = send(&preview, filled(&preview, &request).as_bytes());
        assert_eq!(fault(&answer, Refused), None, "{}", &answer[..answer.len().min(300)]);
    }
    let parts = format!("GET /media/one.txt HTTP/1.1\r\nHost: {{host}}\r\nRange: bytes={ranges}1-1\r\n\r\n");
    let answer = send(&preview, filled(&preview, &parts).as_bytes());
    assert_eq!(fault(&answer, Harmless), None);
    assert!(answer.len() < 10_000, "{} bytes came for a file of {}", answer.len(), OURS.len());
    preview.lives();
}

#[test]
fn links_that_lead_out_are_not_served_from_the_moment_they_appear() {
    let grounds = Grounds::new();
    let media = grounds.site().join("static/media");
    symlink("../../../secret.txt", media.join("link.txt")).unwrap();
    symlink("../../../site-secret", media.join("folder")).unwrap();
    symlink("/etc/passwd", media.join("passwd")).unwrap();
    // A site with such links has errors, so its preview shows nothing but them.
    let preview = Preview::start(&grounds.site(), &["--quiet", "--poll"]);
    until("the errors are told", || preview.said().contains("error[E004]"));
    for path in ["media/link.txt", "media/folder/secret.txt", "media/passwd"] {
        let reply = preview.get(path);
        assert!(reply.status == 404 && !reply.text().contains(SECRET), "{path}: {reply:?}");
    }
    for name in ["link.txt", "folder", "passwd"] {
        fs::remove_file(media.join(name)).unwrap();
    }
    until("the file is served", || preview.get("media/one.txt").text() == OURS);
    // Between two looks at the folder a file becomes a link: it is asked for at once.
    fs::remove_file(media.join("one.txt")).unwrap();
    symlink("../../../secret.txt", media.join("one.txt")).unwrap();
    for _ in 0..50 {
        let reply = preview.get("media/one.txt");
        assert!(reply.status == 404 && !reply.text().contains(SECRET), "{reply:?}");
    }
}

#[test]
fn a_file_that_is_exchanged_for_a_link_again_and_again_is_sent_as_itself_or_not_at_all() {
    let grounds = Grounds::new();
    let preview = serving(&grounds.site());
    let media = grounds.site().join("static/media");
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                symlink("../../../secret.txt", media.join("link.tmp")).unwrap();
                fs::rename(media.join("link.tmp"), media.join("one.txt")).unwrap();
                fs::write(media.join("file.tmp"), OURS).unwrap();
                fs::rename(media.join("file.tmp"), media.join("one.txt")).unwrap();
            }
        });
        let client = preview.client();
        let told: Vec<String> = (0..1_500).map(|_| client.get("media/one.txt").text()).collect();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        let secrets = told.iter().filter(|text| text.contains(SECRET)).count();
        assert_eq!(secrets, 0, "of {} answers", told.len());
    });
}

#[test]
fn settings_outside_of_the_site_or_without_end_tell_no_address() {
    let grounds = Grounds::new();
    grounds.put("outside.toml", "title = \"A\"\nbase_url = \"https://annals.test/hidden-path/\"\n");
    let settings = grounds.site().join("content/site.toml");
    fs::remove_file(&settings).unwrap();
    symlink("../../outside.toml", &settings).unwrap();
    let preview = Preview::start(&grounds.site(), &["--quiet"]);
    until("the errors are told", || preview.said().contains("error[E004]"));
    assert_eq!(preview.base, "/");
    drop(preview);
    fs::remove_file(&settings).unwrap();
    fs::File::create(&settings).unwrap().set_len(1 << 40).unwrap();
    let preview = Preview::start(&grounds.site(), &["--quiet"]);
    until("the errors are told", || preview.said().contains("reads at most 16777216"));
    assert_eq!(preview.base, "/");
}

#[test]
fn pipes_in_the_place_of_files_keep_nobody_waiting() {
    let grounds = Grounds::new();
    let mut preview = serving(&grounds.site());
    let one = grounds.site().join("static/media/one.txt");
    fs::remove_file(&one).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&one).status().unwrap().success());
    until("the pipe is told", || preview.said().contains("static/media/one.txt"));
    // The last state without errors has a file there, and goes on being shown.
    for method in ["GET", "HEAD"] {
        let reply = preview.client().ask(method, "/media/one.txt", &[]);
        assert_eq!(reply.status, 404, "{reply:?}");
    }
    assert!(preview.get("media/one.txt").text().contains("it is neither a file nor a folder"));
    assert!(preview.get("").text().contains(OURS));
    preview.lives();
}

#[test]
fn a_site_below_a_path_is_not_mixed_up_with_its_neighbour() {
    let grounds = Grounds::new();
    grounds.put(
        "site/content/site.toml",
        &format!("title = \"A\"\nbase_url = \"https://annals.test/site/\"\ndescription = \"{OURS}\"\n"),
    );
    let preview = serving(&grounds.site());
    for path in [
        "/site-secret/secret.txt",
        "/site%2dsecret/secret.txt",
        "/site/../site-secret/secret.txt",
        "/sitesecret.txt",
        "/site//secret.txt",
    ] {
        let answer =
            send(&preview, filled(&preview, &format!("GET {path} HTTP/1.1\r\nHost: {{host}}\r\n\r\n")).as_bytes());
        assert_eq!(fault(&answer, Refused), None, "{path}: {answer}");
    }
}

#[test]
fn what_strangers_wrote_is_escaped_in_the_previews_own_words() {
    let grounds = Grounds::new();
    let script = "<script>alert(1)</script>";
    grounds
        .put("site/content/b.toml", &format!("[[event]]\nid = \"{script}\"\ndate = \"{script}\"\n\"{script}\" = 1\n"));
    grounds.put(&format!("site/content/{}.toml", script.replace('/', "")), "x");
    let preview = Preview::start(&grounds.site(), &["--quiet"]);
    until("the errors are told", || preview.said().contains("error["));
    let page = preview.get("events/one/");
    assert!(page.text().contains("Nothing to show yet") && !page.text().contains("<script>alert"), "{}", page.text());
    let state = preview.get(".annals/state?path=/");
    assert_eq!((state.header("content-type"), state.header("x-content-type-options")), ("application/json", "nosniff"));
    assert!(state.json()["errors"].to_string().contains(script), "{}", state.text());
}

#[test]
fn a_slow_request_is_let_go_while_others_are_served() {
    let grounds = Grounds::new();
    let preview = serving(&grounds.site());
    let begun = Instant::now();
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port())).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
            stream
        })
        .collect();
    assert!(preview.get("").text().contains(OURS));
    for mut stream in slow {
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!String::from_utf8_lossy(&answer).contains(OURS));
    }
    assert!(begun.elapsed() >= Duration::from_secs(10), "they were not slow");
    assert!(preview.get("").text().contains(OURS));
}
