//! An archive is whole only if it is, byte by byte, the one that annals made: then every program unpacks the same from it.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]

mod support;

use std::fs;
use std::io::{Cursor, Write};
use std::process::Command;

use support::publish::{events, publish};
use support::{Run, SETTINGS, Site, Tree, read_tree};

const OTHERWISE: &str = "is not packed as this annals packs";
const UNREADABLE: &str = "cannot be read as an archive";

/// A site with its copy in both kinds of archive.
fn site() -> Site {
    let targets =
        ["zip", "tar.zst"].map(|form| format!("[[publish]]\nname = \"{form}\"\nto = \"archive:copy.{form}\"\n"));
    let site = Site::new()
        .file("content/site.toml", format!("{SETTINGS}{}", targets.concat()))
        .file("content/events.toml", events(3, "a"))
        .file("static/media/\u{e4} b.txt", "words")
        .file("static/media/empty.txt", "")
        .file(&format!("static/media/{}.txt", "long".repeat(40)), "more words");
    for form in ["zip", "tar.zst"] {
        publish(&site, &[form]);
    }
    site.build().exits(0);
    site
}

#[track_caller]
fn verify(site: &Site, name: &str, bytes: &[u8]) -> Run {
    fs::write(site.path(name), bytes).unwrap();
    site.run(&["verify", name])
}

fn tar_of(files: &Tree, change: &dyn Fn(&str, &mut tar::Header), add: &dyn Fn(&mut tar::Builder<Vec<u8>>)) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        header.set_size(bytes.len() as u64);
        change(path, &mut header);
        builder.append_data(&mut header, path, bytes.as_slice()).unwrap();
    }
    add(&mut builder);
    builder.into_inner().unwrap()
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// One more entry, of a kind.
fn entry(builder: &mut tar::Builder<Vec<u8>>, kind: u8, name: &str, bytes: &[u8]) {
    let mut about = tar::Header::new_ustar();
    about.set_size(bytes.len() as u64);
    about.set_mode(0o644);
    about.set_entry_type(tar::EntryType::new(kind));
    about.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    if [b'1', b'2'].contains(&kind) {
        about.set_link_name("feed.xml").unwrap();
    }
    about.set_cksum();
    builder.append(&about, bytes).unwrap();
}

#[test]
fn other_programs_unpack_from_an_archive_what_was_built() {
    let site = site();
    for (form, program) in
        [("zip", "python3 -m zipfile -e ../copy.zip ."), ("tar.zst", "tar --zstd -xf ../copy.tar.zst")]
    {
        let name = format!("copy.{form}");
        site.run(&["verify", &name]).exits(0).gives("every file is the one that was built");
        let folder = site.path(form);
        fs::create_dir(&folder).unwrap();
        // What `tar` calls for this form is not everywhere.
        let is_there = form == "zip" || Command::new("zstd").arg("--version").output().is_ok();
        if is_there {
            let status = Command::new("sh").args(["-c", program]).current_dir(&folder).status().unwrap();
            assert!(status.success(), "{program}");
            assert!(read_tree(&folder) == site.tree("public"), "{program}");
        }
    }
}

#[test]
fn a_tar_archive_that_another_program_packed_is_to_be_unpacked() {
    let site = site();
    let files = site.tree("public");
    let name = "copy.tar.zst";
    let pack = |change: &dyn Fn(&str, &mut tar::Header), add: &dyn Fn(&mut tar::Builder<Vec<u8>>)| {
        frame(&tar_of(&files, change, add))
    };
    let (as_it_is, nothing) = (|_: &str, _: &mut tar::Header| {}, |_: &mut tar::Builder<Vec<u8>>| {});
    // So does annals.
    let whole = pack(&as_it_is, &nothing);
    assert!(fs::read(site.path(name)).unwrap() == whole);
    verify(&site, name, &whole).exits(0);
    // An empty file that BusyBox takes for a link, another time, owner or form of numbers.
    let changes: [&dyn Fn(&mut tar::Header); 5] = [
        &|header| header.set_link_name("index.html").unwrap(),
        &|header| header.set_mtime(1),
        &|header| header.set_uid(1000),
        &|header| header.as_old_mut().mode = *b" 644    ",
        &|header| header.as_ustar_mut().unwrap().set_username("me").unwrap(),
    ];
    for change in changes {
        let only_empty = |path: &str, header: &mut tar::Header| {
            if path == "media/empty.txt" {
                change(header);
            }
        };
        verify(&site, name, &pack(&only_empty, &nothing)).exits(3).says(OTHERWISE);
    }
    // Folders, one of them in the place of a page for the programs that unpack it.
    for folder in ["events/", "index.html/x/", "index.html\u{1}/"] {
        verify(&site, name, &pack(&as_it_is, &|builder| entry(builder, b'5', folder, b""))).exits(3).says(OTHERWISE);
    }
    // Links of both kinds, a pipe, a device, what nobody knows.
    for kind in *b"12346Zg" {
        let run = verify(&site, name, &pack(&as_it_is, &|builder| entry(builder, kind, "other.html", b"")));
        assert!([1, 3].contains(&run.code), "{}", run.stderr);
        verify(&site, name, &pack(&as_it_is, &|builder| entry(builder, kind, "index.html", b""))).exits(3);
    }
    for (kind, path) in [(b'0', "index.html"), (b'0', "other.html"), (b'0', "index.html/x"), (b'0', "../out")] {
        let run = verify(&site, name, &pack(&as_it_is, &|builder| entry(builder, kind, path, b"")));
        assert!([1, 3].contains(&run.code), "{}", run.stderr);
    }
    let by_pax = |builder: &mut tar::Builder<Vec<u8>>| builder.append_pax_extensions([("path", &b"a"[..])]).unwrap();
    verify(&site, name, &pack(&as_it_is, &by_pax)).exits(3).says("it says more of its files than annals does");
    // A name without end is not read to it.
    let endless = |builder: &mut tar::Builder<Vec<u8>>| entry(builder, b'L', "././@LongLink", &[b'a'; 100_000]);
    verify(&site, name, &pack(&as_it_is, &endless)).exits(3).says("it holds a name without end");
    // Another end, none, or more behind it; other frames, and another way to compress.
    let tar = tar_of(&files, &as_it_is, &nothing);
    let open = &tar[..tar.len() - 1024];
    let raw = ruzstd::encoding::compress_to_vec(&*tar, ruzstd::encoding::CompressionLevel::Uncompressed);
    for bytes in [
        frame(open),
        frame(&tar[..tar.len() - 412]),
        frame(&[&*tar, &[0; 10_240]].concat()),
        frame(&[&*tar, &*tar].concat()),
        [frame(&tar), frame(&tar)].concat(),
        [frame(open), frame(&tar)].concat(),
        [frame(&tar), b"more".to_vec()].concat(),
        raw,
    ] {
        verify(&site, name, &bytes).exits(3).says(OTHERWISE);
    }
    // A frame that unpackers skip, and half of one.
    for bytes in [[&b"\x50\x2a\x4d\x18\x01\0\0\0x"[..], &whole].concat(), frame(&tar[..tar.len() / 2 + 7])] {
        verify(&site, name, &bytes).exits(3).says(UNREADABLE);
    }
}

