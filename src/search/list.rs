//! Lists: in which documents a term stands, and how prominently.

/// The documents of one term, by number in order; each with a prominence, 1 to 3, in the two lowest bits.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct List(Vec<u32>);

impl List {
    /// Adds a document behind the others.
    pub fn push(&mut self, document: usize, prominence: u8) {
        let document = u32::try_from(document).unwrap_or(u32::MAX >> 2);
        self.0.push(document << 2 | u32::from(prominence & 3));
    }

    /// Puts the documents of another list, which are all later ones, behind its own.
    pub fn append(&mut self, mut other: List) {
        self.0.append(&mut other.0);
    }

    /// The documents with their prominence.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u8)> {
        self.0.iter().map(|entry| ((entry >> 2) as usize, (entry & 3) as u8))
    }

    /// What is known of the beginning of a word, which is so many bytes long, given the lists of all terms that begin with
    /// it: the whole word counts for what it is, a longer one for a step less.
    pub fn merged(documents: usize, beginning: usize, lists: &[(String, List)]) -> List {
        let mut best = vec![0_u8; documents];
        for (term, list) in lists {
            let less = u8::from(term.len() > beginning);
            for (document, prominence) in list.iter() {
                best[document] = best[document].max((prominence - less.min(prominence)).max(1));
            }
        }
        let mut list = List::default();
        for (document, prominence) in best.into_iter().enumerate().filter(|(_, prominence)| *prominence > 0) {
            list.push(document, prominence);
        }
        list
    }

    /// The list as JSON of at most so many bytes (and some for its frame), in the shortest of three forms:
    ///
    /// - `[[3,2],[],[9]]`: the documents of each prominence from 1 to 3, each number less the one before it;
    /// - `"…"`: the prominence of every document up to the last, in two bits, three documents to a character of base64
    ///   (RFC 4648, section 4), the first in the highest bits;
    /// - `{"count":…,"to":…,"list":"…"}`: the same up to document `to`, where the whole would be too long.
    pub fn written(&self, most: usize) -> String {
        let last = self.0.last().map_or(0, |entry| (entry >> 2) as usize);
        let dense = last / 3 + 3;
        // A number and its comma are two characters or more.
        if self.0.len() * 2 < dense.min(most) {
            let sparse = self.sparse();
            if sparse.len() <= dense.min(most) {
                return sparse;
            }
        }
        if dense <= most {
            return format!("\"{}\"", self.dense(last + 1));
        }
        let sparse = self.sparse();
        if sparse.len() <= most {
            return sparse;
        }
        let to = (most - 2) * 3;
        format!("{{\"count\":{},\"to\":{to},\"list\":\"{}\"}}", self.0.len(), self.dense(to))
    }

    fn sparse(&self) -> String {
        let mut texts = [String::new(), String::new(), String::new()];
        let mut before = [0; 3];
        for (document, prominence) in self.iter() {
            let at = usize::from(prominence.max(1)) - 1;
            if !texts[at].is_empty() {
                texts[at].push(',');
            }
            texts[at].push_str(&(document - before[at]).to_string());
            before[at] = document;
        }
        let used = texts.iter().rposition(|text| !text.is_empty()).map_or(0, |at| at + 1);
        let parts: Vec<String> = texts[..used].iter().map(|text| format!("[{text}]")).collect();
        format!("[{}]", parts.join(","))
    }

    fn dense(&self, documents: usize) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut digits = vec![0_u8; documents.div_ceil(3)];
        for (document, prominence) in self.iter().take_while(|(document, _)| *document < documents) {
            digits[document / 3] |= prominence << (4 - document % 3 * 2);
        }
        digits.into_iter().map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[(usize, u8)]) -> List {
        let mut list = List::default();
        entries.iter().for_each(|(document, prominence)| list.push(*document, *prominence));
        list
    }

    #[test]
    fn a_list_is_written_in_the_shortest_form() {
        let every: Vec<(usize, u8)> = (0..9).map(|document| (document, 3)).collect();
        for (entries, most, expected) in [
            (&[][..], 100, "[]"),
            (&[(0, 1)], 100, "\"Q\""),
            (&[(40, 1), (43, 3), (45, 1)], 100, "[[40,5],[],[43]]"),
            // Twelve bits for the first six documents: 01 10 11, 00 00 01.
            (&[(0, 1), (1, 2), (2, 3), (5, 1)], 100, "\"bB\""),
            (&every, 100, "\"///\""),
            (&every, 4, "{\"count\":9,\"to\":6,\"list\":\"//\"}"),
            (&[(2_000, 2)], 12, "[[],[2000]]"),
        ] {
            assert_eq!(list(entries).written(most), expected, "{entries:?}");
        }
    }

    #[test]
    fn a_whole_word_counts_for_more_than_a_longer_one() {
        let lists = [
            ("war".to_owned(), list(&[(0, 1), (1, 3)])),
            ("warsaw".to_owned(), list(&[(0, 2), (1, 1), (2, 1), (3, 2), (4, 3)])),
            ("warsh".to_owned(), list(&[(0, 3)])),
        ];
        assert_eq!(List::merged(6, 3, &lists), list(&[(0, 2), (1, 3), (2, 1), (3, 1), (4, 2)]));
    }
}
