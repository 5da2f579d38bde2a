//! An archive is annals' own to the last bit, or it is none.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use super::super::unpack;
use super::{pack, write_tar, write_zip};
use crate::release::ArchiveForm;

type Files = BTreeMap<String, Vec<u8>>;

const FORMS: [ArchiveForm; 2] = [ArchiveForm::Zip, ArchiveForm::TarZst];

fn packed(form: ArchiveForm, files: &Files) -> File {
    let file = tempfile::tempfile().unwrap();
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    let bytes = |path: &str| Ok(files[path].clone());
    let to = file.try_clone().unwrap();
    let written = match form {
        ArchiveForm::Zip => write_zip(to, &paths, bytes),
        ArchiveForm::TarZst => write_tar(to, &paths, bytes),
    };
    written.unwrap_or_else(|_| unreachable!("no file is read")).unwrap();
    file
}

/// What an archive that is annals' own holds; `None` if it is none.
fn own(form: ArchiveForm, file: &File) -> Option<Files> {
    let mut files = Files::new();
    let mut read = file.try_clone().unwrap();
    read.seek(SeekFrom::Start(0)).unwrap();
    let mut take = |name, _, reader: &mut dyn Read| {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        files.insert(name, bytes);
        Ok(())
    };
    unpack::each(form, read, &mut take).ok()?;
    pack::is_own(form, file).is_ok_and(|own| own).then_some(files)
}

fn bytes(file: &File) -> Vec<u8> {
    let (mut file, mut bytes) = (file, Vec::new());
    file.seek(SeekFrom::Start(0)).unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn file_of(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

#[test]
fn what_was_packed_is_found_again_whatever_it_is() {
    let mut number = 1_u32;
    let mut noise = |length: usize| -> Vec<u8> {
        let next = |_| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (number >> 24) as u8
        };
        (0..length).map(next).collect()
    };
    let page = b"<p>A page with words, and words again, and words.</p>\n".repeat(40_000);
    let mixed: Vec<u8> = (0..40).flat_map(|_| [noise(3_000), page[..70_000].to_vec()].concat()).collect();
    let long = |length: usize| format!("{}x", "below/".repeat(length / 6));
    let files: Files = [
        ("empty.txt".to_owned(), Vec::new()),
        ("index.html".to_owned(), page),
        ("media/\u{e4} b.bin".to_owned(), noise(3_000_000)),
        ("mixed".to_owned(), mixed),
        ("noughts".to_owned(), vec![0; 1_000_000]),
        (long(96), b"a".to_vec()),
        (long(150), b"b".to_vec()),
        (long(600), b"c".to_vec()),
        ("\u{e4}".repeat(120), noise(65_536)),
    ]
    .into();
    for form in FORMS {
        for files in [&files, &Files::new(), &Files::from([("a".to_owned(), Vec::new())])] {
            assert!(own(form, &packed(form, files)).as_ref() == Some(files), "{form:?}");
        }
        for name in ["a\\b", "a\u{1}", "a\n", "a/"] {
            assert_eq!(own(form, &packed(form, &Files::from([(name.to_owned(), Vec::new())]))), None, "{name:?}");
        }
    }
}

#[test]
fn no_byte_of_an_archive_changes_unseen() {
    let files: Files = [
        ("a/index.html".to_owned(), b"<h1>A page, a page, a page</h1>".to_vec()),
        ("b.txt".to_owned(), Vec::new()),
        ("below/".repeat(40) + "c", b"c".to_vec()),
    ]
    .into();
    for form in FORMS {
        let whole = bytes(&packed(form, &files));
        assert_eq!(own(form, &file_of(&whole)).as_ref(), Some(&files));
        for (at, bit) in (0..whole.len()).map(|at| (at, at * 5 % 8)) {
            let mut changed = whole.clone();
            changed[at] ^= 1 << bit;
            assert_ne!(own(form, &file_of(&changed)).as_ref(), Some(&files), "{form:?}: bit {bit} of byte {at}");
        }
        for length in 0..whole.len() {
            assert_eq!(own(form, &file_of(&whole[..length])), None, "{form:?}: {length} bytes");
        }
        for more in [&b"\0"[..], b"more", &[0; 1024], &whole] {
            assert_eq!(own(form, &file_of(&[&whole, more].concat())), None, "{form:?}");
            assert_eq!(own(form, &file_of(&[more, &whole].concat())), None, "{form:?}");
        }
    }
}

#[test]
fn no_byte_of_what_is_compressed_in_a_tar_changes_unseen() {
    let files: Files = [("a.html".to_owned(), b"<h1>A page</h1>".to_vec()), ("b.txt".to_owned(), Vec::new())].into();
    let form = ArchiveForm::TarZst;
    let mut whole = Vec::new();
    let frame = bytes(&packed(form, &files));
    ruzstd::decoding::StreamingDecoder::new(&*frame).unwrap().read_to_end(&mut whole).unwrap();
    let anew = |tar: &[u8]| {
        let mut packed = Vec::new();
        pack::compress(&mut &*tar, &mut packed);
        own(form, &file_of(&packed))
    };
    assert_eq!(anew(&whole).as_ref(), Some(&files));
    for (at, bit) in (0..whole.len()).map(|at| (at, at * 5 % 8)) {
        let mut changed = whole.clone();
        changed[at] ^= 1 << bit;
        assert_ne!(anew(&changed).as_ref(), Some(&files), "bit {bit} of byte {at}");
    }
}
