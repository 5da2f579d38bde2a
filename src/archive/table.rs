//! Tables of records and the keys into them. A key never dangles.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

use super::ids::Ids;
use super::model::{Article, Citation, Event, OfKind, Source};
use super::reads;
use crate::id::{Id, Kind};

/// The place of one record in its table. A key never dangles: only the table that holds the record gives it out.
pub struct Key<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// The record's number in its table, from 0, in order of id where records have one.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Key<T> {}
impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Key<T> {}
impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.index.hash(hasher);
    }
}
impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// All records of one kind. Records are shared with the archive of an earlier state in which they were the same.
#[derive(Debug)]
pub struct Table<T> {
    rows: Arc<Vec<Arc<T>>>,
    ids: Ids,
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Table { rows: Arc::clone(&self.rows), ids: self.ids.clone() }
    }
}

impl<T> Table<T> {
    /// A table of rows that are in the order of their ids.
    pub(super) fn new(rows: Arc<Vec<Arc<T>>>, ids: Ids) -> Self {
        Table { rows, ids }
    }

    /// The key of row number `index`.
    pub(super) fn key(index: usize) -> Key<T> {
        Key { index: u32::try_from(index).expect("fewer than 2^32 records"), kind: PhantomData }
    }

    /// The record of an id.
    pub fn find(&self, id: &str) -> Option<Key<T>> {
        self.ids.place_of(id).map(Self::key)
    }

    /// All ids in order.
    pub fn ids(&self) -> impl Iterator<Item = (&Id, Key<T>)> {
        self.ids.iter().zip(self.keys())
    }

    /// All keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = Key<T>> + use<T> {
        (0..self.rows.len()).map(Self::key)
    }

    /// All records with their keys.
    pub fn iter(&self) -> impl Iterator<Item = (Key<T>, &T)>
    where
        T: OfKind,
    {
        reads::note_all(T::KIND);
        self.rows.iter().enumerate().map(|(i, r)| (Self::key(i), &**r))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T: OfKind> Index<Key<T>> for Table<T> {
    type Output = T;

    fn index(&self, key: Key<T>) -> &T {
        reads::note(T::KIND, key.index());
        &self.rows[key.index()]
    }
}

/// All sources: those with ids in order of id, then those that are written inside events, then those inside articles.
#[derive(Debug)]
pub struct SourceTable {
    pub(super) named: Table<Source>,
    pub(super) events: Table<Event>,
    pub(super) articles: Table<Article>,
    /// For each event and article, how many own sources stand before its own; at the end, how many there are.
    pub(super) before: Arc<OwnSources>,
}

/// How many own sources stand before those of each record.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct OwnSources {
    pub events: Vec<u32>,
    pub articles: Vec<u32>,
}

impl SourceTable {
    /// The source of an id.
    pub fn find(&self, id: &str) -> Option<Key<Source>> {
        self.named.find(id)
    }

    /// All keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = Key<Source>> + use<> {
        (0..self.len()).map(Table::key)
    }

    /// All sources with their keys.
    pub fn iter(&self) -> impl Iterator<Item = (Key<Source>, &Source)> {
        let own_of_events = self.events.iter().flat_map(|(_, event)| &event.own_sources);
        let own_of_articles = self.articles.iter().flat_map(|(_, article)| &article.own_sources);
        let own = own_of_events.chain(own_of_articles).map(|source| &**source);
        self.keys().zip(self.named.iter().map(|(_, source)| source).chain(own))
    }

    /// Those with ids.
    pub fn named(&self) -> impl Iterator<Item = (Key<Source>, &Source)> {
        self.named.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.in_events() + self.before.articles.last().map_or(0, |all| *all as usize)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many have ids or are written inside events.
    fn in_events(&self) -> usize {
        self.named.len() + self.before.events.last().map_or(0, |all| *all as usize)
    }

    /// The source that an event cites.
    pub(super) fn of_event(&self, event: Key<Event>, citation: Citation) -> Key<Source> {
        own_source(self.named.len(), &self.before.events, event.index(), citation)
    }

    /// The source that an article cites.
    pub(super) fn of_article(&self, article: Key<Article>, citation: Citation) -> Key<Source> {
        own_source(self.in_events(), &self.before.articles, article.index(), citation)
    }
}

fn own_source(first: usize, before: &[u32], owner: usize, citation: Citation) -> Key<Source> {
    match citation {
        Citation::Named(key) => key,
        Citation::Own(number) => Table::key(first + before[owner] as usize + number as usize),
    }
}

impl Index<Key<Source>> for SourceTable {
    type Output = Source;

    fn index(&self, key: Key<Source>) -> &Source {
        let Some(own) = key.index().checked_sub(self.named.len()) else { return &self.named[key] };
        // The owner is the last one before whose sources stand no more than these.
        let owner = |before: &[u32], own: usize| before.partition_point(|n| *n as usize <= own) - 1;
        match key.index().checked_sub(self.in_events()) {
            None => {
                let at = owner(&self.before.events, own);
                reads::note(Kind::Event, at);
                &self.events.rows[at].own_sources[own - self.before.events[at] as usize]
            }
            Some(own) => {
                let at = owner(&self.before.articles, own);
                reads::note(Kind::Article, at);
                &self.articles.rows[at].own_sources[own - self.before.articles[at] as usize]
            }
        }
    }
}
