//! Sites for tests: written into a fresh folder and given to the built program, or held in memory and given to the core.

#![allow(dead_code, reason = "each test program uses its own part of this module")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests meet the machine as the shell does")]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on fails")]

pub mod branch;
pub mod case;
pub mod fuzz;
pub mod host;
pub mod hostile;
pub mod html;
pub mod network;
pub mod preview;
pub mod publish;
pub mod search;
pub mod soak;
pub mod sshd;
pub mod storage;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use annals::archive::Options;
use annals::diagnostic::{Diagnostic, Level};
use annals::edition::{self, Edition, Output};
use annals::files::{Files, RawFile};

/// Settings that give no fault.
pub const SETTINGS: &str = "title = \"A test\"\nbase_url = \"https://annals.test/\"\n";

/// The output tree: bytes by path.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The folder of this repository, which is a site itself.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site in a folder of its own, which vanishes with it.
pub struct Site {
    folder: tempfile::TempDir,
    below: String,
    /// Variables of the environment in which the program runs.
    pub environment: Vec<(String, String)>,
}

impl Site {
    /// An empty folder.
    pub fn new() -> Self {
        Site { folder: tempfile::tempdir().unwrap(), below: String::new(), environment: Vec::new() }
    }

    /// A folder with settings that give no fault.
    pub fn small() -> Self {
        Site::new().file("content/site.toml", SETTINGS)
    }

    /// Writes a file.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes or overwrites a file.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let at = self.path(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, content).unwrap();
    }

    /// Makes a symbolic link.
    pub fn link(self, path: &str, target: &str) -> Self {
        let at = self.path(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, at).unwrap();
        self
    }

    /// Lets the program run in a folder below the site's.
    pub fn run_below(mut self, folder: &str) -> Self {
        fs::create_dir_all(self.path(folder)).unwrap();
        self.below = folder.to_owned();
        self
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program in the site's folder.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Run {
        run_with(&self.path(&self.below), arguments, &self.environment)
    }

    #[track_caller]
    pub fn check(&self) -> Run {
        self.run(&["check"])
    }

    #[track_caller]
    pub fn build(&self) -> Run {
        self.run(&["build"])
    }

    #[track_caller]
    pub fn explain(&self, words: &[&str]) -> Run {
        self.run(&[&["explain"], words].concat())
    }

    /// Every file below a folder of the site.
    pub fn tree(&self, folder: &str) -> Tree {
        read_tree(&self.path(folder))
    }
}

/// Runs the program in a folder.
#[track_caller]
pub fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    run_with(folder, arguments, &[])
}

/// Runs the program in a folder, with more variables of the environment.
#[track_caller]
pub fn run_with(folder: &Path, arguments: &[&str], environment: &[(String, String)]) -> Run {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .timeout(Duration::from_secs(120))
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed: {output:?}")),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every file below a folder.
pub fn read_tree(folder: &Path) -> Tree {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Holds the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\nstdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Holds that the words for people contain something.
    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "`{part}` is not said:\n{}", self.stderr);
        self
    }

    /// Holds that the result contains something.
    #[track_caller]
    pub fn gives(self, part: &str) -> Self {
        assert!(self.stdout.contains(part), "`{part}` is not in the result:\n{}", self.stdout);
        self
    }

    /// The result as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}):\n{}", self.stdout))
    }
}

/// A site that never touches the disk.
pub struct Memory {
    pub files: Files,
    pub edition: Edition,
    pub faults: Vec<Diagnostic>,
}

/// Takes files through every stage up to rendering. Files below `static/` are known by name only.
pub fn in_memory<P: AsRef<str>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Memory {
    let mut raw = Vec::new();
    let mut statics = Vec::new();
    for (path, bytes) in files {
        let (path, bytes) = (path.as_ref(), bytes.as_ref());
        match path.strip_prefix("static/") {
            Some(below) => statics.push((below.to_owned(), bytes.len() as u64)),
            None => raw.push(RawFile { path: path.to_owned(), bytes: Ok(bytes.to_vec()) }),
        }
    }
    let (files, mut faults) = Files::new(raw, statics);
    let (edition, found) = edition::prepare(&files, Options::default());
    faults.extend(found);
    Memory { files, edition, faults }
}

impl Memory {
    /// The faults that stop a build.
    pub fn errors(&self) -> Vec<&Diagnostic> {
        let levels = &self.edition.site.archive.settings.levels;
        self.faults.iter().filter(|f| levels.of(f.code) == Level::Deny).collect()
    }

    /// Renders everything.
    pub fn pages(&self) -> Result<Tree, Vec<Diagnostic>> {
        let tree = std::sync::Mutex::new(Tree::new());
        let faults = self.edition.render_all(&self.files, |route, output| {
            let file = self.edition.site.addresses.file(route);
            let bytes = match output {
                Output::Bytes(bytes) => bytes,
                Output::Copy(path) => format!("copy of static/{path}").into_bytes(),
            };
            let before = tree.lock().unwrap().insert(file.as_str().to_owned(), bytes);
            assert!(before.is_none(), "{} was rendered twice", file.as_str());
            Ok::<(), ()>(())
        });
        let faults = faults.unwrap();
        if faults.is_empty() { Ok(tree.into_inner().unwrap()) } else { Err(faults) }
    }

    /// The ids of the events in order.
    pub fn order(&self) -> Vec<String> {
        let site = &self.edition.site;
        site.timeline.order.iter().map(|key| site.archive.events[*key].id.to_string()).collect()
    }
}

/// Whether golden files are to be written anew: `UPDATE_GOLDEN=1 cargo test`.
pub fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Holds a text against a golden file, or writes the file anew.
#[track_caller]
pub fn golden(path: &Path, actual: &str) {
    if updating() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, actual).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    same(&path.display().to_string(), &expected, actual);
}

/// Holds two texts against each other and shows the first line that differs.
#[track_caller]
pub fn same(what: &str, expected: &str, actual: &str) {
    if expected == actual {
        return;
    }
    let line = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let show = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
    panic!(
        "{what} differs in line {}\nexpected: {}\n  actual: {}\n\nactual in full:\n{actual}\n(UPDATE_GOLDEN=1 takes it)",
        line + 1,
        show(expected),
        show(actual)
    );
}
