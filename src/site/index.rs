//! What leads to what: for each record, the events, articles and relations that name it.

use std::collections::BTreeSet;

use litemap::LiteMap;

use crate::archive::{Archive, Article, Citation, Event, Key, Relation, Topic, Voice};
use crate::diagnostic::Diagnostic;
use crate::timeline::{Room, Timeline};

/// A correction's place: an event or article, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionOf {
    /// An event's.
    Event(Key<Event>, usize),
    /// An article's.
    Article(Key<Article>, usize),
}

/// All lists that pages show. Events in each are in the timeline's order.
#[derive(Debug, Default, Hash)]
pub struct Index {
    /// By actor.
    pub by_actor: Vec<Vec<Key<Event>>>,
    /// By place.
    pub by_place: Vec<Vec<Key<Event>>>,
    /// By topic; a broader topic has the events of its narrower ones too.
    pub by_topic: Vec<Vec<Key<Event>>>,
    /// By the site's own word for their kind.
    pub by_kind: LiteMap<String, Vec<Key<Event>>>,
    /// By source: events that cite it, in accounts too.
    pub by_source: Vec<Vec<Key<Event>>>,
    /// By topic: those that are a part of it.
    pub narrower: Vec<Vec<Key<Topic>>>,
    /// By period: events that certainly lie in it.
    pub by_period: Vec<Vec<Key<Event>>>,
    /// By timeline.
    pub by_timeline: Vec<Vec<Key<Event>>>,
    /// By event: the relations in which others name it.
    pub related: Vec<Vec<(Relation, Key<Event>)>>,
    /// By event: the articles that mention it.
    pub articles_by_event: Vec<Vec<Key<Article>>>,
    /// By source: the articles that cite it.
    pub articles_by_source: Vec<Vec<Key<Article>>>,
    /// By actor: the articles about it.
    pub articles_by_actor: Vec<Vec<Key<Article>>>,
    /// By place: the articles about it.
    pub articles_by_place: Vec<Vec<Key<Article>>>,
    /// By topic: the articles about it.
    pub articles_by_topic: Vec<Vec<Key<Article>>>,
    /// Articles, the latest first, undated ones last.
    pub articles: Vec<Key<Article>>,
    /// Corrections, the latest first.
    pub corrections: Vec<CorrectionOf>,
}

impl Index {
    /// Gathers all lists in one pass over the events. Faults are those of lists without measure.
    pub fn new(archive: &Archive, timeline: &Timeline) -> (Self, Vec<Diagnostic>) {
        let mut index = Index {
            by_actor: vec![Vec::new(); archive.actors.len()],
            by_place: vec![Vec::new(); archive.places.len()],
            by_topic: vec![Vec::new(); archive.topics.len()],
            by_source: vec![Vec::new(); archive.sources.len()],
            narrower: vec![Vec::new(); archive.topics.len()],
            related: vec![Vec::new(); archive.events.len()],
            articles_by_event: vec![Vec::new(); archive.events.len()],
            articles_by_source: vec![Vec::new(); archive.sources.len()],
            articles_by_actor: vec![Vec::new(); archive.actors.len()],
            articles_by_place: vec![Vec::new(); archive.places.len()],
            articles_by_topic: vec![Vec::new(); archive.topics.len()],
            ..Index::default()
        };
        let mut room = Room::new(timeline.order.len());
        for key in &timeline.order {
            index.add_event(archive, *key, &mut room);
        }
        let kinds = timeline.order.iter().filter_map(|key| Some((archive.events[*key].kind.as_deref()?, *key)));
        let mut kinds: Vec<(&str, Key<Event>)> = kinds.collect();
        // A stable sort: those of one kind keep their order.
        kinds.sort_by_key(|(kind, _)| *kind);
        let lists = kinds.chunk_by(|(a, _), (b, _)| a == b);
        let lists = lists.map(|list| (list[0].0.to_owned(), list.iter().map(|(_, key)| *key).collect()));
        index.by_kind = lists.collect();
        let mut faults: Vec<Diagnostic> = room.into_fault().into_iter().collect();
        for (key, topic) in archive.topics.iter() {
            if let Some(broader) = topic.broader {
                index.narrower[broader.index()].push(key);
            }
        }
        index.by_period = timeline
            .periods
            .iter()
            .map(|list| list.iter().filter(|(_, t)| *t == crate::date::Truth::Yes).map(|(k, _)| *k).collect())
            .collect();
        let mut room = Room::new(timeline.order.len());
        let looks = timeline.looks(archive);
        let by_timeline = archive.timelines.iter().map(|(_, selection)| {
            let span = selection.common.span;
            let may_look = room.look(looks, "timelines", span);
            let list = if may_look { timeline.select(archive, selection) } else { Vec::new() };
            if room.take(list.len(), "timelines", span) { list } else { Vec::new() }
        });
        index.by_timeline = by_timeline.collect();
        faults.extend(room.into_fault());
        index.add_articles(archive);
        index.add_corrections(archive);
        (index, faults)
    }

