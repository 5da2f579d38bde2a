//! The files of a `.tar.zst`: POSIX.1-2001 (ustar, pax) and GNU's form, as far as every program reads them alike.
//!
//! Read block by block: what fills blocks up is read by some programs too, and names have bounds.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Take};

use super::frame::Frame;
use super::{Each, Member, differently};
use crate::text::calm_name;

/// The longest name in a `.tar`, with what else may be said of a file there, in bytes.
const LONGEST_NAME: u64 = 64 << 10;

const BLOCK: usize = 512;

/// The greatest number of an owner that every program hands to the machine.
const OWNER: u64 = i32::MAX as u64;

/// What may be said of a file in a `.tar` beside its name, in texts of any kind; neither its name nor its bytes are read
/// otherwise for it.
const TEXTS: [&str; 3] = ["comment", "gname", "uname"];
/// The same, in seconds since 1970. Programs end half way at a number that their clock does not know.
const TIMES: [&str; 3] = ["atime", "ctime", "mtime"];
/// The same, as the number of an owner.
const OWNERS: [&str; 2] = ["gid", "uid"];

pub fn each(file: BufReader<File>, each: &mut Each<'_>) -> io::Result<()> {
    let mut frame = Frame::new(file)?;
    let mut said = Said::default();
    let mut block = [0; BLOCK];
    while fill(&mut frame, &mut block)? && block != [0; BLOCK] {
        let header = tar::Header::from_byte_slice(&block);
        check_header(header)?;
        let (kind, size) = (header.entry_type(), header.entry_size()?);
        let mut bytes = (&mut frame).take(size);
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            if size > LONGEST_NAME {
                return Err(io::Error::other("it holds a name without end"));
            }
            let mut about = Vec::new();
            bytes.read_to_end(&mut about)?;
            // Some programs read on where the others stop.
            if rest(bytes, size)?.iter().any(|byte| *byte != 0) {
                return Err(differently());
            }
            said.hear(kind, about)?;
            continue;
        }
        let name = std::mem::take(&mut said).name.unwrap_or_else(|| header.path_bytes().into_owned());
        let is_text = std::str::from_utf8(&name).is_ok();
        let name = String::from_utf8_lossy(&name).into_owned();
        let what = match kind {
            tar::EntryType::Regular if is_text => Member::File(size),
            tar::EntryType::Directory if is_text => Member::folder(&name, size),
            _ => Member::Other,
        };
        each(name, what, &mut bytes)?;
        rest(bytes, size)?;
    }
    if !said.forms.is_empty() {
        return Err(differently());
    }
    frame.ends()
}

