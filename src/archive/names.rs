//! Ids and what they name: numbering, duplicates, look-up with the nearest name.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use litemap::LiteMap;

use super::ids::Ids;
use super::notes::RecordFaults;
use super::table::{Key, Table};
use crate::diagnostic::{Code, Comparisons, Diagnostic};
use crate::draft::Text;
use crate::id::{Id, Kind};
use crate::text::Span;

/// How many ids before and behind an unknown one are compared with it.
const COMPARED: usize = 1_000;

/// All ids of one kind.
#[derive(Debug)]
pub struct Names<T> {
    list: List,
    kind: PhantomData<fn() -> T>,
}

/// The same, whatever the kind of record.
#[derive(Debug)]
struct List {
    kind: Kind,
    /// The ids of the records in the archive: a record's key is the place of its id.
    ids: Ids,
    /// Ids that were declared, but whose records are not in the archive.
    absent: LiteMap<Id, Absent>,
    /// Where each id is written first.
    places: BTreeMap<Id, Span>,
}

/// Why a declared record is not in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// It has a fault, which has been reported already.
    Broken,
    /// It is a draft.
    Draft,
    /// It is under embargo.
    Embargo,
}

impl Absent {
    /// Whether the author holds it back.
    pub fn is_wanted(self) -> bool {
        matches!(self, Absent::Draft | Absent::Embargo)
    }
}

/// What an id turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<T> {
    /// A record.
    Key(T),
    /// A record that is not in the archive.
    Absent(Absent),
    /// Nothing.
    Unknown,
}

/// What is known of a record before it is resolved.
pub struct Candidate<'a> {
    /// Its id as written.
    pub id: Option<&'a Text>,
    /// Why it will not be in the archive, if so.
    pub absent: Option<Absent>,
}

impl<T> Names<T> {
    fn new(list: List) -> Self {
        Names { list, kind: PhantomData }
    }

    /// Numbers records in the order of their ids, which does not depend on files. Returns for each candidate its id,
    /// if it is to be in the archive.
    pub fn number<'a>(
        kind: Kind,
        mut candidates: impl Iterator<Item = Candidate<'a>>,
        faults: &mut Vec<Diagnostic>,
    ) -> (Self, Vec<Option<Id>>) {
        let (list, ids) = List::number(kind, &mut candidates, faults);
        (Names::new(list), ids)
    }

    /// Adds names that are made elsewhere (articles and pages are named by their files), in order.
    pub fn of_ids(kind: Kind, ids: Vec<Id>, absent: LiteMap<Id, Absent>) -> Self {
        Names::new(List { kind, ids: Ids::new(ids), absent, places: BTreeMap::new() })
    }

    /// What an id names.
    pub fn find(&self, id: &str) -> Found<Key<T>> {
        match self.list.find(id) {
            Found::Key(at) => Found::Key(Table::key(at)),
            Found::Absent(absent) => Found::Absent(absent),
            Found::Unknown => Found::Unknown,
        }
    }

    /// The record of an id; if there is none, the fault is noted.
    pub fn resolve(&self, id: &Text, faults: &mut RecordFaults) -> Option<Key<T>> {
        self.list.resolve(id, faults).map(Table::key)
    }

    /// The known id nearest to a mistyped one.
    pub fn nearest(&self, id: &str, comparisons: &mut Comparisons) -> Option<&str> {
        self.list.nearest(id, comparisons)
    }

    /// The ids of the records in the archive.
    pub fn ids(&self) -> Ids {
        self.list.ids.clone()
    }
}

