//! What is found in a record while it is looked up: its faults, and the unknown ids among them, to each of which the nearest
//! known one is offered later. Records are looked up on all cores, and how many ids are compared is counted in their order.

use super::PendingLink;
use super::resolve::AllNames;
use crate::diagnostic::{Comparisons, Diagnostic, Faults, Fix, Tally};
use crate::draft::Text;
use crate::id::Kind;
use crate::text::Span;

/// How many faults of one kind are kept of a record.
const MOST: usize = 100;

/// The faults of a record.
#[derive(Debug)]
pub struct RecordFaults {
    all: Faults,
    unknown: Vec<Unknown>,
}

/// An id that names nothing.
#[derive(Debug)]
pub struct Unknown {
    /// Which of the record's faults says so.
    pub at: usize,
    /// The id as written.
    pub id: String,
    /// Where it can be replaced, if it stands there letter by letter.
    pub place: Option<Span>,
    /// What it may name.
    pub among: Among,
}

/// Among which ids the one may be that was meant.
#[derive(Debug, Clone, Copy)]
pub enum Among {
    /// Those of one kind.
    Kind(Kind),
    /// Those of actors and sources.
    Voices,
    /// All.
    Any,
}

impl RecordFaults {
    /// No faults yet.
    pub fn new() -> RecordFaults {
        RecordFaults { all: Faults::up_to(MOST), unknown: Vec::new() }
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Diagnostic) {
        self.all.push(fault);
    }

    /// Adds the fault of an unknown id, which has its help in case that none is near.
    pub fn push_unknown(&mut self, fault: Diagnostic, id: &str, among: Among) {
        if self.all.has_room(fault.code) {
            self.unknown.push(Unknown { at: self.all.len(), id: id.to_owned(), place: None, among });
        }
        self.all.push(fault);
    }

    /// As [`RecordFaults::push_unknown`], of an id that is a value of its own.
    pub fn push_unknown_value(&mut self, fault: Diagnostic, id: &Text, kind: Kind) {
        let before = self.unknown.len();
        self.push_unknown(fault, &id.value, Among::Kind(kind));
        let is_exact = (id.span.end - id.span.start) as usize == id.value.len();
        self.unknown[before..].iter_mut().for_each(|unknown| unknown.place = is_exact.then_some(id.span));
    }

    /// All faults, and the unknown ids among them.
    pub fn into_parts(self) -> (Vec<Diagnostic>, Vec<Unknown>) {
        (self.all.into_list("record"), self.unknown)
    }
}

impl Extend<Diagnostic> for RecordFaults {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, faults: I) {
        self.all.extend(faults);
    }
}

/// What was found in a record.
#[derive(Default)]
pub struct Notes {
    /// Its faults.
    pub faults: Vec<Diagnostic>,
    /// The unknown ids to which the nearest known one has not been offered yet.
    unknown: Vec<Unknown>,
    /// Links within the site, to be checked when all addresses are known.
    pub links: Vec<PendingLink>,
}

impl Notes {
    /// What was found.
    pub fn new(faults: RecordFaults, links: Vec<PendingLink>) -> Notes {
        let (faults, unknown) = faults.into_parts();
        Notes { faults, unknown, links }
    }

    /// Offers to each unknown id the nearest known one.
    pub fn offer(&mut self, names: &AllNames, comparisons: &mut Comparisons) {
        for unknown in std::mem::take(&mut self.unknown) {
            let Some(near) = names.nearest(&unknown, comparisons) else { continue };
            let fault = &mut self.faults[unknown.at];
            fault.help = Some(format!("did you mean `{near}`?"));
            fault.fix = unknown.place.map(|span| Fix { span, replacement: near });
        }
    }
}

/// How much is offered and kept of what is found in all records.
pub struct NotesRoom {
    comparisons: Comparisons,
    tally: Tally,
}

impl NotesRoom {
    /// The room of a whole site.
    pub fn new() -> NotesRoom {
        NotesRoom { comparisons: Comparisons::new(), tally: Tally::of_a_site() }
    }

    /// Offers what is near, and keeps of a record's faults those for which the site has room.
    pub fn settle(&mut self, names: &AllNames, notes: &mut Notes) {
        notes.offer(names, &mut self.comparisons);
        self.tally.thin(&mut notes.faults);
    }

    /// As [`NotesRoom::settle`], of several records.
    pub fn settled<T>(&mut self, names: &AllNames, mut made: Vec<(T, Notes)>) -> Vec<(T, Notes)> {
        made.iter_mut().for_each(|(_, notes)| self.settle(names, notes));
        made
    }

    /// How many faults were not kept.
    pub fn rest(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        self.tally.rest("site")
    }
}
