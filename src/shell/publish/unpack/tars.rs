//! The files of a `.tar.zst`.

use std::fs::File;
use std::io::{self, BufReader, Read};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::{Each, Member, differently, follows};
use crate::text::calm_name;

/// The longest name in a `.tar`, with what else may be said of a file there, in bytes.
const LONGEST_NAME: u64 = 64 << 10;

/// The most bytes that fill a `.tar` up after the mark at its end. Programs write so much that its length is a multiple of
/// 10 KiB, or of what they are told.
const MOST_PADDING: usize = 1 << 20;

/// What may be said of a file in a `.tar` beside its name; neither its name nor its bytes are read otherwise for it.
const HARMLESS: [&[u8]; 8] = [b"atime", b"comment", b"ctime", b"gid", b"gname", b"mtime", b"uid", b"uname"];

pub fn each(file: BufReader<File>, each: &mut Each<'_>) -> io::Result<()> {
    let mut stream = StreamingDecoder::new(file).map_err(io::Error::other)?;
    let mut archive = tar::Archive::new(&mut stream);
    let mut said = Said::default();
    // Read as they stand there: the library would take a name of any length into memory.
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        check_header(entry.header())?;
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            if entry.size() > LONGEST_NAME {
                return Err(io::Error::other("it holds a name without end"));
            }
            let mut about = Vec::new();
            entry.read_to_end(&mut about)?;
            said.hear(kind, about)?;
            continue;
        }
        let name = std::mem::take(&mut said).name.unwrap_or_else(|| entry.path_bytes().into_owned());
        let is_text = std::str::from_utf8(&name).is_ok();
        let name = String::from_utf8_lossy(&name).trim_end_matches('\0').to_owned();
        let what = match kind {
            tar::EntryType::Regular if is_text => Member::File(entry.size()),
            tar::EntryType::Directory if is_text => Member::folder(&name, entry.size()),
            _ => Member::Other,
        };
        each(name, what, &mut entry)?;
    }
    ends(&mut stream)
}

/// What was said of the entry that follows, before it.
#[derive(Default)]
struct Said {
    name: Option<Vec<u8>>,
    /// By which forms.
    forms: Vec<tar::EntryType>,
}

impl Said {
    fn hear(&mut self, form: tar::EntryType, about: Vec<u8>) -> io::Result<()> {
        let name = if form.is_pax_local_extensions() { pax_path(&about)? } else { Some(about) };
        if self.forms.contains(&form) || (name.is_some() && self.name.is_some()) {
            return Err(io::Error::other("it gives more than one name to a file"));
        }
        self.forms.push(form);
        self.name = name.or(self.name.take());
        Ok(())
    }
}

/// The name among what is said of the file that follows (POSIX.1-2001, pax).
fn pax_path(about: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let mut path = None;
    // The library stops at an empty line; others do, or go on.
    let has_empty_line = |lines: &[u8]| lines.split(|byte| *byte == b'\n').any(<[u8]>::is_empty);
    if about.split_last().is_some_and(|(last, lines)| *last != b'\n' || has_empty_line(lines)) {
        return Err(differently());
    }
    for said in tar::PaxExtensions::new(about) {
        let said = said?;
        match said.key_bytes() {
            b"path" => path = Some(said.value_bytes().to_owned()),
            key if HARMLESS.contains(&key) => {}
            key => {
                let key = String::from_utf8_lossy(key);
                return Err(io::Error::other(format!(
                    "it says `{}` of a file, of which programs differ",
                    calm_name(&key)
                )));
            }
        }
    }
    Ok(path)
}

/// Holds that a header of a `.tar` is in one of the two forms of today, and that nothing in it is read by some and not by
/// others.
fn check_header(header: &tar::Header) -> io::Result<()> {
    let bytes = header.as_bytes();
    // Programs take what stands in the field of POSIX for the name's beginning into the name, in GNU's form too.
    let is_known =
        header.as_ustar().is_some() || (header.as_gnu().is_some() && bytes[345..500].iter().all(|b| *b == 0));
    // Neither signs nor binary numbers: so long is no file.
    let is_plain_size = bytes[124..136].iter().all(|byte| matches!(byte, b'0'..=b'7' | b' ' | 0));
    if is_known && is_plain_size { Ok(()) } else { Err(differently()) }
}

/// Holds that nothing follows the mark at the end of a `.tar`, nor the only frame of its compression.
fn ends(stream: &mut StreamingDecoder<BufReader<File>, FrameDecoder>) -> io::Result<()> {
    let mut rest = Vec::new();
    stream.take(MOST_PADDING as u64 + 1).read_to_end(&mut rest)?;
    if rest.len() > MOST_PADDING || rest.iter().any(|byte| *byte != 0) {
        return Err(follows());
    }
    let told = stream.decoder.get_checksum_from_data();
    if told.is_some() && told != stream.decoder.get_calculated_checksum() {
        return Err(io::Error::other("its checksum is not that of its bytes"));
    }
    if stream.get_mut().read(&mut [0])? > 0 { Err(follows()) } else { Ok(()) }
}
