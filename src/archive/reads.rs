//! Which records a piece of work reads: what is made of them has to be made anew when one of them changes.
//!
//! The tables note every record that is read, whoever reads it, so that none can be forgotten. Work that is asked about
//! must stay on its thread.

use std::cell::RefCell;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::Kind;

/// The records that a piece of work read, each as its kind and number, in order and each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads(Box<[u32]>);

/// As numbers with the kind in their last four bits: shorter to write.
impl Serialize for Reads {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|note| note.rotate_left(32 - BITS)))
    }
}

impl<'de> Deserialize<'de> for Reads {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut notes = Vec::<u32>::deserialize(deserializer)?;
        notes.iter_mut().for_each(|note| *note = note.rotate_right(32 - BITS));
        Ok(Reads(notes.into()))
    }
}

/// How many bits a record's number takes; the kind stands above them.
const BITS: u32 = 28;

/// The number that stands for all records of a kind.
const ALL: u32 = (1 << BITS) - 1;

/// Work that reads more records of a kind than this is taken to read all: few of a kind are worth telling apart.
fn most(kind: u32) -> usize {
    if kind == Kind::Event as u32 { 256 } else { 64 }
}

/// After how many notes they are put in order.
const AT_FIRST: usize = 4_096;

/// The notes of one piece of work.
#[derive(Default)]
struct Notes {
    list: Vec<u32>,
    /// The kinds of which all are read, a bit each.
    all: u16,
}

impl Notes {
    fn add(&mut self, note: u32) {
        if self.all & (1 << (note >> BITS)) != 0 || self.list.last() == Some(&note) {
            return;
        }
        if note & ALL == ALL {
            self.all |= 1 << (note >> BITS);
        }
        self.list.push(note);
        if self.list.len().is_power_of_two() && self.list.len() >= AT_FIRST {
            self.tidy();
        }
    }

    /// Puts the notes in order, each once; many of a kind become all of it.
    fn tidy(&mut self) {
        self.list.sort_unstable();
        self.list.dedup();
        let mut tidy = Vec::with_capacity(self.list.len());
        for notes in self.list.chunk_by(|a, b| a >> BITS == b >> BITS) {
            let kind = notes[0] >> BITS;
            if notes.len() > most(kind) || notes.last().is_some_and(|note| note & ALL == ALL) {
                self.all |= 1 << kind;
                tidy.push(kind << BITS | ALL);
            } else {
                tidy.extend_from_slice(notes);
            }
        }
        self.list = tidy;
    }
}

thread_local! {
    /// What is being asked about on this thread, the innermost piece of work last.
    static ASKED: RefCell<Vec<Notes>> = const { RefCell::new(Vec::new()) };
}

/// Ends a question, also where the work panics.
struct Asking;

impl Drop for Asking {
    fn drop(&mut self) {
        ASKED.with_borrow_mut(Vec::pop);
    }
}

/// Does some work and says what it read.
pub fn of<T>(work: impl FnOnce() -> T) -> (T, Reads) {
    ASKED.with_borrow_mut(|asked| asked.push(Notes::default()));
    let asking = Asking;
    let made = work();
    let notes = ASKED.with_borrow_mut(|asked| asked.last_mut().map(std::mem::take));
    drop(asking);
    let mut notes = notes.unwrap_or_default();
    notes.tidy();
    (made, Reads(notes.list.into()))
}

/// Notes that a record is read.
pub fn note(kind: Kind, index: usize) {
    // More records than have numbers here would count as all.
    add((kind as u32) << BITS | u32::try_from(index).unwrap_or(ALL).min(ALL));
}

/// Notes that all records of a kind are read.
pub fn note_all(kind: Kind) {
    add((kind as u32) << BITS | ALL);
}

fn add(note: u32) {
    ASKED.with_borrow_mut(|asked| asked.last_mut().into_iter().for_each(|notes| notes.add(note)));
}

impl Reads {
    /// Notes all of them once more, for work that uses what was made of them earlier.
    pub fn again(&self) {
        ASKED.with_borrow_mut(|asked| {
            asked.last_mut().into_iter().for_each(|notes| self.0.iter().for_each(|note| notes.add(*note)));
        });
    }

    /// Whether a record is among them that `changed` names.
    pub fn any_of(&self, changed: &Changed) -> bool {
        self.0.iter().any(|note| match note & ALL {
            ALL => changed.kinds & (1 << (note >> BITS)) != 0,
            _ => changed.records.binary_search(note).is_ok(),
        })
    }
}

/// Records that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    records: Vec<u32>,
    kinds: u16,
}

impl Changed {
    /// These records, by kind and number, in order of both.
    pub fn new(records: impl Iterator<Item = (Kind, usize)>) -> Changed {
        let mut changed = Changed::default();
        for (kind, index) in records {
            changed.kinds |= 1 << kind as u32;
            changed.records.push((kind as u32) << BITS | u32::try_from(index).unwrap_or(ALL).min(ALL));
        }
        changed
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(kind: Kind, index: usize) -> Changed {
        Changed::new(std::iter::once((kind, index)))
    }

    #[test]
    fn work_is_told_what_it_read_and_no_more() {
        note(Kind::Event, 1);
        let ((), reads) = of(|| {
            note(Kind::Event, 2);
            let ((), inner) = of(|| note(Kind::Place, 3));
            assert!(inner.any_of(&changed(Kind::Place, 3)) && !inner.any_of(&changed(Kind::Event, 2)));
            note(Kind::Event, 2);
        });
        assert_eq!(*reads.0, [2]);
        assert!(!reads.any_of(&changed(Kind::Place, 3)));
        let ((), both) = of(|| {
            reads.again();
            note_all(Kind::Topic);
        });
        assert!(both.any_of(&changed(Kind::Event, 2)) && both.any_of(&changed(Kind::Topic, 77)));
        assert!(!both.any_of(&changed(Kind::Event, 1)));
        let kept = serde_json::to_string(&both).expect("numbers");
        assert_eq!(serde_json::from_str::<Reads>(&kept).expect("the same numbers"), both);
    }

    #[test]
    fn many_of_a_kind_are_all_of_it() {
        let ((), reads) = of(|| (0..100_000).rev().for_each(|index| note(Kind::Event, index)));
        assert_eq!(*reads.0, [ALL]);
        assert!(reads.any_of(&changed(Kind::Event, 2_000_000)) && !reads.any_of(&changed(Kind::Actor, 0)));
        let ((), few) = of(|| (0..100).chain(0..100).for_each(|index| note(Kind::Event, index)));
        assert_eq!(few.0.len(), 100);
    }

    #[test]
    fn a_panic_ends_the_question() {
        let panicked = std::panic::catch_unwind(|| of(|| panic!("on purpose")));
        assert!(panicked.is_err());
        let ((), reads) = of(|| note(Kind::Event, 1));
        assert_eq!(*reads.0, [1]);
        assert!(ASKED.with_borrow(Vec::is_empty));
    }
}
