//! The look of a site out of the `[theme]` table of `content/site.toml`: one colour and two families of type, as a style
//! sheet of custom properties that goes over the theme's own.

use crate::diagnostic::{Code, Diagnostic};
use crate::draft::{RawTheme, Text};

/// The theme's paper by day (`--paper` of `static/assets/annals.css`), on which the accent is read.
const PAPER: Colour = Colour(0xfb, 0xfb, 0xf8);

/// The least contrast of text with its ground (WCAG 2.2, success criterion 1.4.3).
const READABLE: f64 = 4.5;

/// A colour: red, green and blue in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Colour(u8, u8, u8);

impl Colour {
    /// Reads `#rrggbb`.
    fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Colour(part(0)?, part(2)?, part(4)?))
    }

    /// How light it is, from 0 to 1 (WCAG 2.2, "relative luminance").
    fn luminance(self) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// How well one is read on the other, from 1 to 21 (WCAG 2.2, "contrast ratio").
    fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// The style sheet of a look; none where the author sets nothing.
pub(super) fn look(raw: RawTheme, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let mut properties = Vec::new();
    if let Some(accent) = raw.accent.as_ref().and_then(|text| accent(text, faults)) {
        // By night the same colour, paled until it is read on dark paper whatever it is.
        properties.push(format!("--accent:light-dark({accent},color-mix(in oklab,{accent} 36%,#fff))"));
    }
    for (name, families, last) in [("--serif", raw.font, "serif"), ("--sans", raw.label_font, "sans-serif")] {
        if let Some(families) = families.as_ref().and_then(|text| families_of(text, faults)) {
            properties.push(format!("{name}:{families},{last}"));
        }
    }
    (!properties.is_empty()).then(|| format!(":root{{{}}}\n", properties.join(";")))
}

fn accent(text: &Text, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let Some(colour) = Colour::parse(&text.value) else {
        let message = format!("`{}` is no colour", text.value);
        faults.push(
            Diagnostic::new(Code::BadConfig, text.span, message)
                .help("write it as `#rrggbb`, such as `accent = \"#7a2e1d\"`"),
        );
        return None;
    };
    let contrast = colour.contrast(PAPER);
    if contrast < READABLE {
        let message =
            format!("links in `{}` cannot be read well on the paper: their contrast is {contrast:.1}", text.value);
        faults
            .push(Diagnostic::new(Code::BadConfig, text.span, message).help(format!(
                "take a darker colour: {READABLE} is the least (WCAG 2.2, 1.4.3); by night it is paled"
            )));
        return None;
    }
    Some(text.value.to_ascii_lowercase())
}

/// Families of type as CSS wants them: each name in quotation marks unless it is generic.
fn families_of(text: &Text, faults: &mut Vec<Diagnostic>) -> Option<String> {
    const GENERIC: [&str; 6] = ["serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif"];
    let names: Vec<&str> = text.value.split(',').map(|name| name.trim().trim_matches(['"', '\''])).collect();
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || " -_.+".contains(c));
    if !names.iter().all(is_name) {
        let message = format!("`{}` is no list of families of type", text.value);
        faults.push(
            Diagnostic::new(Code::BadConfig, text.span, message)
                .help("write names with commas between them, such as `font = \"Charter, Georgia\"`"),
        );
        return None;
    }
    let quoted =
        names.iter().map(|name| if GENERIC.contains(name) { (*name).to_owned() } else { format!("\"{name}\"") });
    Some(quoted.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span};

    fn nowhere() -> Span {
        Span::new(FileId(0), 0..0)
    }

    fn text(value: &str) -> Option<Text> {
        Some(Text::new(value.to_owned(), nowhere()))
    }

    fn theme(accent: &str, font: &str, label_font: Option<Text>) -> RawTheme {
        RawTheme { accent: text(accent), font: text(font), label_font, span: nowhere(), print: Default::default() }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let (black, white) = (Colour(0, 0, 0), Colour(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        let grey = Colour::parse("#767676").expect("a colour");
        assert!((grey.contrast(white) - 4.54).abs() < 0.01, "{}", grey.contrast(white));
    }

    #[test]
    fn three_lines_make_a_style_sheet() {
        let mut faults = Vec::new();
        let raw = theme("#7A2E1D", "Charter, 'Noto Serif'", text("system-ui"));
        let sheet = look(raw, &mut faults);
        let expected = ":root{--accent:light-dark(#7a2e1d,color-mix(in oklab,#7a2e1d 36%,#fff));\
                        --serif:\"Charter\",\"Noto Serif\",serif;--sans:system-ui,sans-serif}\n";
        assert_eq!((sheet.as_deref(), faults.len()), (Some(expected), 0));
    }

    #[test]
    fn nothing_but_colours_and_names_reaches_the_style_sheet() {
        for (accent, font) in
            [("red", "A"), ("#ffcc00", "A"), ("#7a2e1d}body{", "A"), ("#7a2e1d", "A;}"), ("#7a2e1d", "url(x)")]
        {
            let mut faults = Vec::new();
            let sheet = look(theme(accent, font, None), &mut faults).unwrap_or_default();
            assert_eq!(faults.len(), 1, "{accent} {font}");
            assert!(!sheet.contains("body") && !sheet.contains("url") && !sheet.contains(";}"), "{sheet}");
        }
    }
}
