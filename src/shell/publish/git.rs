//! A branch of a remote repository, by the user's own git and credentials.
//!
//! Everything happens in a repository of its own in the machine's folder for temporary files: no work tree, index or
//! object of the site's own repository is touched. Commits are written by `git fast-import`, which knows neither filters
//! nor `.gitignore`, and pushed with a lease, so that nothing that others pushed meanwhile is overwritten.

mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use litemap::LiteMap;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::patience;
use super::progress::Progress;
use super::pulse::Pulse;
use super::release::Release;
use super::survey::LONGEST_LIST;
use super::target::{Depot, Found, Look, Version, name_of, read_text};
use crate::release::{Entry, MANIFEST, Plan, SIGNATURE};
use work::{Heard, Work, last_lines, last_of};

/// The commit that stands on the remote, in our own repository.
const PRESENT: &str = "refs/annals/present";
/// The commit that is to stand there.
const NEXT: &str = "refs/annals/next";
/// The commit that stood there before, of a branch that has one commit only.
const BEFORE: &str = "refs/annals/before";
/// The line of a commit's message that names the commit to which it returned.
const RETURN: &str = "Returns-to: ";

/// The branch.
#[derive(Debug)]
pub struct Branch {
    remote: String,
    branch: String,
    history: bool,
    /// The site's folder, for the author's name.
    root: PathBuf,
    scratch: tempfile::TempDir,
    /// How git is told to give up a line that stands still.
    patience: Patience,
    /// What stands there: the commit, and its files with their objects.
    present: Mutex<Present>,
    /// The objects of files that were asked for: they are here, or are not to be had.
    asked: Mutex<BTreeSet<String>>,
}

#[derive(Debug, Default)]
struct Present {
    commit: Option<String>,
    objects: BTreeMap<String, String>,
    /// What is no plain file: links, other repositories, programs.
    others: BTreeSet<String>,
}

/// The mode of a plain file (git-fast-import(1), `filemodify`).
const PLAIN: &str = "100644";

/// The most that git may say of a commit or a reference, in bytes. A message may be by whoever may push.
const LONGEST_ANSWER: u64 = 1 << 20;

/// How much of what stands there is fetched at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The names of files; their content when it is asked for.
    Names,
    /// All files.
    Files,
    /// The names of files of all earlier commits too.
    History,
}

impl Branch {
    /// Fetches what stands on a branch, if it exists.
    pub fn open(remote: &str, branch: &str, history: bool, root: &Path, depth: Depth) -> Result<Branch, Failure> {
        let scratch = tempfile::Builder::new().prefix("annals-git-").tempdir();
        let scratch = scratch.map_err(|error| Failure::failed(format!("cannot make a temporary folder: {error}")))?;
        let (remote, branch, root) = (remote.to_owned(), branch.to_owned(), root.to_owned());
        let patience = Patience::of(patience::silence()?);
        let new = Branch {
            remote,
            branch,
            history,
            root,
            scratch,
            patience,
            present: Mutex::default(),
            asked: Mutex::default(),
        };
        new.run(["init", "--quiet", "--bare", "."])?;
        new.run(["remote", "add", "origin", new.remote.as_str()])?;
        new.write_attributes()?;
        let commit = new.commit_of(&new.head())?;
        if commit.is_some() {
            new.fetch(&new.head(), PRESENT, depth)?;
        }
        new.look(commit)?;
        Ok(new)
    }

    /// Lets git change no byte of a file, whatever a `.gitattributes` on the branch asks for: neither line ends nor letters,
    /// and no filter of the user's is run for it. What stands here goes before every other (gitattributes(5)).
    fn write_attributes(&self) -> Result<(), Failure> {
        let info = self.scratch.path().join("info");
        std::fs::create_dir_all(&info).map_err(Failure::io("make the folder", &info))?;
        let path = info.join("attributes");
        std::fs::write(&path, "* -text -ident -filter -working-tree-encoding\n").map_err(Failure::io("write", &path))
    }

