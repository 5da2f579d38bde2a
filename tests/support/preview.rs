//! A running `annals serve` and a client that speaks HTTP/1.1 to it byte by byte.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::{Site, Tree, read_tree};

/// How long anything may take before a test gives up: far more than it ever takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview in a process of its own, which ends with it.
pub struct Preview {
    child: Child,
    address: SocketAddr,
    /// The path of `base_url`, as it was at the start.
    pub base: String,
    said: Arc<Mutex<String>>,
}

impl Preview {
    /// Starts a preview of a folder at any free port.
    #[track_caller]
    pub fn start(root: &Path, arguments: &[&str]) -> Preview {
        Preview::start_at(root, "0", arguments)
    }

    /// Starts a preview of a folder at a port.
    #[track_caller]
    pub fn start_at(root: &Path, port: &str, arguments: &[&str]) -> Preview {
        let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(["serve", "--port", port, "--root"])
            .arg(root)
            .args(arguments)
            .env_remove("ANNALS_EDITOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (heard, mut words) = (Arc::clone(&said), child.stderr.take().unwrap());
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = words.read(&mut buffer) {
                heard.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..length]));
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let end = |address: &str| address.find('/').map(|at| (address[..at].parse(), address[at..].to_owned()));
        let told = line.trim_end().strip_prefix("http://").and_then(end);
        let Some((Ok(address), base)) = told else { panic!("no address but {line:?}; {}", said.lock().unwrap()) };
        Preview { child, address, base, said }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// What was said on standard error up to now.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// How to ask this preview, from any thread.
    pub fn client(&self) -> Client {
        Client { address: self.address, base: self.base.clone() }
    }

    /// Asks for a path below the base path.
    #[track_caller]
    pub fn get(&self, below: &str) -> Reply {
        self.client().get(below)
    }

