//! What a site was made of, by which a later build knows the pages that come out as they did.
//!
//! A page is made of records, of their places in lists and orders, and of settings, templates and files. While all but the
//! records is the same, a page can differ only if one of the records differs that were read for it.

use serde::{Deserialize, Serialize};

use super::Edition;
use crate::archive::reads::{Changed, Reads};
use crate::draft::Print;
use crate::id::Kind;
use crate::route::{DataRoute, Route};

/// The state of a site.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Everything but the records.
    frame: Print,
    /// The records of each kind in order.
    records: Vec<Vec<Print>>,
}

/// The state of a site and what was read for each of its routes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Memory {
    /// The state.
    pub state: State,
    /// By the number of the route.
    reads: Vec<Reads>,
}

impl Memory {
    /// The memory of a site that was rendered whole.
    pub fn new(state: State, reads: Vec<Reads>) -> Memory {
        Memory { state, reads }
    }

    /// What was read for a route, if it comes out as it did when these records alone have changed since.
    pub fn unchanged(&self, number: usize, route: &Route, changed: &Changed) -> Option<&Reads> {
        let is_rendered = match route {
            Route::Page(..) | Route::NotFound | Route::Redirect(_) | Route::Feed(_) | Route::CorrectionsFeed(_) => true,
            Route::Sitemap | Route::SitemapPart(_) => true,
            // The files of the search depend on every word.
            Route::Data(data) => !matches!(data, DataRoute::Search(..)),
            Route::Robots | Route::Static(_) => false,
        };
        self.reads.get(number).filter(|reads| is_rendered && !reads.any_of(changed))
    }
}

impl Edition {
    /// The state of the site; `rest` stands for settings, templates and files, and for the program.
    pub fn state(&self, rest: &str) -> State {
        let archive = &self.site.archive;
        let outlines: Vec<String> = self.books.iter().map(|book| book.outline(&self.site)).collect();
        let prints = |kind: Kind| self.site.records(kind).into_iter().map(|key| archive.common(key).print).collect();
        State { frame: Print::of((rest, &self.site, outlines)), records: Kind::ALL.into_iter().map(prints).collect() }
    }

    /// The records that changed since; `None` if more did, or a record that every page shows.
    pub fn changed(&self, now: &State, earlier: &State) -> Option<Changed> {
        let same_frame = now.frame == earlier.frame && now.records.len() == earlier.records.len();
        let pairs = || now.records.iter().zip(&earlier.records).zip(Kind::ALL);
        if !same_frame || pairs().any(|((now, earlier), _)| now.len() != earlier.len()) {
            return None;
        }
        let changed = Changed::new(pairs().flat_map(|((now, earlier), kind)| {
            let numbered = now.iter().zip(earlier).enumerate();
            numbered.filter(|(_, (now, earlier))| now != earlier).map(move |(number, _)| (kind, number))
        }));
        (!self.everywhere.any_of(&changed)).then_some(changed)
    }
}
