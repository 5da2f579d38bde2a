//! The preview's answers, asked without a network of a site that is made up.

use std::path::PathBuf;
use std::sync::Mutex;

use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use proptest::prelude::*;
use tokio_stream::StreamExt;
use tower::ServiceExt;

use super::*;
use crate::shell::serve::show;

/// A page of the made-up site.
pub const PAGE: &str = "<!DOCTYPE html>\n<title>Lviv</title>\n<body><p>Львів</p></body>\n";

/// A site that is made up, and remembers what it was asked for.
pub struct Fake {
    base: Mutex<String>,
    asked: Mutex<Vec<String>>,
    file: PathBuf,
    /// How many pages are made at this moment, and the most so far.
    at_work: Mutex<(usize, usize)>,
}

impl Fake {
    /// A site at a base path. `file` is what it offers at `/photo.txt`.
    pub fn new(base: &str, file: PathBuf) -> Arc<Fake> {
        Arc::new(Fake { base: Mutex::new(base.to_owned()), asked: Mutex::default(), file, at_work: Mutex::default() })
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test panics while it holds this").clone()
    }
}

impl Show for Fake {
    fn base_path(&self) -> String {
        self.base.lock().expect("no test panics while it holds this").clone()
    }

    fn version(&self) -> u64 {
        7
    }

    fn answer(&self, path: &str) -> Answer {
        self.asked.lock().expect("no test panics while it holds this").push(path.to_owned());
        match path {
            "/" | "/timeline/" => Answer::Page { html: PAGE.into(), found: true },
            "/timeline" => Answer::Moved(format!("{}timeline/", self.base_path())),
            "/feed.xml" => Answer::Bytes { bytes: b"0123456789".to_vec(), media_type: "application/atom+xml" },
            "/empty.css" => Answer::Bytes { bytes: Vec::new(), media_type: "text/css; charset=utf-8" },
            "/photo.txt" => {
                let file = std::fs::File::open(&self.file).expect("the file of the made-up site");
                Answer::File { file, name: self.file.clone() }
            }
            "/gone.txt" => Answer::Gone,
            "/slow/" => {
                let at_work = || self.at_work.lock().expect("no test panics while it holds this");
                {
                    let mut at_work = at_work();
                    at_work.0 += 1;
                    at_work.1 = at_work.1.max(at_work.0);
                }
                std::thread::sleep(std::time::Duration::from_millis(100));
                at_work().0 -= 1;
                Answer::Gone
            }
            "/panic/" => panic!("a page that cannot be made"),
            _ => Answer::Page { html: b"<p>nothing</p>".to_vec(), found: false },
        }
    }

    fn state(&self, path: &str) -> show::State {
        let record = show::Origin { kind: "event".into(), id: path.into(), ..Default::default() };
        show::State { version: 7, records: vec![record], ..Default::default() }
    }
}

struct Site {
    fake: Arc<Fake>,
    router: Router,
    news: broadcast::Sender<News>,
    stopping: watch::Sender<bool>,
    _folder: tempfile::TempDir,
}

fn site(base: &str) -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("photo.txt");
    std::fs::write(&file, "abcdefghij").expect("a file");
    let fake = Fake::new(base, file);
    let (news, _) = broadcast::channel(4);
    let (stopping, stopped) = watch::channel(false);
    let hosts = AllowedHosts::new(([127, 0, 0, 1], 1111).into(), []);
    let router = router(hosts, fake.clone(), news.clone(), stopped, &Limits::default());
    Site { fake, router, news, stopping, _folder: folder }
}

impl Site {
    async fn send(&self, request: Builder) -> Response {
        let request = request.body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    async fn get(&self, path: &str) -> Response {
        self.send(get(path)).await
    }
}

fn get(path: &str) -> Builder {
    Request::get(path).header("host", "localhost:1111")
}

async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    String::from_utf8(bytes.into()).expect("text")
}

