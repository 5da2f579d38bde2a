//! Files that only some hosts need, added to what was built.

use std::io::{self, Write};

use super::failure::Failure;
use super::release::Release;
use crate::cores::{self, ANY};
use crate::edition::Moved;
use crate::release::{Address, Compression, Target};

/// The list of old addresses.
const REDIRECTS: &str = "_redirects";

/// Adds what a target's host needs. A file of that name in the site stays as it is. `moved` are old addresses and those
/// to which they lead.
pub fn add(release: &mut Release, target: &Target, moved: &[[Moved; 2]]) -> Result<(), Failure> {
    if matches!(target.address, Address::Git { .. }) {
        // Without it, GitHub Pages would run the files through Jekyll, which drops `_headers` and `.well-known`.
        release.add(".nojekyll", Vec::new());
        if let Some(cname) = &target.cname {
            release.add("CNAME", format!("{cname}\n").into_bytes());
        }
    }
    if target.redirects && !moved.is_empty() && !release.manifest.files.contains_key(REDIRECTS) {
        let lines: String = moved.iter().map(|[from, to]| format!("{} {} 301\n", from.address, to.address)).collect();
        release.add(REDIRECTS, lines.into_bytes());
        // Whoever verifies the copy must know from where its host leads on, and to where.
        let files = moved.iter().map(|[from, to]| (from.file.clone(), to.file.clone()));
        release.manifest.head.moved = files.collect();
    }
    for form in &target.compress {
        compress(release, *form)?;
    }
    Ok(())
}

/// The shortest file of which a compressed copy is worth its while: below, it fits into one packet as it is.
const SHORTEST: u64 = 1_000;

/// Adds compressed copies of texts, where they are shorter.
fn compress(release: &mut Release, form: Compression) -> Result<(), Failure> {
    let texts = [".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".geojson", ".ics"];
    let is_text = |path: &str| texts.iter().any(|suffix| path.ends_with(suffix));
    let files = release.manifest.files.iter();
    let paths: Vec<&str> =
        files.filter(|(path, entry)| is_text(path) && entry.size >= SHORTEST).map(|(path, _)| path.as_str()).collect();
    let packed = cores::try_each(&paths, ANY, &|path| {
        let bytes = release.put(path)?.bytes()?;
        let packed =
            pack(&bytes, form).map_err(|error| Failure::failed(format!("cannot compress `{path}`: {error}")))?;
        Ok::<_, Failure>((packed.len() < bytes.len()).then(|| (format!("{path}{}", form.suffix()), packed)))
    })?;
    for (path, bytes) in packed.into_iter().flatten() {
        release.add(&path, bytes);
    }
    Ok(())
}

/// Compresses; equal bytes give equal bytes.
fn pack(bytes: &[u8], form: Compression) -> io::Result<Vec<u8>> {
    match form {
        Compression::Gzip => {
            // The header names neither a time nor a file.
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Compression::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
            let mut packed = Vec::new();
            brotli::BrotliCompress(&mut { bytes }, &mut packed, &parameters)?;
            Ok(packed)
        }
    }
}
