//! Markdown and plain paragraphs: golden files, references, hostile input, laws over random input.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may stop and may read its files")]

use std::fmt::Write as _;
use std::path::Path;

use annals::markdown::{
    FaultKind, MAX_BYTES, Options, Outline, Resolver, Syntax, Target, outline, plain, render, render_inline,
};
use proptest::prelude::*;

/// A site below `/sub` with the event `a`, the place `crimea`, and the topic `de` in German.
struct Site;

impl Resolver for Site {
    fn reference(&self, kind: Option<&str>, id: &str) -> Option<Target> {
        let target = |kind, url: &str, title: &str, lang: Option<&str>| {
            Some(Target { url: url.to_owned(), kind, title: title.to_owned(), lang: lang.map(str::to_owned) })
        };
        match (kind, id) {
            (None | Some("event"), "a") => target("event", "/sub/events/a/", "Event <A> & more", None),
            (None | Some("place"), "crimea") => target("place", "/sub/places/crimea/", "Crimea", None),
            (None | Some("topic"), "de") => target("topic", "/sub/de/topics/de/", "Thema", Some("de")),
            _ => None,
        }
    }

    fn link(&self, target: &str) -> Option<String> {
        target.starts_with('/').then(|| format!("/sub{target}"))
    }
}

fn paragraphs() -> Options<'static> {
    Options { syntax: Syntax::Paragraphs, ..Options::default() }
}

fn html(text: &str) -> String {
    render(text, &Options::default(), &Site).html
}

/// One line for each thing in an outline, with the words that its place covers.
fn describe(text: &str, outline: &Outline) -> String {
    let mut out = String::new();
    let at = |span: &std::ops::Range<usize>| text[span.clone()].lines().next().unwrap_or("").to_owned();
    for r in &outline.references {
        let kind = r.kind.as_deref().unwrap_or("any");
        let _ = writeln!(out, "reference {kind} {} {:?} @ {}", r.id, r.text, at(&r.span));
    }
    for l in &outline.links {
        let _ = writeln!(out, "link {} @ {}", l.target, at(&l.span));
    }
    for a in &outline.anchors {
        let _ = writeln!(out, "anchor {} @ {}", a.id, at(&a.span));
    }
    for i in &outline.images {
        let _ = writeln!(out, "image {} {:?} @ {}", i.target, i.alt, at(&i.span));
    }
    for f in &outline.faults {
        let _ = writeln!(out, "fault {} {} @ {}", f.kind.code().id(), f.message, at(&f.span));
    }
    out
}

/// Every `tests/golden/markdown/NAME.md` or `.txt` has its page, paragraph, words and outline in `NAME.html`. To accept
/// a change: `UPDATE_GOLDEN=1 cargo test --test markdown golden`, and read the difference.
#[test]
fn golden_texts_render_as_agreed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/markdown");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "txt"));
    names.sort();
    assert!(names.len() > 5, "golden texts are missing");
    let mut wrong = Vec::new();
    for path in names {
        let text = std::fs::read_to_string(&path).unwrap();
        let is_plain = path.extension().is_some_and(|ending| ending == "txt");
        let options = Options { heading_shift: 1, ..if is_plain { paragraphs() } else { Options::default() } };
        let title = |kind: Option<&str>, id: &str| Site.reference(kind, id).map(|target| target.title);
        let actual = format!(
            "{}<!-- inline -->\n{}\n<!-- plain -->\n{}\n<!-- outline -->\n{}",
            render(&text, &options, &Site).html,
            render_inline(&text, &options, &Site),
            plain(&text, &options, &title),
            describe(&text, &outline(&text, &options)),
        );
        let expected = path.with_extension("html");
        if update {
            std::fs::write(&expected, actual).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "UPDATE_GOLDEN=1 accepts these:\n{}", wrong.join("\n"));
}

