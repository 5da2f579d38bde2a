//! How files are served: in which stage of a publication they appear, as what, and how long readers may keep them.

/// When a file is sent: each stage needs only those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Style sheets, scripts, pictures and the author's own files.
    Assets,
    /// Data for scripts.
    Data,
    /// The directories of such data, which say what there is.
    DataDirectories,
    /// Pages that readers reach from others.
    Pages,
    /// Where readers, feed readers and search engines enter: home pages, feeds, the sitemap.
    Entrances,
}

impl Stage {
    /// What is sent, in words.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Assets => "assets",
            Stage::Data | Stage::DataDirectories => "data",
            Stage::Pages => "pages",
            Stage::Entrances => "home pages and feeds",
        }
    }
}

/// The stage of a file of a site in these languages. A compressed copy goes with its file.
pub fn stage(path: &str, languages: &[String]) -> Stage {
    let path = uncompressed(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_home = folder.is_empty() || languages.iter().any(|tag| tag == folder);
    match path.split('/').next() {
        Some("data") if name == "index.json" => return Stage::DataDirectories,
        Some("data") => return Stage::Data,
        _ => {}
    }
    let is_sitemap = name.starts_with("sitemap") && name.ends_with(".xml");
    match name {
        "index.html" | "feed.xml" if is_home => Stage::Entrances,
        "robots.txt" | "_redirects" if folder.is_empty() => Stage::Entrances,
        _ if folder.is_empty() && is_sitemap => Stage::Entrances,
        _ if is_page(path) => Stage::Pages,
        _ => Stage::Assets,
    }
}

/// Whether a file is a page.
pub fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// The media type of a file (RFC 9110 section 8.3), with its character set for texts.
pub fn content_type(path: &str) -> String {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    let guess = match name {
        "_headers" | "_redirects" | "CNAME" | ".nojekyll" => "text/plain".to_owned(),
        _ => mime_guess::from_path(name).first_or_octet_stream().essence_str().to_owned(),
    };
    match guess.as_str() {
        "text/xml" => "application/xml".to_owned(),
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        _ => guess,
    }
}

/// How long readers and caches may keep a file (RFC 9111 section 5.2): for ever where its name carries a part of its
/// hash, else for a minute at most, so that the pages of one site fit together.
pub fn cache_control(path: &str) -> &'static str {
    if is_fingerprinted(path) { "public, max-age=31536000, immutable" } else { "public, max-age=60" }
}

/// Whether a file's name changes with its content: `assets/annals-1a2b3c4d.css`.
fn is_fingerprinted(path: &str) -> bool {
    let path = uncompressed(path);
    let stem = path.strip_prefix("assets/").and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
    stem.and_then(|stem| stem.rsplit_once('-'))
        .is_some_and(|(_, hash)| hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The path of the file of which this may be a compressed copy.
fn uncompressed(path: &str) -> &str {
    path.strip_suffix(".gz").or(path.strip_suffix(".br")).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_what_files_need() {
        let languages = ["en".to_owned(), "de".to_owned()];
        for (path, expected) in [
            ("assets/annals-1a2b3c4d.css", Stage::Assets),
            ("media/a.jpg", Stage::Assets),
            (".well-known/security.txt", Stage::Assets),
            ("_headers", Stage::Assets),
            ("data/facets-1.json", Stage::Data),
            ("data/en/search/index.json", Stage::DataDirectories),
            ("events/a/index.html", Stage::Pages),
            ("404.html", Stage::Pages),
            ("index.html", Stage::Entrances),
            ("index.html.gz", Stage::Entrances),
            ("de/index.html", Stage::Entrances),
            ("fr/index.html", Stage::Pages),
            ("de/feed.xml", Stage::Entrances),
            ("sitemap-2.xml", Stage::Entrances),
        ] {
            assert_eq!(stage(path, &languages), expected, "{path}");
        }
    }

    #[test]
    fn types_and_lifetimes_are_those_that_browsers_need() {
        for (path, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("assets/annals.css", "text/css; charset=utf-8"),
            ("assets/annals.js", "text/javascript; charset=utf-8"),
            ("data/en/index.json", "application/json"),
            ("feed.xml", "application/xml"),
            ("favicon.svg", "image/svg+xml"),
            ("_headers", "text/plain; charset=utf-8"),
            ("a/unknown", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), expected, "{path}");
        }
        assert!(cache_control("assets/annals-1a2b3c4d.css").contains("immutable"));
        for path in ["assets/annals.css", "assets/annals-1a2b3c4.css", "index.html", "media/a-1a2b3c4d.jpg"] {
            assert!(!cache_control(path).contains("immutable"), "{path}");
        }
    }
}
