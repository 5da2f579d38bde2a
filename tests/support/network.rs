//! A hostile network: relays that stand before a server of the tests and break what passes through them, as they are told.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What happens to one HTTP request.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Nothing.
    None,
    /// The connection breaks before the request has arrived.
    Broken,
    /// The request is carried out, and the connection breaks before the answer.
    Unanswered,
    /// The request is carried out, and the answer ends half-way.
    Cut,
    /// The server answers this, and does nothing.
    Answer(String),
    /// The request is carried out, and nothing is heard of it.
    Silent,
    /// The request is carried out, half of the answer arrives, and then nothing more.
    Stuck,
    /// The request and the answer pass with so many bytes a second.
    Slow(usize),
    /// The request passes without these headers.
    Without(&'static [&'static str]),
    /// The request passes with this at the end of its query.
    Query(&'static str),
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Request {
    /// Counts up from 0.
    pub number: usize,
    pub method: String,
    /// The path, without the query.
    pub path: String,
    pub query: String,
}

/// An address at which nothing listens, and, while this lives, nothing else can: it is the near end of a connection.
pub struct Closed {
    pub address: SocketAddr,
    _ends: (TcpStream, TcpStream),
}

impl Closed {
    pub fn new() -> Closed {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let far = listener.accept().unwrap().0;
        Closed { address: near.local_addr().unwrap(), _ends: (near, far) }
    }
}

type Plan = Box<dyn FnMut(&Request) -> Fault + Send>;

/// A relay of HTTP.
pub struct Relay {
    pub address: SocketAddr,
    plan: Arc<Mutex<Plan>>,
    log: Arc<Mutex<Vec<Request>>>,
    is_over: Arc<AtomicBool>,
}

impl Relay {
    /// A relay that lets everything pass.
    pub fn before(server: SocketAddr) -> Relay {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let plan: Arc<Mutex<Plan>> = Arc::new(Mutex::new(Box::new(|_| Fault::None)));
        let log = Arc::new(Mutex::new(Vec::new()));
        let is_over = Arc::new(AtomicBool::new(false));
        let relay = Relay { address, plan: plan.clone(), log: log.clone(), is_over: is_over.clone() };
        let number = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for client in listener.incoming() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let (plan, log, number) = (plan.clone(), log.clone(), number.clone());
                // A connection that broke is the point of it.
                thread::spawn(move || client.and_then(|client| relay_one(client, server, &plan, &log, &number)));
            }
        });
        relay
    }

    /// From now on this happens.
    pub fn plan(&self, plan: impl FnMut(&Request) -> Fault + Send + 'static) {
        *self.plan.lock().unwrap() = Box::new(plan);
    }

    /// What arrived since the last time that this was asked.
    pub fn log(&self) -> Vec<Request> {
        std::mem::take(&mut self.log.lock().unwrap())
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn relay_one(
    mut client: TcpStream,
    server: SocketAddr,
    plan: &Mutex<Plan>,
    log: &Mutex<Vec<Request>>,
    number: &AtomicUsize,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut piece = [0; 1 << 14];
    let end = loop {
        let length = client.read(&mut piece)?;
        bytes.extend_from_slice(&piece[..length]);
        match bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            Some(end) => break end + 4,
            None if length == 0 => return Ok(()),
            None => {}
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut words = head.split(' ');
    let (method, target) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let (path, query) = (path.to_owned(), query.to_owned());
    let request = Request { number: number.fetch_add(1, Ordering::Relaxed), method, path, query };
    let fault = (*plan.lock().unwrap())(&request);
    log.lock().unwrap().push(request);
    if matches!(fault, Fault::Broken) {
        // What was not read makes the system reset the connection.
        return Ok(());
    }
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
    let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
    while bytes.len() < end + length {
        match client.read(&mut piece)? {
            0 => return Ok(()),
            length => bytes.extend_from_slice(&piece[..length]),
        }
    }
    if let Fault::Answer(answer) = &fault {
        return client.write_all(answer.as_bytes());
    }
    let kept = |line: &&str| match &fault {
        Fault::Without(names) => !names.iter().any(|name| line.to_ascii_lowercase().starts_with(&format!("{name}:"))),
        _ => !line.to_ascii_lowercase().starts_with("connection:"),
    };
    let mut lines: Vec<String> = head.trim_end().split("\r\n").filter(kept).map(str::to_owned).collect();
    if matches!(fault, Fault::Without(_)) {
        // Its signature is no longer right.
        lines.push("X-Changed: yes".to_owned());
    }
    if let Fault::Query(more) = &fault {
        lines[0] = lines[0].replacen(" HTTP/", &format!("{more} HTTP/"), 1);
    }
    if let Fault::Slow(rate) = fault {
        thread::sleep(Duration::from_secs_f64(length as f64 / rate as f64));
    }
    let mut upstream = TcpStream::connect(server)?;
    upstream.write_all(format!("{}\r\nConnection: close\r\n\r\n", lines.join("\r\n")).as_bytes())?;
    upstream.write_all(&bytes[end..])?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer)?;
    match fault {
        Fault::Unanswered => Ok(()),
        Fault::Silent => outlast(&client),
        Fault::Stuck => client.write_all(&answer[..answer.len() / 2]).and_then(|()| outlast(&client)),
        Fault::Cut => client.write_all(&answer[..answer.len() / 2]),
        Fault::Slow(rate) => {
            for part in answer.chunks(rate.div_ceil(20)) {
                client.write_all(part)?;
                thread::sleep(Duration::from_millis(50));
            }
            Ok(())
        }
        _ => client.write_all(&answer),
    }
}

/// Does nothing until the other side has had enough.
pub fn outlast(mut stream: &TcpStream) -> io::Result<()> {
    io::copy(&mut stream, &mut io::sink()).map(|_| ())
}

/// How one connection comes to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It breaks after so many bytes from the client.
    Asked(usize),
    /// It breaks after so many bytes from the server.
    Answered(usize),
    /// After so many bytes from the client nothing passes any more, either way, and it stays.
    Still(usize),
    /// As its sides end it.
    Own,
}

