//! What an archive holds, as every other program would unpack it: what programs read differently is refused, and what is no
//! plain file is told apart.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use crate::release::{ArchiveForm, check_path};
use crate::text::calm_name;

/// The longest name in a `.tar`, with what else may be said of a file there, in bytes.
const LONGEST_NAME: u64 = 64 << 10;

/// The most bytes that fill a `.tar` up after the mark at its end. Programs write so much that its length is a multiple of
/// 10 KiB, or of what they are told.
const MOST_PADDING: usize = 1 << 20;

/// What may be said of a file in a `.tar` beside its name; neither its name nor its bytes are read otherwise for it.
const HARMLESS: [&[u8]; 8] = [b"atime", b"comment", b"ctime", b"gid", b"gname", b"mtime", b"uid", b"uname"];

/// The record that ends a `.zip`, where nothing follows it: how long it is, and how it begins (APPNOTE, section 4.3.16).
const ZIP_END: (i64, [u8; 4]) = (22, *b"PK\x05\x06");

/// Takes what an archive holds: a name, the length, and the bytes. `None` in the place of the length: no plain file, but a
/// link, a pipe, or something of which not every program makes the same.
pub type Take<'a> = dyn FnMut(String, Option<u64>, &mut dyn Read) -> io::Result<()> + 'a;

/// Hands all that an archive would unpack to `take`, but for folders.
///
/// # Errors
/// If it is no archive, holds a name twice, or programs would not agree about what it holds.
pub fn each(form: ArchiveForm, file: File, take: &mut Take<'_>) -> io::Result<()> {
    let mut names = BTreeSet::new();
    let mut once = |name: String, what: Member, reader: &mut dyn Read| {
        // A folder stands in the place of a file of its name.
        if !names.insert(name.trim_end_matches('/').to_owned()) {
            return Err(io::Error::other(format!("it holds `{}` twice", calm_name(name.trim_end_matches('/')))));
        }
        match what {
            Member::Folder => Ok(()),
            Member::File(size) => take(name, Some(size), reader),
            Member::Other => take(name, None, &mut io::empty()),
        }
    };
    let file = BufReader::new(file);
    match form {
        ArchiveForm::Zip => each_of_zip(file, &mut once),
        ArchiveForm::TarZst => each_of_tar(file, &mut once),
    }
}

/// What stands under a name.
enum Member {
    /// A plain file of this length.
    File(u64),
    /// A folder that can hold files of the site, and holds none by itself.
    Folder,
    /// Anything else.
    Other,
}

impl Member {
    fn folder(name: &str, size: u64) -> Member {
        let is_one = size == 0 && check_path(name.trim_end_matches('/')).is_ok();
        if is_one { Member::Folder } else { Member::Other }
    }
}

type Each<'a> = dyn FnMut(String, Member, &mut dyn Read) -> io::Result<()> + 'a;

fn each_of_zip(mut file: BufReader<File>, each: &mut Each<'_>) -> io::Result<()> {
    let (length, mark) = ZIP_END;
    let mut start = [0; 4];
    file.seek(SeekFrom::End(-length))?;
    file.read_exact(&mut start)?;
    let mut archive = zip::ZipArchive::new(file).map_err(io::Error::other)?;
    if start != mark || !archive.comment().is_empty() {
        return Err(follows());
    }
    if archive.offset() != 0 {
        return Err(io::Error::other("something stands before its beginning"));
    }
    // Programs that read it from its beginning must find the same as those that read the list at its end.
    archive.validate_header_consistency().map_err(io::Error::other)?;
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).map_err(io::Error::other)?;
        let name = std::str::from_utf8(entry.name_raw());
        // Without the mark for UTF-8, or with a second name, programs differ about what it is called.
        let is_clear = name.is_ok_and(|name| name.is_ascii() || entry.flags().as_u16() & (1 << 11) != 0)
            && !entry.extra_data_fields().any(|field| matches!(field, zip::ExtraField::UnicodePath(_)));
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
        each(name, what, &mut entry)?;
    }
    Ok(())
}

fn each_of_tar(file: BufReader<File>, each: &mut Each<'_>) -> io::Result<()> {
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

fn follows() -> io::Error {
    io::Error::other("something follows its end, which other programs may unpack")
}

fn differently() -> io::Error {
    io::Error::other("it holds something that programs read differently")
}