fn header_of(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn a_page_is_what_the_site_says_and_one_script() {
    for base in ["/", "/sub/"] {
        let site = site(base);
        for (path, status, page) in [("", 200, PAGE), ("timeline/", 200, PAGE), ("nowhere/", 404, "<p>nothing</p>")] {
            let response = site.get(&format!("{base}{path}?query=1")).await;
            assert_eq!(response.status(), status);
            assert_eq!(header_of(&response, "content-type"), "text/html; charset=utf-8");
            let script = format!("<script src=\"{base}.annals/preview.js\" defer></script>");
            let sent = text(response).await;
            assert_eq!(sent.matches("preview.js").count(), 1);
            assert_eq!(sent.replace(&script, ""), page);
        }
    }
}

#[tokio::test]
async fn those_who_hang_up_keep_no_more_at_work_than_those_who_wait() {
    let site = site("/");
    for _ in 0..60 {
        let hung_up = tokio::time::timeout(std::time::Duration::from_millis(5), site.get("/slow/")).await;
        assert!(hung_up.is_err());
    }
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let (_, most) = *site.fake.at_work.lock().expect("no test panics while it holds this");
    assert!((1..=threads * 2).contains(&most), "{most}");
}

#[tokio::test]
async fn what_is_no_page_is_sent_unchanged() {
    let site = site("/");
    for (path, media_type, content) in [
        ("/feed.xml", "application/atom+xml", "0123456789"),
        ("/empty.css", "text/css; charset=utf-8", ""),
        ("/photo.txt", "text/plain; charset=utf-8", "abcdefghij"),
        ("/.annals/preview.css", "text/css; charset=utf-8", STYLE),
        ("/.annals/preview.js", "text/javascript; charset=utf-8", SCRIPT),
    ] {
        let response = site.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header_of(&response, "content-type"), media_type);
        assert_eq!(text(response).await, content);
    }
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let site = site("/");
    let paths = [
        "/",
        "/nowhere/",
        "/timeline",
        "/feed.xml",
        "/photo.txt",
        "/gone.txt",
        "/..",
        "/.annals/preview.js",
        "/.annals/state?path=/",
    ];
    for path in paths {
        let whole = site.get(path).await;
        let head = site.send(get(path).method("HEAD")).await;
        assert_eq!(head.status(), whole.status(), "{path}");
        assert_eq!(head.headers(), whole.headers(), "{path}");
        assert_eq!(text(head).await, "", "{path}");
    }
}

#[tokio::test]
async fn what_the_browser_holds_already_is_not_sent_again() {
    let site = site("/");
    for path in ["/", "/feed.xml", "/photo.txt", "/.annals/preview.js"] {
        let tag = header_of(&site.get(path).await, "etag");
        assert!(tag.starts_with('"'), "{path}: {tag}");
        for held in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let response = site.send(get(path).header("if-none-match", &held)).await;
            assert_eq!(response.status(), 304, "{path} {held}");
            assert_eq!(header_of(&response, "etag"), tag);
            assert_eq!(text(response).await, "");
        }
        let response = site.send(get(path).header("if-none-match", "\"other\"")).await;
        assert_eq!(response.status(), 200, "{path}");
    }
    let written = header_of(&site.get("/photo.txt").await, "last-modified");
    let response = site.send(get("/photo.txt").header("if-modified-since", written)).await;
    assert_eq!(response.status(), 304);
}

#[tokio::test]
async fn a_part_is_sent_where_a_part_is_asked_for() {
    let site = site("/");
    for (path, ten) in [("/feed.xml", "0123456789"), ("/photo.txt", "abcdefghij")] {
        for (range, status, sent, expected) in [
            ("bytes=2-4", 206, &ten[2..5], "bytes 2-4/10"),
            ("bytes=7-", 206, &ten[7..], "bytes 7-9/10"),
            ("bytes=-3", 206, &ten[7..], "bytes 7-9/10"),
            ("bytes=0-99", 206, ten, "bytes 0-9/10"),
            ("bytes=10-", 416, "", "bytes */10"),
        ] {
            let response = site.send(get(path).header("range", range)).await;
            assert_eq!(response.status(), status, "{path} {range}");
            assert_eq!(header_of(&response, "content-range"), expected, "{path} {range}");
            assert_eq!(text(response).await, sent, "{path} {range}");
        }
    }
    let stale = get("/feed.xml").header("range", "bytes=2-4").header("if-range", "\"other\"");
    assert_eq!(site.send(stale).await.status(), 200);
    let empty = site.send(get("/empty.css").header("range", "bytes=0-")).await;
    assert_eq!(empty.status(), 200);
}

#[tokio::test]
async fn the_site_begins_at_its_base_path_even_when_that_changes() {
    let site = site("/sub/");
    for (path, status, location) in [
        ("/", 307, "/sub/"),
        ("/sub", 307, "/sub/"),
        ("/sub/timeline", 307, "/sub/timeline/"),
        ("/elsewhere/", 404, ""),
        ("/.annals/preview.js", 404, ""),
        ("/sub/.annals/preview.js", 200, ""),
        ("/sub/.annals/", 404, ""),
        ("/sub/.annals/other", 404, ""),
    ] {
        let response = site.get(path).await;
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(header_of(&response, "location"), location, "{path}");
    }
    *site.fake.base.lock().expect("no test panics while it holds this") = "/other/".into();
    assert_eq!(site.get("/sub/").await.status(), 404);
    assert_eq!(site.get("/other/").await.status(), 200);
}

