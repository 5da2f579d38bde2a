//! The line to another machine: an SFTP session over the pipes of the user's own `ssh`, with the user's keys and settings,
//! made anew when it breaks.

use std::fmt;
use std::io::{IsTerminal, Read};
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use openssh_sftp_client::error::SftpErrorKind;
use openssh_sftp_client::{Error, Sftp, SftpOptions};
use tokio::net::unix::pipe;
use tokio::runtime::Runtime;

use super::super::failure::Failure;
use super::super::patience;
use super::super::pulse::Pulse;
use crate::release::Host;
use crate::text::calm_name;

/// How often a line is made, or a piece of work tried over it.
const TRIES: u32 = 5;

/// How often where the other side says nothing for too long, which takes its time.
const SILENT_TRIES: u32 = 2;

/// How long somebody who is asked for a password may take for it.
const ASKED: Duration = Duration::from_secs(120);

/// What stands in the place of the words of an `ssh` that was silent.
const SILENT: &str = "nothing for too long";

/// How long the words of an `ssh` that has ended are waited for.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Before the second try; twice as long before each further one.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// The settings of every connection: nothing but the session is carried.
const OPTIONS: &[&str] =
    &["-oClearAllForwardings=yes", "-oForwardAgent=no", "-oForwardX11=no", "-oPermitLocalCommand=no"];

/// Why work over the line did not succeed.
#[derive(Debug)]
pub enum Miss {
    /// The session or the other side.
    Sftp(Error),
    /// Nothing passed for too long.
    Silence,
    /// Something here.
    Here(Failure),
}

impl From<Error> for Miss {
    fn from(error: Error) -> Miss {
        Miss::Sftp(error)
    }
}

impl From<Failure> for Miss {
    fn from(failure: Failure) -> Miss {
        Miss::Here(failure)
    }
}

/// Whether the other side says that there is no such file.
pub fn is_absent(error: &Error) -> bool {
    matches!(error, Error::SftpError(SftpErrorKind::NoSuchFile, _))
}

/// Whether the other side answered, though not as hoped.
pub fn is_answer(error: &Error) -> bool {
    matches!(error, Error::SftpError(..))
}

/// How often the line broke under one piece of work, and how often it may.
struct Breaks {
    most: u32,
    tries: u32,
}

/// One session.
struct Session {
    sftp: Option<Sftp>,
    pulse: Pulse,
    child: Child,
    words: Option<Mutex<Receiver<String>>>,
}

impl Session {
    /// Ends it and gives what `ssh` said.
    fn end(&mut self) -> String {
        self.sftp = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
        // What `ssh` started itself may live on and keep its words from ending.
        let words = self.words.take().map(|words| words.into_inner().unwrap_or_else(PoisonError::into_inner));
        words.and_then(|words| words.recv_timeout(LAST_WORDS).ok()).unwrap_or_default()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.end();
    }
}

/// The line.
pub struct Line {
    host: Host,
    /// How long the other side may be silent.
    silence: Duration,
    runtime: Runtime,
    session: Mutex<Option<Arc<Session>>>,
    /// Whether it broke so often that it is tried only once more for each piece of work: what is to be tidied up.
    is_given_up: AtomicBool,
    /// Whether it stood still so often that nothing is tried any more, since each try takes long.
    is_silent: AtomicBool,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Line").field(&self.host).finish()
    }
}

