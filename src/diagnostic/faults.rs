//! As many faults as there is room for: a file of strangers may hold one in every third byte.

use std::ops::Deref;

use super::{Code, Diagnostic};
use crate::text::Span;

/// How many faults of one kind are kept of a whole site.
const OF_A_SITE: usize = 100_000;

/// Faults, of each kind as many as there is room for; the rest are counted.
#[derive(Debug)]
pub struct Faults {
    list: Vec<Diagnostic>,
    tally: Tally,
}

impl Faults {
    /// No faults yet, and room for so many of each kind.
    pub fn up_to(most: usize) -> Faults {
        Faults { list: Vec::new(), tally: Tally::up_to(most) }
    }

    /// No faults yet, and room for those of a whole site.
    pub fn of_a_site() -> Faults {
        Faults::up_to(OF_A_SITE)
    }

    /// Whether one more of a kind will be kept.
    pub fn has_room(&self, code: Code) -> bool {
        self.tally.has_room(code)
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Diagnostic) {
        if self.tally.admits(&fault) {
            self.list.push(fault);
        }
    }

    /// Takes back those of which `keep` does not hold.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// All of them, and for each kind that has more how many those are. `what` is where they are, such as "file".
    pub fn into_list(self, what: &str) -> Vec<Diagnostic> {
        let Faults { mut list, tally } = self;
        list.extend(tally.rest(what));
        list
    }
}

impl Extend<Diagnostic> for Faults {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, faults: I) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }
}

impl Deref for Faults {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.list
    }
}

/// Counts faults by kind, and says which are still kept.
#[derive(Debug)]
pub struct Tally {
    most: usize,
    counts: Vec<Count>,
}

/// How many faults of a kind there are.
#[derive(Debug)]
struct Count {
    code: Code,
    found: usize,
    /// Where the first stands that was not kept.
    beyond: Option<Span>,
}

impl Tally {
    fn up_to(most: usize) -> Tally {
        Tally { most, counts: Vec::new() }
    }

    /// Counts the faults of a whole site.
    pub fn of_a_site() -> Tally {
        Tally::up_to(OF_A_SITE)
    }

    fn has_room(&self, code: Code) -> bool {
        self.counts.iter().find(|count| count.code == code).is_none_or(|count| count.found < self.most)
    }

    /// Counts one, and says whether it is to be kept.
    pub fn admits(&mut self, fault: &Diagnostic) -> bool {
        match self.counts.iter_mut().find(|count| count.code == fault.code) {
            Some(count) => {
                count.found += 1;
                if count.found == self.most + 1 {
                    count.beyond = fault.span();
                }
                count.found <= self.most
            }
            None => {
                self.counts.push(Count { code: fault.code, found: 1, beyond: None });
                self.most > 0
            }
        }
    }

    /// Keeps of a list what there is room for.
    pub fn thin(&mut self, faults: &mut Vec<Diagnostic>) {
        let before = faults.len();
        faults.retain(|fault| self.admits(fault));
        if faults.len() < before {
            faults.shrink_to_fit();
        }
    }

    /// For each kind that has more than was kept, how many those are.
    pub fn rest<'a>(&'a self, what: &'a str) -> impl Iterator<Item = Diagnostic> + 'a {
        self.counts.iter().filter(|count| count.found > self.most).map(move |Count { code, found, beyond }| {
            let more = found - self.most;
            let are = if more == 1 { "is" } else { "are" };
            let message = format!("there {are} {more} more of {} in this {what}", code.name());
            match beyond {
                Some(span) => Diagnostic::new(*code, *span, message).label("from here on"),
                None => Diagnostic::without_place(*code, message),
            }
            .help("mend those that are told first, and look again")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn fault(code: Code, at: usize) -> Diagnostic {
        Diagnostic::new(code, Span::new(FileId(0), at..at + 1), format!("fault {at}"))
    }

    #[test]
    fn of_each_kind_as_many_are_kept_as_there_is_room_for_and_the_rest_are_counted() {
        let mut faults = Faults::up_to(2);
        faults.extend((0..1_000).map(|at| fault(Code::UnknownId, at)));
        faults.push(fault(Code::BadId, 7));
        assert!(!faults.has_room(Code::UnknownId) && faults.has_room(Code::BadId));
        let list = faults.into_list("file");
        let messages: Vec<&str> = list.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, ["fault 0", "fault 1", "fault 7", "there are 998 more of unknown-id in this file"]);
        assert_eq!(list[3].span(), fault(Code::UnknownId, 2).span());
    }

    #[test]
    fn lists_are_thinned_in_order_wherever_they_are_divided() {
        let all = |sizes: &[usize]| {
            let mut tally = Tally::up_to(5);
            let mut kept = Vec::new();
            let mut at = 0;
            for size in sizes {
                let mut list: Vec<Diagnostic> = (at..at + size).map(|at| fault(Code::UnknownId, at)).collect();
                at += size;
                tally.thin(&mut list);
                kept.append(&mut list);
            }
            kept.extend(tally.rest("site"));
            kept
        };
        assert_eq!(all(&[10]), all(&[3, 0, 4, 3]));
        assert_eq!(all(&[10]).len(), 6);
        assert_eq!(all(&[5]).len(), 5);
    }
}
