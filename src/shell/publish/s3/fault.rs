//! What can go wrong between here and object storage, in sentences that say what to do. None of them holds a key.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use ureq::http::HeaderMap;

use super::super::client;
use super::super::failure::Failure;
use super::settings::Settings;

/// From how many seconds on clocks are said to differ: servers turn requests down from fifteen minutes on, and signatures
/// are valid as long.
const CLOCKS: i64 = 5 * 60;

/// Why a request was not answered as it should be.
#[derive(Debug)]
pub enum Fault {
    /// Nothing answers at that address.
    Nobody,
    /// There is no machine of that name.
    Unknown,
    /// The server was silent for too long.
    Silent,
    /// The connection broke.
    Broken(String),
    /// No secure connection came about.
    Insecure(String),
    /// The request cannot be written as HTTP.
    Unspeakable,
    /// The server refused.
    Refused(Refusal),
}

/// A refusal of the server.
#[derive(Debug, Default)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The code of S3, if it gave one.
    pub code: String,
    /// After how long to come back, if it said so.
    pub retry_after: Option<Duration>,
    message: String,
    region: Option<String>,
    /// By how many seconds this machine's clock is ahead of the server's.
    ahead: i64,
}

/// The content of a refusal, as S3 writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Content {
    code: String,
    message: String,
    region: Option<String>,
}

impl Refusal {
    /// Reads a refusal.
    pub fn of(status: u16, headers: &HeaderMap, text: &str) -> Refusal {
        let content: Content = quick_xml::de::from_str(text).unwrap_or_default();
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let now = DateTime::<Utc>::from(std::time::SystemTime::now());
        let date = |text: &str| DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc());
        let there = header("date").and_then(date);
        let retry_after = header("retry-after").and_then(|text| match text.trim().parse::<u64>() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => date(text).and_then(|date| (date - there.unwrap_or(now)).to_std().ok()),
        });
        Refusal {
            status,
            code: plain(&content.code),
            retry_after,
            message: content.message,
            region: content
                .region
                .or_else(|| header("x-amz-bucket-region").map(str::to_owned))
                .map(|name| plain(&name)),
            ahead: there.map_or(0, |there| (now - there).num_seconds()),
        }
    }

    /// Whether it may be otherwise in a while.
    pub fn is_passing(&self) -> bool {
        const CODES: &[&str] = &[
            "BadDigest",
            "IncompleteBody",
            "InternalError",
            "OperationAborted",
            "RequestTimeout",
            "ServiceUnavailable",
            "SlowDown",
            "XAmzContentChecksumMismatch",
            "XAmzContentSHA256Mismatch",
        ];
        matches!(self.status, 408 | 425 | 429 | 500 | 502 | 503 | 504) || CODES.contains(&self.code.as_str())
    }

    /// Whether it may be a header that the server does not know.
    pub fn is_unknown_header(&self) -> bool {
        self.status == 501 || matches!(self.code.as_str(), "NotImplemented" | "InvalidArgument" | "InvalidRequest")
    }

    /// The status with the code.
    fn name(&self) -> String {
        if self.code.is_empty() { self.status.to_string() } else { format!("{} {}", self.status, self.code) }
    }

    /// What it means and what to do.
    fn words(&self, what: &str, settings: &Settings) -> String {
        let (host, bucket, origin) = (host(settings), settings.bucket.name(), &settings.origin);
        let is_clock = self.code == "RequestTimeTooSkewed" || (self.status == 403 && self.ahead.abs() > CLOCKS);
        match self.code.as_str() {
            _ if is_clock => {
                let minutes = (self.ahead.abs() + 30) / 60;
                let side = if self.ahead < 0 { "behind" } else { "ahead of" };
                let by = if minutes == 0 { String::new() } else { format!(" by {minutes} minutes") };
                format!(
                    "`{host}` refuses requests because this machine's clock is {side} its own{by}; set the clock right and \
                     publish again"
                )
            }
            "InvalidAccessKeyId" | "SignatureDoesNotMatch" => {
                format!(
                    "`{host}` does not accept the keys from {origin} ({}); look whether both are right",
                    self.name()
                )
            }
            "ExpiredToken" | "InvalidToken" | "TokenRefreshRequired" => {
                format!("the session of the keys from {origin} has ended; sign in anew and publish again")
            }
            "NoSuchBucket" => {
                format!("there is no bucket `{bucket}` at `{host}`; make it first, or mend the target's `to`")
            }
            "PermanentRedirect"
            | "TemporaryRedirect"
            | "AuthorizationHeaderMalformed"
            | "IllegalLocationConstraintException" => {
                let region =
                    self.region.as_deref().map_or("another region".to_owned(), |r| format!("the region `{r}`"));
                format!(
                    "the bucket `{bucket}` lies in {region}, not in `{}`; write it into the target's `region` or AWS_REGION",
                    settings.bucket.region()
                )
            }
            "EntityTooLarge" => format!("cannot {what}: it is larger than `{host}` takes"),
            _ if self.status == 403 => format!(
                "`{host}` does not let the keys from {origin} {what} in the bucket `{bucket}` ({}); they need s3:ListBucket, \
                 s3:GetObject, s3:PutObject and s3:DeleteObject",
                self.name()
            ),
            _ => {
                let said = plain(&self.message);
                let said = if said.is_empty() { String::new() } else { format!(": {said}") };
                format!("cannot {what}: `{host}` answers {}{said}", self.name())
            }
        }
    }
}