    fn head(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    /// Where the remote keeps the release before, of a branch without history.
    fn before(&self) -> String {
        format!("refs/annals/before/{}", self.branch)
    }

    /// The commit of a remote reference.
    fn commit_of(&self, reference: &str) -> Result<Option<String>, Failure> {
        let told = self.run(["ls-remote", "--quiet", "origin", reference])?;
        let line = told.lines().find(|line| line.split('\t').nth(1) == Some(reference));
        Ok(line.and_then(|line| line.split('\t').next()).map(str::to_owned))
    }

    fn fetch(&self, from: &str, to: &str, depth: Depth) -> Result<(), Failure> {
        let refspec = format!("+{from}:{to}");
        let mut arguments = vec!["fetch", "--progress", "--no-tags"];
        match depth {
            Depth::Names => arguments.extend(["--depth=1", "--filter=blob:none"]),
            Depth::Files => arguments.push("--depth=1"),
            Depth::History => arguments.push("--filter=blob:none"),
        }
        arguments.extend(["origin", &refspec]);
        self.run(arguments).map(|_| ())
    }

    /// Fetches files, by their objects, while it can be heard that something passes: git would fetch by itself what was left
    /// there, and say nothing. Where all is here, or the remote gives no single files, this may fail, and that is no matter.
    fn fetch_objects<'a>(&self, objects: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
        let mut list = tempfile::tempfile().map_err(no_git)?;
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let names: String =
            objects.filter(|object| asked.insert((*object).to_owned())).flat_map(|o| [o, "\n"]).collect();
        drop(asked);
        if names.is_empty() {
            return Ok(());
        }
        list.write_all(names.as_bytes()).and_then(|()| list.rewind()).map_err(no_git)?;
        let arguments =
            ["fetch", "--progress", "--no-tags", "--no-write-fetch-head", "--filter=blob:none", "origin", "--stdin"];
        self.hear(arguments, list.into(), |answer| read_short(answer, &self.branch)).map(|_| ())
    }

    /// Notes what a commit holds.
    fn look(&self, commit: Option<String>) -> Result<(), Failure> {
        let (mut objects, mut others) = (BTreeMap::new(), BTreeSet::new());
        if let Some(commit) = &commit {
            self.files(commit, |line| {
                let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { return };
                let (about, path) = (String::from_utf8_lossy(&line[..tab]), OsStr::from_bytes(&line[tab + 1..]));
                let path = name_of(Path::new(path));
                let mut about = about.split(' ');
                let (mode, object) = (about.next(), about.nth(1).unwrap_or_default());
                objects.insert(path.clone(), object.to_owned());
                others.extend((mode != Some(PLAIN)).then_some(path));
            })?;
        }
        *self.present.lock().unwrap_or_else(PoisonError::into_inner) = Present { commit, objects, others };
        Ok(())
    }

    /// Tells what git says of each file of a commit. A few folders that hold each other many times make more names than any
    /// memory holds.
    fn files(&self, commit: &str, mut tell: impl FnMut(&[u8])) -> Result<(), Failure> {
        self.hear(["ls-tree", "-r", "-z", "--full-tree", commit], Stdio::null(), |answer| {
            let mut answer = answer.take(LONGEST_LIST);
            let mut line = Vec::new();
            while answer.read_until(0, &mut line).map_err(broken_off)? > 0 {
                tell(line.strip_suffix(&[0]).unwrap_or(&line));
                line.clear();
            }
            if answer.limit() > 0 {
                return Ok(());
            }
            Err(Failure::failed(format!(
                "the branch `{}` holds more files than annals lists (about a million); publish to a branch that holds the \
                 site alone",
                self.branch
            )))
        })
    }

    fn commit(&self) -> Option<String> {
        self.present.lock().unwrap_or_else(PoisonError::into_inner).commit.clone()
    }

