//! Pages by which readers find what they know the name of: the search, and the index from A to Z.

use super::{EntryGroup, LetterLink, Maker, NamesView, PageData, SearchView, View, Words, times};
use crate::archive::RecordKey;
use crate::route::{DataRoute, PageRoute, Route, SearchFile};
use crate::site::{MOST_WAYS, page_of};

/// The names of everything, as a language sorts them.
pub struct Names {
    /// All records that have a page.
    records: Vec<RecordKey>,
    /// The letters, with the place of the first name of each.
    letters: Vec<(String, usize)>,
}

impl Maker<'_> {
    /// Where readers search; none where the site has no search.
    pub(super) fn search(&self, route: &Route) -> Option<PageData> {
        let site = self.site;
        let directory = site.href(&Route::Data(DataRoute::Search(self.book.lang, SearchFile::Directory)));
        let folder = directory.rfind('/').map_or(directory.as_str(), |slash| &directory[..=slash]);
        let view = SearchView { data: folder.to_owned() };
        let title = self.say("title_search", &[]);
        let mut page = self.page("search", route, title.clone(), title);
        page.breadcrumbs = self.breadcrumbs(&[]);
        page.noindex = true;
        site.has_search().then(|| PageData { template: "search.html", page, view: view.value() })
    }

    /// A page of the index from A to Z.
    pub(super) fn names(&self, number: u32, route: &Route) -> PageData {
        let all = self.book.names(|| self.sort_names());
        let list = |number: u32| Route::Page(self.book.lang, PageRoute::Names(number));
        let shown = page_of(&all.records, number);
        // Scripts of very many letters have links to some of them, from each of which readers go on.
        let letters = (0..all.letters.len()).step_by(all.letters.len().div_ceil(MOST_WAYS).max(1));
        let view = NamesView {
            letters: letters.map(|at| self.letter_link(all, at)).collect(),
            groups: self.groups(all, shown, number),
            pagination: self.pagination(all.records.len(), number, list),
        };
        let mut title = self.say("title_index", &[]);
        if let Some(pagination) = view.pagination.as_ref().filter(|_| number > 1) {
            title = format!("{title} · {}", pagination.text);
        }
        let mut page = self.page("names", route, title, self.say("intro_index", &[]));
        page.breadcrumbs = self.breadcrumbs(&[]);
        PageData { template: "names.html", page, view: view.value() }
    }

    fn sort_names(&self) -> Names {
        let language = &self.book.language;
        let title = |record: &RecordKey| self.site.archive.title(*record, self.book.lang).0;
        let mut records: Vec<RecordKey> = self.site.named().collect();
        records.sort_by_cached_key(|record| (language.sort_key(super::book::sorted_name(title(record))), *record));
        let mut letters: Vec<(String, usize)> = Vec::new();
        for (place, record) in records.iter().enumerate() {
            let letter = language.first_letter(title(record));
            if letters.last().is_none_or(|(last, _)| *last != letter) {
                letters.push((letter, place));
            }
        }
        Names { records, letters }
    }

    fn letter_link(&self, all: &Names, at: usize) -> LetterLink {
        let (letter, place) = &all.letters[at];
        let number = (place / crate::site::PER_PAGE) as u32 + 1;
        let page = self.site.href(&Route::Page(self.book.lang, PageRoute::Names(number)));
        LetterLink { text: letter.clone(), url: format!("{page}#{}", anchor(at)) }
    }

    /// The names of a page under their letters.
    fn groups(&self, all: &Names, shown: &[RecordKey], number: u32) -> Vec<EntryGroup> {
        let start = (number.saturating_sub(1) as usize).saturating_mul(crate::site::PER_PAGE);
        let first = all.letters.partition_point(|(_, place)| *place <= start).saturating_sub(1);
        let mut groups = Vec::new();
        for (at, (letter, place)) in all.letters.iter().enumerate().skip(first) {
            let end = all.letters.get(at + 1).map_or(all.records.len(), |(_, next)| *next);
            let from = place.saturating_sub(start).min(shown.len());
            let to = end.saturating_sub(start).min(shown.len());
            if from == to {
                break;
            }
            let entries = shown[from..to].iter().map(|record| self.name_entry(*record)).collect();
            groups.push(EntryGroup { heading: letter.clone(), anchor: anchor(at), entries });
        }
        groups
    }

    /// An entry with its kind; an event with its date.
    fn name_entry(&self, record: RecordKey) -> super::Entry {
        let kind = || self.say(&format!("kind_{}", record.kind()), &[]);
        let text = match record {
            RecordKey::Event(key) => times::when(&self.book.language, &self.site.archive.events[key].when).short,
            _ => kind(),
        };
        super::Entry { detail: Some(Words { text, lang: None }), ..self.entry(record) }
    }
}

fn anchor(letter: usize) -> String {
    format!("letter-{}", letter + 1)
}