/// What may stand in a page, said a second time and more simply than in the module; anything else is taken out.
fn oracle() -> ammonia::Builder<'static> {
    const ELEMENTS: &[&str] = &[
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ];
    const ATTRIBUTES: &[&str] = &[
        "alt",
        "aria-label",
        "checked",
        "class",
        "colspan",
        "data-kind",
        "datetime",
        "decoding",
        "dir",
        "disabled",
        "height",
        "href",
        "hreflang",
        "id",
        "lang",
        "loading",
        "open",
        "rel",
        "reversed",
        "role",
        "tabindex",
        "rowspan",
        "scope",
        "span",
        "src",
        "start",
        "title",
        "type",
        "value",
        "width",
    ];
    let mut oracle = ammonia::Builder::empty();
    oracle
        .add_tags(ELEMENTS)
        .tag_attributes(Default::default())
        .generic_attributes(ATTRIBUTES.iter().copied().collect());
    oracle.link_rel(None);
    oracle.url_schemes(["http", "https", "mailto", "tel"].into_iter().collect());
    oracle.attribute_filter(|_, attribute, value| {
        let elsewhere = value.starts_with("//") || value.contains('\\');
        let loaded = attribute == "src" && url::Url::parse(value).is_ok();
        let address = ["href", "src"].contains(&attribute);
        (!(address && (elsewhere || loaded))).then_some(value.into())
    });
    oracle
}

/// The opening tags of HTML that quotes `<` and `>` everywhere else, sorted.
fn opening_tags(html: &str) -> Vec<&str> {
    let mut tags: Vec<_> = html.split('<').skip(1).filter(|tag| !tag.starts_with('/')).collect();
    tags.iter_mut().for_each(|tag| *tag = tag.split('>').next().unwrap());
    tags.sort_unstable();
    tags
}

/// Panics unless a page holds only what is allowed, in the form in which browsers read and write it. Where the author
/// wrote HTML, browsers may put elements elsewhere when they read the page again; every tag must still be allowed.
fn assert_safe(oracle: &ammonia::Builder, source: &str, html: &str) {
    let html = html.replace('\u{a0}', "&nbsp;");
    let clean = oracle.clean(&html).to_string();
    if source.contains('<') && clean != html {
        let mut kept = opening_tags(&clean).into_iter();
        for tag in opening_tags(&html) {
            assert!(kept.any(|other| other == tag), "<{tag}> from {source:?}: {html} became {clean}");
        }
    } else {
        assert_eq!(clean, html, "from {source:?}");
    }
    // A control character that the author wrote may stand among the words.
    let written = source.contains('\u{80}') || source.contains("&#");
    assert!(written || !html.contains('\u{80}'), "a mark is left in {html:?} from {source:?}");
}

