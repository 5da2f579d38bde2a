//! An archive is whole only if every program that unpacks it finds the same files, wherever it looks for them.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]

mod support;

use std::fs;

use annals::release::Entry;
use support::Site;

const PAGE: &[u8] = b"<h1>The page</h1>";
const OTHER: &[u8] = b"<h1>Another page</h1>";

/// A copy of a site with two pages that are alike but for their names, and their manifest.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let pages = [("about/index.html", b"<h1>About</h1>".to_vec()), ("index.html", PAGE.to_vec())];
    let listed = pages.iter().map(|(path, bytes)| {
        format!("\"{path}\": {{\"sha256\": \"{}\", \"size\": {}}}", Entry::of(bytes).hex(), bytes.len())
    });
    let listed = listed.collect::<Vec<_>>().join(", ");
    let manifest = format!("{{\"generator\": \"annals\", \"version\": 1, \"files\": {{{listed}}}}}");
    pages.into_iter().chain([("manifest.json", manifest.into_bytes())]).collect()
}

#[track_caller]
fn verify(site: &Site, name: &str, bytes: &[u8], words: &str) {
    fs::write(site.path(name), bytes).unwrap();
    let run = site.run(&["verify", name]);
    if words.is_empty() {
        run.exits(0)
    } else {
        run.exits(3).says("cannot be read as an archive").says(words)
    };
}

// ---- zip -------------------------------------------------------------------------------------------------------------

/// A file in a `.zip`, as its list and what stands before it say it.
#[derive(Clone)]
struct File {
    name: &'static str,
    bytes: Vec<u8>,
    needed: u16,
    flags: u16,
    /// Bytes of more fields in the list, and before the file.
    more: [Vec<u8>; 2],
    /// What stands behind it.
    behind: Vec<u8>,
}

fn zipped() -> Vec<File> {
    let file = |(name, bytes)| File { name, bytes, needed: 20, flags: 0, more: Default::default(), behind: Vec::new() };
    files().into_iter().map(file).collect()
}

/// The numbers of a file that stand in both places.
fn numbers(file: &File) -> Vec<u8> {
    let mut checksum = !0_u32;
    for byte in &file.bytes {
        checksum =
            (0..8).fold(checksum ^ u32::from(*byte), |sum, _| sum >> 1 ^ (0xedb8_8320 & (sum & 1).wrapping_neg()));
    }
    let length = u32::try_from(file.bytes.len()).unwrap();
    [!checksum, length, length].iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn local(file: &File) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    for number in [file.needed, file.flags, 0, 0, 0x21] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(numbers(file));
    bytes.extend([file.name.len() as u16, file.more[1].len() as u16].iter().flat_map(|number| number.to_le_bytes()));
    [&*bytes, file.name.as_bytes(), &file.more[1], &file.bytes, &file.behind].concat()
}

