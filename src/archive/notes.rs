//! What is found in a record while it is looked up: its faults, and the unknown ids among them, to each of which the nearest
//! known one is offered later. Records are looked up on all cores, and how many ids are compared is counted in their order.

use crate::diagnostic::{Diagnostic, Faults, Tally};
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
    pub links: Vec<super::PendingLink>,
}

impl Notes {
    /// What was found.
    pub fn new(faults: RecordFaults, links: Vec<super::PendingLink>) -> Notes {
        let (faults, unknown) = faults.into_parts();
        Notes { faults, unknown, links }
    }

    /// Offers to each unknown id the one that `nearest` finds.
    pub fn offer(&mut self, mut nearest: impl FnMut(&Unknown) -> Option<String>) {
        for unknown in std::mem::take(&mut self.unknown) {
            let Some(near) = nearest(&unknown) else { continue };
            let fault = &mut self.faults[unknown.at];
            fault.help = Some(format!("did you mean `{near}`?"));
            fault.fix = unknown.place.map(|span| crate::diagnostic::Fix { span, replacement: near });
        }
    }

    /// Keeps of its faults those for which the site has room.
    pub fn thin(&mut self, tally: &mut Tally) {
        tally.thin(&mut self.faults);
    }
}
