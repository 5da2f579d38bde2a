//! Where the front matter of an article or page stands, and what looks like one where it would be taken for text: an
//! author who writes `draft = true` there would see published what he holds back. Never reads the values of a front matter.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

/// The front matter of a text.
pub(super) enum FrontMatter {
    /// There is none.
    None,
    /// Its end is missing.
    Unclosed,
    /// The range of the TOML, and where the text begins.
    Between(Range<usize>, usize),
}

/// Finds the front matter. Markdown's own rules for it are not used: they would also take a `+++` block in mid-text.
pub(super) fn find(text: &str) -> FrontMatter {
    let mut at = 0;
    let mut begins = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == "+++";
        let end = at + line.len();
        match begins {
            None if fence => begins = Some(end),
            None => return FrontMatter::None,
            Some(start) if fence => return FrontMatter::Between(start..at, end),
            Some(_) => {}
        }
        at = end;
    }
    if begins.is_some() { FrontMatter::Unclosed } else { FrontMatter::None }
}

/// What looks like front matter and would be taken for text.
pub(super) struct Overlooked {
    /// Where it stands.
    pub place: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// How many lines of a text are looked at for what is meant for front matter. Keys and what belongs to them do not count.
const LINES: usize = 30;

/// What looks like front matter in a text, which may stand behind a sound one: then only its beginning is looked at.
pub(super) fn overlooked(text: &str, has_front_matter: bool) -> Option<Overlooked> {
    let first = blank(text);
    let begin = &text[first..];
    // A title may stand before what is meant for front matter.
    let second = first + begin.split(is_line_end).next().map_or(0, str::len);
    let second = second + blank(&text[second..]);
    let mark = match fenced(begin) {
        mark @ Some(_) => mark.map(|mark| (first, mark)),
        None if has_front_matter => None,
        None if yaml_fence(begin) => Some((first, '-')),
        None if displaced_fence(begin) => Some((first, '+')),
        None => fenced(&text[second..]).map(|mark| (second, mark)),
    };
    if let Some((at, mark)) = mark {
        let (message, help) = match mark {
            '-' => (
                "this looks like front matter in YAML",
                "write it in TOML between two lines `+++`, such as `title = \"…\"`; a ruled line is `***`",
            ),
            _ => (
                "this looks like front matter, but would be taken for text",
                "let the first line of the file be `+++` and nothing else; a ruled line is `***`",
            ),
        };
        return Some(Overlooked { place: at..at + 3, message: message.to_owned(), help });
    }
    let (place, key) = holding(text, has_front_matter)?;
    let message =
        format!("this looks like front matter, but would be taken for text, and `{key}` would hold nothing back");
    let help = "write it between two lines `+++` at the top of the file; indent an example of it by four spaces";
    Some(Overlooked { place, message, help })
}

/// Whether readers see nothing of a character.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a line ends here, to whatever system.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The lines of a text with the places where they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(is_line_end).filter_map(move |line| {
        let begins = at;
        at += line.len();
        // Of `\r\n` the second is no line of its own.
        let is_rest = line == "\n" && text[..begins].ends_with('\r');
        (!is_rest).then(|| (begins, line.trim_end_matches(is_line_end)))
    })
}

/// How much stands before a text that readers would not see: blanks, marks without width and comments.
fn blank(text: &str) -> usize {
    let mut rest = text.trim_start_matches(is_blank);
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start_matches(is_blank);
    }
    text.len() - rest.len()
}

/// Whether a line is nothing but three or more of a mark.
fn is_fence(line: &str, mark: char) -> bool {
    line.len() >= 3 && line.chars().all(|c| c == mark)
}

/// Whether a text that has no front matter begins as if it had.
fn displaced_fence(text: &str) -> bool {
    is_fence(text.split(is_line_end).next().unwrap_or_default().trim_end_matches(is_blank), '+')
}

/// Whether a text begins as YAML front matter does: between two lines `---`, as other generators have it.
fn yaml_fence(text: &str) -> bool {
    let mut lines = lines(text).map(|(_, line)| line.trim_end_matches(is_blank));
    lines.next() == Some("---") && lines.next().is_some_and(|l| l.contains(':')) && lines.any(|l| l == "---")
}

/// The mark of the fence with which a text begins, if nothing but keys and what belongs to them stands before the next.
fn fenced(text: &str) -> Option<char> {
    let mut lines = lines(text).map(|(_, line)| line);
    let first = lines.next()?.trim_end_matches(is_blank);
    let mark = first.chars().next().filter(|mark| matches!(mark, '-' | '+'))?;
    // `+++ toml` is meant for a fence, `+++ News +++` is not.
    let word = first.trim_start_matches(mark);
    if first.len() - word.len() < 3 || word.ends_with(mark) {
        return None;
    }
    let mut has_key = false;
    for line in lines {
        let words = line.trim_matches(is_blank);
        if is_fence(words, mark) || words == "..." {
            return has_key.then_some(mark);
        }
        if is_key(words) {
            has_key = true;
        } else if !goes_with_keys(line) {
            break;
        }
    }
    None
}

/// Whether a line begins with a key as front matter has it, in small letters, and not with a word before a colon.
fn is_key(line: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'']);
    let after = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_name = line.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') && after.len() < line.len();
    let after = after.trim_start_matches(['"', '\'']).trim_start();
    is_name && (after.starts_with('=') || after.strip_prefix(':').is_some_and(|v| v.is_empty() || v.starts_with(' ')))
}

