//! Which addresses a text may link to. Never asks whether there is anything behind them.

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// Another site: `http` or `https`.
    Foreign,
    /// A mailbox or a telephone: `mailto` or `tel`.
    Contact,
    /// A path within the site.
    Site,
    /// A place on the same page, `#…`.
    Page,
    /// Anything else, and anything that a browser might read as something else.
    Forbidden,
}

/// Judges an address as a browser would read it (WHATWG URL, section 4.4), and forbids what is not plainly allowed.
pub(super) fn judge(address: &str) -> Address {
    // Browsers drop control characters, take `\` for `/`, and trim: none of that has a place in an honest address.
    let odd = |c: char| c.is_control() || c == '\\';
    if address.is_empty() || address.chars().any(odd) || address.trim() != address || address.starts_with("//") {
        return Address::Forbidden;
    }
    if address.starts_with('#') {
        return Address::Page;
    }
    match scheme(address) {
        None if climbs(address) => Address::Forbidden,
        None => Address::Site,
        Some(scheme) if ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) => {
            // Without slashes, browsers take what follows the scheme of their own page for a path (WHATWG URL, section 4.4).
            let is_whole = address[scheme.len()..].starts_with("://");
            let has_host = url::Url::parse(address).is_ok_and(|url| url.has_host());
            if is_whole && has_host { Address::Foreign } else { Address::Forbidden }
        }
        Some(scheme) if ["mailto", "tel"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) => Address::Contact,
        Some(_) => Address::Forbidden,
    }
}

/// Whether a path may lead out of the site: by a part that leads to the folder above, with a base path before it or on a
/// disk, or by an empty part, behind which what follows may pass for a host. Browsers read `%2e` as a dot (WHATWG URL,
/// section 4.1).
fn climbs(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.split('/').any(|part| part.to_ascii_lowercase().replace("%2e", ".") == "..") || path.contains("//")
}

/// What stands before the first colon, if that colon comes before any `/`, `?` or `#`. Wider than RFC 3986, section
/// 3.1: an odd scheme is still no path.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#'])?;
    address[end..].starts_with(':').then(|| &address[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_mail_telephone_and_site_addresses_are_allowed() {
        let cases = [
            ("https://example.org/a?b#c", Address::Foreign),
            ("HTTP://example.org", Address::Foreign),
            ("mailto:a@example.org", Address::Contact),
            ("tel:+4912345", Address::Contact),
            ("/events/a/", Address::Site),
            ("a/b:c", Address::Site),
            ("a..b/.../c?../d#../e", Address::Site),
            ("a?x=y:z", Address::Site),
            ("../a", Address::Forbidden),
            ("/a/../../b", Address::Forbidden),
            ("/%2E./b", Address::Forbidden),
            ("/a/.%2e", Address::Forbidden),
            ("/.//example.org/x", Address::Forbidden),
            ("/a?b=//c", Address::Site),
            ("#part", Address::Page),
            ("", Address::Forbidden),
            ("//example.org", Address::Forbidden),
            ("/\\example.org", Address::Forbidden),
            ("\\\\example.org", Address::Forbidden),
            ("javascript:alert(1)", Address::Forbidden),
            ("JaVaScRiPt:alert(1)", Address::Forbidden),
            ("java\nscript:alert(1)", Address::Forbidden),
            ("java\tscript:alert(1)", Address::Forbidden),
            ("\u{1}javascript:alert(1)", Address::Forbidden),
            (" javascript:alert(1)", Address::Forbidden),
            ("/\t/example.org", Address::Forbidden),
            ("data:text/html,x", Address::Forbidden),
            ("vbscript:x", Address::Forbidden),
            ("file:///etc/passwd", Address::Forbidden),
            ("blob:https://example.org/x", Address::Forbidden),
            ("http:", Address::Forbidden),
            ("https:../../x", Address::Forbidden),
            ("https:example.org", Address::Forbidden),
            ("https:///", Address::Forbidden),
            ("odd scheme:x", Address::Forbidden),
        ];
        for (address, expected) in cases {
            assert_eq!(judge(address), expected, "{address:?}");
        }
    }
}
