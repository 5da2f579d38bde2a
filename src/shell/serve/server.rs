//! The preview's server: from a request to an answer.
//!
//! It serves what [`Show`] answers and three addresses of its own below `.annals/`; it reads no file that `Show` did
//! not name, answers no other host ([`super::guard`]) and changes nothing.

use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, broadcast, watch};

use super::answers::{self, HTML};
use super::connections::{self, Limits};
use super::guard::{self, AllowedHosts};
use super::paths::{self, Place, Unclean};
use super::show::{Answer, News, Show};
use super::stream::{self, Session};

/// The script of the preview, after the library that changes a page in place and the bar, in a scope of their own.
const SCRIPT: &str = concat!(
    "(() => {\n",
    include_str!("assets/idiomorph.js"),
    include_str!("assets/bar.js"),
    include_str!("assets/preview.js"),
    "})();\n"
);

/// The look of the preview's bar and overlay.
const STYLE: &str = include_str!("assets/preview.css");

/// The header by which a page knows of which state it is; scripts read it without another request.
const MARK: &str = "server-timing";

/// Serves the preview until `stop` comes, then ends every stream and connection at once.
///
/// # Errors
///
/// When the listener cannot tell its address. Single connections that fail are let go.
pub async fn serve(
    listener: TcpListener,
    hosts: AllowedHosts,
    show: Arc<dyn Show>,
    news: broadcast::Sender<News>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let (stopping, stopped) = watch::channel(false);
    let limits = Limits::of_machine();
    let router = router(hosts, show, news, stopped.clone(), &limits);
    connections::attend(listener, router, limits, stop, stopping).await
}

/// Everything that the preview answers, without the network.
pub fn router(
    hosts: AllowedHosts,
    show: Arc<dyn Show>,
    news: broadcast::Sender<News>,
    stopped: watch::Receiver<bool>,
    limits: &Limits,
) -> Router {
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let preview = Preview {
        hosts,
        show,
        news,
        stopped,
        session: Session::new(),
        pulse: limits.pulse,
        turns: Arc::new(Semaphore::new(threads * 2)),
    };
    Router::new().fallback(handle).with_state(Arc::new(preview))
}

struct Preview {
    hosts: AllowedHosts,
    show: Arc<dyn Show>,
    news: broadcast::Sender<News>,
    stopped: watch::Receiver<bool>,
    session: Session,
    pulse: std::time::Duration,
    /// How many requests may be rendered at once, so that a hundred tabs do not start a hundred threads.
    turns: Arc<Semaphore>,
}

/// One answer. For `HEAD`, axum takes the body away after its length is known.
async fn handle(State(preview): State<Arc<Preview>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let response = preview.answer(parts.method, &parts.uri, parts.headers).await.unwrap_or_else(|refused| refused);
    answers::seal(response)
}

impl Preview {
    /// An answer; an `Err` is one too.
    async fn answer(&self, method: Method, uri: &Uri, headers: HeaderMap) -> Result<Response, Response> {
        guard::host(uri, &headers, &self.hosts).map_err(refuse)?;
        if !matches!(method, Method::GET | Method::HEAD) {
            let refused = answers::plain(StatusCode::METHOD_NOT_ALLOWED, "the preview only answers `GET` and `HEAD`");
            return Err(([(header::ALLOW, "GET, HEAD")], refused).into_response());
        }
        let path = paths::clean(uri.path()).map_err(unclean)?;
        let base = self.show.base_path();
        let path = match paths::place(&path, &base) {
            Place::Below(path) => path,
            Place::Before => return Ok(answers::moved(&base)),
            Place::Outside => {
                let sentence = format!("there is nothing here: the site begins at `{base}`");
                return Err(answers::plain(StatusCode::NOT_FOUND, &sentence));
            }
        };
        match path.strip_prefix("/.annals/") {
            Some(name) => self.own(name, uri, &base, &headers).await,
            None => self.site(path, base, method, headers).await,
        }
    }

