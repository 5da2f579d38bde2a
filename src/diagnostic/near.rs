//! Which known word a mistyped one may be.

/// The known word nearest to a mistyped one, if any is near enough to be meant: at most a third of its letters would have
/// to be changed (Damerau-Levenshtein), and never more than [`MOST_CHANGES`].
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Comparisons { left: usize::MAX }.nearest(word, known)
}

/// The longest word that may be a mistyped one, in characters: comparing takes as many steps as the lengths of both
/// multiplied.
const LONGEST_WORD: usize = 100;

/// By how many letters a mistyped word differs at most from what was meant.
const MOST_CHANGES: usize = 4;

/// What it takes, in steps, to look at two words, besides what grows with them.
const LOOK: usize = 2;
/// As [`LOOK`], to count their letters.
const COUNT: usize = 16;
/// As [`LOOK`], to lay out the table of their distance.
const TABLE: usize = 64;

/// Compares words, as long as that is quick: a file of strangers may hold as many as it has room for.
#[derive(Debug)]
pub struct Comparisons {
    /// How many steps there may still be.
    left: usize,
}

impl Comparisons {
    /// Comparisons that take about a second at most.
    pub fn new() -> Comparisons {
        Comparisons { left: 100_000_000 }
    }

    /// Comparisons that take some seconds at most: of the titles of a large site, which are worth it.
    pub fn of_titles() -> Comparisons {
        Comparisons { left: 200_000_000 }
    }

    /// As [`nearest`]; nothing once too much was compared.
    pub fn nearest<'a>(&mut self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        self.nearest_of(word, &mut known.into_iter())
    }

    fn nearest_of<'a>(&mut self, word: &str, known: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
        let length = word.chars().count();
        if length > LONGEST_WORD {
            return None;
        }
        let limit = (length / 3).clamp(1, MOST_CHANGES);
        let mut best: Option<(usize, &str)> = None;
        for other in known {
            let changes = self.changes(word, other, limit)?.map(|changes| (changes, other));
            best = changes.into_iter().chain(best).min();
        }
        best.map(|(_, other)| other)
    }

    /// How many characters have to be changed to make one word of the other, if not more than `most`; `None` once too much
    /// was compared.
    pub fn changes(&mut self, a: &str, b: &str, most: usize) -> Option<Option<usize>> {
        self.left = self.left.checked_sub(LOOK + (a.len() + b.len()) / 8)?;
        let (long, short) = (a.chars().count(), b.chars().count());
        // Words whose lengths differ by more are further from each other than that.
        if long.abs_diff(short) > most {
            return Some(None);
        }
        self.left = self.left.checked_sub(COUNT + a.len() + b.len())?;
        if a == b {
            return Some(Some(0));
        }
        if fewest_changes(a, b) > most {
            return Some(None);
        }
        self.left = self.left.checked_sub(TABLE + long.saturating_mul(short))?;
        Some(Some(strsim::damerau_levenshtein(a, b)).filter(|changes| *changes <= most))
    }
}

impl Default for Comparisons {
    fn default() -> Comparisons {
        Comparisons::new()
    }
}

/// How many characters have to be changed at least, as far as counting them tells: much cheaper than the distance, it
/// rules out the most of what differs. Characters are counted in 64 groups; a change of one adds one to a group at most.
fn fewest_changes(a: &str, b: &str) -> usize {
    let mut counts = [0_i32; 64];
    a.chars().for_each(|c| counts[c as usize % 64] += 1);
    b.chars().for_each(|c| counts[c as usize % 64] -= 1);
    let more: i32 = counts.iter().filter(|count| **count > 0).sum();
    let fewer: i32 = counts.iter().filter(|count| **count < 0).sum();
    more.max(-fewer).unsigned_abs() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("sumary", ["summary", "source"]), Some("summary"));
        assert_eq!(nearest("colour", ["summary", "source"]), None);
        assert_eq!(nearest("a", ["ab", "abc"]), Some("ab"));
    }

    #[test]
    fn very_long_words_are_not_compared() {
        let (long, longer) = ("a".repeat(101), "a".repeat(102));
        assert_eq!(nearest(&long, [longer.as_str()]), None);
    }

    #[test]
    fn once_too_much_was_compared_nothing_more_is() {
        let mut comparisons = Comparisons { left: 300 };
        assert_eq!(comparisons.nearest("sumary", ["summary", "source"]), Some("summary"));
        assert_eq!(comparisons.nearest("sumary", ["summary", "source"]), None);
        // Long words use up what there is much sooner than short ones.
        let count = |length: usize| {
            let (word, other) = ("a".repeat(length), format!("b{}", "a".repeat(length - 1)));
            let mut comparisons = Comparisons { left: 1_000_000 };
            (0..).take_while(|_| comparisons.nearest(&word, [other.as_str()]).is_some()).count()
        };
        assert!(count(10) > 4_000 && count(100) < 100, "{} and {}", count(10), count(100));
    }

    proptest! {
        #[test]
        fn counting_never_tells_more_changes_than_there_are(a in "[a-c é\u{41}\u{81}]{0,12}", b in "[a-c é\u{41}\u{81}]{0,12}") {
            prop_assert!(fewest_changes(&a, &b) <= strsim::damerau_levenshtein(&a, &b));
        }
    }
}
