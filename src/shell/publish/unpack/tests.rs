//! Every bit of what archives say of their files: it is minded, or no program minds it.

use std::io::{Cursor, Seek, SeekFrom, Write};
use std::ops::Range;

use super::each;
use crate::release::ArchiveForm;

const FILES: [(&str, &[u8]); 2] = [("a/index.html", b"<h1>A page, a page, a page</h1>"), ("b.txt", b"abc")];

type Files = Vec<(String, Option<u64>, Vec<u8>)>;

/// What an archive is found to hold; `None` if it is refused.
fn files(form: ArchiveForm, bytes: &[u8]) -> Option<Files> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    let mut files = Vec::new();
    let mut take = |name, size, reader: &mut dyn std::io::Read| {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        files.push((name, size, bytes));
        Ok(())
    };
    each(form, file, &mut take).ok().map(|()| files)
}

/// Holds that the same files are found after a change of a bit in those bytes alone, wherever else it is in `all`.
fn only(form: ArchiveForm, pack: &dyn Fn(Option<(usize, u8)>) -> Vec<u8>, all: Range<usize>, free: &[Range<usize>]) {
    let whole = files(form, &pack(None)).unwrap();
    assert_eq!(whole.len(), FILES.len());
    for at in all.filter(|at| !free.iter().any(|range| range.contains(at))) {
        for bit in 0..8 {
            let found = files(form, &pack(Some((at, 1 << bit))));
            assert_ne!(found.as_ref(), Some(&whole), "bit {bit} of byte {at} is minded by nobody");
        }
    }
}

fn fill<W: Write + Seek>(mut archive: zip::ZipWriter<W>) -> W {
    let options = zip::write::SimpleFileOptions::default().unix_permissions(0o644);
    for (name, bytes) in FILES {
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap()
}

fn find(bytes: &[u8], mark: &[u8]) -> usize {
    bytes.windows(mark.len()).position(|window| window == mark).unwrap()
}

#[test]
fn no_bit_of_a_zip_archive_changes_unseen() {
    let streamed = fill(zip::ZipWriter::new_stream(Vec::new())).into_inner();
    for whole in [fill(zip::ZipWriter::new(Cursor::new(Vec::new()))).into_inner(), streamed] {
        let pack = |change: Option<(usize, u8)>| {
            let mut bytes = whole.clone();
            if let Some((at, bit)) = change {
                bytes[at] ^= bit;
            }
            bytes
        };
        let list = find(&whole, b"PK\x01\x02");
        let second = list + 1 + find(&whole[list + 1..], b"PK\x01\x02");
        let other = 1 + find(&whole[1..], b"PK\x03\x04");
        // Which version wrote it, for which version it is, whether it is a text, and who may read it; and what fills the last
        // byte of packed bytes up.
        let free = [0, other].map(|at| at + 4..at + 5).into_iter();
        let behind = if whole[6] & 8 == 0 { 0 } else { 16 };
        let packed = [(0, other), (other, list)].into_iter().zip(FILES);
        let free = free.chain(packed.map(|((start, end), (name, _))| start + 30 + name.len()..end - behind));
        let free = free.chain([list, second].into_iter().flat_map(|at| [at + 4..at + 7, at + 36..at + 42]));
        only(ArchiveForm::Zip, &pack, 0..whole.len(), &free.collect::<Vec<_>>());
    }
}

/// In one piece, with its length in four bytes; one block that is not packed, the last.
fn frame(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap();
    let mark = [0x28, 0xb5, 0x2f, 0xfd, 0b1010_0000];
    [&mark[..], &length.to_le_bytes(), &(length << 3 | 1).to_le_bytes()[..3], bytes].concat()
}

fn tar() -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (number, (name, bytes)) in FILES.into_iter().enumerate() {
        let mut header = if number == 0 { tar::Header::new_gnu() } else { tar::Header::new_ustar() };
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_uid(1000);
        header.set_gid(1000);
        header.set_mtime(1_700_000_000);
        header.set_username("me").unwrap();
        if number == 1 {
            builder.append_pax_extensions([("mtime", &b"1700000000.5"[..])]).unwrap();
        }
        builder.append_data(&mut header, name, bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn no_bit_of_a_tar_archive_changes_unseen() {
    let whole = tar();
    let pack = |change: Option<(usize, u8)>| {
        let mut bytes = whole.clone();
        if let Some((at, bit)) = change {
            bytes[at] ^= bit;
            let (head, field) = (at / 512 * 512, at % 512);
            // Whoever changes a header makes its checksum anew.
            let is_header = bytes[head + 257..head + 262] == *b"ustar";
            if is_header && !(148..156).contains(&field) {
                let fields = bytes[head..head + 148].iter().chain(&bytes[head + 156..head + 512]);
                let sum = fields.map(|byte| u32::from(*byte)).sum::<u32>() + 256;
                bytes[head + 148..head + 156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
            }
        }
        frame(&bytes)
    };
    let mut free = Vec::new();
    for (block, bytes) in whole.chunks(512).enumerate() {
        let at = block * 512;
        if bytes[257..262] == *b"ustar" {
            // Rights, owners, time, links and devices, which a file is not; numbers may begin with a blank, too.
            free.extend([at + 100..at + 156, at + 157..at + 257, at + 265..at + 345]);
            if bytes[156] == b'x' {
                free.extend([at..at + 100, at + 345..at + 500]);
            }
        } else if let Some((_, bytes)) = FILES.iter().find(|(_, page)| bytes.starts_with(page)) {
            free.push(at + bytes.len()..at + 512);
        } else if bytes[0] != 0 {
            let time = at + find(bytes, b"=");
            // What fills it up is the same everywhere.
            free.extend([time + 1..time + 13, at + 100..at + 500]);
        }
    }
    only(ArchiveForm::TarZst, &pack, 0..whole.len() - 1023, &free);
}

#[test]
fn no_bit_of_what_a_frame_says_of_itself_changes_unseen() {
    let whole = frame(&tar());
    let pack = |change: Option<(usize, u8)>| {
        let mut bytes = whole.clone();
        if let Some((at, bit)) = change {
            bytes[at] ^= bit;
        }
        bytes
    };
    // A bit that means nothing, and never will.
    let free = 4..5;
    only(ArchiveForm::TarZst, &pack, 0..12, std::slice::from_ref(&free));
}