    /// The object of a plain file.
    fn object(&self, path: &str) -> Option<String> {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        present.objects.get(path).filter(|_| !present.others.contains(path)).cloned()
    }

    fn holds(&self, path: &str) -> bool {
        self.present.lock().unwrap_or_else(PoisonError::into_inner).objects.contains_key(path)
    }

    /// git, in our own repository.
    fn git(&self) -> Command {
        let mut command = git();
        command.current_dir(self.scratch.path()).env("GIT_DIR", self.scratch.path());
        if let Some(ssh) = &self.patience.ssh {
            command.env("GIT_SSH_COMMAND", ssh);
        }
        command.args(self.patience.http.iter().flat_map(|setting| ["-c", setting]));
        command
    }

    /// Runs git, and gives the little that it says.
    fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Result<String, Failure> {
        self.hear(arguments, Stdio::null(), |answer| read_short(answer, &self.branch))
    }

    /// Runs git, and ends it when it says nothing for too long, or `read` refuses to hear more of what it says.
    fn hear<I: IntoIterator<Item = S>, S: AsRef<OsStr>, T>(
        &self,
        arguments: I,
        stdin: Stdio,
        read: impl FnOnce(&mut BufReader<Heard>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let pulse = Pulse::new();
        let mut work = self.start(arguments, stdin, &pulse)?;
        let stdout = work.child.stdout.take().ok_or_else(no_pipes)?;
        let mut answer = BufReader::new(Heard::new(stdout, pulse, self.patience.longest));
        let heard = read(&mut answer);
        if answer.get_ref().was_silent() {
            return Err(self.silent(work));
        }
        let heard = heard.inspect_err(|_| {
            let _ = work.child.kill();
            let _ = work.child.wait();
        })?;
        match work.end()? {
            (status, _, _) if status.success() => Ok(heard),
            (_, command, complaints) => Err(failed(&command, &complaints)),
        }
    }

    /// Ends git. What it started may live on and keep its complaints from ending.
    fn silent(&self, mut work: Work) -> Failure {
        let _ = work.child.kill();
        let _ = work.child.wait();
        Failure::failed(format!(
            "`{}` said nothing for {} seconds, so it was ended; what was done stays done: publish again later",
            told(&work.command),
            self.patience.longest.as_secs()
        ))
    }

    fn start<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(
        &self,
        arguments: I,
        stdin: Stdio,
        pulse: &Pulse,
    ) -> Result<Work, Failure> {
        let mut command = self.git();
        command.args(arguments).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(no_git)?;
        let stderr = pulse.watch(child.stderr.take().ok_or_else(no_pipes)?);
        Ok(Work { command, child, complaints: std::thread::spawn(|| last_of(stderr)) })
    }

    /// Who commits, as git itself says it for the site's own folder.
    fn committer(&self) -> String {
        let output = git().current_dir(&self.root).args(["var", "GIT_COMMITTER_IDENT"]).stdin(Stdio::null()).output();
        let told = output.ok().filter(|output| output.status.success());
        let told = told.and_then(|output| String::from_utf8(output.stdout).ok());
        told.map_or_else(
            || {
                let since = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH);
                format!("annals <annals@localhost> {} +0000", since.map_or(0, |since| since.as_secs()))
            },
            |told| told.trim().to_owned(),
        )
    }