fn listed(file: &File, at: u32) -> Vec<u8> {
    let mut bytes = b"PK\x01\x02\x14\x03".to_vec();
    for number in [file.needed, file.flags, 0, 0, 0x21] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(numbers(file));
    bytes.extend([file.name.len() as u16, file.more[0].len() as u16].iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend([0; 6]);
    bytes.extend((0o100_644_u32 << 16).to_le_bytes());
    bytes.extend(at.to_le_bytes());
    [&*bytes, file.name.as_bytes(), &file.more[0]].concat()
}

/// The files, their list, and the record at the end.
fn parts(files: &[File]) -> [Vec<u8>; 3] {
    let (mut before, mut list) = (Vec::new(), Vec::new());
    for file in files {
        list.extend(listed(file, before.len() as u32));
        before.extend(local(file));
    }
    let end = end(files.len(), list.len(), before.len());
    [before, list, end]
}

fn end(count: usize, size: usize, start: usize) -> Vec<u8> {
    let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
    end.extend([count as u16; 2].iter().flat_map(|number| number.to_le_bytes()));
    end.extend([size as u32, start as u32].iter().flat_map(|number| number.to_le_bytes()));
    [end, vec![0; 2]].concat()
}

/// The record of ZIP64 that stands at a place, and what leads to it.
fn long_end(count: usize, size: usize, start: usize, at: usize) -> Vec<u8> {
    let mut end = b"PK\x06\x06".to_vec();
    end.extend(44_u64.to_le_bytes());
    end.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [count, count, size, start] {
        end.extend((number as u64).to_le_bytes());
    }
    end.extend(b"PK\x06\x07\0\0\0\0");
    end.extend((at as u64).to_le_bytes());
    [end, 1_u32.to_le_bytes().to_vec()].concat()
}

#[test]
fn a_zip_archive_whose_list_other_programs_find_elsewhere_is_refused() {
    let site = Site::small();
    let check = |bytes: &[u8], words: &str| verify(&site, "copy.zip", bytes, words);
    let files = zipped();
    let [before, list, end_record] = parts(&files);
    check(&[&*before, &list, &end_record].concat(), "");
    // A second list with another page, to which a record of ZIP64 leads.
    let mut others = files.clone();
    others[1].bytes = OTHER.to_vec();
    let other_at = before.len() + list.len();
    let mut other_list = Vec::new();
    let mut at = 0;
    for (file, other) in files.iter().zip(&others) {
        other_list.extend(listed(other, if other.bytes == OTHER { other_at as u32 } else { at }));
        at += local(file).len() as u32;
    }
    let hidden = [local(&others[1]), other_list.clone()].concat();
    let long_at = other_at + hidden.len();
    let long = long_end(3, other_list.len(), long_at - other_list.len(), long_at);
    check(&[&*before, &list, &hidden, &long, &end_record].concat(), "programs read differently");
    // ZIP64 that says the same is taken, with numbers in their places or none.
    let at = before.len() + list.len();
    let long = long_end(3, list.len(), before.len(), at);
    for (count, size, start) in [(3, list.len(), before.len()), (0xffff, 0xffff_ffff, 0xffff_ffff)] {
        check(&[&*before, &list, &long, &end(count, size, start)].concat(), "");
    }
    check(&[&*before, &list, &long, &end(2, list.len(), before.len())].concat(), "programs read differently");
    let wrong = long_end(3, list.len(), before.len(), at - 1);
    check(&[&*before, &list, &wrong, &end_record].concat(), "programs read differently");
    // Some programs count back from the end.
    for size in [0, 1, list.len() - 1, list.len() + 1, list.len() + (1 << 31), list.len() ^ 0x100] {
        check(&[&*before, &list, &end(3, size, before.len())].concat(), "other programs may find other files");
    }
    check(&[&*before, &list, b"more", &end_record].concat(), "other programs may find other files");
    check(&[&*before, b"more", &list, &end(3, list.len(), before.len() + 4)].concat(), "other programs may find");
    check(&[&*before, &list, &end(2, list.len(), before.len())].concat(), "programs read differently");
}

#[test]
fn a_zip_archive_of_which_other_programs_leave_files_out_is_refused() {
    let site = Site::small();
    let check = |change: &dyn Fn(&mut File), words: &str| {
        let mut files = zipped();
        change(&mut files[1]);
        verify(&site, "copy.zip", &parts(&files).concat(), words);
    };
    check(&|file| file.needed = 45, "");
    check(&|file| file.needed = 63, "programs read differently");
    check(&|file| file.needed = 0x100, "programs read differently");
    for bit in [0, 4, 5, 6, 13] {
        check(&|file| file.flags = 1 << bit, "programs read differently");
    }
    check(&|file| file.flags = 1 << 11, "");
    // What is not packed may not have its length behind it, be it there.
    check(&|file| file.flags = 8, "programs read differently");
    let described = |file: &mut File| file.behind = [b"PK\x07\x08".to_vec(), numbers(file)].concat();
    check(
        &|file| {
            file.flags = 8;
            described(file);
        },
        "programs read differently",
    );
    check(&|file| described(file), "other programs may find other files");
    // Fields: the times, twice the same, one of ZIP64 for numbers that fit, one that gives another name, half a one.
    let times = b"UT\x05\0\x01\0\0\0\0";
    check(&|file| file.more = [times.to_vec(), times.to_vec()], "");
    check(&|file| file.more[0] = [&times[..], times].concat(), "says more of `index.html`");
    check(&|file| file.more[0] = b"\x01\0\x08\0\0\0\0\0\0\0\0\0".to_vec(), "programs read differently");
    check(&|file| file.more[1] = [&b"\x01\0\x10\0"[..], &[0; 16]].concat(), "programs read differently");
    check(&|file| file.more[1] = b"up\x05\0\x01\0\0\0\0".to_vec(), "says more of `index.html`");
    check(&|file| file.more[0] = b"UT\x06\0\x01\0\0\0\0".to_vec(), "programs read differently");
    // What is said before a file is what the list says.
    let [before, list, end] = parts(&zipped());
    let wrong = [&before[..14], b"aaaa", &before[18..]].concat();
    verify(&site, "copy.zip", &[wrong, list, end].concat(), "one thing of `about/index.html` in its list and another");
}

#[test]
fn a_zip_archive_whose_packed_bytes_go_on_behind_a_file_is_refused() {
    let site = Site::small();
    let mut archive = zip::ZipWriter::new_stream(Vec::new());
    for (name, bytes) in files() {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, &bytes).unwrap();
    }
    let whole = archive.finish().unwrap().into_inner();
    verify(&site, "copy.zip", &whole, "");
    // Whoever reads from the beginning finds the length of the first file here, and then another one.
    let find = |bytes: &[u8], mark: &[u8]| bytes.windows(4).position(|window| window == mark).unwrap();
    let behind = find(&whole, b"PK\x07\x08");
    let mut other = zipped().swap_remove(1);
    other.bytes = OTHER.to_vec();
    let hidden = [&whole[behind..behind + 16], &local(&other)].concat();
    let mut bytes = [&whole[..behind], &hidden, &whole[behind..]].concat();
    let more = hidden.len() as u32;
    let mut add = |at: usize| {
        let number = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) + more;
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    };
    add(behind + hidden.len() + 8);
    let mut list = find(&whole, b"PK\x01\x02") + hidden.len();
    add(list + 20);
    for (name, _) in &files()[..2] {
        list += 46 + name.len();
        add(list + 42);
    }
    let end = whole.len() + hidden.len() - 22;
    add(end + 16);
    verify(&site, "copy.zip", &bytes, "programs read differently");
}

