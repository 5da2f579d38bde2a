//! Searches as the reader's script does, in the files that a build wrote. Slow and plain, so that it can be believed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use annals::search::words;
use serde_json::Value;

use super::Tree;

/// The files of one language.
pub struct Reader<'a> {
    tree: &'a Tree,
    folder: String,
    directory: Value,
    /// The files that were read.
    read: RefCell<BTreeMap<String, Rc<Value>>>,
}

/// What a query found and what it took.
#[derive(Debug, Default)]
pub struct Results {
    /// The numbers of the documents, the best first.
    pub found: Vec<usize>,
    /// The bytes of the files of terms.
    pub bytes: usize,
}

impl<'a> Reader<'a> {
    pub fn new(tree: &'a Tree, tag: &str) -> Reader<'a> {
        let folder = format!("data/{tag}/search");
        let directory = json(&tree[&format!("{folder}/index.json")]);
        Reader { tree, folder, directory, read: RefCell::default() }
    }

    fn file(&self, name: &str) -> Rc<Value> {
        let mut read = self.read.borrow_mut();
        Rc::clone(read.entry(name.to_owned()).or_insert_with(|| Rc::new(json(&self.tree[name]))))
    }

    pub fn documents(&self) -> usize {
        self.directory["documents"].as_u64().unwrap() as usize
    }

    /// A document as results show it.
    pub fn document(&self, number: usize) -> Value {
        let size = self.directory["documents_per_file"].as_u64().unwrap() as usize;
        self.file(&format!("{}/documents-{}.json", self.folder, number / size + 1))[number % size].clone()
    }

    pub fn urls(&self, query: &str) -> Vec<String> {
        let found = self.find(query).found;
        found.into_iter().map(|number| self.document(number)["url"].as_str().unwrap().to_owned()).collect()
    }

    pub fn find(&self, query: &str) -> Results {
        let mut results = Results::default();
        let mut files = BTreeSet::new();
        let sought: BTreeSet<String> = words(query).into_iter().collect();
        let mut sums: Option<BTreeMap<usize, u64>> = None;
        for word in &sought {
            let (name, known) = self.word(word);
            if files.insert(name.clone()) {
                results.bytes += self.tree.get(&name).map_or(0, Vec::len);
            }
            sums = Some(match sums {
                None => known,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(document, sum)| Some((document, sum + known.get(&document)?)))
                    .collect(),
            });
        }
        let mut found: Vec<(usize, u64)> = sums.unwrap_or_default().into_iter().collect();
        found.sort_by_key(|(document, sum)| (std::cmp::Reverse(*sum), *document));
        results.found = found.into_iter().map(|(document, _)| document).collect();
        results
    }

    /// The file in which a word stands, and how prominent it, or a word that begins with it, is in each document.
    fn word(&self, word: &str) -> (String, BTreeMap<usize, u64>) {
        let names = |value: &Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
        };
        let terms = names(&self.directory["terms"]);
        let merged = self.directory["merged"].as_array().unwrap();
        let name = |number: usize| format!("{}/terms-{number}.json", self.folder);
        if let Some(at) = merged.iter().position(|file| names(file).iter().any(|beginning| beginning == word)) {
            let name = name(terms.len() + at + 1);
            let known = list(&self.file(&name)[word]);
            return (name, known);
        }
        let is_before = |beginning: &&String| beginning.encode_utf16().cmp(word.encode_utf16()).is_le();
        let number = terms.iter().take_while(is_before).count();
        if number == 0 {
            return (String::new(), BTreeMap::new());
        }
        let mut known: BTreeMap<usize, u64> = BTreeMap::new();
        for (term, own) in self.file(&name(number)).as_object().unwrap() {
            if term.starts_with(word) {
                for (document, prominence) in list(own) {
                    let value = if term == word { prominence } else { (prominence - 1).max(1) };
                    let best = known.entry(document).or_default();
                    *best = value.max(*best);
                }
            }
        }
        (name(number), known)
    }
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// A list in any of its three forms.
pub fn list(value: &Value) -> BTreeMap<usize, u64> {
    let mut known = BTreeMap::new();
    if let Some(parts) = value.as_array() {
        for (part, prominence) in parts.iter().zip(1..) {
            let mut document = 0;
            for step in part.as_array().unwrap() {
                document += step.as_u64().unwrap() as usize;
                known.insert(document, prominence);
            }
        }
        return known;
    }
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = value.as_str().or_else(|| value["list"].as_str()).unwrap();
    for (at, digit) in text.chars().enumerate() {
        let three = digits.find(digit).unwrap() as u64;
        for (place, prominence) in [three >> 4, three >> 2 & 3, three & 3].into_iter().enumerate() {
            if prominence > 0 {
                known.insert(at * 3 + place, prominence);
            }
        }
    }
    known
}
