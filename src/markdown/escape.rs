//! Escaping for HTML: texts, values of attributes, addresses. Never decides what is allowed.

/// Adds words between tags (HTML, section 13.3: `&`, `<`, `>`).
pub(super) fn text(out: &mut String, words: &str) {
    escape(out, words, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => control(byte),
    });
}

/// How many bytes [`text`] adds.
pub(super) fn length(words: &str) -> usize {
    let more = |byte: u8| match byte {
        b'&' => 4,
        b'<' | b'>' => 3,
        _ => 0,
    };
    words.len() + words.bytes().map(more).sum::<usize>()
}

/// Adds the value of an attribute that stands in double quotation marks.
pub(super) fn attribute(out: &mut String, value: &str) {
    escape(out, value, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => control(byte),
    });
}

/// Adds an address as the value of an attribute. What may not stand in an address (RFC 3986, section 2) is encoded;
/// what is encoded already stays.
pub(super) fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in address.as_bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-._~:/?#[]@!$'()*+,;=%".contains(&byte) => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// Browsers would drop or change these two themselves (HTML, sections 13.2.3.5 and 13.2.5).
fn control(byte: u8) -> Option<&'static str> {
    match byte {
        0 => Some("\u{fffd}"),
        b'\r' => Some("\n"),
        _ => None,
    }
}

fn escape(out: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        // Nearly every byte is above these, which one comparison tells.
        if byte > b'>' {
            continue;
        }
        if let Some(replacement) = replacement(byte) {
            out.push_str(&text[from..at]);
            out.push_str(replacement);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}