impl Fault {
    /// What the HTTP client says, and whether it may pass.
    pub fn of(error: ureq::Error) -> (Fault, bool) {
        if let Some(reason) = client::refusal(&error) {
            return (Fault::Insecure(reason), false);
        }
        if client::is_unknown_host(&error) {
            return (Fault::Unknown, true);
        }
        match error {
            ureq::Error::ConnectionFailed => (Fault::Nobody, true),
            ureq::Error::Timeout(_) => (Fault::Silent, true),
            ureq::Error::Io(error) => match error.kind() {
                std::io::ErrorKind::ConnectionRefused
                | std::io::ErrorKind::HostUnreachable
                | std::io::ErrorKind::NetworkUnreachable => (Fault::Nobody, true),
                std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => (Fault::Silent, true),
                _ => (Fault::Broken(error.to_string()), true),
            },
            ureq::Error::Protocol(error) => (Fault::Broken(error.to_string()), true),
            ureq::Error::ConnectProxyFailed(error) => (Fault::Broken(format!("the proxy says: {error}")), true),
            // The others could show the address, and in it the signature.
            _ => (Fault::Unspeakable, false),
        }
    }

    /// The failure: what was to be done, and how often and how long it was tried, with the wait that the server asked for
    /// if it was too long.
    pub fn failure(
        &self,
        what: &str,
        settings: &Settings,
        tried: Option<(u32, Duration, Option<Duration>)>,
    ) -> Failure {
        let host = host(settings);
        let text = match self {
            Fault::Nobody => format!("nothing answers at `{host}`"),
            Fault::Unknown => format!("there is no machine `{host}`, or no network"),
            Fault::Silent => format!("`{host}` was silent for too long"),
            Fault::Broken(why) => format!("the connection to `{host}` broke ({})", plain(why)),
            Fault::Insecure(why) if client::is_about_time(why) => format!(
                "no secure connection to `{host}` came about, because its certificate is not valid at this time ({}); look at \
                 this machine's clock, and then at the host's certificate",
                plain(why)
            ),
            Fault::Insecure(why) => format!(
                "no secure connection to `{host}` came about ({}); look at the target's `endpoint` and at AWS_CA_BUNDLE",
                plain(why)
            ),
            Fault::Unspeakable => format!("cannot {what}: the request cannot be written as HTTP; look at the keys"),
            Fault::Refused(refusal) if refusal.is_passing() => format!("`{host}` is out of order ({})", refusal.name()),
            Fault::Refused(refusal) => refusal.words(what, settings),
        };
        let text = match tried {
            Some((_, _, Some(wait))) => {
                format!("{text}, and asks to come back in {} seconds; publish again then", wait.as_secs())
            }
            Some((1, _, None)) => format!("{text} again; what was done stays done: publish again later"),
            Some((tries, time, None)) => format!(
                "{text}, {tries} times in {} seconds; what was done stays done: publish again later",
                time.as_secs().max(1)
            ),
            None => text,
        };
        Failure::failed(hide(&text, settings))
    }
}

/// The length of the content, if it is told and the content is not packed.
pub fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get("content-length")?.to_str().ok()?.trim().parse().ok()
}

fn host(settings: &Settings) -> String {
    let url = settings.bucket.base_url();
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    format!("{}{port}", url.host_str().unwrap_or_default())
}

/// The words of others on one line, not too many.
fn plain(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ").chars().take(200).collect::<String>().trim_end_matches('.').to_owned()
}

/// Takes keys out of a text that a server may have put there.
fn hide(text: &str, settings: &Settings) -> String {
    let keys = &settings.credentials;
    let mut text = text.to_owned();
    for secret in [Some(keys.secret()), keys.token(), Some(keys.key())].into_iter().flatten() {
        if !secret.is_empty() {
            text = text.replace(secret, "…");
        }
    }
    text
}
