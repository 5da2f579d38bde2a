//! Laws of addresses over random routes.

use super::*;
use proptest::prelude::*;

fn addresses() -> Addresses {
    Addresses::new(&["en".into(), "de".into(), "zh-Hans".into()])
}

fn any_stretch() -> impl Strategy<Value = Stretch> {
    prop_oneof![
        Just(Stretch::Whole),
        (1u32..50).prop_map(Stretch::Open),
        (any::<i64>(), 1u32..50).prop_map(|(y, n)| Stretch::Year(y, n)),
        (any::<i64>(), 1u8..=12, 1u32..50).prop_map(|(y, m, n)| Stretch::Month(y, m, n)),
        (any::<i64>(), 1u8..=12, 1u8..=31, 1u32..50).prop_map(|(y, m, d, n)| Stretch::Day(y, m, d, n)),
    ]
}

fn any_page() -> impl Strategy<Value = PageRoute> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let id = "(page-)?[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}".prop_filter_map("an id", |t| Id::parse(&t).ok());
    let id2 = (id.clone(), 0..3).prop_filter("a number of a page", |(id, _)| page_number(id.as_str()).is_none());
    prop_oneof![
        Just(PageRoute::Home),
        any_stretch().prop_map(PageRoute::Timeline),
        (prop::sample::select(Dimension::ALL.to_vec()), any::<Option<i64>>(), 1u32..50)
            .prop_map(|(dimension, year, n)| PageRoute::Lanes(dimension, year, n)),
        (kind.clone().prop_filter("pages have no list", |k| *k != Kind::Page), 1u32..50)
            .prop_map(|(k, n)| PageRoute::List(k, n)),
        (kind, id, 1u32..50).prop_filter_map("not a reserved page", |(k, id, n)| {
            let reserved = k == Kind::Page && reserved_page(id.as_str(), &["de".into(), "zh-Hans".into()]);
            (!reserved && page_number(id.as_str()).is_none()).then_some(PageRoute::Record(k, id, n))
        }),
        (1u32..50).prop_map(PageRoute::Corrections),
        Just(PageRoute::Search),
        (1u32..50).prop_map(PageRoute::Names),
        id2.prop_map(|(id, at)| PageRoute::Framed(match at {
            0 => Framed::Whole,
            1 => Framed::Event(id),
            _ => Framed::Timeline(id),
        })),
    ]
}

proptest! {
    #[test]
    fn a_route_is_found_again_by_its_address(lang in 0u16..3, page in any_page()) {
        let route = Route::Page(Lang(lang), page);
        let url = addresses().url(&route);
        prop_assert_eq!(addresses().route(url.as_str()), Some(route));
    }

    #[test]
    fn data_are_found_again_by_their_addresses(lang in 0u16..3, number in 1u32..5_000) {
        let lang = Lang(lang);
        let search = [SearchFile::Directory, SearchFile::Terms(number), SearchFile::Documents(number)];
        let search = search.map(|file| DataRoute::Search(lang, file));
        let filters = [DataRoute::Index(lang), DataRoute::Events(lang, number), DataRoute::Facets(number)];
        let exports = ExportForm::ALL.map(|form| DataRoute::Export(lang, form, number));
        for data in filters.into_iter().chain(search).chain(exports) {
            let route = Route::Data(data);
            let url = addresses().url(&route);
            prop_assert!(url.as_str().starts_with("/data/"));
            let file = addresses().file(&route);
            prop_assert_eq!(file.as_str(), &url.as_str()[1..]);
            prop_assert_eq!(addresses().route(url.as_str()), Some(route));
        }
    }

    #[test]
    fn two_addresses_of_one_file_of_data_do_not_exist(
        url in "/data/(en/|de/|fr/)?(search/)?(index|timeline|(events|facets|terms|documents|timeline)-0?[0-9]{0,3})\\.(json|csv)",
    ) {
        let route = addresses().route(&url);
        prop_assert!(route.is_some());
        prop_assert_eq!(route.map(|route| addresses().url(&route).as_str().to_owned()), Some(url));
    }

    #[test]
    fn feeds_are_found_again_by_their_addresses(lang in 0u16..3) {
        for route in [Route::Feed(Lang(lang)), Route::CorrectionsFeed(Lang(lang))] {
            let url = addresses().url(&route);
            prop_assert_eq!(addresses().route(url.as_str()), Some(route));
        }
    }

    #[test]
    fn two_addresses_of_one_route_do_not_exist(url in "/[a-z0-9/.-]{0,40}") {
        if let Some(route) = addresses().route(&url) {
            let made = addresses().url(&route);
            prop_assert_eq!(made.as_str(), url.as_str());
        }
    }

    #[test]
    fn no_address_leaves_the_site(url in ".*") {
        if let Ok(path) = UrlPath::parse(&url) {
            let file = path.file();
            prop_assert!(file.as_str().split('/').all(|p| !p.is_empty() && p != "." && p != ".."));
            prop_assert!(!file.as_str().starts_with('/') && !file.as_str().contains('\\'));
        }
    }
}

#[test]
fn addresses_are_encoded_in_links_and_folders_get_an_index() {
    let path = UrlPath::parse("/articles/мінськ 2015/").expect("a good address");
    assert_eq!(path.href("/sub/"), "/sub/articles/%D0%BC%D1%96%D0%BD%D1%81%D1%8C%D0%BA%202015/");
    assert_eq!(path.file().as_str(), "articles/мінськ 2015/index.html");
    assert_eq!(UrlPath::parse("/feed.xml").expect("a good address").file().as_str(), "feed.xml");
}

#[test]
fn names_that_some_system_cannot_hold_are_told() {
    for part in
        ["con", "NUL", "aux.png", "com1", "LPT9.tar.gz", "com¹", "nul .txt", "a.", "a ", "a:b", "a\\b", "a\u{7}"]
    {
        assert!(unportable(part).is_some(), "{part:?}");
    }
    for part in ["console", "com", "com0", "com10", "null", "a.con", "auxiliary", "ü", "...a", "компанія", "коn"]
    {
        assert_eq!(unportable(part), None, "{part:?}");
    }
}