    /// Sends a signal by its short name.
    pub fn signal(&self, name: &str) {
        let command = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &command]).status().unwrap().success());
    }

    /// Waits for the end.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let mut status = None;
        until("the preview ends", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }

    /// Holds that the program still runs.
    #[track_caller]
    pub fn lives(&mut self) {
        assert_eq!(self.child.try_wait().unwrap(), None, "it has ended; it said:\n{}", self.said());
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something holds.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Asks a preview.
#[derive(Clone)]
pub struct Client {
    address: SocketAddr,
    base: String,
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// The page without the preview's script, which must be there once.
    #[track_caller]
    pub fn page(&self, base: &str) -> Vec<u8> {
        let script = format!("<script src=\"{base}.annals/preview.js\" defer></script>").into_bytes();
        let at: Vec<usize> = (0..self.body.len()).filter(|at| self.body[*at..].starts_with(&script)).collect();
        assert_eq!(at.len(), 1, "the script stands {} times", at.len());
        let mut page = self.body.clone();
        page.drain(at[0]..at[0] + script.len());
        page
    }
}

impl Client {
    /// A connection on which nothing was sent yet.
    #[track_caller]
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The first lines of a request, without the empty line at their end.
    pub fn head(&self, method: &str, path: &str) -> String {
        format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address)
    }

    #[track_caller]
    pub fn get(&self, below: &str) -> Reply {
        self.ask("GET", &format!("{}{below}", self.base), &[])
    }

    /// Asks for a whole path, with headers.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.try_ask(method, path, headers).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// The same; an error if the answer is not whole.
    pub fn try_ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Result<Reply, String> {
        let text = |error: std::io::Error| error.to_string();
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE).map_err(text)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(text)?;
        let mut request = self.head(method, path);
        headers.iter().for_each(|(name, value)| request.push_str(&format!("{name}: {value}\r\n")));
        request.push_str("Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).map_err(text)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map_err(text)?;
        let head_end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no whole header")?;
        let head = String::from_utf8_lossy(&answer[..head_end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or("no status")?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let reply = Reply { status, headers, body: answer[head_end + 4..].to_vec() };
        let length = reply.header("content-length");
        if method != "HEAD" && status != 304 && length != reply.body.len().to_string() {
            return Err(format!("{} bytes of {length}", reply.body.len()));
        }
        Ok(reply)
    }

    /// Opens a stream of news and waits for its first word.
    #[track_caller]
    pub fn listen(&self) -> News {
        let mut stream = self.connect();
        let request = self.head("GET", &format!("{}.annals/events", self.base)) + "\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut news = News(BufReader::new(stream));
        news.hear("hello");
        news
    }
}

/// An open stream of news.
pub struct News(BufReader<TcpStream>);

impl News {
    /// Reads until a kind of news comes.
    #[track_caller]
    pub fn hear(&mut self, kind: &str) {
        let wanted = format!("event: {kind}");
        loop {
            let mut line = String::new();
            let length = self.0.read_line(&mut line).unwrap_or_else(|error| panic!("no `{kind}` came: {error}"));
            assert!(length > 0, "the stream ended before `{kind}`");
            if line.trim_end() == wanted {
                return;
            }
        }
    }

    /// Reads to the end of the stream, however it ends.
    pub fn ends(mut self) {
        let mut rest = Vec::new();
        // A connection that is reset has ended too.
        let _ = self.0.read_to_end(&mut rest);
    }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in read_tree(from) {
        let at = to.join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, bytes).unwrap();
    }
}

/// The dossier of this repository in a folder of its own.
pub fn dossier() -> Site {
    let site = Site::new();
    for folder in ["content", "static"] {
        copy(&super::repository().join(folder), &site.path(folder));
    }
    site
}

/// What `annals build` writes of a site, into a folder elsewhere.
#[track_caller]
pub fn built(root: &Path, arguments: &[&str]) -> Tree {
    let elsewhere = tempfile::tempdir().unwrap();
    let output = elsewhere.path().join("public");
    let root = root.to_str().unwrap();
    super::run_in(
        elsewhere.path(),
        &[&["build", "--root", root, "--output", output.to_str().unwrap()], arguments].concat(),
    )
    .exits(0);
    let mut tree = read_tree(&output);
    tree.remove("manifest.json").expect("a build keeps a manifest");
    tree
}

/// The first file of a build that is not served as it was written; `None` if all are.
pub fn first_difference(client: &Client, built: &Tree) -> Option<String> {
    built.iter().find_map(|(file, bytes)| {
        let reply = match client.try_ask("GET", &format!("{}{}", client.base, address(file)), &[]) {
            Ok(reply) => reply,
            Err(error) => return Some(format!("{file}: {error}")),
        };
        let served = if file.ends_with(".html") && reply.header("content-type").starts_with("text/html") {
            reply.page(&client.base)
        } else {
            reply.body.clone()
        };
        let place = || served.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        let around = |bytes: &[u8], at: usize| {
            String::from_utf8_lossy(&bytes[at.saturating_sub(60).min(bytes.len())..(at + 60).min(bytes.len())])
                .into_owned()
        };
        if reply.status == 200 && served == *bytes {
            return None;
        }
        let at = place();
        Some(format!(
            "{file} (status {}) differs at byte {at}\nserved: {:?}\n built: {:?}",
            reply.status,
            around(&served, at),
            around(bytes, at)
        ))
    })
}

/// The address of a file below the base path.
fn address(file: &str) -> String {
    let folder =
        if file == "index.html" { Some("") } else { file.strip_suffix("index.html").filter(|f| f.ends_with('/')) };
    let escaped = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    folder.unwrap_or(file).bytes().map(escaped).collect()
}

/// Everything below a folder, folders and times of writing included: what must not change while it is only looked at.
pub fn everything(root: &Path) -> Vec<(PathBuf, u64, std::time::SystemTime)> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    entries
        .map(|entry| {
            let about = entry.metadata().unwrap();
            (entry.path().to_owned(), about.len(), about.modified().unwrap())
        })
        .collect()
}
