//! How annals packs: every file with the same time, owner and permissions, so that equal files give equal bytes.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::rc::Rc;

use ruzstd::encoding::{CompressionLevel, FrameCompressor};

use super::super::unpack::{Frame, each_tar, open_frame, open_zip};
use crate::release::ArchiveForm;

/// How a file stands in a `.zip`. The time is the earliest that the form knows.
pub fn options() -> zip::write::SimpleFileOptions {
    zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
}

/// What stands before a file of this length in a `.tar`, but for its name.
pub fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header.set_size(size);
    header
}

/// Whatever is written and gone back in: what writes a `.zip` is compiled once.
pub trait Place: Write + Seek {}

impl<T: Write + Seek> Place for T {}

/// What writes a `.tar`.
pub type Tar<'a> = tar::Builder<&'a mut dyn Write>;

/// What writes a `.zip`.
pub type Zip<'a> = zip::ZipWriter<&'a mut dyn Place>;

/// Compresses the bytes of a `.tar`.
pub fn compress(tar: &mut dyn Read, packed: &mut dyn Write) {
    let mut compressor = FrameCompressor::new(CompressionLevel::Fastest);
    compressor.set_source(tar);
    compressor.set_drain(packed);
    compressor.compress();
}

/// Whether an archive is, byte by byte, the one that annals makes of the files that are read from it. Every program then
/// unpacks these files, as it does from each archive of annals: nothing else stands in it that some of them read.
///
/// # Errors
/// If it cannot be read.
pub fn is_own(form: ArchiveForm, file: &File) -> io::Result<bool> {
    match form {
        ArchiveForm::Zip => is_own_zip(file),
        ArchiveForm::TarZst => Ok(is_own_tar(file)? && is_own_frame(file)?),
    }
}

/// Whether programs take a name otherwise: some leave control characters out, and take `\` for `/`; all take one that ends
/// in `/` for that of a folder, of which annals packs none.
fn is_odd(name: &str) -> bool {
    name.contains(|c: char| c.is_control() || c == '\\') || name.ends_with('/')
}

fn is_own_zip(file: &File) -> io::Result<bool> {
    let mut same = Same::new(file);
    let is_lost = Rc::clone(&same.is_lost);
    let mut anew = Zip::new(&mut same);
    let mut source = BufReader::new(Part::of(file));
    let mut archive = open_zip(&mut source)?;
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).map_err(io::Error::other)?;
        let name = entry.name().map_err(io::Error::other)?.into_owned();
        if is_odd(&name) {
            return Ok(false);
        }
        anew.start_file(name, options()).map_err(io::Error::other)?;
        let mut piece = vec![0; 64 << 10];
        while !is_lost.get() {
            match entry.read(&mut piece)? {
                0 => break,
                length => anew.write_all(&piece[..length])?,
            }
        }
    }
    anew.finish().map_err(io::Error::other)?;
    same.ended()
}

/// Whether the bytes that are compressed are those that annals would write.
fn is_own_tar(file: &File) -> io::Result<bool> {
    let (mut first, mut second) = (BufReader::new(Part::of(file)), BufReader::new(Part::of(file)));
    let mut expected = Expected(open_frame(&mut first)?);
    let mut anew = Tar::new(&mut expected);
    let packed = each_tar(open_frame(&mut second)?, &mut |name, size, reader| {
        let size = size.filter(|_| !is_odd(&name)).ok_or_else(unlike)?;
        anew.append_data(&mut header(size), name, reader)
    });
    let ended = packed.and_then(|()| anew.finish());
    drop(anew);
    let ended = ended.and_then(|()| expected.0.read(&mut [0]));
    match ended {
        Ok(more) => Ok(more == 0),
        Err(error) if error.get_ref().is_some_and(|inner| inner.is::<Unlike>()) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether they are compressed as annals does it.
fn is_own_frame(file: &File) -> io::Result<bool> {
    let mut same = Same::new(file);
    let mut packed = BufReader::new(Part::of(file));
    let mut stream = open_frame(&mut packed)?;
    let mut failure = None;
    let is_lost = Rc::clone(&same.is_lost);
    let mut source = Until(|piece: &mut [u8]| {
        // The library ends the program where it cannot read on.
        stream.read(if is_lost.get() { &mut [] } else { piece }).unwrap_or_else(|error| {
            failure = Some(error);
            0
        })
    });
    compress(&mut source, &mut same);
    failure.map_or_else(|| same.ended(), Err)
}

/// A file that is read at a place of one's own.
struct Part<'a> {
    file: &'a File,
    at: u64,
}

impl Part<'_> {
    fn of(file: &File) -> Part<'_> {
        Part { file, at: 0 }
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read_at(buffer, self.at)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Part<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = place(to, self.at, || Ok(self.file.metadata()?.len()))?;
        Ok(self.at)
    }
}

