//! Ids and what they name: numbering, duplicates, look-up with the nearest name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::table::{Key, Table};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::draft::Text;
use crate::id::{Id, Kind};
use crate::text::Span;

/// All ids of one kind.
#[derive(Debug)]
pub struct Names<T> {
    kind: Kind,
    keys: Arc<BTreeMap<Id, Key<T>>>,
    /// Ids that were declared, but whose records are not in the archive.
    absent: BTreeMap<Id, Absent>,
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
    /// Numbers records in the order of their ids, which does not depend on files. Returns for each candidate its id,
    /// if it is to be in the archive.
    pub fn number<'a>(
        kind: Kind,
        candidates: impl Iterator<Item = Candidate<'a>>,
        faults: &mut Vec<Diagnostic>,
    ) -> (Self, Vec<Option<Id>>) {
        let mut names = Names { kind, keys: Arc::default(), absent: BTreeMap::new(), places: BTreeMap::new() };
        let mut ids = Vec::new();
        let mut present = Vec::new();
        for candidate in candidates {
            let id = names.declare(&candidate, faults).filter(|_| candidate.absent.is_none());
            present.extend(id.clone());
            ids.push(id);
        }
        present.sort();
        names.keys = Arc::new(present.into_iter().enumerate().map(|(i, id)| (id, Table::key(i))).collect());
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
        if let Some(absent) = candidate.absent {
            self.absent.insert(id.clone(), absent);
        }
        Some(id)
    }

    /// Adds names that are made elsewhere (articles and pages are named by their files).
    pub fn of_keys(kind: Kind, keys: BTreeMap<Id, Key<T>>, absent: BTreeMap<Id, Absent>) -> Self {
        Names { kind, keys: Arc::new(keys), absent, places: BTreeMap::new() }
    }

    /// What an id names.
    pub fn find(&self, id: &str) -> Found<Key<T>> {
        match (self.keys.get(id), self.absent.get(id)) {
            (Some(key), _) => Found::Key(*key),
            (None, Some(absent)) => Found::Absent(*absent),
            (None, None) => Found::Unknown,
        }
    }

    /// The record of an id; if there is none, the fault is noted.
    pub fn resolve(&self, id: &Text, faults: &mut Vec<Diagnostic>) -> Option<Key<T>> {
        match self.find(&id.value) {
            Found::Key(key) => Some(key),
            Found::Absent(Absent::Broken) => None,
            Found::Absent(absent) => {
                faults.push(absent_reference(id.span, self.kind, &id.value, absent));
                None
            }
            Found::Unknown => {
                let message = format!("no {} has the id `{}`", self.kind, id.value);
                let mut fault = Diagnostic::new(Code::UnknownId, id.span, message);
                fault = match self.nearest(&id.value) {
                    Some(near) if near.len() != id.value.len() || !near.is_empty() => {
                        let exact = (id.span.end - id.span.start) as usize == id.value.len();
                        let fault = fault.help(format!("did you mean `{near}`?"));
                        if exact { fault.fix(id.span, near) } else { fault }
                    }
                    _ => fault.help(format!("correct the id, or add {} with it", record(self.kind))),
                };
                faults.push(fault);
                None
            }
        }
    }

    /// The known id nearest to a mistyped one.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.keys.keys().chain(self.absent.keys()).map(Id::as_str))
    }

    /// The ids of the records in the archive.
    pub fn keys(&self) -> Arc<BTreeMap<Id, Key<T>>> {
        Arc::clone(&self.keys)
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
