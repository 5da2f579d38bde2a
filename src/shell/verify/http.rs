//! A copy on a web server, read as readers' browsers read it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use litemap::LiteMap;
use sha2::{Digest, Sha256};
use ureq::http::{Response, StatusCode, Uri, header};
use ureq::{Agent, Body, ResponseExt};
use url::Url;

use crate::release::verify::is_page;
use crate::release::{Entry, MANIFEST, Manifest};
use crate::shell::publish::client::{self, Bundle};
use crate::shell::publish::failure::Failure;
use crate::shell::publish::progress::Progress;
use crate::shell::publish::target::{Found, Look, Version};
use crate::shell::publish::{parallel, patience};

/// How many files are asked for at the same time.
const AT_ONCE: usize = 6;

/// How often a file is asked for before the host is given up.
const TRIES: u32 = 4;

/// The longest that a host's `Retry-After` is heeded.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The longest manifest that is read, in bytes.
const LONGEST_MANIFEST: u64 = 256 << 20;

/// The longest signature that is read, in bytes; they have a few hundred.
const LONGEST_SIGNATURE: u64 = 64 << 10;

/// The host and the address of the site's top on it.
#[derive(Debug)]
pub struct Host {
    agent: Agent,
    top: Url,
    /// What files should hold: no more is read of any than its length.
    files: LiteMap<String, Entry>,
    /// The files of old addresses, and those to whose addresses the host may lead from them.
    moved: BTreeMap<String, String>,
    /// Files of old addresses from which it did.
    led_on: Mutex<BTreeSet<String>>,
    /// Pages that were found at their own names alone.
    astray: Mutex<BTreeSet<String>>,
}