#[test]
fn a_zip_archive_that_another_program_packed_is_to_be_unpacked() {
    let site = site();
    let whole = fs::read(site.path("copy.zip")).unwrap();
    let options = || {
        zip::write::SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644)
            .compression_method(zip::CompressionMethod::Deflated)
    };
    type Writer = zip::ZipWriter<Cursor<Vec<u8>>>;
    let pack = |change: &dyn Fn(&str) -> zip::write::SimpleFileOptions, add: &dyn Fn(&mut Writer)| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in site.tree("public") {
            archive.start_file(&*path, change(&path)).unwrap();
            archive.write_all(&bytes).unwrap();
        }
        add(&mut archive);
        archive.finish().unwrap().into_inner()
    };
    let name = "copy.zip";
    assert!(pack(&|_| options(), &|_| {}) == whole);
    verify(&site, name, &whole).exits(0);
    let changes: [&dyn Fn() -> zip::write::SimpleFileOptions; 4] = [
        &|| options().compression_method(zip::CompressionMethod::Stored),
        &|| options().large_file(true),
        &|| options().compression_level(Some(1)),
        &|| options().unix_permissions(0o600),
    ];
    for change in changes {
        let of_page = |path: &str| if path == "index.html" { change() } else { options() };
        verify(&site, name, &pack(&of_page, &|_| {})).exits(3).says(OTHERWISE);
    }
    for folder in ["events/", "index.html/x/", "index.html\u{1}/"] {
        let add = |archive: &mut Writer| archive.add_directory(folder, options()).unwrap();
        verify(&site, name, &pack(&|_| options(), &add)).exits(3).says(OTHERWISE);
    }
    for folder in ["events/", "index.html/", "index.html/x/"] {
        let as_file = |archive: &mut Writer| archive.start_file(folder, options()).unwrap();
        verify(&site, name, &pack(&|_| options(), &as_file)).exits(3).says(OTHERWISE);
    }
    let linked = |archive: &mut Writer| archive.add_symlink("other.html", "feed.xml", options()).unwrap();
    verify(&site, name, &pack(&|_| options(), &linked)).exits(1).gives("foreign  other.html\n");
    let comment = |archive: &mut Writer| archive.set_comment("more").unwrap();
    verify(&site, name, &pack(&|_| options(), &comment)).exits(3).says(OTHERWISE);
    // Before its beginning, in its midst, after its end, and as others write it.
    let middle = whole.len() / 2;
    for bytes in [
        [b"#!/bin/sh\n", &*whole].concat(),
        [&whole[..middle], b"more", &whole[middle..]].concat(),
        [&*whole, b"more"].concat(),
        [&*whole, &*whole].concat(),
        whole[..middle].to_vec(),
    ] {
        verify(&site, name, &bytes).exits(3);
    }
    let script = "import os, zipfile\nz = zipfile.ZipFile('copy.zip', 'w', zipfile.ZIP_DEFLATED)\n\
                  for folder, _, files in os.walk('public'):\n    for name in files:\n        \
                  path = os.path.join(folder, name)\n        z.write(path, os.path.relpath(path, 'public'))\nz.close()\n";
    assert!(Command::new("python3").args(["-c", script]).current_dir(site.root()).status().unwrap().success());
    site.run(&["verify", name]).exits(3).says(OTHERWISE).says("unpack it, and verify the folder");
}