    /// Writes the commit of a release.
    fn write(&self, release: &Release, plan: &Plan, message: &str, progress: &Progress) -> Result<(), Failure> {
        let present = self.commit();
        let tree = match &present {
            Some(commit) if !self.history => {
                let told = self.run(["rev-parse", &format!("{commit}^{{tree}}")])?;
                Some(told.trim().to_owned())
            }
            _ => None,
        };
        let pulse = Pulse::new();
        let mut work = self.start(["fast-import", "--quiet", "--done"], Stdio::piped(), &pulse)?;
        let mut stream = work.child.stdin.take().map(|stdin| BufWriter::new(pulse.watch(stdin)));
        // It fetches by itself what stands on the branch and was left there.
        let watch = work.watch(pulse.clone(), self.patience.longest);
        let head = format!("commit {NEXT}\ncommitter {}\ndata {}\n{message}\n", self.committer(), message.len());
        let start = match (&present, &tree) {
            (_, Some(tree)) => format!("M 040000 {tree} \"\"\n"),
            (Some(commit), None) => format!("from {commit}\n"),
            (None, None) => String::new(),
        };
        let written = stream.as_mut().map_or(Ok(Ok(())), |stream| {
            if let Err(error) = stream.write_all(format!("{head}{start}").as_bytes()) {
                return Ok(Err(error));
            }
            self.write_files(release, plan, stream, progress)
        });
        // git sees the end only when its input is closed.
        drop(stream);
        let mut rest = Heard::new(work.child.stdout.take().ok_or_else(no_pipes)?, pulse, self.patience.longest);
        let _ = io::copy(&mut rest, &mut io::sink());
        if watch.end() || rest.was_silent() {
            return Err(self.silent(work));
        }
        let (status, _, complaints) = work.end()?;
        match written? {
            Ok(()) if status.success() => Ok(()),
            Err(error) if status.success() => Err(Failure::failed(format!("git does not take the files: {error}"))),
            _ => Err(Failure::failed(format!("git could not write the commit: {}", last_lines(&complaints)))),
        }
    }

    /// Tells git the files and the end. The inner error is that of git's input.
    fn write_files(
        &self,
        release: &Release,
        plan: &Plan,
        stream: &mut dyn Write,
        progress: &Progress,
    ) -> Result<io::Result<()>, Failure> {
        let unsigned = release.signature.is_none() && self.holds(SIGNATURE);
        for path in plan.removed.iter().map(String::as_str).chain(unsigned.then_some(SIGNATURE)) {
            if let Err(error) = writeln!(stream, "D {}", quoted(path)) {
                return Ok(Err(error));
            }
        }
        for path in plan.sent() {
            let put = release.put(path)?;
            if let Err(error) = write_file(stream, path, put.entry.size, &mut put.reader()?) {
                // What was changed on the disk is told apart from what git does not take.
                return if error.kind() == io::ErrorKind::BrokenPipe {
                    Ok(Err(error))
                } else {
                    Err(put.unreadable(&error))
                };
            }
            progress.done()?;
        }
        let json = release.manifest.to_json();
        let signature = release.signature.as_deref().map(|bytes| (SIGNATURE, bytes));
        let last = signature.into_iter().chain([(MANIFEST, json.as_bytes())]);
        let written = last.map(|(path, mut bytes)| write_file(stream, path, bytes.len() as u64, &mut bytes));
        Ok(written.collect::<io::Result<()>>().and_then(|()| stream.write_all(b"done\n")).and_then(|()| stream.flush()))
    }

    /// Pushes the commit, unless the branch was changed since it was looked at.
    fn push(&self, is_return: bool) -> Result<(), Failure> {
        let (head, before) = (self.head(), self.before());
        let seen = self.commit();
        let lease = format!("--force-with-lease={head}:{}", seen.as_deref().unwrap_or_default());
        let mut refspecs = vec![format!("{NEXT}:{head}")];
        match &seen {
            Some(_) if !self.history && is_return => refspecs.push(format!(":{before}")),
            Some(commit) if !self.history => refspecs.push(format!("+{commit}:{before}")),
            _ => {}
        }
        let mut arguments = vec!["push", "--progress", "--atomic", lease.as_str(), "origin"];
        arguments.extend(refspecs.iter().map(String::as_str));
        if let Err(failure) = self.run(&arguments) {
            let there = self.commit_of(&head)?;
            if there != seen && there != self.local(NEXT)? {
                return Err(Failure::Overtaken(format!(
                    "someone else pushed to the branch `{}` meanwhile; look at what stands there, and publish again",
                    self.branch
                )));
            }
            return Err(failure);
        }
        Ok(())
    }