impl List {
    fn number(
        kind: Kind,
        candidates: &mut dyn Iterator<Item = Candidate<'_>>,
        faults: &mut Vec<Diagnostic>,
    ) -> (Self, Vec<Option<Id>>) {
        let mut names = List { kind, ids: Ids::default(), absent: LiteMap::new(), places: BTreeMap::new() };
        let (mut ids, mut present, mut absent) = (Vec::new(), Vec::new(), Vec::new());
        for candidate in candidates {
            let id = names.declare(&candidate, faults);
            let (id, held) = match candidate.absent {
                None => (id, None),
                Some(reason) => (None, id.map(|id| (id, reason))),
            };
            absent.extend(held);
            present.extend(id.clone());
            ids.push(id);
        }
        present.sort();
        names.ids = Ids::new(present);
        names.absent = absent.into_iter().collect();
        (names, ids)
    }

    fn declare(&mut self, candidate: &Candidate<'_>, faults: &mut Vec<Diagnostic>) -> Option<Id> {
        let text = candidate.id?;
        let id = match Id::parse(&text.value) {
            Ok(id) => id,
            Err(reason) => {
                let mut fault = Diagnostic::new(Code::BadId, text.span, format!("the id `{}` {reason}", text.value));
                fault = match Id::from_title(&text.value) {
                    Some(id) => fault.help(format!("write `{id}`")),
                    None => fault.help("write small letters `a` to `z`, digits and single hyphens"),
                };
                faults.push(fault);
                return None;
            }
        };
        if let Some(first) = self.places.get(&id) {
            faults.push(
                Diagnostic::new(Code::DuplicateId, text.span, format!("two {}s have the id `{id}`", self.kind))
                    .also(*first, "the first is here")
                    .help("give one of them another id"),
            );
            return None;
        }
        self.places.insert(id.clone(), text.span);
        Some(id)
    }

    fn find(&self, id: &str) -> Found<usize> {
        match (self.ids.place_of(id), self.absent.get(id)) {
            (Some(at), _) => Found::Key(at),
            (None, Some(absent)) => Found::Absent(*absent),
            (None, None) => Found::Unknown,
        }
    }

    fn resolve(&self, id: &Text, faults: &mut RecordFaults) -> Option<usize> {
        match self.find(&id.value) {
            Found::Key(key) => Some(key),
            Found::Absent(Absent::Broken) => None,
            Found::Absent(absent) => {
                faults.push(absent_reference(id.span, self.kind, &id.value, absent));
                None
            }
            Found::Unknown => {
                let message = format!("no {} has the id `{}`", self.kind, id.value);
                let fault = Diagnostic::new(Code::UnknownId, id.span, message)
                    .help(format!("correct the id, or add {} with it", record(self.kind)));
                faults.push_unknown_value(fault, id, self.kind);
                None
            }
        }
    }

    /// Of very many ids only the neighbours in the alphabet are compared: a file that is gone may leave thousands of
    /// references to nothing.
    fn nearest(&self, id: &str, comparisons: &mut Comparisons) -> Option<&str> {
        let at = self.ids.partition_point(|other| other.as_str() < id);
        let near = &self.ids[at.saturating_sub(COMPARED)..self.ids.len().min(at + COMPARED)];
        let at = self.absent.find_index(id).unwrap_or_else(|at| at);
        let (before, after) = self.absent.as_slice().split_at(at);
        let (before, after) = (before.iter().rev().take(COMPARED), after.iter().take(COMPARED));
        comparisons.nearest(id, near.iter().chain(before.chain(after).map(|(other, _)| other)).map(Id::as_str))
    }
}

/// "an `[[event]]`".
pub fn record(kind: Kind) -> String {
    let an = if kind.name().starts_with(['a', 'e']) { "an" } else { "a" };
    format!("{an} `[[{kind}]]`")
}

/// The fault of pointing at a record that is held back.
pub fn absent_reference(span: Span, kind: Kind, id: &str, absent: Absent) -> Diagnostic {
    let (what, help) = match absent {
        Absent::Embargo => ("under embargo", "remove the reference, or wait until the embargo ends"),
        _ => ("a draft", "remove `draft = true` there to publish it, or remove the reference"),
    };
    let message = format!("the {kind} `{id}` is {what}, so this reference is left out");
    Diagnostic::new(Code::DraftReference, span, message).help(help)
}