/// Fills a block, or tells that nothing is left.
fn fill(frame: &mut Frame, block: &mut [u8; BLOCK]) -> io::Result<bool> {
    let mut bytes = Vec::new();
    match frame.take(BLOCK as u64).read_to_end(&mut bytes)? {
        0 => Ok(false),
        BLOCK => {
            block.copy_from_slice(&bytes);
            Ok(true)
        }
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Passes over what was not read of a file, and gives what fills its last block up.
fn rest(mut bytes: Take<&mut Frame>, size: u64) -> io::Result<Vec<u8>> {
    io::copy(&mut bytes, &mut io::sink())?;
    let (is_short, block) = (bytes.limit() > 0, BLOCK as u64);
    let (mut padding, length) = (Vec::new(), size.next_multiple_of(block) - size);
    bytes.into_inner().take(length).read_to_end(&mut padding)?;
    if is_short || (padding.len() as u64) < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(padding) }
}

/// What was said of the entry that follows, before it.
#[derive(Default)]
struct Said {
    name: Option<Vec<u8>>,
    /// By which forms.
    forms: Vec<tar::EntryType>,
}

impl Said {
    fn hear(&mut self, form: tar::EntryType, mut about: Vec<u8>) -> io::Result<()> {
        let name = if form.is_pax_local_extensions() {
            pax_path(&about)?
        } else {
            about.truncate(about.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
            Some(about)
        };
        if self.forms.contains(&form) || (name.is_some() && self.name.is_some()) {
            return Err(io::Error::other("it gives more than one name to a file"));
        }
        self.forms.push(form);
        self.name = name.or(self.name.take());
        Ok(())
    }
}

/// The name among what is said of the file that follows (POSIX.1-2001, pax): lines such as `30 mtime=1700000000.123456789`,
/// each with its own length before it.
fn pax_path(mut about: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let mut said = BTreeMap::new();
    while !about.is_empty() {
        let (line, rest) = line(about).ok_or_else(differently)?;
        let at = line.iter().position(|byte| *byte == b'=').ok_or_else(differently)?;
        let (key, value) = (&line[..at], &line[at + 1..]);
        let is_harmless = match std::str::from_utf8(key) {
            Ok("path") => !value.is_empty(),
            Ok(key) if TEXTS.contains(&key) => true,
            Ok(key) if TIMES.contains(&key) => is_time(value),
            Ok(key) if OWNERS.contains(&key) => is_owner(value),
            _ => {
                let key = String::from_utf8_lossy(key);
                return Err(io::Error::other(format!(
                    "it says `{}` of a file, of which programs differ",
                    calm_name(&key)
                )));
            }
        };
        // Programs differ about which of two they take, and where a text ends that holds the end of texts.
        if !is_harmless || value.contains(&0) || said.insert(key, value).is_some() {
            return Err(differently());
        }
        about = rest;
    }
    Ok(said.get(&b"path"[..]).map(|path| path.to_vec()))
}

/// The first line without its length and its end, and what follows it. Its length is written in digits alone: of signs,
/// blanks and noughts before them programs differ.
fn line(about: &[u8]) -> Option<(&[u8], &[u8])> {
    let blank = about.iter().position(|byte| *byte == b' ')?;
    let digits = &about[..blank];
    if !digits.iter().all(u8::is_ascii_digit) || digits.starts_with(b"0") {
        return None;
    }
    let length: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let (line, rest) = about.split_at_checked(length)?;
    Some((line.strip_suffix(b"\n")?.get(blank + 1..)?, rest))
}

/// Whether this is a time that every clock knows, such as `-1700000000.123456789`.
fn is_time(value: &[u8]) -> bool {
    let value = value.strip_prefix(b"-").unwrap_or(value);
    let mut parts = value.split(|byte| *byte == b'.');
    let is_number = |part: &[u8], most| (1..=most).contains(&part.len()) && part.iter().all(u8::is_ascii_digit);
    parts.next().is_some_and(|part| is_number(part, 11))
        && parts.next().is_none_or(|part| is_number(part, 20))
        && parts.next().is_none()
}

fn is_owner(value: &[u8]) -> bool {
    value.iter().all(u8::is_ascii_digit)
        && std::str::from_utf8(value).ok().and_then(|value| value.parse().ok()).is_some_and(|owner| OWNER >= owner)
}

/// Holds that a header of a `.tar` is in one of the two forms of today, and that nothing in it is read by some and not by
/// others.
fn check_header(header: &tar::Header) -> io::Result<()> {
    let bytes = header.as_bytes();
    let is_text = |field: &[u8]| field.iter().skip_while(|byte| **byte != 0).all(|byte| *byte == 0);
    // Programs take what stands in the field of POSIX for the name's beginning into the name, in GNU's form too.
    let is_known = (header.as_ustar().is_some() && is_text(&bytes[345..500]))
        || (header.as_gnu().is_some() && bytes[345..500].iter().all(|byte| *byte == 0));
    // How a file may be used, its time, and which device it is: programs that find no number there stop without a word.
    let are_plain = [&bytes[100..108], &bytes[136..148], &bytes[329..337], &bytes[337..345]];
    // So long is no file that its length is written otherwise; the numbers of owners may be.
    let is_plain = [&bytes[124..136], &bytes[148..156]].into_iter().all(is_octal)
        && are_plain.into_iter().all(is_octal)
        && [&bytes[108..116], &bytes[116..124]].into_iter().all(|field| is_octal(field) || is_binary(field));
    if !is_known || !is_plain || !is_text(&bytes[..100]) || bytes[500..].iter().any(|byte| *byte != 0) {
        return Err(differently());
    }
    let sum = bytes[..148].iter().chain(&bytes[156..]).map(|byte| u32::from(*byte)).sum::<u32>() + 8 * u32::from(b' ');
    if header.cksum()? == sum {
        Ok(())
    } else {
        Err(io::Error::other("the checksum of a header is not that of its bytes"))
    }
}

/// Whether a field is a number as POSIX has it: blanks, octal digits, and blanks or noughts to its end. Blanks alone are one
/// for some programs only.
fn is_octal(field: &[u8]) -> bool {
    let Some(start) = field.iter().position(|byte| *byte != b' ') else { return false };
    field[start..].iter().skip_while(|byte| matches!(byte, b'0'..=b'7')).all(|byte| matches!(byte, b' ' | 0))
}

/// Whether a field is the number of an owner as GNU has it where octal digits do not suffice.
fn is_binary(field: &[u8]) -> bool {
    let number = field.iter().skip(1).fold(0, |number, byte| number << 8 | u64::from(*byte));
    field[0] == 0x80 && number <= OWNER
}