    fn add_event(&mut self, archive: &Archive, key: Key<Event>, room: &mut Room) {
        let event = &archive.events[key];
        for participant in &event.actors {
            self.by_actor[participant.actor.index()].push(key);
        }
        for place in &event.places {
            self.by_place[place.index()].push(key);
        }
        let topics = if room.is_full() { BTreeSet::new() } else { all_topics(archive, event) };
        if room.take(topics.len(), "topics with those above them", event.common.span) {
            topics.iter().for_each(|topic| self.by_topic[topic.index()].push(key));
        }
        let cited = |citation: &Citation| archive.cited(key, *citation);
        let mut sources: BTreeSet<_> = event.sources.iter().map(cited).collect();
        for account in &event.accounts {
            sources.extend(account.sources.iter().map(cited));
            sources.extend(account.by.iter().filter_map(|v| match v {
                Voice::Source(source) => Some(*source),
                Voice::Actor(_) => None,
            }));
        }
        for source in sources {
            self.by_source[source.index()].push(key);
        }
        for (relation, other) in &event.relations {
            self.related[other.index()].push((*relation, key));
        }
    }

    fn add_articles(&mut self, archive: &Archive) {
        self.articles = archive.articles.keys().collect();
        let date = |k: &Key<Article>| archive.articles[*k].date.as_ref().map(|d| d.earliest());
        self.articles.sort_by(|a, b| date(b).cmp(&date(a)).then(a.cmp(b)));
        for key in &self.articles {
            let article = &archive.articles[*key];
            for event in &article.events {
                self.articles_by_event[event.index()].push(*key);
            }
            for source in &article.sources {
                self.articles_by_source[archive.cited_by_article(*key, *source).index()].push(*key);
            }
            for actor in &article.actors {
                self.articles_by_actor[actor.index()].push(*key);
            }
            for place in &article.places {
                self.articles_by_place[place.index()].push(*key);
            }
            for topic in &article.topics {
                self.articles_by_topic[topic.index()].push(*key);
            }
        }
    }

    fn add_corrections(&mut self, archive: &Archive) {
        let mut all = Vec::new();
        for (key, event) in archive.events.iter() {
            all.extend(
                event.corrections.iter().enumerate().map(|(i, c)| (c.on.earliest(), CorrectionOf::Event(key, i))),
            );
        }
        for (key, article) in archive.articles.iter() {
            let own = article.corrections.iter().enumerate();
            all.extend(own.map(|(i, c)| (c.on.earliest(), CorrectionOf::Article(key, i))));
        }
        // A stable sort: corrections of one day keep the order of their records.
        all.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
        self.corrections = all.into_iter().map(|(_, c)| c).collect();
    }
}

/// An event's topics with the broader ones above them.
pub fn all_topics(archive: &Archive, event: &Event) -> BTreeSet<Key<Topic>> {
    let mut topics = BTreeSet::new();
    for topic in &event.topics {
        let mut at = Some(*topic);
        while let Some(topic) = at.filter(|t| topics.insert(*t)) {
            at = archive.topics[topic].broader;
        }
    }
    topics
}
