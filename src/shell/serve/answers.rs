//! From what the site answers to what a browser is sent: conditions, ranges, types, the preview's script.
//!
//! Nothing is sent that was not handed in, save the one script that a page is given and plain sentences about faults.

use std::fs::{File, Metadata};
use std::future::{Ready, ready};
use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{self, ServeDir};

/// What a browser must not take literally within a quoted attribute.
const IN_ATTRIBUTE: &AsciiSet = &CONTROLS.add(b'"').add(b'\'').add(b'<').add(b'>').add(b'&');

/// The media type of a page.
pub const HTML: &str = "text/html; charset=utf-8";

/// The media type of a sentence.
const TEXT: &str = "text/plain; charset=utf-8";

/// Sent with every answer. What is previewed may be confidential: no other site may show it, read it or learn its
/// addresses.
const PROTECTION: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // In a frame of another site, pages for frames would tell it by their height which of them there are.
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
];

/// A page with the preview's script directly before the end of its body, or at its end. Nothing else changes.
pub fn with_script(mut html: Vec<u8>, base: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let end = html.windows(END.len()).rposition(|tag| tag.eq_ignore_ascii_case(END)).unwrap_or(html.len());
    let base = utf8_percent_encode(base, IN_ATTRIBUTE);
    let script = format!("<script src=\"{base}.annals/preview.js\" defer></script>");
    html.splice(end..end, script.into_bytes());
    html
}

/// Rendered bytes, with a strong entity tag made of their hash (RFC 9110, section 8.8.3), and in part or not at all
/// where the browser asks so and the bytes were found (status 200).
pub fn rendered(status: StatusCode, bytes: impl Into<Bytes>, media_type: &'static str, asked: &HeaderMap) -> Response {
    let bytes = bytes.into();
    let tag = entity_tag(&bytes);
    let mut response = if status != StatusCode::OK {
        (status, bytes).into_response()
    } else if has_already(asked, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        part(bytes, &tag, asked)
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

fn entity_tag(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}

/// Whether the browser holds these bytes (`If-None-Match`, RFC 9110 section 13.1.2). Our own tags hold no comma.
fn has_already(asked: &HeaderMap, tag: &str) -> bool {
    let fields = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|field| field.to_str().ok());
    fields
        .flat_map(|field| field.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.trim_start_matches("W/") == tag)
}

/// The one range that is asked for (RFC 9110, section 14.2), or all. Several ranges at once are answered by all, and
/// nothing has no parts.
fn part(bytes: Bytes, tag: &str, asked: &HeaderMap) -> Response {
    let length = bytes.len() as u64;
    let still_same = asked.get(header::IF_RANGE).is_none_or(|held| held.as_bytes() == tag.as_bytes());
    let range = asked.get(header::RANGE).and_then(|range| range.to_str().ok()).filter(|_| still_same && length > 0);
    let ranges = range.and_then(|range| http_range_header::parse_range_header(range).ok());
    match ranges.map(|ranges| ranges.validate(length)) {
        Some(Ok(ranges)) if ranges.len() == 1 => {
            let (start, end) = (*ranges[0].start(), *ranges[0].end());
            let content_range = [(header::CONTENT_RANGE, format!("bytes {start}-{end}/{length}"))];
            let part = bytes.slice(start as usize..=end as usize);
            (StatusCode::PARTIAL_CONTENT, content_range, part).into_response()
        }
        Some(Err(_)) => {
            let content_range = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, content_range).into_response()
        }
        _ => ([(header::ACCEPT_RANGES, "bytes")], bytes).into_response(),
    }
}

/// A file of the author's, streamed from the disk with its conditions and ranges. `name` tells its media type.
pub async fn file(file: File, name: &Path, method: Method, mut asked: HeaderMap) -> Response {
    // A unit that is not understood must be ignored (RFC 9110, section 14.2); the library refuses it.
    if asked.get(header::RANGE).is_some_and(|range| !range.as_bytes().starts_with(b"bytes=")) {
        asked.remove(header::RANGE);
    }
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    *request.headers_mut() = asked;
    let unreadable = || plain(StatusCode::INTERNAL_SERVER_ERROR, "this file cannot be read");
    let Ok(one) = OneFile::new(file) else { return unreadable() };
    let mut service = ServeDir::with_backend("", one).append_index_html_on_directories(false);
    match service.try_call(request).await {
        Ok(response) => with_media_type(response.map(Body::new), name),
        Err(_) => unreadable(),
    }
}

