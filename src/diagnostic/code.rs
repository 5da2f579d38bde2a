//! The catalogue of faults: every code with its name, its level and its page of explanation.

use std::fmt;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// How a fault is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; the site is built all the same.
    Warn,
    /// Reported; nothing is built.
    Deny,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        })
    }
}

macro_rules! codes {
    ($($variant:ident = $id:literal, $name:literal, $level:ident, $fixed:literal, $explanation:literal;)*) => {
        /// A rule that can find a fault. Codes are stable: they are never renumbered or given another meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The code as written, such as `E012`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $id,)* }
            }

            /// The rule's name, such as `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The level when the site says nothing.
            pub fn default_level(self) -> Level {
                match self { $(Code::$variant => Level::$level,)* }
            }

            /// Whether a site may change the level. A fault without which there is nothing to build stays an error.
            pub fn is_fixed(self) -> bool {
                match self { $(Code::$variant => $fixed,)* }
            }

            /// The page of explanation, in Markdown.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $explanation,)* }
            }
        }
    };
}

include!("catalogue.rs");

impl Code {
    /// Finds a code by its number (`E012`, any case) or its name (`unknown-key`).
    pub fn find(text: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|c| c.id().eq_ignore_ascii_case(text) || c.name() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The levels of a site: the defaults, changed by the `[checks]` table of `site.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    changed: LiteMap<Code, Level>,
}

impl Levels {
    /// Sets the level of one code. A fixed code keeps its own.
    pub fn set(&mut self, code: Code, level: Level) {
        if !code.is_fixed() {
            self.changed.insert(code, level);
        }
    }

    /// The same with warnings taken for errors. What a site allows stays allowed.
    pub fn strict(&self) -> Self {
        let mut levels = self.clone();
        for code in Code::ALL {
            if levels.of(*code) == Level::Warn {
                levels.set(*code, Level::Deny);
            }
        }
        levels
    }

    /// The level of a code.
    pub fn of(&self, code: Code) -> Level {
        self.changed.get(&code).copied().unwrap_or(code.default_level())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_unique_and_every_code_is_explained() {
        let mut ids: Vec<_> = Code::ALL.iter().map(|c| c.id()).collect();
        let mut names: Vec<_> = Code::ALL.iter().map(|c| c.name()).collect();
        ids.sort_unstable();
        names.sort_unstable();
        ids.dedup();
        names.dedup();
        assert_eq!(ids.len(), Code::ALL.len());
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.explanation().len() > 80, "{code} has no page of explanation");
            assert_eq!(Code::find(code.id()), Some(*code));
            assert_eq!(Code::find(code.name()), Some(*code));
        }
    }

    #[test]
    fn a_fixed_code_keeps_its_level() {
        let mut levels = Levels::default();
        levels.set(Code::TomlSyntax, Level::Allow);
        levels.set(Code::NoSource, Level::Allow);
        assert_eq!(levels.of(Code::TomlSyntax), Level::Deny);
        assert_eq!(levels.of(Code::NoSource), Level::Allow);
    }
}