/// A relay of bytes, whatever they mean.
pub struct Wire {
    pub address: SocketAddr,
    /// How the connections from now on end, the last one first; then all pass.
    pub ends: Arc<Mutex<Vec<End>>>,
    /// How many bytes pass in a second, each way, on each connection; 0: as many as can.
    pub rate: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
}

impl Wire {
    pub fn before(server: SocketAddr) -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ends = Arc::new(Mutex::new(Vec::new()));
        let rate = Arc::new(AtomicUsize::new(0));
        let is_over = Arc::new(AtomicBool::new(false));
        let wire = Wire { address, ends: ends.clone(), rate: rate.clone(), is_over: is_over.clone() };
        thread::spawn(move || {
            for client in listener.incoming() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let end = ends.lock().unwrap().pop().unwrap_or(End::Own);
                let rate = rate.clone();
                // A connection that broke is the point of it.
                thread::spawn(move || carry(&client?, &TcpStream::connect(server)?, end, &rate));
            }
        });
        wire
    }
}

fn carry(client: &TcpStream, server: &TcpStream, end: End, rate: &Arc<AtomicUsize>) -> io::Result<()> {
    let (asked, answered) = match end {
        End::Asked(most) | End::Still(most) => (most, usize::MAX),
        End::Answered(most) => (usize::MAX, most),
        End::Own => (usize::MAX, usize::MAX),
    };
    let both = move |a: &TcpStream, b: &TcpStream| a.shutdown(Shutdown::Both).and(b.shutdown(Shutdown::Both));
    let is_still = Arc::new(AtomicBool::new(false));
    let (from, to, back, still) = (server.try_clone()?, client.try_clone()?, rate.clone(), is_still.clone());
    thread::spawn(move || {
        let _ = pass(&from, &to, answered, &back, &still);
        let _ = both(&from, &to);
    });
    let passed = pass(client, server, asked, rate, &is_still);
    if matches!(end, End::Still(_)) {
        is_still.store(true, Ordering::Relaxed);
        outlast(client)?;
    }
    both(client, server).and(passed)
}

/// Hands bytes on, not more than so many, and none while the line stands still.
fn pass(
    mut from: &TcpStream,
    mut to: &TcpStream,
    most: usize,
    rate: &AtomicUsize,
    is_still: &AtomicBool,
) -> io::Result<()> {
    let mut left = most;
    let mut piece = [0; 1 << 13];
    while left > 0 {
        let size = piece.len().min(left);
        let length = match from.read(&mut piece[..size])? {
            0 => return Ok(()),
            length => length,
        };
        if is_still.load(Ordering::Relaxed) {
            continue;
        }
        let rate = rate.load(Ordering::Relaxed);
        if rate > 0 {
            thread::sleep(Duration::from_secs_f64(length as f64 / rate as f64));
        }
        to.write_all(&piece[..length])?;
        left -= length;
    }
    Ok(())
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}
