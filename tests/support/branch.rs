//! A branch of a bare repository for tests, by its path or over SSH.

use std::fs;
use std::process::Command;

use super::Tree;
use super::publish::{Place, tree_of};
use super::sshd::Machine;

/// A branch of a bare repository on this machine.
pub struct Branch {
    pub around: tempfile::TempDir,
    history: bool,
    /// The machine on which the repository lies, if it is not this one.
    pub machine: Option<Machine>,
}

impl Branch {
    pub fn new(history: bool) -> Branch {
        let around = tempfile::Builder::new().prefix("annals-publish").tempdir().unwrap();
        let branch = Branch { around, history, machine: None };
        branch.git(&["init", "--quiet", "--bare", "--initial-branch=main", "."]);
        branch
    }

    /// A repository that is reached over SSH.
    pub fn over_ssh(machine: Machine) -> Branch {
        Branch { machine: Some(machine), ..Branch::new(true) }
    }

    /// git in the bare repository; what it says.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.current_dir(self.around.path()).args(arguments);
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Someone").env(format!("GIT_{who}_EMAIL"), "someone@annals.test");
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn commits(&self) -> usize {
        self.git(&["rev-list", "--count", "pages"]).trim().parse().unwrap()
    }
}

impl Place for Branch {
    fn settings(&self) -> String {
        let path = self.around.path().display();
        let host = match &self.machine {
            Some(machine) => format!("git+ssh://127.0.0.1:{}", machine.wire.address.port()),
            None => "git+file://".to_owned(),
        };
        format!("to = \"{host}{path}#pages\"\nhistory = {}\ncname = \"www.annals.test\"\n", self.history)
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.machine.as_ref().map(Place::environment).unwrap_or_default()
    }

    fn copy(&self) -> Tree {
        if self.git(&["for-each-ref", "refs/heads/pages"]).is_empty() {
            return Tree::new();
        }
        let folder = tempfile::tempdir().unwrap();
        let work_tree = format!("--work-tree={}", folder.path().display());
        self.git(&[&work_tree, "read-tree", "--reset", "-u", "pages"]);
        tree_of(folder.path())
    }

    fn add_foreign(&self, path: &str, bytes: &[u8]) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, bytes).unwrap();
        let object = self.git(&["hash-object", "-w", file.to_str().unwrap()]);
        self.git(&["read-tree", "--empty"]);
        self.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{},{path}", object.trim())]);
        let tree = self.git(&["write-tree"]);
        let commit = self.git(&["commit-tree", "-m", "By hand", tree.trim()]);
        self.git(&["update-ref", "refs/heads/pages", commit.trim()]);
    }
}
