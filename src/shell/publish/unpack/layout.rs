//! The layout of a `.zip` (APPNOTE 6.3): one way alone leads to each of its files.
//!
//! Some programs look for the list of files where the record at the end says, others where its length puts it; some believe
//! that record, others the longer one of ZIP64 before it; some believe the list, others what stands before each file. An
//! archive is taken only if all of these are one.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::{differently, follows};
use crate::text::calm_name;

/// How the parts begin, and how long they are without what varies (sections 4.3.7, 4.3.9, 4.3.12, 4.3.14 to 4.3.16).
const LOCAL: (&[u8; 4], usize) = (b"PK\x03\x04", 30);
const DESCRIPTOR: (&[u8; 4], usize) = (b"PK\x07\x08", 16);
const LISTED: (&[u8; 4], usize) = (b"PK\x01\x02", 46);
const LONG_END: (&[u8; 4], usize) = (b"PK\x06\x06", 56);
const LOCATOR: (&[u8; 4], usize) = (b"PK\x06\x07", 20);
const END: (&[u8; 4], usize) = (b"PK\x05\x06", 22);

/// What stands in a field whose number does not fit, and stands in a field of ZIP64.
const ELSEWHERE: u64 = 0xffff_ffff;

/// The newest version of the form that an archive may ask for: that of ZIP64, which every program knows.
const NEWEST: u64 = 45;

/// What may be said of a file in flags: how well it was packed, that its length stands behind it, and that its name is UTF-8.
const FLAGS: u64 = DEFERRED | 0b110 | 1 << 11;
const DEFERRED: u64 = 1 << 3;

const STORED: u64 = 0;
const DEFLATED: u64 = 8;

/// What may be said of a file in more fields: its times and its owner, that Java packed it, and numbers of ZIP64. None changes its
/// name or its bytes.
const HARMLESS: [u64; 6] = [ZIP64, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875];
const ZIP64: u64 = 0x0001;
const JAVA: u64 = 0xcafe;

/// Holds that nothing but files, their list and the record at its end stands in an archive, and that all that is said twice
/// is the same. Tells how many files there are.
pub fn check(file: &mut BufReader<File>) -> io::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    let list = List::of(file, length)?;
    let mut files = list.read(file)?;
    files.sort_by_key(|listed| listed.start);
    let mut at = 0;
    file.seek(SeekFrom::Start(0))?;
    for listed in &files {
        if listed.start != at {
            return Err(between());
        }
        at = listed.check(file, at)?;
    }
    if at == list.start { Ok(list.count) } else { Err(between()) }
}

/// Numbers in bytes, the lowest byte first.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A part of the archive that has to stand at this place.
fn part(file: &mut BufReader<File>, (mark, length): (&[u8; 4], usize)) -> io::Result<Vec<u8>> {
    let part = bytes(file, length)?;
    if part.starts_with(mark) { Ok(part) } else { Err(between()) }
}

