//! A web server on the loopback that serves files and, on demand, fails in the ways that networks do.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::Tree;
use super::network::outlast;

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// The connection is closed in the middle of the body.
    CutShort,
    /// Every answer has this status.
    Status(u16),
    /// So many answers are 503 with `Retry-After: 1`, then all is well.
    BusyFor(usize),
    /// The body comes in small pieces with pauses.
    Slow,
    /// Only requests that begin later fail: so many succeed.
    DiesAfter(usize),
    /// The connection is reset in the middle of the answer.
    Reset,
    /// The length of bodies is not told, and half of each arrives.
    CutUnmeasured,
    /// Requests are never answered.
    Silent,
    /// Half of each body arrives, and then nothing more.
    Stuck,
    /// Bodies but the manifest's never end.
    Endless,
    /// The manifest is said to have so many bytes.
    Huge(u64),
    /// Every address leads to itself.
    Circle,
    /// Every address is a page.
    Page,
    /// An address of which there is no file is a page.
    PageForMissing,
    /// Bodies are compressed, whatever was asked for, and it is said how.
    Packed(&'static str),
    /// Bodies are packed once like this, and said to be so twice.
    PackedOnceOfTwice(&'static str),
    /// Bodies are said to be compressed like this, and are not.
    Mislabelled(&'static str),
    /// It keeps files for itself to itself, and leads from `old/` to `events/e-3/` and from `…/index.html` to the folder.
    LeadsOn,
    /// The same, but from this address below the base it leads to that one.
    LeadsFrom(&'static str, &'static str),
    /// Every address leads to the same one at this port.
    LeadsToPort(u16),
    /// Pages come with this header `Refresh`.
    Refreshes(&'static str),
    /// Addresses of folders have this status.
    NoFolders(u16),
}

/// The server. It ends with the test's process.
pub struct Host {
    pub port: u16,
    fault: Arc<Mutex<Fault>>,
    pub requests: Arc<AtomicUsize>,
}

impl Host {
    /// Serves files below a path.
    pub fn new(base: &'static str, files: Tree) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let fault = Arc::new(Mutex::new(Fault::None));
        let requests = Arc::new(AtomicUsize::new(0));
        let (told, count, files) = (Arc::clone(&fault), Arc::clone(&requests), Arc::new(files));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (told, count, files) = (Arc::clone(&told), Arc::clone(&count), Arc::clone(&files));
                thread::spawn(move || {
                    // Whoever hangs up has had enough.
                    let _ = answer(stream, base, &files, &told, &count);
                });
            }
        });
        Host { port, fault, requests }
    }

    pub fn fail(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
        self.requests.store(0, Ordering::SeqCst);
    }

    pub fn url(&self, base: &str) -> String {
        format!("http://127.0.0.1:{}{base}", self.port)
    }
}