    /// The commit of a reference of our own.
    fn local(&self, reference: &str) -> Result<Option<String>, Failure> {
        let told = self.run(["for-each-ref", "--format=%(objectname)", reference])?;
        Ok(Some(told.trim().to_owned()).filter(|told| !told.is_empty()))
    }

    /// The commit of the release before the one that stands on a branch with history: the parent, or that of the commit to
    /// which an earlier return led.
    fn parent(&self) -> Result<Option<String>, Failure> {
        let Some(mut commit) = self.commit() else { return Ok(None) };
        loop {
            let told = self.run(["log", "-1", "--format=%P%n%B", &commit])?;
            let (parents, message) = told.split_once('\n').unwrap_or((told.as_str(), ""));
            match message.lines().find_map(returns_to) {
                Some(other) => other.clone_into(&mut commit),
                None => return Ok(parents.split(' ').next().filter(|parent| !parent.is_empty()).map(str::to_owned)),
            }
        }
    }

    /// The release that a commit holds, if annals wrote one there.
    fn release_of(&self, commit: &str) -> Result<Option<Release>, Failure> {
        // Before all of it is written to the disk.
        let mut objects = Vec::new();
        self.files(commit, |line| {
            let about = line.split(|byte| *byte == b'\t').next().unwrap_or(line);
            let object = about.rsplit(|byte| *byte == b' ').next().unwrap_or_default();
            objects.push(String::from_utf8_lossy(object).into_owned());
        })?;
        let _ = self.fetch_objects(objects.iter().map(String::as_str));
        let tree = self.scratch.path().join("annals-earlier");
        std::fs::create_dir_all(&tree).map_err(Failure::io("make the folder", &tree))?;
        let work_tree = format!("--work-tree={}", tree.display());
        // Links in it become files that hold their target's name: none is followed.
        self.run([
            "-c",
            "core.autocrlf=false",
            "-c",
            "core.symlinks=false",
            &work_tree,
            "read-tree",
            "--reset",
            "-u",
            commit,
        ])?;
        if tree.join(MANIFEST).is_file() { Release::of_folder(&tree).map(Some) } else { Ok(None) }
    }
}

/// The commit that a line of a commit's message names as the one to which it returned. Whoever may push can write such a
/// line: only the whole name of a commit is taken, which git takes neither for an option nor for another name, and which no
/// earlier message can hold, so that the way ends.
fn returns_to(line: &str) -> Option<&str> {
    let name = line.strip_prefix(RETURN)?.trim();
    let is_whole = [40, 64].contains(&name.len()) && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_whole.then_some(name)
}

