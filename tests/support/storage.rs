//! Object storage for tests: moto's server, behind a network that can be made hostile.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use super::network::Relay;
use super::publish::Place;
use super::{Site, Tree};

/// The keys of the tests.
pub const KEY: &str = "AKIATESTTESTTEST";
pub const SECRET: &str = "test/secret+that/nobody/may/ever/see";

/// The server, one for all tests of a program.
struct Moto {
    address: SocketAddr,
    /// It ends when the pipe to it is closed, with this program at the latest.
    _child: Child,
}

/// The folder of moto's own Python, made when it is not there. (`scripts/test.sh` says what that takes.)
fn python() -> PathBuf {
    let pins = fs::read_to_string(super::repository().join("tests/support/storage.txt")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("moto");
    let mark = folder.join("storage.txt");
    let python = folder.join("bin/python");
    // Another program of the tests may be at it too.
    fs::create_dir_all(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let lock = fs::File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join("moto.lock")).unwrap();
    lock.lock().unwrap();
    if fs::read_to_string(&mark).is_ok_and(|there| there == pins) {
        return python;
    }
    let run = |command: &mut Command| {
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    let pins_file = super::repository().join("tests/support/storage.txt");
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--no-deps", "-r"]).arg(pins_file));
    fs::write(mark, pins).unwrap();
    python
}

fn moto() -> &'static Moto {
    static MOTO: OnceLock<Moto> = OnceLock::new();
    MOTO.get_or_init(|| {
        let script = super::repository().join("tests/support/storage.py");
        let mut child = Command::new(python())
            .arg(script)
            .args([KEY, SECRET])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        let port = port.trim().parse().unwrap_or_else(|_| panic!("moto does not start"));
        Moto { address: SocketAddr::from(([127, 0, 0, 1], port)), _child: child }
    })
}

/// A way to a server by TLS.
pub struct Secure {
    folder: tempfile::TempDir,
    pub port: u16,
    _child: Child,
}

impl Secure {
    /// With a certificate for a name or number, valid between two times, in seconds from now.
    pub fn before(server: SocketAddr, name: &str, begins: i64, ends: i64) -> Secure {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(python())
            .arg(super::repository().join("tests/support/secure.py"))
            .arg(folder.path())
            .args([server.to_string(), name.to_owned(), begins.to_string(), ends.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Secure { folder, port: port.trim().parse().unwrap(), _child: child }
    }

    /// The certificate of the authority that vouches for it.
    pub fn authority(&self) -> String {
        self.folder.path().join("authority.pem").display().to_string()
    }
}

/// A bucket with the site below a prefix, which others share.
pub struct Bucket {
    name: String,
    pub relay: Relay,
    /// Objects that were read, by path and ETag.
    read: Mutex<BTreeMap<(String, String), Vec<u8>>>,
}

/// What the site's keys begin with.
pub const PREFIX: &str = "sites/a b/";

impl Bucket {
    pub fn new() -> Bucket {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("bucket-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let bucket = Bucket { name, relay: Relay::before(moto().address), read: Mutex::default() };
        ureq::put(bucket.address("")).send_empty().unwrap();
        bucket.add("other/site.txt", b"of others");
        bucket
    }

    /// The server itself, behind no relay.
    pub fn server() -> SocketAddr {
        moto().address
    }

    /// The address of the site, as the server gives it to everyone.
    pub fn served(&self) -> String {
        self.address(PREFIX)
    }

    /// The address of a key, at the server itself.
    fn address(&self, key: &str) -> String {
        let mut url = url::Url::parse(&format!("http://{}/", moto().address)).unwrap();
        url.path_segments_mut().unwrap().pop().push(&self.name).extend(key.split('/').filter(|part| !part.is_empty()));
        let slash = if key.ends_with('/') { "/" } else { "" };
        format!("{url}{slash}")
    }

    /// Puts an object there.
    pub fn add(&self, key: &str, bytes: &[u8]) {
        ureq::put(self.address(key)).send(bytes).unwrap();
    }

    /// An object's header.
    pub fn header(&self, path: &str, name: &str) -> String {
        let response = ureq::head(self.address(&format!("{PREFIX}{path}"))).call().unwrap();
        response.headers().get(name).unwrap().to_str().unwrap().to_owned()
    }

    /// Every object of the bucket: its key and ETag.
    fn objects(&self) -> Vec<(String, String)> {
        let mut objects = Vec::new();
        let mut from = String::new();
        loop {
            let url =
                url::Url::parse_with_params(&self.address(""), [("list-type", "2"), ("start-after", &from)]).unwrap();
            let text = ureq::get(url.as_str()).call().unwrap().body_mut().read_to_string().unwrap();
            let page: Vec<(String, String)> = text
                .split("<Contents>")
                .skip(1)
                .map(|part| {
                    let of = |name: &str| part.split(&format!("<{name}>")).nth(1).unwrap().split('<').next().unwrap();
                    (of("Key").replace("&amp;", "&"), of("ETag").to_owned())
                })
                .collect();
            match page.last() {
                Some((last, _)) => from = last.clone(),
                None => return objects,
            }
            objects.extend(page);
        }
    }

    /// All that stands below the prefix, annals' own files too.
    pub fn all(&self) -> Tree {
        let mut tree = Tree::new();
        for (key, tag) in self.objects() {
            let Some(path) = key.strip_prefix(PREFIX) else { continue };
            let mut read = self.read.lock().unwrap();
            let bytes = read.entry((path.to_owned(), tag)).or_insert_with(|| {
                let mut bytes = Vec::new();
                let response = ureq::get(self.address(&key)).call().unwrap();
                response.into_body().into_reader().read_to_end(&mut bytes).unwrap();
                bytes
            });
            tree.insert(path.to_owned(), bytes.clone());
        }
        tree
    }

    /// A site that is published there.
    pub fn site(&self) -> Site {
        super::publish::small_site(self)
    }
}

impl Place for Bucket {
    fn settings(&self) -> String {
        format!("to = \"s3://{}/{PREFIX}\"\nendpoint = \"http://{}\"\n", self.name, self.relay.address)
    }

    fn environment(&self) -> Vec<(String, String)> {
        [
            ("AWS_ACCESS_KEY_ID", KEY),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_PROFILE", ""),
            ("AWS_CA_BUNDLE", ""),
            ("SSL_CERT_FILE", ""),
            ("AWS_CONFIG_FILE", "/nowhere"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/nowhere"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    fn copy(&self) -> Tree {
        let mut tree = self.all();
        tree.retain(|path, _| !path.starts_with(".annals-") && !path.ends_with('/'));
        tree
    }

    fn add_foreign(&self, path: &str, bytes: &[u8]) {
        self.add(&format!("{PREFIX}{path}"), bytes);
    }
}
