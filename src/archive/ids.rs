//! The ids of one kind of record, in order: a record's number is the place of its id.

use std::ops::Deref;
use std::sync::Arc;

use crate::id::Id;

/// Ids in order, each once.
#[derive(Debug, Clone, Default)]
pub struct Ids(Arc<List>);

#[derive(Debug, Default)]
struct List {
    ids: Vec<Id>,
    /// How many bytes all of them begin with alike.
    common: usize,
    /// Of each, the eight bytes behind those, as a number. Numbers in a row are looked through much faster than texts that lie
    /// here and there.
    heads: Vec<u64>,
}

impl Ids {
    /// Ids that are in order.
    pub fn new(ids: Vec<Id>) -> Ids {
        let (first, last) = (ids.first().map_or("", Id::as_str), ids.last().map_or("", Id::as_str));
        // What the first and the last have in common, all have that stand between them.
        let common = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        let heads = ids.iter().map(|id| head(&id.as_str().as_bytes()[common..])).collect();
        Ids(Arc::new(List { ids, common, heads }))
    }

    /// The place of an id.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        let List { ids, common, heads } = &*self.0;
        let beginning = &ids.first()?.as_str().as_bytes()[..*common];
        let head = head(id.as_bytes().strip_prefix(beginning)?);
        let start = heads.partition_point(|other| *other < head);
        let alike = heads[start..].partition_point(|other| *other == head);
        let found = ids[start..start + alike].binary_search_by(|other| other.as_str().cmp(id));
        found.ok().map(|at| start + at)
    }
}

impl Deref for Ids {
    type Target = [Id];

    fn deref(&self) -> &[Id] {
        &self.0.ids
    }
}

/// The first eight bytes as a number that is in order as they are.
fn head(bytes: &[u8]) -> u64 {
    let mut head = [0; 8];
    let length = bytes.len().min(8);
    head[..length].copy_from_slice(&bytes[..length]);
    u64::from_be_bytes(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_at_its_place_and_no_other_one() {
        let lists: [&[&str]; 6] = [
            &[],
            &["a"],
            &["a", "a-1", "a-12345678", "a-123456789", "a-2", "b"],
            &["event", "event-1", "event-10", "event-2"],
            &["kyiv", "київ", "київ-2", "المدينة"],
            &["same-beginning-1", "same-beginning-10", "same-beginning-2"],
        ];
        for list in lists {
            let mut sorted: Vec<&str> = list.to_vec();
            sorted.sort_unstable();
            let ids = Ids::new(sorted.iter().map(|id| Id::from_words(id).expect("words")).collect());
            for (at, id) in sorted.iter().enumerate() {
                assert_eq!(ids.place_of(id), Some(at), "{id} in {list:?}");
                let mut shorter = (*id).to_owned();
                shorter.pop();
                for other in [format!("{id}0"), format!("0{id}"), shorter] {
                    let place = sorted.iter().position(|id| *id == other);
                    assert_eq!(ids.place_of(&other), place, "{other} in {list:?}");
                }
            }
            assert_eq!(ids.place_of(""), None);
        }
    }
}