fn bytes(file: &mut BufReader<File>, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn between() -> io::Error {
    io::Error::other("its parts do not stand one behind the other, and other programs may find other files in it")
}

fn unlike(name: &[u8]) -> io::Error {
    let name = String::from_utf8_lossy(name);
    io::Error::other(format!("it says one thing of `{}` in its list and another before it", calm_name(&name)))
}

/// Where the list of files stands.
struct List {
    start: u64,
    end: u64,
    count: u64,
}

impl List {
    fn of(file: &mut BufReader<File>, length: u64) -> io::Result<List> {
        let end_at = length.checked_sub(END.1 as u64).ok_or(io::ErrorKind::UnexpectedEof)?;
        file.seek(SeekFrom::Start(end_at))?;
        let end = part(file, END).map_err(|_| follows())?;
        if number(&end, 20, 2) != 0 {
            return Err(follows());
        }
        let (count, size, start) = (number(&end, 10, 2), number(&end, 12, 4), number(&end, 16, 4));
        // Its parts lie on no other disks.
        if number(&end, 4, 4) != 0 || number(&end, 8, 2) != count {
            return Err(differently());
        }
        let Some(list) = List::long(file, end_at)? else {
            let is_before_it = start + size == end_at;
            return if is_before_it { Ok(List { start, end: end_at, count }) } else { Err(between()) };
        };
        let is_same = |short, long, none| short == long || short == none;
        if is_same(count, list.count, 0xffff)
            && is_same(size, list.end - list.start, ELSEWHERE)
            && is_same(start, list.start, ELSEWHERE)
        {
            Ok(list)
        } else {
            Err(differently())
        }
    }

    /// As the record of ZIP64 says it, where there is one.
    fn long(file: &mut BufReader<File>, end_at: u64) -> io::Result<Option<List>> {
        let Some(locator_at) = end_at.checked_sub(LOCATOR.1 as u64) else { return Ok(None) };
        file.seek(SeekFrom::Start(locator_at))?;
        let locator = bytes(file, LOCATOR.1)?;
        if !locator.starts_with(LOCATOR.0) {
            return Ok(None);
        }
        let at = locator_at.checked_sub(LONG_END.1 as u64).ok_or_else(differently)?;
        if number(&locator, 4, 4) != 0 || number(&locator, 8, 8) != at || number(&locator, 16, 4) != 1 {
            return Err(differently());
        }
        file.seek(SeekFrom::Start(at))?;
        let end = part(file, LONG_END)?;
        let (count, size, start) = (number(&end, 32, 8), number(&end, 40, 8), number(&end, 48, 8));
        // It goes on with nothing, asks for no newer program, and lies on no other disk.
        let is_plain = number(&end, 4, 8) == LONG_END.1 as u64 - 12
            && number(&end, 14, 2) <= NEWEST
            && number(&end, 16, 8) == 0
            && number(&end, 24, 8) == count;
        if !is_plain || start.checked_add(size) != Some(at) {
            return Err(differently());
        }
        Ok(Some(List { start, end: at, count }))
    }

    fn read(&self, file: &mut BufReader<File>) -> io::Result<Vec<Listed>> {
        file.seek(SeekFrom::Start(self.start))?;
        let (mut files, mut at) = (Vec::new(), self.start);
        while at < self.end {
            let fixed = part(file, LISTED)?;
            let lengths = [28, 30, 32].map(|field| number(&fixed, field, 2) as usize);
            let [name, more, words] = lengths.map(|length| bytes(file, length));
            let (name, more) = (name?, more?);
            words?;
            at += (LISTED.1 + lengths.iter().sum::<usize>()) as u64;
            files.push(Listed::of(&fixed, name, &more)?);
        }
        let is_all = at == self.end && files.len() as u64 == self.count;
        if is_all { Ok(files) } else { Err(differently()) }
    }
}

/// What the list says of a file.
struct Listed {
    name: Vec<u8>,
    /// Flags, form of packing and time, as they have to stand before the file too.
    same: Vec<u8>,
    checksum: u64,
    packed: u64,
    size: u64,
    start: u64,
}

impl Listed {
    fn of(fixed: &[u8], name: Vec<u8>, more: &[u8]) -> io::Result<Listed> {
        let fields = fields(&name, more)?;
        let mut long = fields.iter().find(|(id, _)| *id == ZIP64).map(|(_, bytes)| *bytes);
        // Those of the numbers that do not fit stand there, in this order, and nothing else.
        let mut take = |at| match (number(fixed, at, 4), &mut long) {
            (ELSEWHERE, Some(bytes)) if bytes.len() >= 8 => {
                let (first, rest) = bytes.split_at(8);
                *bytes = rest;
                Ok(number(first, 0, 8))
            }
            (ELSEWHERE, _) => Err(differently()),
            (number, _) => Ok(number),
        };
        let (size, packed, start) = (take(24)?, take(20)?, take(42)?);
        let (flags, form) = (number(fixed, 8, 2), number(fixed, 10, 2));
        let is_plain = number(fixed, 6, 2) <= NEWEST
            && flags & !FLAGS == 0
            && (form == DEFLATED || (form == STORED && packed == size))
            // Where a file ends that is not packed, and whose length stands behind it, nobody can tell.
            && (form == DEFLATED || flags & DEFERRED == 0 || size == 0)
            // It lies on no other disk.
            && number(fixed, 34, 2) == 0
            && long.is_none_or(<[u8]>::is_empty);
        if !is_plain {
            return Err(differently());
        }
        Ok(Listed { name, same: fixed[8..16].to_owned(), checksum: number(fixed, 16, 4), packed, size, start })
    }

    /// Holds that the same stands before the file, and tells where it ends.
    fn check(&self, file: &mut BufReader<File>, at: u64) -> io::Result<u64> {
        let fixed = part(file, LOCAL)?;
        let lengths = [26, 28].map(|field| number(&fixed, field, 2) as usize);
        let [name, more] = lengths.map(|length| bytes(file, length));
        let (name, more) = (name?, more?);
        let fields = fields(&name, &more)?;
        let long = fields.iter().find(|(id, _)| *id == ZIP64).map(|(_, bytes)| *bytes);
        let (checksum, packed, size) = (number(&fixed, 14, 4), number(&fixed, 18, 4), number(&fixed, 22, 4));
        let (packed, size) = match long {
            // Both stand there, or neither.
            Some(bytes) if bytes.len() == 16 && (packed, size) == (ELSEWHERE, ELSEWHERE) => {
                (number(bytes, 8, 8), number(bytes, 0, 8))
            }
            Some(_) => return Err(differently()),
            None => (packed, size),
        };
        let is_deferred = number(&fixed, 6, 2) & DEFERRED != 0;
        let told = [(checksum, self.checksum), (packed, self.packed), (size, self.size)];
        let is_same = name == self.name
            && fixed[6..14] == *self.same
            && told.into_iter().all(|(here, listed)| here == listed || (is_deferred && here == 0));
        if !is_same {
            return Err(unlike(&self.name));
        }
        if number(&fixed, 4, 2) > NEWEST {
            return Err(differently());
        }
        let start = at + (LOCAL.1 + lengths.iter().sum::<usize>()) as u64;
        let end = start.checked_add(self.packed).ok_or_else(differently)?;
        file.seek_relative(i64::try_from(self.packed).map_err(io::Error::other)?)?;
        if !is_deferred {
            return Ok(end);
        }
        let width = if long.is_some() { 8 } else { 4 };
        let (mark, length) = DESCRIPTOR;
        let length = length + 2 * (width - 4);
        let behind = part(file, (mark, length))?;
        let told = (number(&behind, 4, 4), number(&behind, 8, width), number(&behind, 8 + width, width));
        let is_same = told == (self.checksum, self.packed, self.size);
        if is_same { Ok(end + length as u64) } else { Err(unlike(&self.name)) }
    }
}

/// What else is said of a file: fields of which each stands once, all of them harmless.
fn fields<'a>(name: &[u8], mut more: &'a [u8]) -> io::Result<Vec<(u64, &'a [u8])>> {
    let mut fields: Vec<(u64, &[u8])> = Vec::new();
    while !more.is_empty() {
        if more.len() < 4 {
            return Err(differently());
        }
        let (id, length) = (number(more, 0, 2), number(more, 2, 2) as usize);
        let bytes = more.get(4..4 + length).ok_or_else(differently)?;
        if !(HARMLESS.contains(&id) || (id == JAVA && length == 0)) || fields.iter().any(|(other, _)| *other == id) {
            let name = String::from_utf8_lossy(name);
            return Err(io::Error::other(format!(
                "it says more of `{}` than programs agree about (the field {id:#06x})",
                calm_name(&name)
            )));
        }
        fields.push((id, bytes));
        more = &more[4 + length..];
    }
    Ok(fields)
}