fn answer(
    mut stream: TcpStream,
    base: &str,
    files: &Tree,
    fault: &Mutex<Fault>,
    requests: &AtomicUsize,
) -> std::io::Result<()> {
    if *fault.lock().unwrap() == Fault::Reset {
        // What was not read makes the system reset the connection.
        stream.peek(&mut [0])?;
        requests.fetch_add(1, Ordering::SeqCst);
        return stream.write_all(b"HTTP/1.1 200 Said\r\nContent-Length: 100000\r\n\r\n{");
    }
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let mut line = String::new();
    while lines.read_line(&mut line)? > 2 {
        line.clear();
    }
    let number = requests.fetch_add(1, Ordering::SeqCst);
    let wanted = first.split(' ').nth(1).unwrap_or_default();
    let below = wanted.strip_prefix(base).unwrap_or("\0");
    let below = percent_encoding::percent_decode_str(below).decode_utf8_lossy().into_owned();
    let path = if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below };
    let fault = *fault.lock().unwrap();
    let away = match fault {
        Fault::Circle => Some(wanted.to_owned()),
        Fault::LeadsToPort(port) => Some(format!("http://127.0.0.1:{port}{wanted}")),
        Fault::LeadsFrom(from, to) if wanted.strip_prefix(base) == Some(from) => Some(format!("{base}{to}")),
        Fault::LeadsOn | Fault::LeadsFrom(..) if path == "old/index.html" => Some(format!("{base}events/e-3/")),
        Fault::LeadsOn | Fault::LeadsFrom(..) if wanted.ends_with("/index.html") => {
            Some(wanted.trim_end_matches("index.html").to_owned())
        }
        _ => None,
    };
    if let Some(away) = away {
        return write!(
            stream,
            "HTTP/1.1 301 Moved\r\nLocation: {away}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    }
    let status = match fault {
        Fault::LeadsOn | Fault::LeadsFrom(..) if path.starts_with('_') => 404,
        Fault::Status(status) => status,
        Fault::NoFolders(status) if wanted.ends_with('/') => status,
        Fault::BusyFor(count) if number < count => 503,
        Fault::DiesAfter(count) if number >= count => return Ok(()),
        Fault::Silent => return outlast(&stream),
        Fault::Page | Fault::PageForMissing => 200,
        _ if files.contains_key(&path) => 200,
        _ => 404,
    };
    let is_page = fault == Fault::Page || (fault == Fault::PageForMissing && !files.contains_key(&path));
    let body = match status {
        200 if is_page => b"\n<!DOCTYPE html>\n<title>Not found</title>".to_vec(),
        200 => packed(fault, &files[&path]),
        _ => Vec::new(),
    };
    let is_manifest = path == "manifest.json";
    let mut head = format!("HTTP/1.1 {status} Said\r\nConnection: close\r\n");
    match fault {
        Fault::CutUnmeasured => {}
        Fault::Endless if !is_manifest => {}
        Fault::Huge(length) if is_manifest => head.push_str(&format!("Content-Length: {length}\r\n")),
        _ => head.push_str(&format!("Content-Length: {}\r\n", body.len())),
    }
    if let Fault::Packed(form) | Fault::Mislabelled(form) = fault {
        head.push_str(&format!("Content-Encoding: {form}\r\n"));
    }
    if let Fault::PackedOnceOfTwice(form) = fault {
        head.push_str(&format!("Content-Encoding: {form}\r\nContent-Encoding: {form}\r\n"));
    }
    if let (Fault::Refreshes(value), true) = (fault, path.ends_with(".html")) {
        head.push_str(&format!("refresh: {value}\r\n"));
    }
    if status == 503 {
        head.push_str("Retry-After: 1\r\n");
    }
    write!(stream, "{head}\r\n")?;
    match fault {
        Fault::CutShort => stream.write_all(&body[..body.len() / 2])?,
        // The manifest as a whole, so that there are files to ask for.
        Fault::CutUnmeasured if !is_manifest => stream.write_all(&body[..body.len() / 2])?,
        Fault::Stuck => {
            stream.write_all(&body[..body.len() / 2])?;
            outlast(&stream)?;
        }
        Fault::Endless if !is_manifest => {
            stream.write_all(&body)?;
            loop {
                stream.write_all(&[b' '; 1 << 14])?;
            }
        }
        Fault::Slow => {
            for piece in body.chunks(body.len() / 3 + 1) {
                stream.write_all(piece)?;
                thread::sleep(Duration::from_millis(5));
            }
        }
        _ => stream.write_all(&body)?,
    }
    Ok(())
}

/// A body as it is sent.
fn packed(fault: Fault, body: &[u8]) -> Vec<u8> {
    match fault {
        Fault::Packed("gzip") | Fault::PackedOnceOfTwice(_) => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(body).unwrap();
            encoder.finish().unwrap()
        }
        Fault::Packed("br") => {
            let mut packed = Vec::new();
            brotli::BrotliCompress(&mut { body }, &mut packed, &Default::default()).unwrap();
            packed
        }
        _ => body.to_vec(),
    }
}
