//! Addresses as browsers send them, made safe to look up.
//!
//! Nothing here touches a file: a path that passes is a key, which the site knows or does not know.

use percent_encoding::percent_decode_str;

/// The longest path that is looked at, in bytes as sent. File systems end at 4,096.
const LONGEST: usize = 4096;

/// Why an address is not looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclean {
    /// It is longer than any address of a site.
    TooLong,
    /// It could mean another place than it seems to.
    Misleading,
}

/// Percent-decodes (RFC 3986, section 2.1) each segment of a path once.
///
/// # Errors
///
/// A path is refused that does not begin with `/`, is not UTF-8, has an empty segment before its last, a segment `.` or
/// `..`, or within a segment a slash (written `%2F`), a backslash or a control character.
pub fn clean(path: &str) -> Result<String, Unclean> {
    if path.len() > LONGEST {
        return Err(Unclean::TooLong);
    }
    let segments = path.strip_prefix('/').ok_or(Unclean::Misleading)?;
    let mut clean = String::with_capacity(path.len());
    let mut rest = segments.split('/').peekable();
    while let Some(segment) = rest.next() {
        let segment = percent_decode_str(segment).decode_utf8().map_err(|_| Unclean::Misleading)?;
        let last = rest.peek().is_none();
        let hollow = segment.is_empty() && !last;
        if hollow || matches!(&*segment, "." | "..") || segment.contains(misleads) {
            return Err(Unclean::Misleading);
        }
        clean.push('/');
        clean.push_str(&segment);
    }
    Ok(clean)
}

fn misleads(character: char) -> bool {
    matches!(character, '/' | '\\') || character.is_control()
}

/// Where a clean path stands in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At this path below the base path; begins with `/`.
    Below(String),
    /// At the base path without its last slash, or at the root of a site that stands deeper.
    Before,
    /// Elsewhere.
    Outside,
}

/// Takes the base path (percent-encoded, beginning and ending with `/`) from a clean path.
pub fn place(path: &str, base: &str) -> Place {
    let base = percent_decode_str(base).decode_utf8_lossy();
    match path.strip_prefix(&*base) {
        Some(rest) => Place::Below(format!("/{rest}")),
        None if path == "/" || Some(path) == base.strip_suffix('/') => Place::Before,
        None => Place::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once() {
        for (sent, meant) in [
            ("/", "/"),
            ("/timeline/2015/", "/timeline/2015/"),
            ("/caf%C3%A9/", "/café/"),
            ("/a%20b", "/a b"),
            ("/%2525", "/%25"),
            ("/...", "/..."),
            ("/a%2", "/a%2"),
        ] {
            assert_eq!(clean(sent).as_deref(), Ok(meant), "{sent}");
        }
    }

    #[test]
    fn a_misleading_path_is_refused() {
        for sent in [
            "",
            "a",
            "*",
            "//",
            "//a",
            "/a//b",
            "/.",
            "/..",
            "/../a",
            "/a/./b",
            "/a/..",
            "/%2e%2e/a",
            "/.%2E/",
            "/%2e/",
            "/a%2fb",
            "/a%2F..%2Fb",
            "/a\\b",
            "/a%5C..%5Cb",
            "/a%00",
            "/%00",
            "/a%0d%0aX:%201",
            "/%7f",
            "/%ff",
            "/%c0%ae/",
            "/%ed%a0%80",
        ] {
            assert_eq!(clean(sent), Err(Unclean::Misleading), "{sent}");
        }
        assert_eq!(clean(&format!("/{}", "a".repeat(LONGEST))), Err(Unclean::TooLong));
    }

    #[test]
    fn a_path_stands_below_before_or_outside_the_base() {
        let below = |path: &str| Place::Below(path.to_owned());
        for (path, base, expected) in [
            ("/", "/", below("/")),
            ("/a", "/", below("/a")),
            ("/sub/", "/sub/", below("/")),
            ("/sub/a/", "/sub/", below("/a/")),
            ("/é/a", "/%C3%A9/", below("/a")),
            ("/", "/sub/", Place::Before),
            ("/sub", "/sub/", Place::Before),
            ("/subway/", "/sub/", Place::Outside),
            ("/a/sub/", "/sub/", Place::Outside),
        ] {
            assert_eq!(place(path, base), expected, "{path} below {base}");
        }
    }
}
