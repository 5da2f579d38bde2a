//! The stream of server-sent events (HTML standard, section 9.2) by which open pages hear of changes.
//!
//! It says that something changed and where, never what: pages fetch that themselves.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use tokio::sync::{broadcast, watch};
use tokio_stream::wrappers::{BroadcastStream, WatchStream};
use tokio_stream::{Stream, StreamExt};

use super::show::News;

/// After how long a browser that lost the stream asks again.
const RETRY: Duration = Duration::from_millis(500);

/// Names a state across restarts of the preview, so that a page from before a restart is known to be old.
#[derive(Clone, Debug)]
pub struct Session(Arc<str>);

impl Session {
    /// A session that differs from those before it.
    pub fn new() -> Self {
        let started = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Session(format!("{:x}", started.as_nanos()).into())
    }

    /// The name of a state of this session.
    pub fn mark(&self, version: u64) -> String {
        format!("{}-{version}", self.0)
    }
}

impl Default for Session {
    fn default() -> Self {
        Session::new()
    }
}

/// The stream for one reader: first the current state, then the news as they come, until `stop` turns true. At each
/// `pulse` without news it says that it lives, which also reveals a reader that is gone.
pub fn events(
    session: Session,
    version: u64,
    news: broadcast::Receiver<News>,
    stop: watch::Receiver<bool>,
    pulse: Duration,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let hello = Event::default().retry(RETRY).event("hello").data(mark(&session.mark(version)));
    let later = BroadcastStream::new(news).map(move |news| Some(event(&session, news.ok())));
    let end = WatchStream::new(stop).filter_map(|stopped| stopped.then_some(None));
    let stream = tokio_stream::once(Some(hello)).chain(later.merge(end)).map_while(|event| event.map(Ok));
    Sse::new(stream).keep_alive(KeepAlive::new().interval(pulse).event(Event::default().event("pulse").data("{}")))
}

fn mark(mark: &str) -> String {
    serde_json::json!({ "mark": mark }).to_string()
}

/// One event. A reader that missed news (`None`) is told to look at its page anew.
fn event(session: &Session, news: Option<News>) -> Event {
    let (name, version, path) = match news {
        None => return Event::default().event("page").data("{}"),
        Some(News::Page { version }) => ("page", version, None),
        Some(News::State { version }) => ("state", version, None),
        Some(News::Style { version, path }) => ("style", version, Some(path)),
        Some(News::Picture { version, path }) => ("picture", version, Some(path)),
        Some(News::Script { version, path }) => ("script", version, Some(path)),
    };
    let data = serde_json::json!({ "mark": session.mark(version), "path": path });
    Event::default().event(name).data(data.to_string())
}
