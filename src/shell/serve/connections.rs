//! The preview's connections: how many, for how long, and their end.
//!
//! Nothing here knows what is served. No client can keep the server from serving others for ever, and none can delay
//! its end.

use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet, yield_now};
use tokio::time::{sleep, timeout};

/// What a client may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How many connections are open at once; a further one takes the place of the oldest.
    pub connections: usize,
    /// How long a request's header may take, and how long a connection may idle.
    pub header: Duration,
    /// How large a request's header may be, in bytes. Browsers send the cookies of all servers on this machine.
    pub header_size: usize,
    /// How long a connection may live. A reader that vanished without a word is let go after this; one that lives
    /// connects again and misses nothing.
    pub life: Duration,
    /// How often an event stream says that it lives.
    pub pulse: Duration,
    /// How long the end waits for answers under way.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 640,
            header: Duration::from_secs(20),
            header_size: 64 * 1024,
            life: Duration::from_secs(15 * 60),
            pulse: Duration::from_secs(15),
            grace: Duration::from_millis(200),
        }
    }
}

impl Limits {
    /// What a client may take on this machine: of the files that the system allows to be open, the connections leave some
    /// for those that are read. Nearly all allow 1,024, macOS 256.
    pub fn of_machine() -> Limits {
        let most = Limits::default();
        let allowed = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
        let connections = allowed.and_then(|allowed| usize::try_from(allowed / 8 * 5).ok());
        Limits { connections: connections.map_or(most.connections, |some| some.min(most.connections)), ..most }
    }
}

/// How long to wait when the system has no room for another connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves each connection until `stop` comes, tells so by `stopping`, and returns within the time of grace.
///
/// # Errors
///
/// When the listener is none.
pub async fn attend(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
    stopping: watch::Sender<bool>,
) -> io::Result<()> {
    listener.local_addr()?;
    let mut open = JoinSet::new();
    let mut oldest_first: VecDeque<AbortHandle> = VecDeque::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            biased;
            () = &mut stop => break,
            Some(_) = open.join_next() => oldest_first.retain(|one| !one.is_finished()),
            stream = accept(&listener) => {
                let is_full = stream.is_none() || oldest_first.len() >= limits.connections;
                if is_full && let Some(oldest) = oldest_first.pop_front() {
                    oldest.abort();
                    // So that it ends, and its place is free, before another is let in.
                    yield_now().await;
                } else if is_full {
                    // Something else than connections takes all room.
                    sleep(PAUSE).await;
                }
                let Some(stream) = stream else { continue };
                let next = connection(stream, router.clone(), limits.clone(), stopping.subscribe());
                oldest_first.push_back(open.spawn(next));
            }
        }
    }
    drop(listener);
    stopping.send_replace(true);
    let all_ended = async { while open.join_next().await.is_some() {} };
    // Who is not ready by then is cut off when the set is dropped.
    let _ = timeout(limits.grace, all_ended).await;
    Ok(())
}

/// The next connection; `None` if the system has no room for it. Faults of single connections pass.
async fn accept(listener: &TcpListener) -> Option<TcpStream> {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return Some(stream),
            Err(error) if is_of_one_client(&error) => {}
            Err(_) => return None,
        }
    }
}

fn is_of_one_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

async fn connection(stream: TcpStream, router: Router, limits: Limits, mut stopped: watch::Receiver<bool>) {
    // Small answers leave at once; without this the system only sends a little more slowly.
    let _ = stream.set_nodelay(true);
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(limits.header).max_header_size(limits.header_size);
    let mut served = pin!(server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)));
    tokio::select! {
        // A fault of the connection ends it, and nobody is left to be told.
        _ = served.as_mut() => return,
        _ = stopped.wait_for(|stopped| *stopped) => {}
        () = sleep(limits.life) => {}
    }
    served.as_mut().graceful_shutdown();
    let _ = timeout(limits.grace, served).await;
}

#[cfg(test)]
mod tests;