    /// What stands in the site.
    async fn site(&self, path: String, base: String, method: Method, asked: HeaderMap) -> Result<Response, Response> {
        // The state is named before the page is made: a change between the two makes a page look older than it is,
        // which costs one look more and hides nothing.
        let look = move |show: &dyn Show| (show.version(), show.answer(&path));
        let failed = || answers::faulty_page(&base, "This page could not be made: annals itself failed.");
        let (version, answer) = self.off_thread(look).await.ok_or_else(failed)?;
        Ok(match answer {
            Answer::Page { html, found } => {
                let status = if found { StatusCode::OK } else { StatusCode::NOT_FOUND };
                let page = answers::with_script(html, &base);
                self.marked(answers::rendered(status, page, HTML, &asked), version)
            }
            Answer::Bytes { bytes, media_type } => answers::rendered(StatusCode::OK, bytes, media_type, &asked),
            Answer::File { file, name } => answers::file(file, &name, method, asked).await,
            Answer::Gone => answers::plain(StatusCode::NOT_FOUND, "this file was there a moment ago and is gone"),
            Answer::Moved(address) => answers::moved(&address),
        })
    }

    /// The preview's own addresses, which no other site may ask for.
    async fn own(&self, name: &str, uri: &Uri, base: &str, asked: &HeaderMap) -> Result<Response, Response> {
        guard::same_origin(asked).map_err(refuse)?;
        match name {
            "preview.js" => Ok(answers::rendered(StatusCode::OK, SCRIPT, "text/javascript; charset=utf-8", asked)),
            "preview.css" => Ok(answers::rendered(StatusCode::OK, STYLE, "text/css; charset=utf-8", asked)),
            "events" => Ok(self.events().await),
            "state" => self.state(uri, base).await,
            _ => Err(answers::plain(StatusCode::NOT_FOUND, "the preview has nothing at this address")),
        }
    }

    async fn events(&self) -> Response {
        // Listen before looking, so that nothing falls between.
        let news = self.news.subscribe();
        let version = self.off_thread(|show| show.version()).await.unwrap_or_default();
        stream::events(self.session.clone(), version, news, self.stopped.clone(), self.pulse).into_response()
    }

    /// What the bar shows on the page whose address is named by the query `path`.
    async fn state(&self, uri: &Uri, base: &str) -> Result<Response, Response> {
        let query = uri.query().unwrap_or_default().as_bytes();
        let page = url::form_urlencoded::parse(query).find(|(name, _)| name == "path").map(|(_, path)| path);
        let path = paths::clean(page.as_deref().unwrap_or_default()).map_err(unclean)?;
        let Place::Below(path) = paths::place(&path, base) else {
            return Err(answers::plain(StatusCode::NOT_FOUND, "there is no page at this path"));
        };
        let failed = || answers::plain(StatusCode::INTERNAL_SERVER_ERROR, "the state could not be told");
        let state = self.off_thread(move |show| show.state(&path)).await.ok_or_else(failed)?;
        let json = serde_json::to_vec(&state).map_err(|_| failed())?;
        let kind = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
        Ok(self.marked((kind, json).into_response(), state.version))
    }

    /// Asks the site where waiting harms nobody. Nothing comes back when that panics.
    async fn off_thread<T: Send + 'static>(&self, ask: impl FnOnce(&dyn Show) -> T + Send + 'static) -> Option<T> {
        // Whoever hangs up meanwhile lets go of what waits for the answer, and not of the work on it.
        let turn = Arc::clone(&self.turns).acquire_owned().await.ok()?;
        let show = Arc::clone(&self.show);
        let answer = Arc::new(Mutex::new(None));
        let put = Arc::clone(&answer);
        run_off_thread(Box::new(move || {
            let _turn = turn;
            let answer = ask(&*show);
            *put.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        }))
        .await;
        answer.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Names the state that an answer belongs to.
    fn marked(&self, mut response: Response, version: u64) -> Response {
        let mark = format!("annals;desc=\"{}\"", self.session.mark(version));
        if let Ok(mark) = HeaderValue::from_str(&mark) {
            response.headers_mut().insert(MARK, mark);
        }
        response
    }
}

/// Runs work of any kind where waiting harms nobody: what that is made of is compiled once.
async fn run_off_thread(work: Box<dyn FnOnce() + Send>) {
    // Whoever waits for a result sees that there is none.
    let _ = tokio::task::spawn_blocking(work).await;
}

fn refuse((status, sentence): guard::Refusal) -> Response {
    answers::plain(status, sentence)
}

fn unclean(reason: Unclean) -> Response {
    match reason {
        Unclean::TooLong => answers::plain(StatusCode::URI_TOO_LONG, "this address is longer than any of a site"),
        Unclean::Misleading => answers::plain(StatusCode::BAD_REQUEST, "this address is not one of a site"),
    }
}

#[cfg(test)]
pub mod tests;