#[test]
fn hostile_texts_come_out_harmless() {
    let oracle = oracle();
    let texts = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<a href=\"javas&#99;ript:alert(1)\">x</a> <a href=' javascript:alert(1)'>x</a> <a href=//evil.example>x</a>",
        "<a href=\"\u{1}javascript:alert(1)\">x</a> <a href=\"java\nscript:alert(1)\">x</a> <a href=\"/\\evil\">x</a>",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<style>*{display:none}</style><link rel=stylesheet href=https://evil.example><meta http-equiv=refresh content=0>",
        "<base href=https://evil.example><object data=x></object><embed src=x><applet code=x></applet>",
        "<form action=https://evil.example><input type=password name=p><button formaction=javascript:alert(1)>x</button>",
        "<input type=\"\u{80}image\" src=x><p id=\"\u{80}top\" class='\u{80}ref'>x</p> <b id=&#x80;a class=&#128;b>x</b>",
        "<b id=\"\u{80}\u{80}x\" role=\"&#x0080;button\" aria-label=\"&#xC2;&#x80;x\">x</b> <a href=\"\u{80}javascript:x\">y</a>",
        "<div title=\"\n\n# heading {#x}\n\n[[a]] \"> <img alt=\"\n\n![x](/y.png)",
        "<div id=\n\n# heading {#x}\n\n<p class=\n\n[[a]]",
        "</p></div></body></html><body onload=alert(1)>",
        "[a](javascript:alert(1)) [b](<javascript:alert(1)>) [c]: [d](JAVASCRIPT&colon;alert(1)) [e](java\\script:x)",
        "![a](javascript:alert(1)) ![b](data:image/svg+xml,x) ![c](//evil.example/x) ![\"onerror=alert(1)](/x\"onerror=1)",
        "[a](https://x.example/\"onmouseover=alert(1)) [b](/x 't\"onclick=\"alert(1)') <https://x.example/\"onclick=1>",
        "# a {#x\" onclick=\"alert(1)} \n# b {onclick=alert(1) #y}\n```js\" onclick=\"alert(1)\nx\n```",
        "[[a|<img src=x onerror=alert(1)>]] [[\"><script>alert(1)</script>]] [[javascript:alert(1)]]",
        "a[^\"><script>]\n\n[^\"><script>]: <iframe src=https://evil.example></iframe>",
        "<textarea><b></textarea></b><select><option><p>x</select><noscript><p title=\"</noscript><img src=x onerror=1>\">",
        "<template><script>alert(1)</script></template><xmp><img src=x></xmp><plaintext>x",
        "<details open ontoggle=alert(1)>x</details><video src=x onerror=1></video><marquee onstart=1>x</marquee>",
        "<img srcset='https://evil.example/x 1x' src=/x.png><img src=https://evil.example/x alt='\"><script>'>",
        "<a href=/x target=_blank ping=https://evil.example download>x</a><area href=javascript:1><map name=x></map>",
        "<!-- x --!><script>alert(1)</script> --> <!--> <img src=x onerror=1> <?php x ?> <![CDATA[<script>]]>",
    ];
    for text in texts {
        for options in [Options::default(), Options { anchor_prefix: "p-", heading_shift: 9, ..Options::default() }] {
            assert_safe(&oracle, text, &render(text, &options, &Site).html);
            assert_safe(&oracle, text, &render_inline(text, &options, &Site));
        }
        assert_safe(&oracle, text, &render(text, &paragraphs(), &Site).html);
    }
}

#[test]
fn raw_html_that_is_removed_is_reported_and_harmless_html_is_not() {
    let faults = |text| outline(text, &Options::default()).faults.len();
    let harmless = [
        "<b>x</b> <abbr title=\"a\">x</abbr><br> <time datetime=2015>x</time>",
        "<details open><summary>x</summary>\n\n*y*\n\n</details>",
        "<table><tr><td colspan=2>x<td>y</table>\n\n<!-- comment -->",
        "<a href=\"/x/?a&amp;b\" hreflang=de>x</a> <img src='/x.png' alt=\"\" width=1>",
        "<p lang=uk dir=ltr>x\n\n<ol start=3 reversed><li>x</ol>",
    ];
    for text in harmless {
        assert_eq!(faults(text), 0, "{text}: {:?}", outline(text, &Options::default()).faults);
    }
    let removed = [
        "<script>x</script>",
        "<b class=x>y</b>",
        "<b onclick=x>y</b>",
        "<a href=ftp://x>y</a>",
        "<img src=//x/y>",
        "<p dir=\"up\">x</p>",
        "<b>x",
        "x</b>",
        "<font>x</font>",
        "<?php x ?>",
        "<q cite=\"javascript:x\">y</q>",
        "<table summary=x><tr><td align=x>y</table>",
    ];
    for text in removed {
        let shown = html(text);
        assert!(!shown.contains("cite=") && !shown.contains("=x"), "{shown}");
        assert!(faults(text) > 0, "{text}");
        assert_eq!(outline(text, &Options { trust_html: true, ..Options::default() }).faults, [], "{text}");
    }
}

/// Where HTML is trusted nothing bounds how much of it is open. One look through all for each end would take a minute.
#[test]
fn trusted_html_is_not_searched_for_what_is_never_closed() {
    let text = "<b>".repeat(150_000) + &"</i>".repeat(130_000);
    let begin = std::time::Instant::now();
    assert_eq!(outline(&text, &Options { trust_html: true, ..Options::default() }).faults, []);
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}

