//! Gathers the words of all documents, on all cores.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::list::List;
use super::{Prominence, words};

/// How many documents one thread takes at a time. It does not depend on the number of threads, and neither does anything
/// else here.
const AT_A_TIME: usize = 256;

/// Lists, and by term where its own is.
type Lists = (BTreeMap<String, usize>, Vec<List>);

/// The list of each term, in the order of UTF-16, as scripts compare.
pub fn gather(documents: usize, texts: &(impl Fn(usize) -> Vec<(Prominence, String)> + Sync)) -> Vec<(String, List)> {
    let some = |start: usize| -> Lists {
        let mut all = Lists::default();
        for document in start..(start + AT_A_TIME).min(documents) {
            for (term, prominence) in terms(texts(document)) {
                list_of(&mut all, term).push(document, prominence as u8);
            }
        }
        all
    };
    let starts: Vec<usize> = (0..documents).step_by(AT_A_TIME).collect();
    let (places, mut lists) = starts.into_par_iter().map(some).reduce(Lists::default, joined);
    let mut lists: Vec<(String, List)> =
        places.into_iter().map(|(term, at)| (term, std::mem::take(&mut lists[at]))).collect();
    lists.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    lists
}

/// Each term of a document once, as prominent as it stands anywhere.
fn terms(texts: Vec<(Prominence, String)>) -> Vec<(String, Prominence)> {
    let mut terms: Vec<(String, Prominence)> = Vec::new();
    for (prominence, text) in texts {
        terms.extend(words(&text).into_iter().map(|word| (word, prominence)));
    }
    terms.sort_unstable_by(|(a, one), (b, other)| a.cmp(b).then(other.cmp(one)));
    terms.dedup_by(|(a, _), (b, _)| a == b);
    terms
}

/// The lists of earlier documents with those of later ones behind them.
fn joined(mut earlier: Lists, (places, mut lists): Lists) -> Lists {
    if earlier.0.is_empty() {
        return (places, lists);
    }
    for (term, at) in places {
        list_of(&mut earlier, term).append(std::mem::take(&mut lists[at]));
    }
    earlier
}

/// The list of a term; a new one where it has none yet.
fn list_of((places, lists): &mut Lists, term: String) -> &mut List {
    let at = *places.entry(term).or_insert(lists.len());
    if at == lists.len() {
        lists.push(List::default());
    }
    &mut lists[at]
}
