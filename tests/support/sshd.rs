//! Another machine for tests: OpenSSH's server on the loopback, with keys and settings of its own, and an `ssh` that knows
//! only those.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Tree;
use super::network::Wire;
use super::publish::{Place, tree_of};

/// The machine, with a folder for the site, behind a network that can be made hostile.
pub struct Machine {
    around: tempfile::TempDir,
    scheme: &'static str,
    server: Child,
    pub wire: Wire,
}

impl Machine {
    /// A machine that is reached by `sftp` or `rsync`.
    pub fn new(scheme: &'static str) -> Machine {
        let around = tempfile::Builder::new().prefix("annals-ssh").tempdir().unwrap();
        let at = |name: &str| around.path().join(name);
        for key in ["host", "mine", "other"] {
            let output =
                Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(at(key)).output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        fs::copy(at("mine.pub"), at("authorized")).unwrap();
        fs::create_dir_all(at("www")).unwrap();
        let (server, address) = serve(around.path());
        let wire = Wire::before(address);
        let known = |key: &str| {
            let key = fs::read_to_string(at(&format!("{key}.pub"))).unwrap();
            format!("[127.0.0.1]:{} {key}", wire.address.port())
        };
        fs::write(at("known"), known("host")).unwrap();
        fs::write(at("known-wrong"), known("other")).unwrap();
        let machine = Machine { around, scheme, server, wire };
        machine.use_keys("mine", "known");
        machine
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.around.path().join(name)
    }

    /// The folder that is published to.
    pub fn folder(&self) -> PathBuf {
        self.at("www/a b's \"site\"")
    }

    /// Puts an `ssh` into the path that has this key and knows these hosts.
    pub fn use_keys(&self, key: &str, known: &str) {
        let settings = format!(
            "Host *\n IdentityFile {}\n IdentitiesOnly yes\n IdentityAgent none\n UserKnownHostsFile {}\n \
             GlobalKnownHostsFile none\n StrictHostKeyChecking yes\n",
            self.at(key).display(),
            self.at(known).display()
        );
        fs::write(self.at("config"), settings).unwrap();
        let script = format!("#!/bin/sh\nexec {} -F {} \"$@\"\n", which("ssh").display(), self.at("config").display());
        let bin = self.at("bin");
        fs::create_dir_all(&bin).unwrap();
        // Renamed into its place: a script that is being written cannot be run.
        fs::write(bin.join("new"), script).unwrap();
        fs::set_permissions(bin.join("new"), fs::Permissions::from_mode(0o755)).unwrap();
        fs::rename(bin.join("new"), bin.join("ssh")).unwrap();
    }

    /// All that stands in the folder, annals' own files too.
    pub fn all(&self) -> Tree {
        tree_of(&self.folder())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Starts a server on a free port.
fn serve(folder: &Path) -> (Child, SocketAddr) {
    let at = |name: &str| folder.join(name).display().to_string();
    // Where root's server locks itself in; others have no use for it.
    let _ = fs::create_dir_all("/run/sshd");
    for _ in 0..5 {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let settings = format!(
            "ListenAddress {address}\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\nUsePAM no\nPidFile none\n\
             PasswordAuthentication no\nPermitRootLogin yes\nSubsystem sftp internal-sftp\nMaxStartups 100\nMaxSessions 100\n",
            at("host"),
            at("authorized")
        );
        fs::write(at("sshd_config"), settings).unwrap();
        let mut server = Command::new(which("sshd"))
            .args(["-D", "-e", "-f", &at("sshd_config")])
            .stdin(Stdio::null())
            .stderr(fs::File::create(at("log")).unwrap())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) && server.try_wait().unwrap().is_none() {
            // That something answers there is not enough: it may be another's server that was quicker.
            if fs::read_to_string(at("log")).unwrap().contains("Server listening on") {
                return (server, address);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = server.kill();
        let _ = server.wait();
    }
    panic!("sshd does not start: {}", fs::read_to_string(at("log")).unwrap());
}

/// A program's whole path; sshd wants to be started by it.
fn which(program: &str) -> PathBuf {
    let path = std::env::var("PATH").unwrap();
    let mut folders = path.split(':').chain(["/usr/sbin", "/usr/local/sbin", "/sbin"]);
    let found = folders.find_map(|folder| Some(Path::new(folder).join(program)).filter(|path| path.is_file()));
    found.unwrap_or_else(|| panic!("`{program}` is not installed; `scripts/test.sh` does it"))
}

impl Place for Machine {
    fn settings(&self) -> String {
        let path = self.folder().display().to_string();
        let path = path.replace(' ', "%20").replace('"', "%22");
        format!("to = \"{}://127.0.0.1:{}{path}\"\n", self.scheme, self.wire.address.port())
    }

    fn environment(&self) -> Vec<(String, String)> {
        let path = format!("{}:{}", self.at("bin").display(), std::env::var("PATH").unwrap());
        vec![("PATH".to_owned(), path)]
    }

    fn copy(&self) -> Tree {
        let mut tree = self.all();
        tree.retain(|path, _| !path.split('/').any(|part| part.starts_with(".annals-")));
        tree
    }

    fn add_foreign(&self, path: &str, bytes: &[u8]) {
        let at = self.folder().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, bytes).unwrap();
    }

    fn verified(&self) -> Option<String> {
        Some(self.folder().display().to_string())
    }
}
