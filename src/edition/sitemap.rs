//! The sitemap (sitemaps.org, protocol 0.9), with each page's versions in the site's languages.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::route::{PageRoute, Route};
use crate::site::{Site, is_for_search_engines, sitemap_part_size};

/// The namespace of sitemaps.
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// The namespace of the links between languages.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The sitemap, or the index of its parts where there are too many pages for one.
pub fn index_or_whole(site: &Site) -> Vec<u8> {
    let parts = site.routes().iter().filter(|r| matches!(r, Route::SitemapPart(_))).count();
    if parts == 0 {
        return part(site, 1);
    }
    document(|writer| {
        writer.create_element("sitemapindex").with_attribute(("xmlns", SITEMAP)).write_inner_content(|w| {
            for number in 1..=parts {
                let address = site.canonical(&Route::SitemapPart(number as u32));
                w.create_element("sitemap").write_inner_content(|w| text(w, "loc", &address))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// One part, from 1.
pub fn part(site: &Site, number: u32) -> Vec<u8> {
    let size = sitemap_part_size(site.archive.settings.languages.len());
    let start = (number as usize).saturating_sub(1) * size;
    document(|writer| {
        let set = writer.create_element("urlset").with_attribute(("xmlns", SITEMAP));
        set.with_attribute(("xmlns:xhtml", XHTML)).write_inner_content(|w| {
            for route in pages(site).skip(start).take(size) {
                w.create_element("url").write_inner_content(|w| entry(w, site, route))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// The pages that readers should find.
fn pages(site: &Site) -> impl Iterator<Item = &Route> {
    site.routes().iter().filter(|route| is_for_search_engines(route))
}

type Xml<'a> = Writer<&'a mut Vec<u8>>;

fn entry(writer: &mut Xml<'_>, site: &Site, route: &Route) -> std::io::Result<()> {
    text(writer, "loc", &site.canonical(route))?;
    let settings = &site.archive.settings;
    if let Route::Page(_, page) = route
        && settings.languages.len() > 1
    {
        for lang in settings.langs() {
            let other = Route::Page(lang, PageRoute::clone(page));
            writer
                .create_element("xhtml:link")
                .with_attributes([
                    ("rel", "alternate"),
                    ("hreflang", settings.tag(lang)),
                    ("href", site.canonical(&other).as_str()),
                ])
                .write_empty()?;
        }
    }
    Ok(())
}

fn text(writer: &mut Xml<'_>, name: &str, words: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(words))?;
    Ok(())
}

fn document(write: impl FnOnce(&mut Xml<'_>) -> std::io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new_with_indent(&mut bytes, b' ', 1);
    writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))
        .and_then(|()| write(&mut writer))
        .expect("writing to memory cannot fail");
    bytes.push(b'\n');
    bytes
}