impl Host {
    /// A site at an address.
    pub fn new(mut top: Url) -> Result<Host, Failure> {
        if top.host_str().is_none() || top.query().is_some() || top.fragment().is_some() {
            return Err(Failure::refused(format!(
                "`{top}` is no address of a site; write one such as `https://example.org/`"
            )));
        }
        if !top.path().ends_with('/') {
            let path = format!("{}/", top.path());
            top.set_path(&path);
        }
        let silence = patience::silence()?;
        let bundle = std::env::var("SSL_CERT_FILE").ok().filter(|path| !path.is_empty());
        let bundle = bundle.map(|path| Bundle { variable: "SSL_CERT_FILE", path });
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(4)
            .tls_config(client::settings(bundle.as_ref())?)
            .timeout_resolve(Some(silence))
            .timeout_connect(Some(silence.min(Duration::from_secs(15))))
            .timeout_recv_response(Some(silence))
            // A long file over a slow line takes its time, as long as something comes.
            .timeout_per_read(Some(silence))
            .user_agent(concat!("annals/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        let (files, moved) = (LiteMap::new(), BTreeMap::new());
        Ok(Host { agent, top, files, moved, led_on: Mutex::default(), astray: Mutex::default() })
    }

    /// Says what the files should hold, and from where the host may lead on.
    pub fn expect(&mut self, manifest: &Manifest) {
        self.moved.clone_from(&manifest.head.moved);
        self.files.clone_from(&manifest.files);
    }

    /// The files of old addresses so far from which the host led to where it may.
    pub fn led_on(&self) -> BTreeSet<String> {
        self.led_on.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The pages so far that the host shows at their own names, and not at the addresses of their folders.
    pub fn astray(&self) -> BTreeSet<String> {
        self.astray.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes that a file's address led to another one. Elsewhere than the manifest says, or where another page is shown than
    /// the one that stands there, readers miss the file.
    fn lead(&self, path: &str, to: &Uri) -> Result<(), Failure> {
        let file = self.moved.get(path);
        let file = file.filter(|file| self.addresses(file).iter().any(|address| is_same(address, to)));
        let expected = file.and_then(|file| self.files.get(file));
        let Some((expected, there)) = expected.zip(Url::parse(&to.to_string()).ok()) else { return Ok(()) };
        let most = expected.size.saturating_add(1);
        if let Got::Read(entry) = self.get_at(&there, |reader| digest(&mut reader.take(most)))?
            && entry == *expected
        {
            self.led_on.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        }
        Ok(())
    }

    /// The addresses at which a file may be: a folder's own first, as links have it.
    fn addresses(&self, path: &str) -> Vec<Url> {
        let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        folder.into_iter().chain([path]).map(|path| self.address(path)).collect()
    }

    fn address(&self, path: &str) -> Url {
        let mut url = self.top.clone();
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().extend(path.split('/'));
        }
        url
    }

    /// Reads a file and hands its bytes on; `None` if the host has none. What fails in passing is tried again.
    fn get<T>(&self, path: &str, read: impl Fn(&mut dyn Read) -> io::Result<T>) -> Result<Option<T>, Failure> {
        let addresses = self.addresses(path);
        let Some((first, others)) = addresses.split_first() else { return Ok(None) };
        match self.get_at(first, &read)? {
            Got::Read(found) => return Ok(Some(found)),
            // Readers who follow the site's links are led there too, whatever stands at the file's other address.
            Got::Away(to) => self.lead(path, &to)?,
            // Nor do they come to the other one.
            Got::Nothing => {
                for other in others {
                    if matches!(self.get_at(other, |_| Ok(()))?, Got::Read(())) {
                        self.astray.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
                    }
                }
            }
        }
        Ok(None)
    }

    fn get_at<T>(&self, url: &Url, read: impl Fn(&mut dyn Read) -> io::Result<T>) -> Result<Got<T>, Failure> {
        let mut wait = Duration::from_millis(400);
        for attempt in 1.. {
            let (reason, asked) = match self.attempt(url, &read) {
                Attempt::Done(got) => return Ok(got),
                Attempt::Refused(reason) => return Err(Failure::failed(format!("`{url}`: {reason}"))),
                Attempt::Again(reason, asked) => (reason, asked),
            };
            if attempt >= TRIES {
                return Err(Failure::failed(format!("`{url}`: {reason}, {TRIES} times; try again later")));
            }
            std::thread::sleep(asked.unwrap_or(wait).min(LONGEST_WAIT));
            wait *= 2;
        }
        Ok(Got::Nothing)
    }

    fn attempt<T>(&self, url: &Url, read: &impl Fn(&mut dyn Read) -> io::Result<T>) -> Attempt<T> {
        // What is unpacked from an answer that is compressed on the way differs between programs.
        let request = self.agent.get(url.as_str()).header(header::ACCEPT_ENCODING, "identity");
        let mut response = match request.call() {
            Ok(response) => response,
            Err(error) => return failed(&error),
        };
        let is_there = match response.status() {
            StatusCode::OK => true,
            StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::FORBIDDEN => false,
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                return Attempt::Again(format!("the host answers {status}"), retry_after(&response));
            }
            status => return Attempt::Refused(format!("the host answers {status}")),
        };
        if !is_same(url, response.get_uri()) {
            return Attempt::Done(Got::Away(response.get_uri().clone()));
        }
        // Readers who are led away a moment later do not see it either, nor does who is told two things at once.
        let is_plain = response.headers().get_all(header::CONTENT_DISPOSITION).iter().count() < 2;
        if !is_there || !is_plain || response.headers().contains_key(header::REFRESH) {
            return Attempt::Done(Got::Nothing);
        }
        let encoding = encoding(&response, url.path());
        if !encoding.is_empty() {
            let encoding: String = encoding.chars().filter(|c| !c.is_control()).take(40).collect();
            return Attempt::Refused(format!(
                "the host sends it compressed as `{encoding}`, though it was asked not to, and what browsers unpack from that \
                 annals cannot tell; let the host send files as they are to those who ask for it"
            ));
        }
        match read(&mut response.body_mut().as_reader()) {
            Ok(found) => Attempt::Done(Got::Read(found)),
            Err(error) => Attempt::Again(format!("the answer broke off ({error})"), None),
        }
    }
}

/// How a host compressed an answer, though it was asked not to; empty if it did not. A file that is a compressed copy is
/// meant as it comes, though some hosts say of it what it is.
fn encoding(response: &Response<Body>, path: &str) -> String {
    // Several lines are one list (RFC 9110, section 5.3).
    let told = response.headers().get_all(header::CONTENT_ENCODING).iter().map(|value| value.to_str().unwrap_or("?"));
    let told = told.collect::<Vec<_>>().join(", ").trim().to_ascii_lowercase();
    match told.as_str() {
        "identity" => String::new(),
        "gzip" | "x-gzip" if path.ends_with(".gz") => String::new(),
        "br" if path.ends_with(".br") => String::new(),
        _ => told,
    }
}

/// What a host has at an address.
enum Got<T> {
    /// A file, which was read.
    Read(T),
    /// Nothing.
    Nothing,
    /// The way to another address.
    Away(Uri),
}

/// How one request ended.
enum Attempt<T> {
    /// With an answer.
    Done(Got<T>),
    /// It is of no use to ask again.
    Refused(String),
    /// It may succeed later; the host may have said when.
    Again(String, Option<Duration>),
}

/// Whether an address to which a host led is another form of the same one: hosts differ about the endings of pages.
fn is_same(asked: &Url, answered: &Uri) -> bool {
    let bare = |path: &str| {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        path.strip_suffix(".html").unwrap_or(path).trim_end_matches('/').to_owned()
    };
    let default = if answered.scheme_str() == Some("https") { 443 } else { 80 };
    let ports = (asked.port_or_known_default(), answered.port_u16().unwrap_or(default));
    // Many hosts lead from HTTP on to HTTPS, each with its usual port.
    let is_at_same_port = ports.0 == Some(ports.1) || ports == (Some(80), 443);
    is_at_same_port && answered.host() == asked.host_str() && bare(answered.path()) == bare(asked.path())
}

/// Why there was no answer, in words.
fn failed<T>(error: &ureq::Error) -> Attempt<T> {
    if let Some(reason) = client::refusal(error) {
        return Attempt::Refused(if client::is_about_time(&reason) {
            format!(
                "its certificate is not valid at this time ({reason}); look at this machine's clock, and then at the host's \
                 certificate"
            )
        } else {
            format!(
                "the connection is not trusted ({reason}); look at the host's certificate (SSL_CERT_FILE can name a file of \
                 authorities to trust)"
            )
        });
    }
    if client::is_unknown_host(error) {
        return Attempt::Refused("the host's name is not known; look at the address and your connection".to_owned());
    }
    match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            Attempt::Again("the host refuses the connection".to_owned(), None)
        }
        ureq::Error::Timeout(what) => Attempt::Again(format!("the host does not answer in time ({what})"), None),
        ureq::Error::TooManyRedirects => Attempt::Refused("the host leads in a circle".to_owned()),
        error => Attempt::Again(format!("the connection failed ({error})"), None),
    }
}

