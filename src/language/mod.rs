//! Stand-in while the real module is being written.
use crate::date::{CivilDay, When};
use std::cmp::Ordering;
pub enum Arg<'a> {
    Text(&'a str),
    Number(i64),
}
pub enum Direction {
    LeftToRight,
    RightToLeft,
}
pub struct Language {
    tag: String,
    bundle: fluent_bundle::concurrent::FluentBundle<fluent_bundle::FluentResource>,
    keys: Vec<String>,
}
#[derive(Debug)]
pub struct LanguageError;
impl std::fmt::Display for LanguageError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
impl Language {
    pub fn new(tag: &str, _strings: &[(&str, &str)]) -> Result<Language, LanguageError> {
        let mut bundle =
            fluent_bundle::concurrent::FluentBundle::new_concurrent(vec![tag.parse().map_err(|_| LanguageError)?]);
        bundle.set_use_isolating(false);
        let mut keys = vec![];
        for (_, text) in _strings {
            let r = match fluent_bundle::FluentResource::try_new(text.to_string()) {
                Ok(r) => r,
                Err((r, _)) => r,
            };
            for e in r.entries() {
                if let fluent_syntax::ast::Entry::Message(m) = e {
                    keys.push(m.id.name.to_string());
                }
            }
            bundle.add_resource_overriding(r);
        }
        keys.sort();
        keys.dedup();
        Ok(Language { tag: tag.into(), bundle, keys })
    }
    pub fn tag(&self) -> &str {
        &self.tag
    }
    pub fn direction(&self) -> Direction {
        Direction::LeftToRight
    }
    pub fn own_name(&self) -> String {
        self.tag.clone()
    }
    pub fn text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let m = self.bundle.get_message(key)?;
        let v = m.value()?;
        let mut a = fluent_bundle::FluentArgs::new();
        for (k, x) in args {
            match x {
                Arg::Text(t) => a.set(*k, *t),
                Arg::Number(n) => a.set(*k, *n),
            }
        }
        let mut e = vec![];
        Some(self.bundle.format_pattern(v, Some(&a), &mut e).into_owned())
    }
    pub fn strings(&self) -> Vec<(String, String)> {
        self.keys.iter().filter_map(|k| Some((k.clone(), self.text(k, &[])?))).collect()
    }
    pub fn when(&self, w: &When) -> String {
        w.written().into()
    }
    pub fn when_short(&self, w: &When) -> String {
        w.written().into()
    }
    pub fn day(&self, d: CivilDay) -> String {
        format!("{d:?}")
    }
    pub fn month_name(&self, y: i64, m: u8) -> String {
        format!("{y}-{m}")
    }
    pub fn year(&self, y: i64) -> String {
        y.to_string()
    }
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        a.cmp(b)
    }
    pub fn first_letter(&self, t: &str) -> String {
        t.chars().take(1).collect()
    }
}