impl Look for Branch {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        // What is no plain file holds nothing that a manifest could list.
        let sha256 = |path| present.others.contains(path).then_some([0; 32]);
        Ok(present.objects.keys().map(|path| (path.clone(), Found { size: None, sha256: sha256(path) })).collect())
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let Some(object) = self.object(path) else { return Ok(None) };
        if path == MANIFEST {
            let _ = self.fetch_objects([object.as_str()].into_iter());
        }
        let bytes = self.hear(["cat-file", "blob", &object], Stdio::null(), |answer| {
            read_text(answer).map_err(|error| {
                Failure::failed(format!(
                    "cannot read `{path}` on the branch `{}`: {error}; look who pushed it, and publish again when it is gone",
                    self.branch
                ))
            })
        })?;
        Ok(Some((bytes, Version(object))))
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        let objects: Vec<(&str, String)> = paths.iter().filter_map(|path| Some((*path, self.object(path)?))).collect();
        let _ = self.fetch_objects(objects.iter().map(|(_, object)| object.as_str()));
        let pulse = Pulse::new();
        let mut work = self.start(["cat-file", "--batch"], Stdio::piped(), &pulse)?;
        let stdin = work.child.stdin.take().ok_or_else(no_pipes)?;
        let stdout = Heard::new(work.child.stdout.take().ok_or_else(no_pipes)?, pulse, self.patience.longest);
        let names: Vec<String> = objects.iter().map(|(_, object)| object.clone()).collect();
        let asking = std::thread::spawn(move || {
            let mut stdin = BufWriter::new(stdin);
            // If git ends early, reading says so.
            let _ = names.iter().try_for_each(|name| writeln!(stdin, "{name}"));
        });
        let mut answers = BufReader::new(stdout);
        let mut hear = || {
            let mut entries = Vec::new();
            for (path, _) in &objects {
                let entry = answer(&mut answers)
                    .map_err(|error| Failure::failed(format!("git could not read `{path}`: {error}")))?;
                entries.extend(entry.map(|entry| ((*path).to_owned(), entry)));
                progress.done()?;
            }
            Ok(entries.into_iter().collect())
        };
        let heard = hear();
        if answers.get_ref().was_silent() {
            return Err(self.silent(work));
        }
        drop(answers);
        let _ = asking.join();
        let _ = work.child.wait();
        heard
    }
}

/// The little that git says.
fn read_short(answer: impl Read, branch: &str) -> Result<String, Failure> {
    let mut told = Vec::new();
    answer.take(LONGEST_ANSWER + 1).read_to_end(&mut told).map_err(broken_off)?;
    if told.len() as u64 > LONGEST_ANSWER {
        return Err(Failure::failed(format!(
            "git has more to say of the branch `{branch}` than of any that annals wrote; look at what others pushed there"
        )));
    }
    Ok(String::from_utf8_lossy(&told).into_owned())
}

/// One answer of `git cat-file --batch`; `None` if it has no file.
fn answer(answers: &mut impl BufRead) -> io::Result<Option<Entry>> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let mut parts = line.trim_end().split(' ').skip(1);
    let (kind, size) = (parts.next().unwrap_or_default(), parts.next().and_then(|size| size.parse::<u64>().ok()));
    let Some(size) = size else {
        return if kind == "missing" { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
    };
    let mut hasher = Sha256::new();
    let mut rest = size;
    let mut piece = vec![0; 64 << 10];
    while rest > 0 {
        let most = usize::try_from(rest).unwrap_or(piece.len()).min(piece.len());
        answers.read_exact(&mut piece[..most])?;
        hasher.update(&piece[..most]);
        rest -= most as u64;
    }
    answers.read_exact(&mut [0])?;
    Ok((kind == "blob").then(|| Entry { sha256: hasher.finalize().into(), size }))
}

impl Depot for Branch {
    fn install(
        &self,
        release: &Release,
        plan: &Plan,
        is_return: bool,
        progress: &Progress,
    ) -> Result<Vec<String>, Failure> {
        let (new, changed, removed) = (plan.added.len(), plan.changed.len(), plan.removed.len());
        let returns_to = if is_return && self.history { self.parent()? } else { None };
        let message = match returns_to {
            Some(commit) => format!("Return to the release before\n\n{RETURN}{commit}\n"),
            None if is_return => "Return to the release before\n".to_owned(),
            None => format!("Publish the site: {new} new, {changed} changed, {removed} removed\n"),
        };
        progress.step("writing the commit", plan.sent().count());
        self.write(release, plan, &message, progress)?;
        progress.step("pushing", 1);
        self.push(is_return)?;
        let next = self.local(NEXT)?;
        if self.commit_of(&self.head())? != next {
            return Err(Failure::Overtaken(
                "someone else pushed to the branch at the same moment; publish again".to_owned(),
            ));
        }
        let short = next.as_deref().map(|next| next.get(..10).unwrap_or(next).to_owned());
        self.look(next)?;
        Ok(short.map(|short| format!("commit {short} on {}", self.branch)).into_iter().collect())
    }