/// The header `Retry-After` in seconds (RFC 9110 section 10.2.3).
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    let seconds = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

impl Look for Host {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        Err(Failure::failed("a web server does not tell which files it has"))
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let most = if path == MANIFEST { LONGEST_MANIFEST } else { LONGEST_SIGNATURE };
        let found = self.get(path, |reader| {
            let mut bytes = Vec::new();
            reader.take(most + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        })?;
        if found.as_ref().is_some_and(|bytes| bytes.len() as u64 > most) {
            return Err(Failure::failed(format!("`{}` is longer than any such file", self.address(path))));
        }
        // A host may answer every address with a page.
        let found = found.filter(|bytes| path == MANIFEST || !is_page(bytes));
        Ok(found.map(|bytes| (bytes, Version(String::new()))))
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        let read = parallel::each(paths, AT_ONCE, &|path| {
            let most = self.files.get(*path).map_or(LONGEST_MANIFEST, |entry| entry.size.saturating_add(1));
            let entry = self.get(path, |reader| digest(&mut reader.take(most)))?;
            progress.done()?;
            Ok(entry.map(|entry| ((*path).to_owned(), entry)))
        })?;
        Ok(read.into_iter().flatten().collect())
    }
}

/// What an answer holds, as far as it is read.
fn digest(reader: &mut dyn Read) -> io::Result<Entry> {
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut piece = vec![0; 64 << 10];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok(Entry { sha256: hasher.finalize().into(), size }),
            Ok(length) => {
                hasher.update(&piece[..length]);
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_by_host_port_and_page() {
        for (asked, answered, expected) in [
            ("http://a.test/x/", "http://a.test/x/index.html", true),
            ("http://a.test/x.html", "http://a.test/x", true),
            ("http://a.test/x/", "https://a.test/x/", true),
            ("http://a.test/x/", "https://a.test:443/x/", true),
            ("http://a.test:8080/x/", "http://a.test:8080/x/", true),
            ("https://a.test/x/", "http://a.test/x/", false),
            ("http://a.test/x/", "http://a.test:8080/x/", false),
            ("http://a.test:8080/x/", "http://a.test/x/", false),
            ("http://a.test:8080/x/", "https://a.test/x/", false),
            ("http://a.test/x/", "http://b.test/x/", false),
            ("http://a.test/x/", "http://a.test/y/", false),
        ] {
            let (asked, answered) = (Url::parse(asked).unwrap(), answered.parse::<Uri>().unwrap());
            assert_eq!(is_same(&asked, &answered), expected, "{asked} {answered}");
        }
    }
}