#[test]
fn links_and_pictures_in_raw_html_are_checked_and_moved_like_others() {
    let text = "<a href=\"/x/?a&amp;b\">x</a> <img src=\"/y.png\" alt=\"z\">";
    let found = outline(text, &Options::default());
    assert_eq!(found.links[0].target, "/x/?a&b");
    assert_eq!(found.images[0].target, "/y.png");
    assert_eq!(
        html(text),
        "<p><a href=\"/sub/x/?a&amp;b\">x</a> \
         <img src=\"/sub/y.png\" alt=\"z\" loading=\"lazy\" decoding=\"async\"></p>\n"
    );
}

#[test]
fn a_reference_is_in_no_id_of_a_heading_and_in_no_words_of_one_where_it_leads_nowhere() {
    let text = "## On [[a]]\n\n## On [[place:crimea]]\n\n## On [[nowhere]]\n\n## *[[ nowhere ]]* [[planet:a]] [[nowhere|]]\n\n\
                ## On [[nowhere|*its* words]]\n\n## [[nowhere]] {#own}\n";
    let rendered = render(text, &Options::default(), &Site);
    let headings: Vec<_> = rendered.headings.iter().map(|heading| (&*heading.id, &*heading.text)).collect();
    let expected = [
        ("on", "On Event <A> & more"),
        ("on-2", "On Crimea"),
        ("on-3", "On […]"),
        ("section", "[…] […] […]"),
        ("on-its-words", "On its words"),
        ("own", "[…]"),
    ];
    assert_eq!(headings, expected);
    let outline = outline(text, &Options::default());
    let anchors: Vec<&str> = outline.anchors.iter().map(|anchor| &*anchor.id).collect();
    assert_eq!(anchors, expected.map(|(id, _)| id));
    assert!(!rendered.html.contains("nowhere") && !rendered.html.contains("planet"), "{}", rendered.html);
}

#[test]
fn titles_in_headings_do_not_make_a_table_of_contents_without_end() {
    let text = "## [[a]]\n\n".repeat(2_000);
    let headings = render(&text, &Options::default(), &Long).headings;
    assert_eq!(headings[0].text.len(), 9_900);
    assert_eq!(headings[1_999].text, "[…]");
    let all: usize = headings.iter().map(|heading| heading.text.len()).sum();
    assert!(all < text.len() * 17 + 64 * 1024, "{all}");
}

#[test]
fn trusted_html_passes_unchanged_but_markdown_links_are_still_judged() {
    let options = Options { trust_html: true, ..Options::default() };
    let text = "<b class=x onclick=y>z</b> [a](javascript:x)";
    assert_eq!(render(text, &options, &Site).html, "<p><b class=x onclick=y>z</b> a</p>\n");
}

#[test]
fn texts_that_share_a_page_do_not_share_ids() {
    let options = Options { anchor_prefix: "minsk-", ..Options::default() };
    let text = "# Part\n\n[up](#part) [else](#other) note[^1]\n\n[^1]: Note.";
    let rendered = render(text, &options, &Site);
    assert_eq!(rendered.headings[0].id, "minsk-part");
    assert_eq!(outline(text, &options).anchors[0].id, "minsk-part");
    for expected in [
        "id=\"minsk-part\"",
        "href=\"#minsk-part\"",
        "href=\"#other\"",
        "id=\"minsk-fn_1\"",
        "href=\"#minsk-fn_1\"",
        "id=\"minsk-fnref_1\"",
        "href=\"#minsk-fnref_1\"",
    ] {
        assert!(rendered.html.contains(expected), "{expected} in {}", rendered.html);
    }
}

#[test]
fn headings_move_down_to_the_sixth_level_and_no_further() {
    let levels = |shift| -> Vec<u8> {
        let options = Options { heading_shift: shift, ..Options::default() };
        render("# a\n## b\n###### c", &options, &()).headings.iter().map(|heading| heading.level).collect()
    };
    assert_eq!(levels(0), [1, 2, 6]);
    assert_eq!(levels(1), [2, 3, 6]);
    assert_eq!(levels(255), [6, 6, 6]);
}