#[tokio::test]
async fn the_state_is_that_of_the_page_that_is_named() {
    let site = site("/sub/");
    let response = site.get("/sub/.annals/state?path=%2Fsub%2Fcaf%25C3%25A9%2F").await;
    assert_eq!(header_of(&response, "content-type"), "application/json");
    let state: serde_json::Value = serde_json::from_str(&text(response).await).expect("JSON");
    assert_eq!(state["version"], 7);
    assert_eq!(state["records"][0]["id"], "/café/");
    for (query, status) in [("", 400), ("?path=", 400), ("?path=/sub/../x", 400), ("?path=/elsewhere/", 404)] {
        assert_eq!(site.get(&format!("/sub/.annals/state{query}")).await.status(), status, "{query}");
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_made_still_hears_of_changes() {
    let response = site("/").get("/panic/").await;
    assert_eq!(response.status(), 500);
    assert!(text(response).await.contains("/.annals/preview.js"));
}

#[tokio::test]
async fn a_page_is_marked_with_its_state() {
    let site = site("/");
    let mark = header_of(&site.get("/").await, "server-timing");
    assert!(mark.starts_with("annals;desc=\"") && mark.ends_with("-7\""), "{mark}");
    assert_eq!(header_of(&site.get("/.annals/state?path=/").await, "server-timing"), mark);
}

/// A method, an address, headers, and the status that they get.
type Hostile = (&'static str, &'static str, &'static [(&'static str, &'static str)], u16);

/// Requests that must get no answer from the site.
const HOSTILE: &[Hostile] = &[
    // Hosts.
    ("GET", "/", &[], 400),
    ("GET", "/", &[("host", "localhost:1111"), ("host", "localhost:1111")], 400),
    ("GET", "/", &[("host", "localhost:1111"), ("host", "evil.example")], 400),
    ("GET", "/", &[("host", "")], 421),
    ("GET", "/", &[("host", "localhost")], 421),
    ("GET", "/", &[("host", "localhost:1112")], 421),
    ("GET", "/", &[("host", "evil.example:1111")], 421),
    ("GET", "/", &[("host", "localhost.evil.example:1111")], 421),
    ("GET", "/", &[("host", "localhost:1111.evil.example")], 421),
    ("GET", "/", &[("host", "localhost:1111, evil.example")], 421),
    ("GET", "/", &[("host", "user@localhost:1111")], 421),
    ("GET", "/", &[("host", "192.168.1.1:1111")], 421),
    ("GET", "http://evil.example/", &[("host", "localhost:1111")], 421),
    ("GET", "http://localhost:1111/", &[("host", "evil.example")], 421),
    ("GET", "https://localhost:1111/", &[("host", "localhost:1111")], 421),
    ("GET", "ftp://localhost:1111/", &[("host", "localhost:1111")], 421),
    // Methods.
    ("POST", "/", OWN, 405),
    ("PUT", "/feed.xml", OWN, 405),
    ("DELETE", "/photo.txt", OWN, 405),
    ("OPTIONS", "*", OWN, 405),
    ("TRACE", "/", OWN, 405),
    ("PROPFIND", "/", OWN, 405),
    ("get", "/", OWN, 405),
    // Places.
    ("GET", "/../etc/passwd", OWN, 400),
    ("GET", "/..%2f..%2fetc/passwd", OWN, 400),
    ("GET", "/%2e%2e/%2e%2e/etc/passwd", OWN, 400),
    ("GET", "/.%2e/x", OWN, 400),
    ("GET", "/..%5c..%5cwindows", OWN, 400),
    ("GET", "/%5c%5cevil.example%5cshare", OWN, 400),
    ("GET", "//evil.example/", OWN, 400),
    ("GET", "/timeline//", OWN, 400),
    ("GET", "/timeline/./", OWN, 400),
    ("GET", "/photo.txt%00.html", OWN, 400),
    ("GET", "/%ff%fe", OWN, 400),
    ("GET", "/%c0%ae%c0%ae/x", OWN, 400),
    ("GET", "/x%0d%0aset-cookie:a=b", OWN, 400),
    // Other sites that ask.
    ("GET", "/.annals/events", &[HOST, ("origin", "http://evil.example")], 403),
    ("GET", "/.annals/events", &[HOST, ("origin", "null")], 403),
    ("GET", "/.annals/events", &[HOST, ("origin", "http://localhost:3000")], 403),
    ("GET", "/.annals/events", &[HOST, ("origin", "http://127.0.0.1:1111")], 403),
    ("GET", "/.annals/events", &[HOST, ("origin", "http://localhost:1111"), ("origin", "http://evil.example")], 403),
    ("GET", "/.annals/events", &[HOST, ("sec-fetch-site", "cross-site")], 403),
    ("GET", "/.annals/state?path=/", &[HOST, ("origin", "https://localhost:1111")], 403),
    ("GET", "/.annals/state?path=/", &[HOST, ("sec-fetch-site", "same-site")], 403),
    ("GET", "/.annals/preview.js", &[HOST, ("sec-fetch-site", "cross-site")], 403),
    ("GET", "/.annals/state?path=/..%2f", OWN, 400),
    ("GET", "/.annals/../photo.txt", OWN, 400),
];

const HOST: (&str, &str) = ("host", "localhost:1111");
const OWN: &[(&str, &str)] = &[HOST];

#[tokio::test]
async fn a_hostile_request_reaches_nothing() {
    let site = site("/");
    for (method, address, headers, status) in HOSTILE {
        let request =
            headers.iter().fold(Request::builder().method(*method).uri(*address), |request, (name, value)| {
                request.header(*name, *value)
            });
        let response = site.send(request).await;
        let asked = format!("{method} {address} {headers:?}");
        assert_eq!(response.status(), *status, "{asked}");
        assert!(response.headers().keys().all(|name| !name.as_str().starts_with("access-control")), "{asked}");
        assert_eq!(header_of(&response, "x-content-type-options"), "nosniff", "{asked}");
        assert_eq!(header_of(&response, "allow"), if *status == 405 { "GET, HEAD" } else { "" }, "{asked}");
        assert!(text(response).await.len() < 100, "{asked}");
    }
    let long = format!("/{}", "a".repeat(5000));
    assert_eq!(site.get(&long).await.status(), 414);
    assert_eq!(site.fake.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn every_answer_is_protected() {
    let site = site("/");
    for path in
        ["/", "/nowhere/", "/feed.xml", "/photo.txt", "/timeline", "/.annals/preview.js", "/.annals/events", "/panic/"]
    {
        let response = site.send(get(path).header("origin", "http://localhost:1111")).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("content-security-policy", "frame-ancestors 'self'"),
            ("cache-control", "no-cache"),
            ("access-control-allow-origin", ""),
        ] {
            assert_eq!(header_of(&response, name), value, "{path}");
        }
    }
}

proptest! {
    #[test]
    fn the_site_is_only_ever_asked_for_clean_paths(path in "/([a-z./\\\\%]|%2[ef]|%5c|%0[0ad]|%[c-f][0-9a-f]|\\.\\.){0,12}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let site = site("/");
        if let Ok(uri) = path.parse::<Uri>() {
            runtime.block_on(site.send(Request::get(uri).header("host", "localhost:1111")));
        }
        for asked in site.fake.asked() {
            prop_assert!(asked.starts_with('/') && !asked.contains("//") && !asked.contains(['\\', '\0', '\n', '\r']));
            prop_assert!(asked.split('/').all(|segment| segment != "." && segment != ".."), "{}", asked);
        }
    }
}

#[tokio::test]
async fn the_stream_greets_tells_the_news_and_ends() {
    let site = site("/");
    let mut stream = site.get("/.annals/events").await.into_body().into_data_stream();
    let mut next = async || {
        let bytes = stream.next().await.map(|bytes| bytes.expect("a stream that holds"));
        bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    };
    let hello = next().await;
    assert!(hello.contains("event: hello") && hello.contains("retry: 500") && hello.contains("-7\""), "{hello}");
    let path = "/assets/annals.css".to_owned();
    site.news.send(News::Style { version: 8, path }).expect("a reader");
    let style = next().await;
    assert!(
        style.contains("event: style") && style.contains("-8\"") && style.contains("/assets/annals.css"),
        "{style}"
    );
    for version in 9..30 {
        site.news.send(News::State { version }).expect("a reader");
    }
    let lagged = next().await;
    assert!(lagged.contains("event: page") && lagged.contains("data: {}"), "{lagged}");
    site.stopping.send_replace(true);
    while !next().await.is_empty() {}
}
