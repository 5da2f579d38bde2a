//! Messages in Project Fluent's format, later files over earlier ones, English behind all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

/// English, which stands behind every language.
const ENGLISH: &str = include_str!("../../templates/strings/en.ftl");

/// The message by which a language names itself.
const NAME: &str = "language_name";

/// A value for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A text, inserted as it is.
    Text(&'a str),
    /// A number: chooses the plural form and is written with the language's separators.
    Number(i64),
}

/// Why a language cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageError {
    /// One sentence without a full stop.
    pub message: String,
    /// The file of messages that is at fault, as it was named, if one is.
    pub file: Option<String>,
    /// The byte of that file's text at which the fault was found.
    pub offset: usize,
}

impl LanguageError {
    pub(super) fn tag(tag: &str) -> Self {
        let message = format!("`{tag}` is not a language tag (BCP 47)");
        LanguageError { message, file: None, offset: 0 }
    }
}

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{file}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for LanguageError {}

/// The messages of a language.
pub(super) struct Messages {
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
    own_name: Option<String>,
    /// Those that take no arguments, made once: most are asked for on every page.
    plain: OnceLock<BTreeMap<String, String>>,
}

impl Messages {
    pub(super) fn new(locale: &Locale, strings: &[(&str, &str)]) -> Result<Messages, LanguageError> {
        let tag = locale.id.to_string();
        let id: LanguageIdentifier = tag.parse().map_err(|_| LanguageError::tag(&tag))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(number));
        let mut messages = Messages { bundle, keys: BTreeSet::new(), own_name: None, plain: OnceLock::new() };
        messages.add("en.ftl", ENGLISH)?;
        for (file, text) in strings {
            let names_language = messages.add(file, text)?;
            if names_language && is_of(file, locale) {
                messages.own_name = messages.alone(NAME);
            }
        }
        if messages.own_name.is_none() && locale.id.language.as_str() == "en" {
            messages.own_name = messages.alone(NAME);
        }
        Ok(messages)
    }

    /// Adds a file of messages; says whether it names its language.
    fn add(&mut self, file: &str, text: &str) -> Result<bool, LanguageError> {
        if let Some(offset) = too_deep(text) {
            let message = format!("the messages have more than {MOST_BRACES} braces within each other");
            return Err(LanguageError { message, file: Some(file.to_owned()), offset });
        }
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, faults)| {
            let (offset, reason) =
                faults.first().map_or((0, "it is not Fluent".to_owned()), |f| (f.pos.start, f.kind.to_string()));
            let line = text.get(..offset).unwrap_or(text).bytes().filter(|b| *b == b'\n').count() + 1;
            let message = format!("the messages cannot be read from line {line} on: {reason}");
            LanguageError { message, file: Some(file.to_owned()), offset }
        })?;
        let mut names_language = false;
        for entry in resource.entries() {
            if let ast::Entry::Message(message) = entry {
                names_language |= message.id.name == NAME;
                self.keys.insert(message.id.name.to_owned());
            }
        }
        self.bundle.add_resource_overriding(resource);
        Ok(names_language)
    }

    /// A message with its arguments filled in.
    pub(super) fn text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        if let Some(text) = self.plain().get(key).filter(|_| args.is_empty()) {
            return Some(text.clone());
        }
        let pattern = self.bundle.get_message(key)?.value()?;
        let args: FluentArgs = args
            .iter()
            .map(|(name, arg)| match arg {
                Arg::Text(text) => (*name, FluentValue::from(*text)),
                Arg::Number(number) => (*name, FluentValue::from(*number)),
            })
            .collect();
        let mut faults = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned())
    }

    /// A message that takes no arguments.
    pub(super) fn alone(&self, key: &str) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, None, &mut faults).into_owned();
        faults.is_empty().then_some(text)
    }

    /// All messages that take no arguments, by key.
    pub(super) fn plain(&self) -> &BTreeMap<String, String> {
        self.plain.get_or_init(|| self.keys.iter().filter_map(|key| Some((key.clone(), self.alone(key)?))).collect())
    }

    /// The language's name in itself.
    pub(super) fn own_name(&self, tag: &str) -> String {
        self.own_name.clone().unwrap_or_else(|| tag.to_owned())
    }
}

/// Whether a file of messages is a language's own: `strings/de.ftl` or `interface.de.ftl` is that of `de` and `de-AT`.
fn is_of(file: &str, locale: &Locale) -> bool {
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".ftl");
    let tag = stem.rsplit('.').next().unwrap_or(stem);
    tag == locale.id.language.as_str() || tag == locale.id.to_string() || tag == locale.to_string()
}

/// Writes the numbers of messages as the language does.
fn number(value: &FluentValue, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = number.as_string();
    let decimal: Decimal = text.parse().ok()?;
    memoizer.with_try_get::<Numbers, _, _>((), |numbers| numbers.0.format(&decimal).to_string()).ok()
}

/// A number formatter, made once for each language.
struct Numbers(DecimalFormatter);

impl Memoizable for Numbers {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        let locale: Locale = language.to_string().parse().map_err(|_| ())?;
        DecimalFormatter::try_new((&locale).into(), Default::default()).map(Numbers).map_err(|_| ())
    }
}

/// How many braces may be open at a time: the parser calls itself for each.
const MOST_BRACES: usize = 100;

/// Where the first brace stands that is too deep.
fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MOST_BRACES
    })
}
