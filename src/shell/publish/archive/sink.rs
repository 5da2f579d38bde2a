//! A file that is written until it fails.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::rc::Rc;

/// Writes into a file as long as that goes well, and keeps why it does not. Nobody is told meanwhile: the library that writes
/// a `.zip` tries again to end it when it is left, and prints by itself that it cannot.
pub struct Sink {
    file: BufWriter<File>,
    failure: Rc<Cell<Option<io::Error>>>,
    has_failed: bool,
    at: u64,
    end: u64,
}

impl Sink {
    /// A sink, and the place in which it leaves its failure.
    pub fn new(file: File) -> (Sink, Rc<Cell<Option<io::Error>>>) {
        let failure = Rc::new(Cell::new(None));
        let sink = Sink { file: BufWriter::new(file), failure: Rc::clone(&failure), has_failed: false, at: 0, end: 0 };
        (sink, failure)
    }

    fn try_to(&mut self, act: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) {
        if self.has_failed {
            return;
        }
        if let Err(error) = act(&mut self.file) {
            self.has_failed = true;
            self.failure.set(Some(error));
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.try_to(|file| file.write_all(bytes));
        self.at += bytes.len() as u64;
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.try_to(Write::flush);
        Ok(())
    }
}

impl Seek for Sink {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        let at = at.ok_or(io::ErrorKind::InvalidInput)?;
        if at != self.at {
            self.try_to(|file| file.seek(SeekFrom::Start(at)).map(|_| ()));
            self.at = at;
        }
        Ok(at)
    }
}
