//! Search: an index of words that a reader's script fetches in small parts.
//!
//! Nothing runs on a server and nobody fetches the whole. The index of one language is a row of files, each bounded:
//!
//! - Files of terms. A term is a folded word ([`words`]); its list says in which documents it stands and how prominently.
//!   Terms with the same beginning stand in one file, so that the beginning of a word takes one file as well. Where
//!   there are too many of them for one file, what is known of the beginning is merged into a list of its own and they
//!   are divided by the next letter.
//! - The directory, which says which file holds what.
//!
//! Documents are known by their number, the most important ones first; what they are is not known here.
//!
//! This module reads no record and writes no page: it is handed texts and returns bytes. The script that reads them
//! cuts and folds words by the same rule, and a table of names in `tests/golden/search` holds both to it.

mod divide;
mod gather;
mod list;
mod words;

use crate::cores::{self, ANY};

use serde_json::Value;

pub use words::words;

use divide::{Plan, divide};
use gather::gather;
use list::List;

/// The most bytes of one list: a word that stands in nearly everything needs no more, since it narrows nothing.
const MOST_OF_A_LIST: usize = 30_000;

/// The most bytes of one file of terms: a query takes one for each word.
const MOST_OF_A_FILE: usize = 32_000;

/// How prominently a word stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prominence {
    /// Somewhere in its text.
    Text = 1,
    /// In its summary, or in the name of something that it is about.
    Summary = 2,
    /// In its title or in one of its names.
    Title = 3,
}

/// The index of one language.
#[derive(Debug, Default)]
pub struct Index {
    /// The beginning of the first terms of each file that holds terms, in the order of UTF-16, as scripts compare.
    pub terms: Vec<String>,
    /// The beginnings of words that each of the files behind those holds a merged list of.
    pub merged: Vec<Vec<String>>,
    /// The files, those of terms first. Each is a JSON object of lists by term.
    pub files: Vec<Vec<u8>>,
}

impl Index {
    /// Makes the index of so many documents, given the texts of each by its number. The same texts give the same bytes,
    /// whatever the number of threads.
    pub fn new(documents: usize, texts: impl Fn(usize) -> Vec<(Prominence, String)> + Sync) -> Index {
        let lists = gather(documents, &texts);
        let written: Vec<String> = cores::each(&lists, ANY, &|(_, list)| list.written(MOST_OF_A_LIST));
        let Plan { shelves, merged } = divide(&lists, &written, MOST_OF_A_FILE);
        let mut index = Index::default();
        for shelf in pack(shelves, |shelf| shelf.size) {
            index.terms.push(shelf[0].beginning.clone());
            let inner = shelf.iter().flat_map(|shelf| shelf.range.clone());
            index.files.push(file(inner.map(|at| (lists[at].0.as_str(), written[at].as_str()))));
        }
        let merged: Vec<(String, String)> = cores::each(&merged, ANY, &|(beginning, range)| {
            let list = List::merged(documents, beginning.len(), &lists[range.clone()]);
            (beginning.clone(), list.written(MOST_OF_A_LIST))
        });
        for entries in pack(merged, |(beginning, list)| beginning.len() + list.len() + 4) {
            index.files.push(file(entries.iter().map(|(beginning, list)| (beginning.as_str(), list.as_str()))));
            index.merged.push(entries.into_iter().map(|(beginning, _)| beginning).collect());
        }
        index
    }
}

/// Puts things into files, in order, each as full as its bound allows.
fn pack<T>(things: Vec<T>, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut files: Vec<Vec<T>> = Vec::new();
    let mut filled = 0;
    for thing in things {
        let own = size(&thing);
        match files.last_mut().filter(|_| filled + own <= MOST_OF_A_FILE) {
            Some(file) => {
                file.push(thing);
                filled += own;
            }
            None => {
                files.push(vec![thing]);
                filled = own;
            }
        }
    }
    files
}

/// A JSON object of lists, which are JSON already.
fn file<'a>(entries: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut text = String::from("{");
    for (term, list) in entries {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&Value::from(term).to_string());
        text.push(':');
        text.push_str(list);
    }
    text.push_str("}\n");
    text.into_bytes()
}
