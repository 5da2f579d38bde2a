//! What an archive holds. Of an archive that others made, programs may unpack different files; whether it is one that annals
//! made is for [`super::archive`] to say, which packs it anew.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use crate::release::ArchiveForm;
use crate::text::calm_name;

/// Takes what an archive holds: a name, the length, and the bytes. `None` in the place of the length: no plain file.
pub type Take<'a> = dyn FnMut(String, Option<u64>, &mut dyn Read) -> io::Result<()> + 'a;

/// The longest name in a `.tar`, in bytes.
const LONGEST_NAME: u64 = 64 << 10;

/// Hands all that an archive holds to `take`, but for folders.
///
/// # Errors
/// If it is no archive, or holds a name twice.
pub fn each(form: ArchiveForm, file: File, take: &mut Take<'_>) -> io::Result<()> {
    let mut names = BTreeSet::new();
    let mut once = |name: String, size: Option<u64>, reader: &mut dyn Read| {
        if !names.insert(name.clone()) {
            return Err(io::Error::other(format!("it holds `{}` twice", calm_name(&name))));
        }
        let is_folder = name.ends_with('/') && size == Some(0);
        if is_folder { Ok(()) } else { take(name, size, reader) }
    };
    let mut file = BufReader::new(file);
    match form {
        ArchiveForm::Zip => each_zip(&mut file, &mut once),
        ArchiveForm::TarZst => each_tar(open_frame(&mut file)?, &mut once),
    }
}

/// Whatever is read and gone about in: what reads a `.zip` is compiled once.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// What reads a `.zip`.
///
/// # Errors
/// If it is none.
pub fn open_zip(file: &mut dyn Source) -> io::Result<zip::ZipArchive<&mut dyn Source>> {
    zip::ZipArchive::new(file).map_err(io::Error::other)
}

/// What is compressed in a `.tar.zst`.
pub type Frame<'a> = StreamingDecoder<&'a mut dyn Read, FrameDecoder>;

/// The same of a file.
///
/// # Errors
/// If it is not compressed so.
pub fn open_frame(file: &mut dyn Read) -> io::Result<Frame<'_>> {
    StreamingDecoder::new(file).map_err(io::Error::other)
}

fn each_zip(file: &mut dyn Source, take: &mut Take<'_>) -> io::Result<()> {
    let mut archive = open_zip(file)?;
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).map_err(io::Error::other)?;
        let name = entry.name().map_err(io::Error::other)?.into_owned();
        let is_plain = entry.unix_mode().is_none_or(|mode| [0, 0o100_000, 0o040_000].contains(&(mode & 0o170_000)));
        let size = is_plain.then_some(entry.size());
        take(name, size, &mut entry)?;
    }
    Ok(())
}

/// The same for a `.tar`. A name that is too long for its header stands before it, as GNU has it.
pub fn each_tar(stream: Frame<'_>, take: &mut Take<'_>) -> io::Result<()> {
    let mut long = None;
    for entry in tar::Archive::new(stream).entries()?.raw(true) {
        let mut entry = entry?;
        let (kind, size) = (entry.header().entry_type(), entry.size());
        if kind.is_gnu_longname() {
            if size > LONGEST_NAME {
                return Err(io::Error::other("it holds a name without end"));
            }
            let mut name = Vec::new();
            entry.read_to_end(&mut name)?;
            name.pop_if(|last| *last == 0);
            long = Some(name);
            continue;
        }
        if kind.is_gnu_longlink() || kind.is_pax_local_extensions() || kind.is_pax_global_extensions() {
            return Err(io::Error::other("it says more of its files than annals does"));
        }
        let name = long.take().unwrap_or_else(|| entry.path_bytes().into_owned());
        let name = String::from_utf8_lossy(&name).into_owned();
        take(name, (kind.is_file() || kind.is_dir()).then_some(size), &mut entry)?;
    }
    Ok(())
}