// ---- tar.zst ---------------------------------------------------------------------------------------------------------

fn header(name: &str, size: usize, kind: u8) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.set_path(name).unwrap();
    header.set_entry_type(tar::EntryType::new(kind));
    header.set_size(size as u64);
    header.set_mode(0o644);
    header.set_cksum();
    header
}

/// An archive in which a header is changed, and what is given stands before the page, which has a name for it.
fn tar_of(change: &dyn Fn(&mut [u8; 512]), before: Option<(u8, &[u8], &[u8])>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (path, content) in files() {
        let is_page = path == "index.html";
        if let Some((kind, about, padding)) = before.filter(|_| is_page) {
            bytes.extend(header("about", about.len(), kind).as_bytes());
            bytes.extend([about, padding].concat());
            bytes.resize(bytes.len().next_multiple_of(512), 0);
        }
        let mut header = header(if is_page { name } else { path }, content.len(), b'0');
        if is_page {
            change(header.as_mut_bytes());
            header.set_cksum();
        }
        bytes.extend(header.as_bytes());
        bytes.extend(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    [bytes, vec![0; 1024]].concat()
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn a_tar_archive_at_whose_numbers_other_programs_stop_is_refused() {
    let site = Site::small();
    let check = |from: usize, field: &[u8], words: &str| {
        let change = |bytes: &mut [u8; 512]| bytes[from..from + field.len()].copy_from_slice(field);
        verify(&site, "copy.tar.zst", &frame(&tar_of(&change, None, "index.html")), words);
    };
    check(100, b" 644\0 \0 ", "");
    // A great number of an owner, as GNU writes it.
    check(108, &[0x80, 0, 0, 0, 0x40, 0, 0, 0], "");
    for from in [100, 108, 116, 136, 329, 337] {
        for field in [b"zzzzzzzz", b"+000644\0", b"\x00000644\0", b"000 644\0", &[0xff; 8]] {
            check(from, field, "programs read differently");
        }
    }
    check(108, &[0x80, 0, 0, 0, 0x80, 0, 0, 0], "programs read differently");
    check(100, b"        ", "programs read differently");
    check(500, b"a", "programs read differently");
}

#[test]
fn what_is_said_of_a_file_in_a_tar_archive_is_what_every_program_hears() {
    let site = Site::small();
    let check = |kind, about: &[u8], padding: &[u8], name: &str, words: &str| {
        let bytes = tar_of(&|_| {}, Some((kind, about, padding)), name);
        verify(&site, "copy.tar.zst", &frame(&bytes), words);
    };
    check(b'x', b"19 path=index.html\n", b"", "other.html", "");
    check(b'L', b"index.html\0", b"", "other.html", "");
    check(b'x', b"23 mtime=-1700000000.5\n", b"", "index.html", "");
    check(b'x', b"18 uid=1234567890\n", b"", "index.html", "");
    // A sign or a nought before the length, twice a key, the end of a text in it, no name.
    for about in [
        &b"+19 path=index.html\n"[..],
        b"019 path=index.html\n",
        b" 20 path=index.html\n",
        b"19 path=index.html\n19 path=index.html\n",
        b"20 path=index.html\0\n",
        b"18 path=index.html",
        b"8 path=\n",
        b"15 mtime=1e999\n",
        b"13 mtime=nan\n",
        b"13 mtime=inf\n",
        b"11 mtime=\n",
        b"12 mtime=1.\n",
        b"22 mtime=999999999999\n",
        b"18 uid=4294967295\n",
        b"9 gid=-1\n",
    ] {
        check(b'x', about, b"", "index.html", "programs read differently");
    }
    // Some programs read what fills its block up.
    check(b'x', b"11 uname=m\n", b"19 path=index.html\n", "other.html", "programs read differently");
    check(b'L', b"index", b".html", "other.html", "programs read differently");
    // Of a file that does not follow.
    let [mut bytes, end] = {
        let whole = tar_of(&|_| {}, None, "index.html");
        [whole[..whole.len() - 1024].to_vec(), vec![0; 1024]]
    };
    bytes.extend(header("about", 0, b'x').as_bytes());
    verify(&site, "copy.tar.zst", &frame(&[bytes, end].concat()), "programs read differently");
}

#[test]
fn a_frame_that_other_programs_refuse_is_no_archive() {
    let site = Site::small();
    let tar = tar_of(&|_| {}, None, "index.html");
    let whole = frame(&tar);
    let with = |bits: u8| {
        let mut bytes = whole.clone();
        bytes[4] |= bits;
        bytes
    };
    verify(&site, "copy.tar.zst", &whole, "");
    verify(&site, "copy.tar.zst", &with(8), "programs read differently");
    // Blocks that are not packed, in a frame of one piece that says its length.
    let length = tar.len() as u32;
    let framed = |told: u32| {
        let block = (length << 3 | 1).to_le_bytes();
        [&[0x28, 0xb5, 0x2f, 0xfd, 0b1010_0000], &told.to_le_bytes()[..], &block[..3], &tar].concat()
    };
    verify(&site, "copy.tar.zst", &framed(length), "");
    verify(&site, "copy.tar.zst", &framed(length + 1), "it is not as long as it says");
    verify(&site, "copy.tar.zst", &framed(1 << 20), "it is not as long as it says");
}
