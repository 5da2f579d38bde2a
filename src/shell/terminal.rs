//! Words for people and results for programs: results on standard output, words on standard error.

use std::io::{IsTerminal, Write};

use litemap::LiteMap;

use super::cli::Exit;
use crate::diagnostic::{Code, Diagnostic, Level, Levels, Style, to_text};
use crate::text::{Sources, calm, calm_json, calm_name};

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

    /// A result, for the reader or for the next program. It may hold names that strangers gave to files.
    pub fn result(&self, text: &str) -> Exit {
        self.result_bytes(calm(text).as_bytes())
    }

    /// A result in JSON. It says every name as it is, and yet moves no cursor where a reader looks at it.
    pub fn json(&self, json: &str) -> Exit {
        self.result_bytes(calm_json(json).as_bytes())
    }

    /// A result in bytes. A reader who has closed the pipe has read enough.
    pub fn result_bytes(&self, bytes: &[u8]) -> Exit {
        match std::io::stdout().write_all(bytes).and_then(|()| std::io::stdout().flush()) {
            Ok(()) => Exit::Fine,
            Err(error) => self.unwritten(&error),
        }
    }

    /// What a result comes to that could not be written.
    pub fn unwritten(&self, error: &std::io::Error) -> Exit {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Exit::Fine,
            _ => self.failed(format!("the result cannot be written: {error}")),
        }
    }

    /// A sentence for people. It may hold names that strangers gave to files.
    pub fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{}", calm(text));
    }

    /// The machine failed.
    pub fn failed(&self, told: impl Into<Told>) -> Exit {
        self.say(&told.into().lines());
        Exit::Machine
    }

    /// The command was used wrongly.
    pub fn refused(&self, told: impl Into<Told>) -> Exit {
        self.say(&told.into().lines());
        Exit::Usage
    }

    /// Faults: of each kind as many as asked for, and the rest counted. Returns how many errors
    /// and warnings there are.
    pub fn faults(&self, faults: &[Diagnostic], levels: &Levels, sources: &Sources, show: Warnings) -> (usize, usize) {
        let mut out = std::io::BufWriter::new(std::io::stderr().lock());
        let mut seen: LiteMap<Code, usize> = LiteMap::new();
        let (mut errors, mut warned) = (0, 0);
        for fault in faults {
            let level = levels.of(fault.code);
            match level {
                Level::Allow => continue,
                Level::Warn => warned += 1,
                Level::Deny => errors += 1,
            }
            let count = seen.entry(fault.code).or_default();
            *count += 1;
            if *count > show.most(level) {
                continue;
            }
            let _ = writeln!(out, "{}", to_text(fault, level, sources, self.style));
        }
        for (code, count) in seen {
            let level = levels.of(code);
            let most = show.most(level);
            let word = if level == Level::Deny { "error" } else { "warning" };
            let _ = match most {
                _ if count <= most => Ok(()),
                0 => writeln!(out, "{word}[{code}]: {count} × {}", code.name()),
                _ => writeln!(
                    out,
                    "{word}[{code}]: {} more of {} (`annals check --all` shows them)",
                    count - most,
                    code.name()
                ),
            };
        }
        let _ = out.flush();
        (errors, warned)
    }

    /// How many warnings of each kind there are.
    pub fn counted(&self, warnings: &LiteMap<Code, usize>) {
        for (code, count) in warnings {
            self.say(&format!("warning[{code}]: {count} × {}", code.name()));
        }
    }
}

/// What is said of a failure: a sentence, and what helps on a line of its own. The two are apart, since the sentence may
/// hold what strangers wrote, line ends among it, and only annals gives help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    sentence: String,
    help: Option<String>,
}

impl Told {
    /// A sentence with help.
    pub fn with_help(sentence: impl Into<String>, help: impl Into<String>) -> Told {
        Told { sentence: sentence.into(), help: Some(help.into()) }
    }

    /// The lines of it. What the sentence says on further lines is marked as a quotation, and help has one line, so that
    /// nothing passes for a line of annals' own.
    fn lines(&self) -> String {
        let mut lines = format!("annals: {}", self.sentence.replace('\n', "\n    > "));
        if let Some(help) = &self.help {
            lines.push_str("\nhelp: ");
            lines.push_str(&calm_name(help));
        }
        lines
    }
}

impl<T: Into<String>> From<T> for Told {
    fn from(sentence: T) -> Told {
        Told { sentence: sentence.into(), help: None }
    }
}

/// How many warnings of each kind are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warnings {
    /// None; how many there are.
    Counted,
    /// As many as a reader bears.
    Some,
    /// Every one.
    All,
}

impl Warnings {
    /// How many faults of one kind are shown at a level. Of errors nearly always every one: a file that holds more of
    /// a kind is none that anybody wrote.
    fn most(self, level: Level) -> usize {
        match (self, level) {
            (Warnings::All, _) => usize::MAX,
            (_, Level::Deny) => 500,
            (Warnings::Counted, _) => 0,
            (Warnings::Some, _) => 20,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_a_sentence_but_the_first_and_its_help_passes_for_one_of_annals_own() {
        let sentence = "cannot read `a\nannals: fine\n\nhelp: run this\n    `";
        let quoted = "annals: cannot read `a\n    > annals: fine\n    > \n    > help: run this\n    >     `";
        assert_eq!(Told::from(sentence).lines(), quoted);
        let told = Told::with_help(sentence, "look at `b\nannals: fine`");
        assert_eq!(told.lines(), format!("{quoted}\nhelp: look at `b\u{fffd}annals: fine`"));
    }
}
