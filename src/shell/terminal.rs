//! Words for people and results for programs: results on standard output, words on standard error.

use std::io::{IsTerminal, Write};

use super::cli::Exit;
use crate::diagnostic::{Diagnostic, Level, Levels, Style, to_text};
use crate::text::Sources;

/// The terminal, or what stands in its place.
pub struct Terminal {
    style: Style,
}

impl Terminal {
    /// Colours only where standard error is a terminal that wants them.
    pub fn new() -> Self {
        let wants = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        Terminal { style: if wants && std::io::stderr().is_terminal() { Style::Colour } else { Style::Plain } }
    }

    /// A result, for the next program or for the reader.
    pub fn result(&self, text: &str) -> Exit {
        self.result_bytes(text.as_bytes())
    }

    /// A result in bytes. A reader who has closed the pipe has read enough.
    pub fn result_bytes(&self, bytes: &[u8]) -> Exit {
        match std::io::stdout().write_all(bytes).and_then(|()| std::io::stdout().flush()) {
            Ok(()) => Exit::Fine,
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Fine,
            Err(error) => self.failed(&format!("the result cannot be written: {error}")),
        }
    }

    /// A sentence for people.
    pub fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// The machine failed.
    pub fn failed(&self, text: &str) -> Exit {
        self.say(&format!("annals: {text}"));
        Exit::Machine
    }

    /// The command was used wrongly.
    pub fn refused(&self, text: &str) -> Exit {
        self.say(&format!("annals: {text}"));
        Exit::Usage
    }

    /// Faults: errors in full; warnings in full if `warnings`, else counted by their check. Returns how many errors and
    /// warnings there are.
    pub fn faults(&self, faults: &[Diagnostic], levels: &Levels, sources: &Sources, warnings: bool) -> (usize, usize) {
        let mut out = std::io::BufWriter::new(std::io::stderr().lock());
        let mut counts: std::collections::BTreeMap<crate::diagnostic::Code, usize> = Default::default();
        let (mut errors, mut warned) = (0, 0);
        for fault in faults {
            let level = levels.of(fault.code);
            match level {
                Level::Allow => continue,
                Level::Warn => warned += 1,
                Level::Deny => errors += 1,
            }
            if level == Level::Deny || warnings {
                let _ = writeln!(out, "{}", to_text(fault, level, sources, self.style));
            } else {
                *counts.entry(fault.code).or_default() += 1;
            }
        }
        for (code, count) in counts {
            let _ = writeln!(out, "warning[{code}]: {count} × {}", code.name());
        }
        let _ = out.flush();
        (errors, warned)
    }
}
