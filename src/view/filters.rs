//! What the timeline can be narrowed by: links for readers without scripts, and where scripts find the data.

use super::Maker;
use super::shape::Shared;
use super::views::{FilterGroup, Filters};
use crate::archive::RecordKey;
use crate::id::Kind;
use crate::route::{DataRoute, PageRoute, Route, Stretch};

/// The most records of a kind that stand as links: the rest are in the kind's list.
const LINKS: usize = 8;

impl Maker<'_> {
    /// What the timeline can be narrowed by; none without events.
    pub(super) fn filters(&self) -> Option<Shared<Filters>> {
        let (site, lang) = (self.site, self.book.lang);
        if !self.named.filters {
            return None;
        }
        let data = Route::Data(DataRoute::Index(lang));
        site.has(&data).then(|| {
            self.book.filters(|| Filters {
                data: site.href(&data),
                timeline: site.href(&self.timeline_route()),
                groups: [Kind::Actor, Kind::Place, Kind::Topic, Kind::Period]
                    .into_iter()
                    .filter(|kind| site.has_list(*kind))
                    .map(|kind| self.filter_group(kind))
                    .collect(),
            })
        })
    }

    fn filter_group(&self, kind: Kind) -> FilterGroup {
        let count = |record: &RecordKey| self.site.events_of(*record).len();
        let mut records: Vec<RecordKey> = self.sorted(kind).iter().copied().filter(|r| count(r) > 0).collect();
        if records.len() > LINKS && kind != Kind::Period {
            // Those with the most events, in the order of the list.
            let mut most = records.clone();
            most.sort_by_key(|record| std::cmp::Reverse(count(record)));
            most.truncate(LINKS);
            records.retain(|record| most.contains(record));
        }
        records.truncate(LINKS);
        FilterGroup {
            name: self.say(&format!("title_{kind}s"), &[]),
            url: self.site.href(&Route::Page(self.book.lang, PageRoute::List(kind, 1))),
            entries: records.into_iter().map(|record| self.entry(record)).collect(),
        }
    }
}

/// A stretch as dates are written: `2015`, `2015-02`, `2015-02-12`; none for all and for an open beginning.
pub(super) fn written(stretch: Stretch) -> Option<String> {
    let year = |y: i64| if y < 0 { format!("-{:04}", y.unsigned_abs()) } else { format!("{y:04}") };
    match stretch {
        Stretch::Whole | Stretch::Open(_) => None,
        Stretch::Year(y, _) => Some(year(y)),
        Stretch::Month(y, m, _) => Some(format!("{}-{m:02}", year(y))),
        Stretch::Day(y, m, d, _) => Some(format!("{}-{m:02}-{d:02}", year(y))),
    }
}