/// Attributes that all differ.
fn attributes(many: usize) -> String {
    (0..many).fold(String::new(), |mut all, n| {
        let _ = write!(all, "a{n:x} ");
        all
    })
}

/// Texts at and beyond every bound: shown as they were written, reported once, in time and size.
#[test]
fn texts_beyond_the_bounds_are_shown_as_written() {
    let wide = "|a".repeat(3_000) + "|\n" + &"|-".repeat(3_000) + "|\n" + &"|a|\n".repeat(6_000);
    let cases = [
        ("size", "a ".repeat(MAX_BYTES / 2 + 1)),
        ("quotations", ">".repeat(MAX_BYTES / 8)),
        ("lists", (0..100).map(|depth| "  ".repeat(depth) + "- a\n").collect()),
        ("emphasis", "*a **b ".repeat(100) + &"c** d*".repeat(100)),
        ("growth", wide),
        ("addresses", format!("[a]: /{}\n\n", "x".repeat(20_000)) + &"[a] ".repeat(20_000)),
        ("open formatting", "<b title=1><i>x\n\n".repeat(20_000)),
        ("open blocks", "<div>\n\nx\n\n".repeat(30_000)),
        ("hidden formatting", "<b><textarea></b></textarea>\n\nx\n\n".repeat(20_000)),
        ("attributes of one tag", format!("<div {}>x</div>", attributes(40_000))),
        ("attributes of many tags", format!("<b {}>x</b>", attributes(120)).repeat(400)),
        ("attributes of open formatting", format!("<div><p><b {}>{}</div>", attributes(14_000), "<p>a".repeat(1_000))),
        ("open formatting that differs", (0..600).map(|n| format!("<b {} z{n}>", attributes(120))).collect()),
        (
            "short open formatting",
            (0..700).map(|n| format!("<p><u lang=a{n}>")).collect::<String>() + &"<p>a".repeat(650),
        ),
        ("a long title", format!("<div><p><b title='{}'>{}</div>", "A".repeat(60_000), "<p>a".repeat(1_000))),
        ("a long address", format!("[{}](/{})", "<p>a".repeat(1_000), "x".repeat(20_000))),
        (
            "formatting behind half a comment",
            format!("<!--><b title='{}'>-->{}", "A".repeat(60_000), "<p>a".repeat(1_000)),
        ),
        (
            "formatting behind a note",
            format!("[^1]: <b title='{}'>\n\n{}[^1]", "A".repeat(60_000), "a\n\n".repeat(1_000)),
        ),
        ("ends that come to nothing", format!("<b title='{}'><table></b>{}", "A".repeat(60_000), "<p>a".repeat(1_000))),
        ("words among rows", "<table>\n\n".to_owned() + &"a\n\n".repeat(10_000)),
        ("words behind a cell of ours", format!("|a|\n|-|\n|</td>{}|\n", "*a* ".repeat(8_000))),
    ];
    for (name, text) in cases {
        let faults: Vec<_> = outline(&text, &Options::default()).faults;
        let big: Vec<_> = faults.iter().filter(|fault| fault.kind == FaultKind::TooLarge).collect();
        let out = render(&text, &Options::default(), &Site).html;
        assert!(out.len() <= 64 * text.len() + 64 * 1024, "{name}: {} bytes from {}", out.len(), text.len());
        // The library itself stops repeating long addresses; the rest of the brackets stay words.
        assert_eq!(big.len(), usize::from(name != "addresses"), "{name}: {faults:?}");
        render_inline(&text, &Options::default(), &Site);
        plain(&text, &Options::default(), &|_, _| None);
    }
}

/// Knows one thing, by a long title.
struct Long;

impl Resolver for Long {
    fn reference(&self, _kind: Option<&str>, _id: &str) -> Option<Target> {
        Some(Target { url: "/a/".to_owned(), kind: "event", title: "T".repeat(9_900), lang: None })
    }

    fn link(&self, _target: &str) -> Option<String> {
        None
    }
}

