//! The files of a `.zip`, after its layout was found to be the same for every program.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use super::{Each, Member, differently, layout};

pub fn each(mut file: BufReader<File>, each: &mut Each<'_>) -> io::Result<()> {
    let count = layout::check(&mut file)?;
    let last = Rc::new(Cell::new(0));
    let file = Fenced { file, at: 0, last: Rc::clone(&last) };
    let mut archive = zip::ZipArchive::new(file).map_err(io::Error::other)?;
    if archive.offset() != 0 {
        return Err(io::Error::other("something stands before its beginning"));
    }
    if archive.len() as u64 != count {
        return Err(io::Error::other("it holds a name twice"));
    }
    for number in 0..archive.len() {
        last.set(u64::MAX);
        let mut entry = archive.by_index(number).map_err(io::Error::other)?;
        last.set(match (entry.data_start(), entry.compressed_size()) {
            (Some(start), packed) if packed > 0 => start.saturating_add(packed - 1),
            _ => 0,
        });
        let name = std::str::from_utf8(entry.name_raw());
        // Without the mark for UTF-8, programs differ about what it is called.
        let is_clear = name.is_ok_and(|name| name.is_ascii() || entry.flags().as_u16() & (1 << 11) != 0);
        let name = entry.name().map_err(io::Error::other)?.into_owned();
        let attributes = entry.external_attributes();
        let kind = attributes >> 16 & 0o170_000;
        // As MS-DOS has it: a folder, or the name of the disk.
        let is_odd = attributes & 0x18 != 0;
        let what = match name.ends_with('/') {
            true if is_clear && [0, 0o040_000].contains(&kind) => Member::folder(&name, entry.size()),
            false if is_clear && [0, 0o100_000].contains(&kind) && !is_odd => Member::File(entry.size()),
            _ => Member::Other,
        };
        each(name, what, &mut Whole { bytes: &mut entry, last: &last })?;
    }
    Ok(())
}

/// A file that hands out one byte by itself: the last of the bytes that are unpacked at a time. Whoever unpacks asks for it
/// only if they do not end before it.
struct Fenced {
    file: BufReader<File>,
    at: u64,
    /// Where that byte stands; 0 once it was asked for.
    last: Rc<Cell<u64>>,
}

impl Read for Fenced {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let last = self.last.get();
        let most = match last.checked_sub(self.at) {
            None => buffer.len() as u64,
            Some(0) => 1,
            Some(before) => before,
        };
        let length = (&mut self.file).take(most).read(buffer)?;
        if self.at == last && length > 0 {
            self.last.set(0);
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Fenced {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

/// The bytes of a file, which are unpacked out of all that stands there for them: a program that reads an archive from its
/// beginning goes on where they end.
struct Whole<'a> {
    bytes: &'a mut dyn Read,
    last: &'a Cell<u64>,
}

impl Read for Whole<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.bytes.read(buffer)?;
        if length == 0 && !buffer.is_empty() && self.last.get() != 0 { Err(differently()) } else { Ok(length) }
    }
}