/// The media type of a file by its name. What an author writes is UTF-8, and a browser must not guess.
fn with_media_type(mut response: Response, name: &Path) -> Response {
    let headers = response.headers_mut();
    if headers.contains_key(header::CONTENT_TYPE) {
        let media_type = mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream");
        let is_bare_text = media_type.starts_with("text/") && !media_type.contains(';');
        let media_type = format!("{media_type}{}", if is_bare_text { "; charset=utf-8" } else { "" });
        if let Ok(value) = HeaderValue::from_str(&media_type) {
            headers.insert(header::CONTENT_TYPE, value);
        }
    }
    response
}

/// All that the library finds on its disk: the one file that was opened for this answer.
#[derive(Clone)]
struct OneFile {
    about: Metadata,
    file: Arc<Mutex<Option<File>>>,
}

impl OneFile {
    fn new(file: File) -> io::Result<OneFile> {
        Ok(OneFile { about: file.metadata()?, file: Arc::new(Mutex::new(Some(file))) })
    }
}

impl fs::Backend for OneFile {
    type File = Opened;
    type Metadata = Metadata;
    type OpenFuture = Ready<io::Result<Opened>>;
    type MetadataFuture = Ready<io::Result<Metadata>>;

    fn open(&self, _: PathBuf) -> Self::OpenFuture {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner).take();
        let opened = file.map(|file| Opened { about: self.about.clone(), file: tokio::fs::File::from_std(file) });
        ready(opened.ok_or_else(|| io::ErrorKind::NotFound.into()))
    }

    fn metadata(&self, _: PathBuf) -> Self::MetadataFuture {
        ready(Ok(self.about.clone()))
    }
}

/// The file, and what was known of it when it was opened.
struct Opened {
    about: Metadata,
    file: tokio::fs::File,
}

impl fs::File for Opened {
    type Metadata = Metadata;
    type MetadataFuture<'a> = Ready<io::Result<Metadata>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.about.clone()))
    }
}

impl AsyncRead for Opened {
    fn poll_read(mut self: Pin<&mut Self>, task: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.file).poll_read(task, into)
    }
}

impl AsyncSeek for Opened {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.file).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.file).poll_complete(task)
    }
}

/// Leads to another address of this site, for now: the author may change it again, so that browsers must not remember
/// it.
pub fn moved(address: &str) -> Response {
    let here = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    match HeaderValue::from_str(address) {
        Ok(address) if here => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, address)]).into_response(),
        _ => plain(StatusCode::INTERNAL_SERVER_ERROR, "this page has moved to an address that cannot be sent"),
    }
}

/// A sentence.
pub fn plain(status: StatusCode, sentence: &str) -> Response {
    (status, [(header::CONTENT_TYPE, TEXT)], format!("{sentence}\n")).into_response()
}

/// A sentence in a page that hears of changes, so that it mends itself.
pub fn faulty_page(base: &str, sentence: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>annals</title>\n</head>\n<body>\n\
         <p>{sentence}</p>\n</body>\n</html>\n"
    );
    let html = with_script(html.into_bytes(), base);
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, HTML)], html).into_response()
}

/// The last word on every answer: protection, and no copy that is used without asking again.
pub fn seal(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in PROTECTION {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_once_before_the_end_of_the_body() {
        let script = "<script src=\"/b/.annals/preview.js\" defer></script>";
        for (html, at) in [
            ("", 0),
            ("<p>fragment", 11),
            ("<body></body>", 6),
            ("<BODY>é</BODY></html>", 8),
            ("<pre>&lt;/body></pre><body></body ></html>", 42),
            ("<body><!-- </body> --></body>", 22),
        ] {
            let expected = format!("{}{script}{}", &html[..at], &html[at..]);
            assert_eq!(String::from_utf8(with_script(html.into(), "/b/")), Ok(expected));
        }
    }

    #[test]
    fn bytes_that_are_no_text_pass_unchanged() {
        let html = with_script(b"\xff</body>\xfe".to_vec(), "/");
        assert!(html.starts_with(b"\xff<script") && html.ends_with(b"></script></body>\xfe"));
    }

    #[test]
    fn a_base_path_cannot_leave_its_attribute() {
        let html = String::from_utf8(with_script(Vec::new(), "/a\"b'<c&d/")).expect("text");
        assert_eq!(html, "<script src=\"/a%22b%27%3Cc%26d/.annals/preview.js\" defer></script>");
    }

    #[test]
    fn only_addresses_of_this_site_are_led_to() {
        for (address, status) in [
            ("/timeline/", StatusCode::TEMPORARY_REDIRECT),
            ("//evil.example/", StatusCode::INTERNAL_SERVER_ERROR),
            ("/\\evil.example/", StatusCode::INTERNAL_SERVER_ERROR),
            ("https://evil.example/", StatusCode::INTERNAL_SERVER_ERROR),
            ("/a\r\nX: 1", StatusCode::INTERNAL_SERVER_ERROR),
        ] {
            assert_eq!(moved(address).status(), status, "{address}");
        }
    }
}
