//! The preview over real sockets: many, slow, silent and vanished readers. Limits of time are generous; none is measured.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{broadcast, oneshot};

use super::*;
use crate::shell::serve::guard::AllowedHosts;
use crate::shell::serve::server::router;
use crate::shell::serve::server::tests::Fake;
use crate::shell::serve::show::News;

/// Longer than anything here takes; reached only by a fault.
const PATIENCE: Duration = Duration::from_secs(60);

struct Running {
    port: u16,
    news: broadcast::Sender<News>,
    stop: oneshot::Sender<()>,
    server: tokio::task::JoinHandle<io::Result<()>>,
}

async fn run(limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (news, _) = broadcast::channel(16);
    let (stopping, stopped) = watch::channel(false);
    let fake = Fake::new("/", "/nonexistent".into());
    let router = router(AllowedHosts::new(address, []), fake, news.clone(), stopped, &limits);
    let (stop, stopped) = oneshot::channel();
    let stop_comes = async {
        let _ = stopped.await;
    };
    let server = tokio::spawn(attend(listener, router, limits, stop_comes, stopping));
    Running { port: address.port(), news, stop, server }
}

impl Running {
    /// Sends bytes, in which `HOST` stands for the server's own.
    async fn send(&self, request: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.expect("a connection");
        stream.write_all(&self.filled(request)).await.expect("bytes that are taken");
        stream
    }

    fn filled(&self, request: &[u8]) -> Vec<u8> {
        let host = format!("localhost:{}", self.port).into_bytes();
        match request.windows(4).position(|four| four == b"HOST") {
            Some(at) => [&request[..at], &host, &request[at + 4..]].concat(),
            None => request.to_vec(),
        }
    }

    /// The whole answer, up to the end of the connection.
    async fn answer(&self, request: &[u8]) -> String {
        let mut stream = self.send(request).await;
        all(&mut stream).await
    }

    async fn page(&self) -> String {
        self.answer(b"GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n").await
    }

    /// A stream of events that has been greeted.
    async fn events(&self) -> TcpStream {
        let mut stream = self.send(b"GET /.annals/events HTTP/1.1\r\nHost: HOST\r\n\r\n").await;
        until(&mut stream, "event: hello").await;
        stream
    }
}

async fn all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is cut while bytes are under way is at its end too.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("an end of the connection");
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn until(stream: &mut TcpStream, expected: &str) {
    let mut read = String::new();
    let reading = async {
        while !read.contains(expected) {
            let mut bytes = [0; 1024];
            let count = stream.read(&mut bytes).await.expect("a stream that holds");
            assert_ne!(count, 0, "the stream ended before `{expected}`: {read}");
            read.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    };
    timeout(PATIENCE, reading).await.expect("what is expected");
}

#[tokio::test]
async fn a_page_comes_over_the_network() {
    let server = run(Limits::default()).await;
    let page = server.page().await;
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("/.annals/preview.js"), "{page}");
}

#[tokio::test]
async fn the_end_comes_at_once_and_ends_open_streams_cleanly() {
    // With this much grace the end only comes in time if nothing waits for it.
    let server = run(Limits { grace: 10 * PATIENCE, ..Limits::default() }).await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(server.events().await);
    }
    let _idle = TcpStream::connect(("127.0.0.1", server.port)).await.expect("a connection");
    server.stop.send(()).expect("a server that runs");
    timeout(PATIENCE, server.server).await.expect("an end").expect("no panic").expect("no fault");
    for stream in &mut streams {
        assert!(all(stream).await.ends_with("0\r\n\r\n"), "a stream was cut off");
    }
}

#[tokio::test]
async fn two_hundred_open_streams_keep_nobody_out() {
    let server = run(Limits::default()).await;
    let mut streams = Vec::new();
    for _ in 0..200 {
        streams.push(server.events().await);
    }
    assert!(server.page().await.starts_with("HTTP/1.1 200"));
    server.news.send(News::Page { version: 8 }).expect("readers");
    for stream in &mut streams {
        until(stream, "event: page").await;
    }
}

#[tokio::test]
async fn a_reader_that_vanished_is_let_go() {
    let server = run(Limits::default()).await;
    let streams = [server.events().await, server.events().await];
    assert_eq!(server.news.receiver_count(), 2);
    drop(streams);
    let gone = async {
        while server.news.receiver_count() > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, gone).await.expect("no reader is left");
}

#[tokio::test]
async fn no_connection_lives_for_ever() {
    let server = run(Limits { life: Duration::from_millis(50), ..Limits::default() }).await;
    let mut stream = server.send(b"GET /.annals/events HTTP/1.1\r\nHost: HOST\r\n\r\n").await;
    assert!(all(&mut stream).await.contains("event: hello"));
}

#[tokio::test]
async fn where_all_places_are_taken_the_oldest_makes_room() {
    let server = run(Limits { connections: 2, ..Limits::default() }).await;
    let mut oldest = server.events().await;
    let mut younger = server.events().await;
    assert!(server.page().await.starts_with("HTTP/1.1 200"));
    all(&mut oldest).await;
    server.news.send(News::Page { version: 8 }).expect("a reader");
    until(&mut younger, "event: page").await;
}

#[tokio::test]
async fn a_slow_or_silent_asker_is_cut_off() {
    let server = run(Limits { header: Duration::from_millis(50), ..Limits::default() }).await;
    for begun in [&b""[..], b"GET", b"GET / HTTP/1.1\r\nHost: HOST\r\nX-Slow: "] {
        let answer = server.answer(begun).await;
        assert!(!answer.contains("200 OK"), "{answer}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_proper_request_are_not_served() {
    let server = run(Limits { header: Duration::from_millis(500), ..Limits::default() }).await;
    let large = format!("GET / HTTP/1.1\r\nHost: HOST\r\nX-Large: {}\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\nHost: HOST\r\n{}\r\n", "X-Many: 1\r\n".repeat(1000));
    let long = format!("GET /{} HTTP/1.1\r\nHost: HOST\r\n\r\n", "a".repeat(200_000));
    let requests: [&[u8]; 17] = [
        b"\0\0\0\0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nhost: evil.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : HOST\r\n\r\n",
        b"CONNECT HOST HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        large.as_bytes(),
        many.as_bytes(),
        long.as_bytes(),
    ];
    for request in requests {
        let answer = server.answer(request).await;
        let shown = String::from_utf8_lossy(&request[..request.len().min(60)]);
        assert!(!answer.contains("200 OK") && !answer.contains("<p>"), "{shown:?}: {answer}");
    }
    assert!(server.page().await.starts_with("HTTP/1.1 200"));
}
