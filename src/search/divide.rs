//! Divides the terms by their beginnings, so that all that begin alike stand together in a bounded file.

use std::ops::Range;

use super::list::List;

/// What files hold.
#[derive(Debug, Default)]
pub struct Plan {
    /// All terms but those that have a merged list, in order.
    pub shelves: Vec<Shelf>,
    /// Beginnings with too many terms for one file, and which terms those are.
    pub merged: Vec<(String, Range<usize>)>,
}

/// All terms with the same beginning.
#[derive(Debug)]
pub struct Shelf {
    pub beginning: String,
    pub range: Range<usize>,
    /// How many bytes they take.
    pub size: usize,
}

/// Divides terms with their lists as written. They are in order.
pub fn divide(lists: &[(String, List)], written: &[String], most: usize) -> Plan {
    let mut ends = Vec::with_capacity(lists.len() + 1);
    ends.push(0);
    for ((term, _), list) in lists.iter().zip(written) {
        // With quotation marks, colon and comma. Terms hold nothing that JSON escapes.
        ends.push(ends[ends.len() - 1] + term.len() + list.len() + 4);
    }
    let mut divider = Divider { lists, ends, most, plan: Plan::default() };
    if !lists.is_empty() {
        divider.divide(0..lists.len(), 0);
    }
    divider.plan
}

struct Divider<'a> {
    lists: &'a [(String, List)],
    /// The bytes of all terms before each.
    ends: Vec<usize>,
    most: usize,
    plan: Plan,
}

impl Divider<'_> {
    /// Divides terms that share their first `shared` bytes.
    fn divide(&mut self, range: Range<usize>, shared: usize) {
        let lists = self.lists;
        let first = lists[range.start].0.as_str();
        let beginning = first.get(..shared).unwrap_or(first).to_owned();
        let size = self.ends[range.end] - self.ends[range.start];
        if size <= self.most || range.len() == 1 {
            self.plan.shelves.push(Shelf { beginning, range, size });
            return;
        }
        let mut at = range.start;
        if shared > 0 {
            // The word that ends here is part of what is merged.
            at += usize::from(first.len() == shared);
            self.plan.merged.push((beginning, range.clone()));
        }
        while at < range.end {
            let next = lists[at].0[shared..].chars().next();
            let same = |(term, _): &(String, List)| term[shared..].chars().next() == next;
            let end = at + lists[at..range.end].iter().take_while(|entry| same(entry)).count();
            self.divide(at..end, shared + next.map_or(0, char::len_utf8));
            at = end;
        }
    }
}
