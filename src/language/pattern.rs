//! Patterns of dates: texts with places for a day and a year.

/// A text with places for a day and a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Day,
    Year,
}

/// The year and day by which the places of patterns are found; no month's number looks like either.
pub(super) const YEAR: i32 = 2345;
pub(super) const DAY: u8 = 17;

impl Pattern {
    /// Finds the places of the model day and year in a text.
    pub(super) fn new(text: &str, digits: &[String; 10]) -> Pattern {
        let write =
            |n: i32| n.to_string().chars().filter_map(|c| c.to_digit(10)).map(|d| &*digits[d as usize]).collect();
        let (year, day): (String, String) = (write(YEAR), write(i32::from(DAY)));
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let next = [(rest.find(&year), &year, Piece::Year), (rest.find(&day), &day, Piece::Day)];
            let next = next.into_iter().filter_map(|(at, text, piece)| Some((at?, text, piece))).min_by_key(|n| n.0);
            let Some((at, found, piece)) = next else { break };
            if at > 0 {
                pieces.push(Piece::Text(rest[..at].to_owned()));
            }
            pieces.push(piece);
            rest = &rest[at + found.len()..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Pattern(pieces)
    }

    pub(super) fn fill(&self, year: &str, day: &str) -> String {
        let mut text = String::with_capacity(32);
        for piece in &self.0 {
            text.push_str(match piece {
                Piece::Text(own) => own,
                Piece::Day => day,
                Piece::Year => year,
            });
        }
        text
    }

    fn position(&self, piece: &Piece) -> Option<usize> {
        self.0.iter().position(|p| p == piece)
    }

    /// The order of year and day.
    pub(super) fn is_year_first(&self) -> bool {
        let day = self.position(&Piece::Day);
        let month = self.0.iter().position(|p| matches!(p, Piece::Text(t) if t.chars().any(char::is_alphabetic)));
        self.position(&Piece::Year) < day.or(month)
    }

    /// Whether the pattern has a word besides its numbers, such as a month's name.
    pub(super) fn has_words(&self) -> bool {
        self.0.iter().any(|p| matches!(p, Piece::Text(t) if t.chars().any(char::is_alphabetic)))
    }

    /// The pattern with another in place of its year.
    pub(super) fn with_year(&self, year: &Pattern) -> Pattern {
        let pieces = self.0.iter().flat_map(|piece| match piece {
            Piece::Year => year.0.clone(),
            other => vec![other.clone()],
        });
        Pattern(pieces.collect())
    }

    /// The words of the pattern, without the sign that belongs to the day's number.
    pub(super) fn words(&self) -> &str {
        let texts = self.0.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.trim_start_matches('.')),
            Piece::Day | Piece::Year => None,
        });
        texts.max_by_key(|text| text.len()).unwrap_or("")
    }

    /// The text that follows the day.
    pub(super) fn after_day(&self) -> &str {
        match self.position(&Piece::Day).and_then(|i| self.0.get(i + 1)) {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// This pattern with each text changed.
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Pattern {
        let changed = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => Piece::Text(change(text)),
            other => other.clone(),
        });
        Pattern(changed.collect())
    }
}
