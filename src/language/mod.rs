//! Stand-in while the real module is being written.
use std::cmp::Ordering;
use crate::date::{CivilDay, When};
pub enum Arg<'a> { Text(&'a str), Number(i64) }
pub enum Direction { LeftToRight, RightToLeft }
pub struct Language { tag: String }
#[derive(Debug)]
pub struct LanguageError;
impl std::fmt::Display for LanguageError { fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
impl Language {
    pub fn new(tag: &str, _strings: &[(&str, &str)]) -> Result<Language, LanguageError> { Ok(Language { tag: tag.into() }) }
    pub fn tag(&self) -> &str { &self.tag }
    pub fn direction(&self) -> Direction { Direction::LeftToRight }
    pub fn own_name(&self) -> String { self.tag.clone() }
    pub fn text(&self, _key: &str, _args: &[(&str, Arg<'_>)]) -> Option<String> { None }
    pub fn strings(&self) -> Vec<(String, String)> { vec![] }
    pub fn when(&self, w: &When) -> String { w.written().into() }
    pub fn when_short(&self, w: &When) -> String { w.written().into() }
    pub fn day(&self, d: CivilDay) -> String { format!("{d:?}") }
    pub fn month_name(&self, y: i64, m: u8) -> String { format!("{y}-{m}") }
    pub fn year(&self, y: i64) -> String { y.to_string() }
    pub fn compare(&self, a: &str, b: &str) -> Ordering { a.cmp(b) }
    pub fn first_letter(&self, t: &str) -> String { t.chars().take(1).collect() }
}