impl Line {
    /// A line that is made when it is needed.
    ///
    /// # Errors
    /// If the machine gives no resources for it, or `ANNALS_TIMEOUT` is no time.
    pub fn new(host: Host) -> Result<Line, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::failed(format!("cannot wait for the network: {error}")))?;
        Ok(Line {
            host,
            silence: patience::silence()?,
            runtime,
            session: Mutex::new(None),
            is_given_up: AtomicBool::new(false),
            is_silent: AtomicBool::new(false),
        })
    }

    /// Says that the line broke too often.
    pub fn give_up(&self) {
        self.is_given_up.store(true, Ordering::Relaxed);
    }

    fn tries(&self) -> u32 {
        if self.is_given_up.load(Ordering::Relaxed) { 1 } else { TRIES }
    }

    /// The settings by which `ssh` is started.
    pub fn options(&self) -> Vec<String> {
        let mut options: Vec<String> = OPTIONS.iter().map(|option| (*option).to_owned()).collect();
        options.extend(patience::of_ssh(self.silence));
        if !std::io::stderr().is_terminal() {
            // Nobody is there to be asked for a password.
            options.push("-oBatchMode=yes".to_owned());
        }
        options
    }

    /// How long the other side may be silent.
    pub fn silence(&self) -> Duration {
        self.silence
    }

    /// The machine.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Does work over the line, again from its beginning when the line breaks.
    ///
    /// # Errors
    /// If no line comes about, or the work is refused.
    pub fn run<T>(&self, what: &str, work: impl AsyncFn(&Sftp) -> Result<T, Miss>) -> Result<T, Failure> {
        let mut breaks = Breaks { most: self.tries(), tries: 0 };
        loop {
            if self.is_silent.load(Ordering::Relaxed) {
                return Err(self.unreachable(SILENT));
            }
            let session = self.session()?;
            let Some(sftp) = &session.sftp else { continue };
            let mut result = None;
            let done = self.wait(
                &session.pulse,
                Box::pin(async {
                    result = Some(work(sftp).await?);
                    Ok(())
                }),
            );
            match (done, result) {
                (Ok(()), Some(result)) => return Ok(result),
                (Ok(()), None) => {}
                (Err(miss), _) => self.missed(what, miss, session, &mut breaks)?,
            }
        }
    }

    /// Waits for work of any kind: what waiting is made of is compiled once.
    fn wait(&self, pulse: &Pulse, mut work: Pin<Box<dyn Future<Output = Result<(), Miss>> + '_>>) -> Result<(), Miss> {
        let done = self.runtime.block_on(pulse.within(patience::longest(self.silence), work.as_mut()));
        done.unwrap_or(Err(Miss::Silence))
    }

    /// Gives up what cannot succeed, and waits a while before what may.
    fn missed(&self, what: &str, miss: Miss, session: Arc<Session>, breaks: &mut Breaks) -> Result<(), Failure> {
        let is_silent = matches!(miss, Miss::Silence);
        let broke = match miss {
            Miss::Here(failure) => return Err(failure),
            Miss::Sftp(Error::SftpError(kind, words)) => return Err(self.refused(what, &kind, &words.to_string())),
            Miss::Sftp(_) => "broke",
            Miss::Silence => {
                breaks.most = breaks.most.min(SILENT_TRIES);
                "stood still"
            }
        };
        let said = self.forget(session);
        breaks.tries += 1;
        let tries = breaks.tries;
        if tries >= breaks.most {
            self.give_up();
            self.is_silent.fetch_or(is_silent, Ordering::Relaxed);
            let said = if said.is_empty() { String::new() } else { format!(" (`ssh` says: {said})") };
            return Err(Failure::failed(format!(
                "the connection to `{}` {broke} {}{said}; what was done stays done: publish again later",
                self.host.host,
                if tries == 1 { "again".to_owned() } else { format!("{tries} times") }
            )));
        }
        std::thread::sleep(FIRST_WAIT * 2_u32.pow(tries - 1));
        Ok(())
    }

    /// The present session, or a new one.
    fn session(&self) -> Result<Arc<Session>, Failure> {
        let mut held = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = &*held {
            return Ok(Arc::clone(session));
        }
        let most = self.tries();
        let mut tries = 1;
        loop {
            match self.connect()? {
                Ok(session) => return Ok(Arc::clone(held.insert(Arc::new(session)))),
                Err(said) if is_passing(&said) && tries < most => {
                    std::thread::sleep(FIRST_WAIT * 2_u32.pow(tries - 1));
                    tries += 1;
                }
                Err(said) => {
                    self.give_up();
                    self.is_silent.fetch_or(said == SILENT, Ordering::Relaxed);
                    return Err(self.unreachable(&said));
                }
            }
        }
    }

    /// Makes a session; gives the words of `ssh` if none comes about.
    fn connect(&self) -> Result<Result<Session, String>, Failure> {
        let mut command = Command::new("ssh");
        command.args(self.options());
        if let Some(port) = self.host.port {
            command.arg(format!("-p{port}"));
        }
        if let Some(user) = &self.host.user {
            command.args(["-l", user]);
        }
        command.args(["-s", "--", bare(&self.host.host), "sftp"]);
        command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| missing("ssh", &error))?;
        let pipes = (child.stdin.take(), child.stdout.take());
        let words = child.stderr.take().map(|mut stderr| {
            let (teller, words) = std::sync::mpsc::channel();
            std::thread::spawn(move || teller.send(last_words(&mut stderr)));
            Mutex::new(words)
        });
        let pulse = Pulse::new();
        let mut session = Session { sftp: None, pulse: pulse.clone(), child, words };
        let (Some(stdin), Some(stdout)) = pipes else { return Ok(Err(session.end())) };
        let asked = if std::io::stderr().is_terminal() { ASKED } else { Duration::ZERO };
        let longest = patience::longest(self.silence) + asked;
        let made = self.runtime.block_on(async {
            let stdin = pulse.watch(pipe::Sender::from_owned_fd(stdin.into())?);
            let stdout = pulse.watch(pipe::Receiver::from_owned_fd(stdout.into())?);
            let mut making = Box::pin(Sftp::new(stdin, stdout, SftpOptions::new()));
            pulse.within(longest, making.as_mut()).await.transpose()
        });
        match made {
            Ok(Some(sftp)) => session.sftp = Some(sftp),
            Ok(None) => {
                session.end();
                return Ok(Err(SILENT.to_owned()));
            }
            Err(error) => {
                let said = session.end();
                return Ok(Err(if said.is_empty() { error.to_string() } else { said }));
            }
        }
        Ok(Ok(session))
    }

    /// Gives a broken session up, and what its `ssh` said, if nobody else works over it.
    fn forget(&self, session: Arc<Session>) -> String {
        let mut held = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().is_some_and(|other| Arc::ptr_eq(other, &session)) {
            *held = None;
        }
        drop(held);
        Arc::into_inner(session).map(|mut session| session.end()).unwrap_or_default()
    }

    fn refused(&self, what: &str, kind: &SftpErrorKind, words: &str) -> Failure {
        let host = &self.host.host;
        let what = calm_name(what);
        Failure::failed(match kind {
            SftpErrorKind::PermDenied => {
                format!(
                    "`{host}` does not let you {what}: permission is denied there; look at the folder's owner and mode"
                )
            }
            SftpErrorKind::NoSuchFile => format!("cannot {what}: `{host}` says that there is no such file or folder"),
            _ => format!("cannot {what}: `{host}` says \"{}\"; look whether its disk is full", plain(words)),
        })
    }

    /// Why there is no line, by what `ssh` said.
    pub fn unreachable(&self, said: &str) -> Failure {
        let host = &self.host.host;
        let has = |words: &str| said.contains(words);
        let why = if has("Host key verification failed") || has("REMOTE HOST IDENTIFICATION HAS CHANGED") {
            format!(
                "the key of `{host}` is not known here, or another than it was; say `ssh {host}` once and compare it"
            )
        } else if has("Permission denied") {
            format!("`{host}` does not let you in; look whether `ssh {host}` does without a question")
        } else if has("Could not resolve hostname") {
            format!("there is no machine `{host}`, or no network")
        } else if has("Connection refused") {
            format!("nothing answers at `{host}`")
        } else if has("subsystem request failed") {
            format!("`{host}` offers no SFTP, which annals needs there")
        } else {
            format!("no connection to `{host}` came about")
        };
        Failure::failed(format!("{why} (`ssh` says: {said})"))
    }
}

/// Whether it may be otherwise in a while.
fn is_passing(said: &str) -> bool {
    const LASTING: &[&str] = &[
        SILENT,
        "Permission denied",
        "Host key verification failed",
        "HAS CHANGED",
        "Could not resolve",
        "subsystem request",
    ];
    !LASTING.iter().any(|words| said.contains(words))
}

/// A program that is not here.
pub fn missing(program: &str, error: &std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::NotFound {
        Failure::failed(format!("annals needs the program `{program}` for this target; install it"))
    } else {
        Failure::failed(format!("cannot start `{program}`: {error}"))
    }
}

/// A host's name as `ssh` takes it: an address of IPv6 without its brackets.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// Reads to the end and gives the last words.
pub fn last_words(source: &mut dyn Read) -> String {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(length @ 1..) = source.read(&mut piece) {
        bytes.extend_from_slice(&piece[..length]);
        let surplus = bytes.len().saturating_sub(8192);
        bytes.drain(..surplus);
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    plain(&lines[lines.len().saturating_sub(3)..].join("; "))
}

/// The words of others, without what could move a terminal's cursor.
fn plain(text: &str) -> String {
    calm_name(text).chars().take(400).collect()
}