#[test]
fn titles_put_in_for_references_make_no_text_grow_without_measure() {
    let text = "[[a]] ".repeat(2_000);
    let most = 16 * text.len() + 64 * 1024;
    for options in [Options::default(), paragraphs()] {
        // The markup of a link takes less than a hundred bytes.
        let markup = 100 * 2_000;
        assert!(render(&text, &options, &Long).html.len() < most + markup);
        assert!(render_inline(&text, &options, &Long).len() < most + markup);
        let words = plain(&text, &options, &|_, _| Some("T".repeat(9_900)));
        assert!(words.len() < most + 2_000 * "[…] ".len());
        // What there is room for is there.
        assert!(words.len() > most - 9_900 && words.ends_with("[…]"));
    }
}

/// HTML as people write it, in amounts that are found.
#[test]
fn ordinary_html_is_sanitised_however_much_of_it_closes_in_order() {
    let link = "<a href=\"https://example.org/2015/02/some-long-name-of-an-article?from=archive\" hreflang=\"uk\" \
                title=\"What the paper wrote that day\" lang=\"uk\" dir=\"ltr\">words</a>";
    let row = format!("<tr><td colspan=2 lang=uk dir=ltr>a<td rowspan=1>{link}<th scope=row>b</th></tr>\n");
    let cases = [
        ("links", format!("<p>{}</p>", format!("{link}, ").repeat(600))),
        ("links in items", format!("<ul>\n{}</ul>", format!("<li>{link}\n").repeat(500))),
        ("links in paragraphs of Markdown", format!("words {link} words\n\n").repeat(450)),
        ("formatting", "<b>a</b> <i>b</i> <u>c</u> <code>d</code> <em><strong>e</strong></em> ".repeat(100)),
        ("a table", format!("<table><caption>A</caption>\n{}</table>\n", row.repeat(150))),
        ("tables", format!("<table>\n{}</table>\n\nWords.\n\n", row.repeat(10)).repeat(15)),
        ("links around blocks", format!("<a href=/x title=x><div><p>a<p>b</div></a>\n\n{link}\n\n").repeat(180)),
        (
            "places of old pages",
            "<p><a name=part>words<p>more words, and more of them, as there are in texts".repeat(200),
        ),
        ("formatting that is never closed", "<b>a\n\n".to_owned() + &"Some words of a text.\n\n".repeat(10_000)),
        ("paragraphs of Markdown", "a<br>\n\n".to_owned() + &"Some words of a text.\n\n".repeat(10_000)),
        ("paragraphs", format!("<div>{}</div>", "<p>Some words of a text.</p>\n".repeat(1_000))),
        ("boxes to open", "<details open><summary>A</summary>\n\n*b*\n\n</details>\n\n".repeat(250)),
        (
            "drawings",
            format!("<a href=/x><svg viewBox=\"0 0 1 1\"><title>A</title><path d=\"M0 0\"/></svg> {link}</a>\n\n")
                .repeat(150),
        ),
        (
            "a film",
            "<iframe src=https://example.org/ allow=\"a; b\" allowfullscreen></iframe>\n\nWords.\n\n".repeat(200),
        ),
        ("notes", format!("{}\n[^1]: A note with {link}.\n", format!("Words {link}.[^1]\n\n").repeat(300))),
    ];
    for (name, text) in cases {
        let faults = outline(&text, &Options::default()).faults;
        assert!(faults.iter().all(|fault| fault.kind != FaultKind::TooLarge), "{name}: {faults:?}");
        let out = html(&text).len();
        assert!(out < 4 * text.len(), "{name}: {out} bytes from {}", text.len());
    }
}

