//! Requests to object storage: signed, sent, and tried again when what went wrong may pass.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusty_s3::{Method, S3Action};
use ureq::{Agent, Body, SendBody, http};

use super::super::client;
use super::super::failure::Failure;
use super::super::release::Put;
use super::fault::{self, Fault};
use super::settings::Settings;

/// How often a request is tried, at most.
const TRIES: u32 = 7;

/// How long a signature is valid.
const VALID: Duration = Duration::from_secs(15 * 60);

/// The longest wait that a server may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The longest answer of words that is read, in bytes; what else the server says is let pass.
const LONGEST_WORDS: u64 = 64 << 10;

/// Files up to this length are held in memory while they are sent, in bytes.
const IN_MEMORY: u64 = 4 << 20;

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the server goes on sending or taking.
    pub silence: Duration,
    /// Until an answer begins.
    pub answer: Duration,
    /// Before the second try; twice as long before each further one.
    pub first_wait: Duration,
}

impl Patience {
    /// The patience with a server that may be silent for so long while it sends or takes.
    pub fn of(silence: Duration) -> Patience {
        Patience {
            connect: silence.min(Duration::from_secs(15)),
            silence,
            answer: silence * 2,
            first_wait: Duration::from_millis(200),
        }
    }
}

/// A request.
#[derive(Clone)]
pub struct Ask<'a> {
    /// What is to be done, as the end of "cannot …".
    pub what: String,
    /// The method.
    pub method: Method,
    /// The object's key; empty for the bucket itself.
    pub key: &'a str,
    /// The query.
    pub query: Vec<(&'static str, String)>,
    /// The headers, by their names in small letters.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub content: Content<'a>,
}

/// What a request sends.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Nothing.
    None,
    /// A few bytes.
    Bytes(&'a [u8]),
    /// A file of the site.
    File(&'a Put<'a>),
}

impl<'a> Ask<'a> {
    /// A request without content.
    pub fn new(method: Method, key: &'a str, what: impl Into<String>) -> Ask<'a> {
        Ask { what: what.into(), method, key, query: Vec::new(), headers: Vec::new(), content: Content::None }
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Ask<'a> {
        self.headers.push((name, value.into()));
        self
    }

    /// Without a header.
    pub fn without(mut self, name: &str) -> Ask<'a> {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(other, _)| *other == name)
    }

    /// The address with its signature. It is as good as a key for a while: never show it.
    fn signed(&self, settings: &Settings) -> String {
        let (bucket, keys) = (&settings.bucket, Some(&settings.credentials));
        match self.method {
            Method::Head => self.sign(bucket.head_object(keys, self.key)),
            Method::Put => self.sign(bucket.put_object(keys, self.key)),
            Method::Delete => self.sign(bucket.delete_object(keys, self.key)),
            // An empty key is the bucket itself, whose objects the query asks for.
            Method::Get | Method::Post => self.sign(bucket.get_object(keys, self.key)),
        }
    }

    fn sign<'b, A: S3Action<'b>>(&self, mut action: A) -> String {
        for (name, value) in &self.query {
            action.query_mut().insert(*name, value.clone());
        }
        for (name, value) in &self.headers {
            action.headers_mut().insert(*name, value.clone());
        }
        action.sign(VALID).to_string()
    }
}

/// An answer that is one: the object or its absence, or that a condition does not hold.
#[derive(Debug)]
pub struct Answer<T> {
    /// The status: 2xx; 404 if there is no such object; 412 if the condition does not hold; 501 if the server knows no
    /// such condition or checksum.
    pub status: u16,
    /// The headers.
    pub headers: http::HeaderMap,
    /// What was read of the content, if the status is 2xx.
    pub content: Option<T>,
}

