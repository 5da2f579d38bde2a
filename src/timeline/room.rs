//! How many lists the same event may stand in. Periods, timelines and broader topics list what lies in them, so that a small
//! file can ask for lists without measure: a thousand periods around a thousand events are a million entries.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

/// How many lists each event may stand in, on average of all events.
const LISTS: usize = 100;

/// How many entries there may be in any case.
const AT_LEAST: usize = 1_000_000;

/// How often events may be looked at, one after the other, to see whether they lie in something: some seconds' worth.
const LOOKS: usize = 300_000_000;

/// The room for entries of one sort of list.
#[derive(Debug)]
pub struct Room {
    events: usize,
    left: usize,
    looks: usize,
    fault: Option<Diagnostic>,
}

impl Room {
    /// The room of a site with so many events.
    pub fn new(events: usize) -> Room {
        Room { events, left: AT_LEAST + events.saturating_mul(LISTS), looks: LOOKS, fault: None }
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

    /// Before all events are looked at, which takes so many looks, for something that is written at `span`. Says whether
    /// that may be, which it may not where there is no room left.
    pub fn look(&mut self, looks: usize, sort: &str, span: Span) -> bool {
        match self.looks.checked_sub(looks) {
            Some(left) => self.looks = left,
            None if self.fault.is_none() => {
                let message =
                    format!("there are more {sort} than annals looks through {} events for each of them", self.events);
                self.fault = Some(
                    Diagnostic::new(Code::TooLarge, span, message)
                        .label("events are not looked through for this one and those behind it")
                        .help(format!("remove {sort}, or divide the site")),
                );
            }
            None => {}
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    #[test]
    fn events_are_not_looked_through_for_things_without_number() {
        let span = Span::whole(FileId(0));
        let events = 100_000;
        let mut room = Room::new(events);
        let looked = (0..).take_while(|_| room.look(events, "periods", span)).count();
        assert_eq!(looked, LOOKS / events);
        assert!(!room.look(1, "periods", span) && !room.take(0, "periods", span));
        let message = room.into_fault().map(|fault| fault.message);
        assert_eq!(
            message.as_deref(),
            Some("there are more periods than annals looks through 100000 events for each of them")
        );
        // However many of them there are in a site of few events.
        let mut room = Room::new(100);
        assert!((0..1_000_000).all(|_| room.look(100, "periods", span)));
    }
}