/// Inputs known to make Markdown readers slow. Eight times the text may take eight times as long; quadratic work would
/// take 64 times, again and again. What lies between, and that one good run is enough, is room for a busy machine.
#[test]
fn no_text_takes_more_than_its_time() {
    let time = |text: &str| {
        let begin = std::time::Instant::now();
        for options in [Options::default(), paragraphs(), Options { anchor_prefix: "p-", ..Options::default() }] {
            render(text, &options, &Site);
            render_inline(text, &options, &Site);
            outline(text, &options);
            plain(text, &options, &|_, _| None);
        }
        begin.elapsed().as_secs_f64()
    };
    let linear = |name: &str, small: &str, big: &str| {
        let runs: Vec<_> = (0..4).map(|_| (time(small), time(big))).take_while(|(s, b)| *b > 24.0 * s + 0.1).collect();
        assert!(runs.len() < 4, "{name:?}: seconds for a text and one eight times as long: {runs:?}");
    };
    let units = [
        "[",
        "[[",
        "[[a|",
        "![[a|",
        "[[a]]",
        "[[a|b](x) ",
        "]",
        "`a``",
        "*a **b ",
        "<",
        "<a b=\"",
        "<!--",
        "<b>",
        "[^",
        "[^1]",
        "[^1]: x\n\n",
        "a[^a]\n[^a]: [^b]\n",
        "# a\n",
        "# a {#a}\n",
        "a\n: ",
        "|a",
        "- ",
        "> ",
        "&",
        "\\",
        "~a",
        "http://",
        "(h",
        "\r\n",
        "- [ ] a\n",
        "[a](b) ",
        "![a](b) ",
        "![",
        "<div>\n\n",
        "<p>\n\n",
        "{#",
        "\u{301}",
    ];
    for unit in units {
        let many = |bytes: usize| unit.repeat(bytes / unit.len());
        linear(unit, &many(16_384), &many(131_072));
    }
    let chain: String = (0..10_000).map(|n| format!("[^{n}]: x[^{}]\n\n", n + 1)).collect();
    let small: String = chain.lines().take(chain.lines().count() / 8).flat_map(|line| [line, "\n"]).collect();
    linear("footnotes that call one another", &format!("a[^0]\n\n{small}"), &format!("a[^0]\n\n{chain}"));
}

/// Pieces of Markdown and HTML that meet in odd ways when strung together.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[[",
        "]]",
        "|",
        "a",
        "crimea",
        "place:",
        "[",
        "]",
        "(",
        ")",
        "(/x)",
        "![",
        "\\",
        "`",
        "```\n",
        "*",
        "**",
        "_",
        "~~",
        "~",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "{#x}",
        "{.c}",
        "|-|\n",
        ": ",
        "[^1]",
        "[^1]: ",
        "- [x] ",
        "<",
        ">",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<script>",
        "</script>",
        "<img src=x onerror=y>",
        "<a href=\"javascript:x\">",
        "</a>",
        "<!--",
        "-->",
        "<svg>",
        "<style>",
        "<table>",
        "<td>",
        "<p>",
        "\"",
        "'",
        "=",
        " onclick=",
        "javascript:",
        "https://x.example/",
        "//",
        "&#x80;",
        "\u{80}",
        "&lt;",
        "&",
        " ",
        "é",
        "ש",
        "\u{0}",
        "\r",
        "---\n",
        "===\n",
        "<textarea>",
        "<title>",
        "<h2 id=x>",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) {
    let oracle = oracle();
    for options in [Options::default(), paragraphs()] {
        let rendered = render(text, &options, &Site);
        assert_safe(&oracle, text, &rendered.html);
        assert_safe(&oracle, text, &render_inline(text, &options, &Site));
        plain(text, &options, &|_, _| None);
        let found = outline(text, &options);
        for heading in &rendered.headings {
            assert!(found.anchors.iter().any(|anchor| anchor.id == heading.id), "{heading:?} of {text:?}");
        }
        let spans = found.references.iter().map(|r| &r.span).chain(found.links.iter().map(|l| &l.span));
        let spans = spans.chain(found.anchors.iter().map(|a| &a.span)).chain(found.faults.iter().map(|f| &f.span));
        for span in spans.chain(found.images.iter().map(|i| &i.span)) {
            assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
        }
        for reference in &found.references {
            assert_eq!(&text[reference.span.clone()], reference.id, "{text:?}");
        }
    }
    render(text, &Options { trust_html: true, ..Options::default() }, &Site);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_harmless_and_keeps_its_places(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_markdown_is_harmless_and_keeps_its_places(text in pieces()) {
        holds(&text);
    }
}