    fn refresh(&self) -> Result<(), Failure> {
        let commit = self.commit_of(&self.head())?;
        if commit.is_some() {
            self.fetch(&self.head(), PRESENT, Depth::Names)?;
        }
        self.look(commit)
    }

    fn earlier(&self) -> Result<Option<Release>, Failure> {
        if self.history {
            return self.parent()?.map_or(Ok(None), |commit| self.release_of(&commit));
        }
        if self.commit_of(&self.before())?.is_none() {
            return Ok(None);
        }
        self.fetch(&self.before(), BEFORE, Depth::Files)?;
        self.release_of(BEFORE)
    }
}

/// How git is told to give up a line that stands still, where the user has not said something else.
#[derive(Debug)]
struct Patience {
    /// The command for `ssh`.
    ssh: Option<String>,
    /// Settings for HTTP.
    http: Vec<String>,
    /// How long git may say nothing.
    longest: Duration,
}

impl Patience {
    fn of(silence: Duration) -> Patience {
        let is_set = |name: &str| {
            let output = git().args(["config", "--get", name]).current_dir("/").stdin(Stdio::null()).output();
            output.is_ok_and(|output| output.status.success())
        };
        let is_known = |name: &str| std::env::var_os(name).is_some();
        let has_own_ssh = is_known("GIT_SSH_COMMAND") || is_known("GIT_SSH") || is_set("core.sshCommand");
        let has_own_speed = is_known("GIT_HTTP_LOW_SPEED_LIMIT") || is_set("http.lowSpeedLimit");
        let least = ["http.lowSpeedLimit=1".to_owned(), format!("http.lowSpeedTime={}", 2 * silence.as_secs())];
        Patience {
            ssh: (!has_own_ssh).then(|| format!("ssh {}", patience::of_ssh(silence).join(" "))),
            http: if has_own_speed { Vec::new() } else { least.into() },
            longest: patience::of_git(silence),
        }
    }
}

/// git, without what may be set for the repository that the site lies in.
fn git() -> Command {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
}

fn no_git(error: io::Error) -> Failure {
    Failure::failed(match error.kind() {
        io::ErrorKind::NotFound => {
            "publishing to a git branch needs `git`, which is not installed; install it".to_owned()
        }
        _ => format!("git cannot be started: {error}"),
    })
}

fn no_pipes() -> Failure {
    Failure::failed("git has no input or output")
}

fn broken_off(error: io::Error) -> Failure {
    Failure::failed(format!("git broke off ({error}); publish again"))
}

/// Tells `git fast-import` a file.
fn write_file(stream: &mut dyn Write, path: &str, size: u64, bytes: &mut dyn Read) -> io::Result<()> {
    write!(stream, "M {PLAIN} inline {}\ndata {size}\n", quoted(path))?;
    io::copy(bytes, stream)?;
    stream.write_all(b"\n")
}

/// Why git failed, by its own last words.
fn failed(command: &Command, stderr: &[u8]) -> Failure {
    Failure::failed(format!(
        "`{}` failed: {}; look whether the address in `site.toml` is right and git may reach it",
        told(command),
        last_lines(stderr)
    ))
}

/// What git was told to do, without settings and options.
fn told(command: &Command) -> String {
    // The first word that is neither a setting nor an option.
    let is_option = |argument: &&OsStr| argument.to_string_lossy().starts_with('-');
    let is_setting = |argument: &&OsStr| argument.to_string_lossy().contains('=');
    let task = command.get_args().find(|argument| !is_option(argument) && !is_setting(argument));
    format!("git {}", task.map(OsStr::to_string_lossy).unwrap_or_default())
}

/// A path as `git fast-import` takes it.
fn quoted(path: &str) -> String {
    let escaped = path.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
