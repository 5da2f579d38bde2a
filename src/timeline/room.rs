//! How many lists the same event may stand in. Periods, timelines and broader topics list what lies in them, so that a small
//! file can ask for lists without measure: a thousand periods around a thousand events are a million entries.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

/// How many lists each event may stand in, on average of all events.
const LISTS: usize = 100;

/// How many entries there may be in any case.
const AT_LEAST: usize = 1_000_000;

/// The room for entries of one sort of list.
#[derive(Debug)]
pub struct Room {
    events: usize,
    left: usize,
    fault: Option<Diagnostic>,
}

impl Room {
    /// The room of a site with so many events.
    pub fn new(events: usize) -> Room {
        Room { events, left: AT_LEAST + events.saturating_mul(LISTS), fault: None }
    }

    /// Takes room for so many entries more, for which something asks that is written at `span`. Says whether there was
    /// enough; once there was not, there is none for anything.
    pub fn take(&mut self, entries: usize, sort: &str, span: Span) -> bool {
        if entries > self.left && self.fault.is_none() {
            let most = AT_LEAST + self.events.saturating_mul(LISTS);
            let message =
                format!("the lists of {sort} have more than {most} entries, although there are {} events", self.events);
            self.fault = Some(
                Diagnostic::new(Code::TooLarge, span, message)
                    .label("here there is no room left")
                    .help(format!("let fewer {sort} hold the same events")),
            );
        }
        self.left = self.left.saturating_sub(entries);
        self.fault.is_none()
    }

    /// Whether there is none left.
    pub fn is_full(&self) -> bool {
        self.fault.is_some()
    }

    /// The fault, if there was not enough.
    pub fn into_fault(self) -> Option<Diagnostic> {
        self.fault
    }
}