/// Whether a line can stand among keys: blanks, comments, tables, and what goes on with the value of the key before.
fn goes_with_keys(line: &str) -> bool {
    let words = line.trim_matches(is_blank);
    words.is_empty()
        || line.starts_with([' ', '\t'])
        || words.starts_with(['#', '[', ']', '{', '}', '"', '\'', ';'])
        || ["- ", "//", "<!--"].iter().any(|mark| words.starts_with(mark))
}

/// The line by which an author means to hold a text back, and its key. Examples in code blocks, and lines in the midst of
/// prose, are not meant.
fn holding(text: &str, has_front_matter: bool) -> Option<(Range<usize>, &'static str)> {
    let begin = text.len() - text.trim_start_matches(is_blank).len();
    let mut left = LINES;
    let is_near = |(_, line): &(usize, &str)| {
        let words = line.trim_matches(is_blank);
        let is_of_many = !words.is_empty() && (is_key(words) || goes_with_keys(line));
        left = left.saturating_sub(usize::from(!is_of_many));
        left > 0
    };
    let list: Vec<(usize, &str)> = lines(&text[begin..]).take_while(is_near).collect();
    let words = |at: usize| list.get(at).map_or("", |(_, line)| line.trim_matches(is_blank));
    let first_line =
        lines(text).map(|(_, line)| line).find(|line| !line.trim_matches(is_blank).is_empty()).unwrap_or("");
    // Between fences of code with which a text begins stands front matter, and an example elsewhere.
    let may_be_example = |at: usize| at > 0 || has_front_matter;
    let (mut code, mut is_indented, mut has_words) = (None, false, false);
    for (at, (place, line)) in list.iter().enumerate() {
        let this = words(at);
        if let Some(mark) = code {
            code = (!is_fence(this, mark)).then_some(mark);
            continue;
        }
        if this.is_empty() {
            if has_front_matter && has_words {
                break;
            }
            continue;
        }
        if at == 0 || words(at - 1).is_empty() {
            let line = if at == 0 { first_line } else { line };
            is_indented = may_be_example(at) && (line.starts_with("    ") || line.starts_with('\t'));
        }
        code = ['`', '~'].into_iter().find(|mark| may_be_example(at) && is_fence(this.get(..3).unwrap_or(""), *mark));
        has_words |= this.chars().any(char::is_alphanumeric);
        let is_in_prose = at > 1 && is_prose(words(at - 1)) && is_prose(words(at + 1));
        if is_indented || code.is_some() || is_in_prose {
            continue;
        }
        if let Some(key) = holds(this) {
            let start = begin + place + (line.len() - line.trim_start_matches(is_blank).len());
            return Some((start..start + this.len(), key));
        }
    }
    None
}

fn is_prose(line: &str) -> bool {
    line.contains(' ') && !is_key(line) && !goes_with_keys(line)
}

/// The key of a line that is one by which texts are held back, and nothing else, in TOML, YAML, JSON or a comment.
fn holds(line: &str) -> Option<&'static str> {
    let is_item = ["- ", "* ", "# ", "> "].iter().any(|mark| line.starts_with(mark));
    let is_code = line.starts_with('`') && !line.starts_with("```");
    if is_item || is_code {
        return None;
    }
    let is_of_many = ["{", "---", "+++", "~~~", "```"].iter().any(|mark| line.starts_with(mark));
    line.split(|c| is_of_many && matches!(c, '{' | '}' | ',')).find_map(|part| {
        let part = part.trim_start_matches(|c: char| is_blank(c) || (c.is_ascii_punctuation() && c != '`'));
        let is_this = |key: &str| part.get(..key.len()).is_some_and(|word| word.eq_ignore_ascii_case(key));
        let key = ["draft", "embargo"].into_iter().find(|key| is_this(key))?;
        let after = part[key.len()..].trim_start_matches(['"', '\'']).trim_start_matches(is_blank);
        let value = after.strip_prefix([':', '='])?;
        let value = [" #", " //", "-->"].iter().fold(value, |value, mark| value.split(mark).next().unwrap_or(value));
        let value = value.trim_matches(|c: char| is_blank(c) || matches!(c, '"' | '\'' | ',' | ';' | '}' | ']' | '='));
        let is_meant = match key {
            "draft" => ["true", "yes", "on"].iter().any(|yes| value.eq_ignore_ascii_case(yes)),
            _ => is_moment(value),
        };
        is_meant.then_some(key)
    })
}

/// Whether a value begins with a day such as `2030-01-01`, and goes on with a time of day if with anything.
fn is_moment(value: &str) -> bool {
    let is_day = |day: &[u8]| {
        day.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
    };
    value
        .as_bytes()
        .split_at_checked(10)
        .is_some_and(|(day, time)| is_day(day) && time.iter().all(|b| b.is_ascii_digit() || b" TtZz:.+-".contains(b)))
}

/// Whether a key is one by which records and texts are held back, or is meant for one.
pub(super) fn would_hold_back(key: &str) -> bool {
    ["draft", "embargo"].iter().any(|name| key.trim().eq_ignore_ascii_case(name))
}

/// The fault of such a key where it has no effect. Unlike other unknown keys it is always an error: what its author takes
/// for held back would be published.
pub(super) fn holds_nothing(span: Span, key: &str, what: &str) -> Diagnostic {
    let right = key.trim().to_ascii_lowercase();
    let help = match right == key {
        true => "write it among the first keys of the record or the front matter that is to be held back".to_owned(),
        false => format!("write `{right}`, in small letters"),
    };
    Diagnostic::new(Code::WrongValue, span, format!("`{key}` in {what} holds nothing back")).help(help)
}