fn place(to: SeekFrom, at: u64, end: impl Fn() -> io::Result<u64>) -> io::Result<u64> {
    let at = match to {
        SeekFrom::Start(at) => Some(at),
        SeekFrom::Current(by) => at.checked_add_signed(by),
        SeekFrom::End(by) => end()?.checked_add_signed(by),
    };
    at.ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

/// Reads by a function that cannot fail.
struct Until<F>(F);

impl<F: FnMut(&mut [u8]) -> usize> Read for Until<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(self.0(buffer))
    }
}

/// What is written is not what was expected.
#[derive(Debug)]
struct Unlike;

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is not packed as annals packs")
    }
}

impl Error for Unlike {}

fn unlike() -> io::Error {
    io::Error::other(Unlike)
}

/// Takes what is read from this, and nothing else.
struct Expected<'a>(Frame<'a>);

impl Write for Expected<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut expected = Vec::with_capacity(bytes.len());
        (&mut self.0).take(bytes.len() as u64).read_to_end(&mut expected)?;
        if expected == bytes { Ok(bytes.len()) } else { Err(unlike()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Compares what is written with a file, also where it is written over again: what stands before a file in a `.zip` is
/// completed when that file has been packed. Never fails, since the library would print by itself that it does.
struct Same<'a> {
    file: &'a File,
    at: u64,
    end: u64,
    /// Where other bytes stand than were written last.
    unlike: BTreeSet<u64>,
    /// Whether there are too many of these, or the file cannot be read.
    is_lost: Rc<Cell<bool>>,
    failure: Option<io::Error>,
}

impl Same<'_> {
    /// The most bytes that may be other ones until they are written over.
    const MOST: usize = 64;

    fn new(file: &File) -> Same<'_> {
        Same { file, at: 0, end: 0, unlike: BTreeSet::new(), is_lost: Rc::default(), failure: None }
    }

    /// Whether what was written is all that stands in the file.
    fn ended(self) -> io::Result<bool> {
        match self.failure {
            Some(error) => Err(error),
            None => Ok(!self.is_lost.get() && self.unlike.is_empty() && self.end == self.file.metadata()?.len()),
        }
    }

    fn compare(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut there = Vec::with_capacity(bytes.len());
        Part { file: self.file, at: self.at }.take(bytes.len() as u64).read_to_end(&mut there)?;
        let is_same = there == bytes && self.unlike.is_empty();
        let places = if is_same { 0 } else { bytes.len() };
        for (at, (byte, index)) in (self.at..).zip(bytes.iter().zip(0..places)) {
            if there.get(index) == Some(byte) {
                self.unlike.remove(&at);
            } else {
                self.unlike.insert(at);
            }
            if self.unlike.len() > Self::MOST {
                self.is_lost.set(true);
                break;
            }
        }
        Ok(())
    }
}

impl Write for Same<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_lost.get()
            && let Err(error) = self.compare(bytes)
        {
            self.is_lost.set(true);
            self.failure = Some(error);
        }
        self.at += bytes.len() as u64;
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Same<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = place(to, self.at, || Ok(self.end))?;
        Ok(self.at)
    }
}
