//! How many tables the keys of a TOML may ask for: `a.b.c = 1` makes two, and the parser makes them all before anybody sees
//! one, each a thousand times as large as its dot.

use std::sync::{Mutex, MutexGuard, PoisonError};

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// How many dots there may be outside of texts and numbers.
pub(super) const MOST: usize = 300_000;

/// With how many of them a file is read by itself, since two such files at a time would take twice as much memory.
const MANY: usize = 100_000;

/// Held while such a file is read.
static TURN: Mutex<()> = Mutex::new(());

/// Waits for its turn, if a TOML has so many dots that no other such one may be read meanwhile.
pub(super) fn turn(toml: &str) -> Option<MutexGuard<'static, ()>> {
    has(toml, MANY).map(|_| TURN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Where the first dot stands that is too much.
pub(super) fn too_many(toml: &str) -> Option<usize> {
    has(toml, MOST)
}

/// Where the dot stands that is one more than so many.
fn has(toml: &str, most: usize) -> Option<usize> {
    // To look closely takes its time.
    let may_be = toml.len() > most && toml.bytes().filter(|byte| *byte == b'.').count() > most;
    may_be.then(|| dots(toml).nth(most)).flatten()
}

/// The dots of keys. Those of numbers stand behind an equals sign.
fn dots(toml: &str) -> impl Iterator<Item = usize> {
    let mut is_value = false;
    Source::new(toml).lex().filter_map(move |token| match token.kind() {
        TokenKind::Equals => {
            is_value = true;
            None
        }
        TokenKind::Dot if !is_value => Some(token.span().start()),
        TokenKind::Dot | TokenKind::Atom | TokenKind::Whitespace => None,
        _ => {
            is_value = false;
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_counted_outside_of_texts_and_numbers() {
        let keys = format!("{}a = 1.5\n", "a.".repeat(10)).repeat(MOST / 10);
        assert_eq!(too_many(&keys), None);
        assert_eq!(too_many(&format!("{keys}[b.c]\n")), Some(keys.len() + 2));
        assert_eq!(too_many(&format!("{keys}a = \"b.c\" # d.e\nlat = 48.1\n")), None);
        assert_eq!(too_many(&format!("{keys}a = {{ b = 1.5, c.d = 2 }}\n")), Some(keys.len() + 16));
        assert!(turn(&keys).is_some() && turn("a.b = 1\n").is_none());
    }
}
