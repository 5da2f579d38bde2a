//! git at work, what is heard of it, and how it is ended when it says nothing.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::super::failure::Failure;
use super::super::pulse::Pulse;
use super::no_git;

/// How much is kept of what git complains of, in bytes: the last of it. The remote's words are among it.
const LAST_WORDS: usize = 16 << 10;

/// git at work.
pub struct Work {
    pub command: Command,
    pub child: Child,
    /// Takes what it complains of at all times, lest git wait for that.
    pub complaints: JoinHandle<Vec<u8>>,
}

impl Work {
    /// Waits for its end; gives what was run too, and what it complained of.
    pub fn end(mut self) -> Result<(ExitStatus, Command, Vec<u8>), Failure> {
        let status = self.child.wait().map_err(no_git)?;
        Ok((status, self.command, self.complaints.join().unwrap_or_default()))
    }

    /// Watches it from now on. It must not be waited for before the watch has ended, lest its number become another's.
    pub fn watch(&self, pulse: Pulse, longest: Duration) -> Watch {
        let (over, ended) = std::sync::mpsc::channel();
        let number = Pid::from_child(&self.child);
        let watching = std::thread::spawn(move || {
            while let Some(left) = pulse.left(longest) {
                if ended.recv_timeout(left) != Err(RecvTimeoutError::Timeout) {
                    return false;
                }
            }
            kill_process(number, Signal::KILL).is_ok()
        });
        Watch { over, watching }
    }
}

/// Ends git when nothing has passed for too long.
pub struct Watch {
    over: Sender<()>,
    watching: JoinHandle<bool>,
}

impl Watch {
    /// Ends the watch, and says whether git was ended.
    pub fn end(self) -> bool {
        drop(self.over);
        self.watching.join().unwrap_or_default()
    }
}

/// What git says, given up when it says nothing for too long, whoever else holds the other end of the pipe.
pub struct Heard {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    pulse: Pulse,
    longest: Duration,
    was_silent: bool,
}

impl Heard {
    pub fn new(mut stdout: impl Read + Send + 'static, pulse: Pulse, longest: Duration) -> Heard {
        let (sender, pieces) = std::sync::mpsc::sync_channel(4);
        std::thread::spawn(move || {
            loop {
                let mut piece = vec![0; 64 << 10];
                let read = stdout.read(&mut piece).map(|length| {
                    piece.truncate(length);
                    piece
                });
                let goes_on = read.as_ref().is_ok_and(|piece| !piece.is_empty());
                if sender.send(read).is_err() || !goes_on {
                    return;
                }
            }
        });
        Heard { pieces, piece: Vec::new(), pulse, longest, was_silent: false }
    }

    /// Whether it was given up.
    pub fn was_silent(&self) -> bool {
        self.was_silent
    }
}

impl Read for Heard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            // What it says of its progress counts too.
            let left = self.pulse.left(self.longest);
            match self.pieces.recv_timeout(left.unwrap_or_default()) {
                Ok(piece) => {
                    self.pulse.beat();
                    self.piece = piece?;
                    if self.piece.is_empty() {
                        return Ok(0);
                    }
                }
                Err(RecvTimeoutError::Timeout) if left.is_some() => {}
                Err(RecvTimeoutError::Timeout) => {
                    self.was_silent = true;
                    return Err(io::ErrorKind::TimedOut.into());
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
        let length = self.piece.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.piece[..length]);
        self.piece.drain(..length);
        Ok(length)
    }
}

/// Reads to the end and gives the last of it.
pub fn last_of(mut source: impl Read) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut piece = [0; 8 << 10];
    while let Ok(length @ 1..) = source.read(&mut piece) {
        kept.extend_from_slice(&piece[..length]);
        kept.drain(..kept.len().saturating_sub(LAST_WORDS));
    }
    kept
}

/// What a program said that tells why it failed, in one line.
pub fn last_lines(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let is_progress = |line: &str| line.contains("% (") || line.ends_with(", done.");
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty() && !is_progress(line));
    let lines: Vec<&str> = lines.collect();
    // What `ssh` says begins with nothing that tells it apart.
    let telling = |line: &&&str| {
        ["fatal:", "error:", "remote:", "!", "ssh:"].iter().any(|start| line.starts_with(start))
            || ["Permission denied", "Host key", "Connection ", "Timeout"].iter().any(|words| line.contains(words))
    };
    let mut told: Vec<&str> = lines.iter().filter(telling).copied().collect();
    if told.is_empty() {
        told = lines;
    }
    match told.len() {
        0 => "it does not say why".to_owned(),
        count => told[count.saturating_sub(4)..].join("; "),
    }
}