impl<T> Answer<T> {
    /// Whether what was asked for was done.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// The way to one bucket.
pub struct Wire {
    agent: Agent,
    settings: Settings,
    patience: Patience,
    /// Whether a request was tried so often in vain that further ones, which tidy up, are tried once.
    is_given_up: AtomicBool,
}

/// Why one try did not succeed.
enum Miss {
    /// It may pass; the server may have said after how long.
    Passing(Fault, Option<Duration>),
    /// It will not.
    Final(Fault),
    /// It is the file's own fault.
    File(Failure),
}

impl Wire {
    /// A way with this patience.
    ///
    /// # Errors
    /// If the file of authorities cannot be used.
    pub fn new(settings: Settings, patience: Patience, at_once: usize) -> Result<Wire, Failure> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("annals/", env!("CARGO_PKG_VERSION")))
            .tls_config(client::settings(settings.authorities.as_ref())?)
            .max_idle_connections(at_once)
            .max_idle_connections_per_host(at_once)
            .timeout_resolve(Some(patience.connect))
            .timeout_connect(Some(patience.connect))
            .timeout_per_read(Some(patience.silence))
            .timeout_per_write(Some(patience.silence))
            .timeout_recv_response(Some(patience.answer));
        Ok(Wire { agent: config.build().new_agent(), settings, patience, is_given_up: AtomicBool::new(false) })
    }

    /// Sends a request until it is answered. `read` is given the content of an answer, each time from its beginning.
    ///
    /// # Errors
    /// If the server refuses, or cannot be reached often enough.
    pub fn ask<T>(&self, ask: &Ask<'_>, read: impl Fn(&mut dyn Read) -> io::Result<T>) -> Result<Answer<T>, Failure> {
        let begun = Instant::now();
        let most = if self.is_given_up.load(Ordering::Relaxed) { 1 } else { TRIES };
        let mut tries = 0;
        loop {
            tries += 1;
            let (fault, asked) = match self.once(ask, &read) {
                Ok(answer) => return Ok(answer),
                Err(Miss::Passing(fault, asked)) => (fault, asked),
                Err(Miss::Final(fault)) => return Err(fault.failure(&ask.what, &self.settings, None)),
                Err(Miss::File(failure)) => return Err(failure),
            };
            let is_too_long = asked.is_some_and(|asked| asked > LONGEST_WAIT);
            if tries >= most || is_too_long {
                self.is_given_up.store(true, Ordering::Relaxed);
                let tried = if is_too_long { (tries, asked) } else { (tries, None) };
                return Err(fault.failure(&ask.what, &self.settings, Some((tried.0, begun.elapsed(), tried.1))));
            }
            std::thread::sleep(asked.unwrap_or_default().max(self.wait(tries)));
        }
    }

    /// Sends a request of which the answer has no content.
    ///
    /// # Errors
    /// As [`Wire::ask`].
    pub fn tell(&self, ask: &Ask<'_>) -> Result<Answer<()>, Failure> {
        self.ask(ask, |content| io::copy(&mut content.take(LONGEST_WORDS), &mut io::sink()).map(|_| ()))
    }

    /// The wait after so many tries: doubled each time, and up to a half longer by chance, so that those who were turned
    /// away together do not come back together.
    fn wait(&self, tries: u32) -> Duration {
        use std::hash::{BuildHasher, RandomState};
        let chance = (RandomState::new().hash_one(tries) % 1000) as f64 / 2000.0;
        (self.patience.first_wait * 2_u32.pow(tries.min(5) - 1)).mul_f64(1.0 + chance)
    }

    fn once<T>(&self, ask: &Ask<'_>, read: &impl Fn(&mut dyn Read) -> io::Result<T>) -> Result<Answer<T>, Miss> {
        let mut response = self.send(ask)?;
        if !response.status().is_success() {
            return self.without_content(ask, response);
        }
        let expected = fault::length(response.headers()).filter(|_| ask.method != Method::Head);
        let mut counted = Counted { source: response.body_mut().as_reader(), length: 0, is_over: false };
        let content = read(&mut counted).map_err(|error| Miss::Passing(Fault::Broken(error.to_string()), None))?;
        // Whoever has read enough does not read to the end.
        if counted.is_over && expected.is_some_and(|expected| expected != counted.length) {
            return Err(Miss::Passing(Fault::Broken("the answer ended too early".to_owned()), None));
        }
        let headers = response.headers().clone();
        Ok(Answer { status: response.status().as_u16(), headers, content: Some(content) })
    }

    /// An answer that is none of success: that there is no such object, that a condition does not hold, or a refusal.
    fn without_content<T>(&self, ask: &Ask<'_>, mut response: http::Response<Body>) -> Result<Answer<T>, Miss> {
        if ask.method == Method::Head && !matches!(response.status().as_u16(), 404 | 412) {
            // The answer to HEAD has no content, and so no word of the reason: that to GET has.
            response = self.send(&Ask { method: Method::Get, ..ask.clone() })?;
            if response.status().is_success() {
                return Err(Miss::Passing(Fault::Broken("what was refused is not refused now".to_owned()), None));
            }
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let refusal = fault::Refusal::of(status, &headers, &short_text(response.body_mut()));
        let answer = |status| Ok(Answer { status, headers, content: None });
        let is_conditional = ask.has("if-match") || ask.has("if-none-match");
        match status {
            404 if refusal.code != "NoSuchBucket" => answer(404),
            412 => answer(412),
            400 | 501 if refusal.is_unknown_header() && (is_conditional || ask.has("x-amz-checksum-sha256")) => {
                answer(501)
            }
            // Two conditional writes met: the other one's may be seen now.
            409 if is_conditional && refusal.code == "ConditionalRequestConflict" => {
                Err(Miss::Passing(Fault::Refused(refusal), None))
            }
            _ if refusal.is_passing() => {
                let asked = refusal.retry_after;
                Err(Miss::Passing(Fault::Refused(refusal), asked))
            }
            _ => Err(Miss::Final(Fault::Refused(refusal))),
        }
    }

    fn send(&self, ask: &Ask<'_>) -> Result<http::Response<Body>, Miss> {
        let mut request = http::Request::builder().method(ask.method.to_str()).uri(ask.signed(&self.settings));
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let build = |request: http::request::Builder, length: u64| {
            let request = if ask.method == Method::Put { request.header("content-length", length) } else { request };
            request.body(()).map_err(|_| Miss::Final(Fault::Unspeakable))
        };
        let put = match ask.content {
            Content::None => return self.run(build(request, 0)?.map(|()| SendBody::none())),
            Content::Bytes(bytes) => {
                let mut reader = bytes;
                return self.run(build(request, bytes.len() as u64)?.map(|()| SendBody::from_reader(&mut reader)));
            }
            Content::File(put) => put,
        };
        if put.entry.size <= IN_MEMORY {
            let bytes = put.bytes().map_err(Miss::File)?;
            let mut reader = bytes.as_slice();
            return self.run(build(request, put.entry.size)?.map(|()| SendBody::from_reader(&mut reader)));
        }
        let mut source = Watched { source: put.reader().map_err(Miss::File)?, fault: None };
        let result = self.run(build(request, put.entry.size)?.map(|()| SendBody::from_reader(&mut source)));
        // The last look at the file tells whether it was the one that was built.
        if result.is_ok() && source.fault.is_none() {
            let _ = io::copy(&mut source, &mut io::sink());
        }
        match source.fault {
            Some(error) => Err(Miss::File(put.unreadable(&error))),
            None => result,
        }
    }

    fn run(&self, request: http::Request<SendBody<'_>>) -> Result<http::Response<Body>, Miss> {
        self.agent.run(request).map_err(|error| {
            let (fault, is_passing) = Fault::of(error);
            if is_passing { Miss::Passing(fault, None) } else { Miss::Final(fault) }
        })
    }
}

/// The first words of a refusal.
fn short_text(body: &mut Body) -> String {
    let mut bytes = Vec::new();
    // What arrived before the connection broke is better than nothing.
    let _ = body.as_reader().take(LONGEST_WORDS).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Counts what passes through it.
struct Counted<R> {
    source: R,
    length: u64,
    /// Whether the end was seen.
    is_over: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        self.length += length as u64;
        self.is_over |= length == 0 && !buffer.is_empty();
        Ok(length)
    }
}

/// Remembers that reading failed, so that a fault of the file is not taken for one of the network.
struct Watched<R> {
    source: R,
    fault: Option<io::Error>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.source.read(buffer).map_err(|error| {
            let copy = io::Error::new(error.kind(), error.to_string());
            self.fault = Some(error);
            copy
        })
    }
}
