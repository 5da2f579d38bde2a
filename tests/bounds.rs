//! Nothing that a stranger writes keeps the program busy without end or exhausts the machine: each bound has its
//! sentence, and none is a hang, a panic or an overflow. The program runs with 1 GiB of memory, and a run that does not
//! end is ended after two minutes, which is many times what each takes. With `ANNALS_CASES` all is up to 25 times as large.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::process::{Command, Stdio};
use std::sync::LazyLock;

use support::Site;

const EVENT: &str = "[[event]]\nid = \"one\"\ndate = \"2015\"\ntitle = \"One\"\nsources = [{ title = \"x\" }]\n";

/// Runs `annals` under a limit of memory; its exit code and words.
fn run(site: &Site, command: &str) -> (i32, String) {
    let line = format!("ulimit -v 1048576; exec timeout 120 \"$0\" {command}");
    let output = Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_annals")])
        .current_dir(site.root())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap_or(-1), said)
}

/// Files, the command, the exit code, and what is said.
type Row = (&'static str, Vec<(&'static str, String)>, &'static str, i32, &'static str);

/// The files of many pages.
static MENU: LazyLock<Vec<String>> = LazyLock::new(|| (0..101).map(|n| format!("content/pages/p{n}.md")).collect());

/// How often something is repeated.
fn times(most: usize) -> usize {
    if std::env::var_os("ANNALS_CASES").is_some() { most } else { most / 25 }
}

/// What is said of a site that shows much more than was written.
const TOO_MUCH_SHOWN: &str = "bytes of names and texts that much refers to";

/// What is made of each letter, as of an id.
fn letters(make: &dyn Fn(char) -> String) -> String {
    ('a'..='z').map(make).collect()
}

fn quoted(id: char) -> String {
    format!("\"{id}\",")
}

/// Attributes that all differ.
fn attributes(many: usize) -> String {
    (0..many).map(|n| format!("a{n:x} ")).collect()
}

fn rows() -> Vec<Row> {
    let event = |more: &str| {
        format!("[[event]]\nid = \"t\"\ndate = \"2015\"\ntitle = \"T\"\nsources = [{{ title = \"x\" }}]\n{more}\n")
    };
    let event_of = |n: usize, more: &str| {
        format!("[[event]]\nid = \"e{n}\"\ndate = \"2015\"\ntitle = \"E{n}\"\nsources = [{{ title = \"x\" }}]\n{more}")
    };
    let period = |n: usize| format!("[[period]]\nid = \"p{n}\"\nname = \"P\"\ndate = \"2014/2016\"\n");
    let topic = |n: usize, all: usize| {
        let broader = if n + 1 < all { format!("broader = \"c{}\"\n", n + 1) } else { String::new() };
        format!("[[topic]]\nid = \"c{n}\"\nname = \"C\"\n{broader}")
    };
    let article = |text: &str| format!("+++\ntitle = \"A\"\ndate = 2020-01-01\n+++\n[[one]]\n\n{text}\n");
    let template = |text: &str| vec![("templates/404.html", text.to_owned())];
    let records = |text: String| vec![("content/t.toml", text)];
    let prose = |text: String| vec![("content/articles/a.md", text)];
    vec![
        // TOML
        ("lists in lists", records(event(&format!("extra.a = {}", "[".repeat(times(100_000))))), "check", 1, "recurse"),
        (
            "tables in tables",
            records(event(&format!("extra.a = {}", "{a=".repeat(times(100_000))))),
            "check",
            1,
            "recurse",
        ),
        (
            "keys of keys",
            records(format!("{}\n[extra]\n{}b = 1\n", event(""), "a.".repeat(times(100_000)))),
            "check",
            1,
            "recursion limit",
        ),
        ("a fault in every line", records("=\n".repeat(times(500_000))), "check", 1, "more than 1000 places"),
        ("a file of quotation marks", records("\"".repeat(times(8_000_000))), "check", 1, "not valid TOML"),
        ("a file of brackets", records("[".repeat(times(8_000_000))), "check", 1, "not valid TOML"),
        ("a file that is too large", records(" ".repeat(17_000_000)), "check", 1, "reads at most 16777216"),
        (
            "a title without end",
            records(event("").replace("\"T\"", &format!("\"{}\"", "T".repeat(1_200_000)))),
            "check",
            1,
            "bytes, and annals takes at most 2000",
        ),
        (
            "names of one thing without end",
            records(format!("[[actor]]\nid = \"a\"\nname = \"A\"\naka = [{}]\n", "\"Also known\",".repeat(1_001))),
            "check",
            1,
            "`aka` has 10010 bytes, and annals takes at most 10000",
        ),
        (
            "a word for a kind of event without end",
            vec![(
                "content/site.toml",
                format!(
                    "title = \"T\"\nlanguages = [\"en\", \"de\"]\n[translations.de]\nkinds.summary = \"{}\"\n",
                    "k".repeat(2_001)
                ),
            )],
            "check",
            1,
            "`summary` has 2001 bytes, and annals takes at most 2000",
        ),
        (
            "a summary without end",
            records(event(&format!("summary = \"{}\"", "T".repeat(1_200_000)))),
            "check",
            1,
            "takes at most 65536",
        ),
        (
            "a body without end",
            records(event(&format!("body = \"{}\"", "T".repeat(1_200_000)))),
            "check",
            1,
            "takes at most 1048576",
        ),
        (
            "an id without end",
            records(event("").replace("\"t\"", &format!("\"{}\"", "t".repeat(9_000)))),
            "check",
            1,
            "longer than 100 characters",
        ),
        (
            "many unknown ids in one line",
            records(event(&format!("actors = [{}]", "\"x\",".repeat(times(200_000))))),
            "check",
            1,
            "more of unknown-id",
        ),
        (
            "many wrong values in one line",
            records(format!("event = [{}]\n", "{id=1,x=2015-01-01},".repeat(times(50_000)))),
            "check",
            1,
            "more of",
        ),
        (
            "many days beside many faults",
            records(
                (0..times(60_000))
                    .map(|i| format!("[[event]]\nid = \"e{i}\"\ntitle = \"T\"\ndate = 2015-01-01\nx = 1\n"))
                    .collect(),
            ),
            "check",
            1,
            "more of unknown-key",
        ),
        // EDTF
        (
            "a date without end",
            records(event("").replace("\"2015\"", &format!("\"[{}2015]\"", "2014,".repeat(1_000_000)))),
            "check",
            1,
            "`date` has",
        ),
        (
            "a long date",
            records(event("").replace("\"2015\"", &format!("\"[{}2015]\"", "2014,".repeat(1_900)))),
            "build",
            0,
            "",
        ),
        ("a year of ten digits", records(event("").replace("\"2015\"", "\"Y9999999999\"")), "build", 0, ""),
        (
            "a year without end",
            records(event("").replace("\"2015\"", &format!("\"Y{}\"", "9".repeat(9_000)))),
            "check",
            1,
            "is not a date",
        ),
        (
            "a year by its exponent",
            records(event("").replace("\"2015\"", "\"Y1E999999999\"")),
            "check",
            1,
            "is not a date",
        ),
        // Markdown
        ("quotations in quotations", prose(article(&"> ".repeat(times(200_000)))), "check", 1, "nest"),
        (
            "lists in lists of Markdown",
            prose(article(&(0..400).map(|i| format!("{}- a\n", "  ".repeat(i))).collect::<String>())),
            "check",
            1,
            "nest",
        ),
        (
            "conditions behind each other in a template",
            template(&format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(20_000))),
            "check",
            1,
            "more than 500 `elif`",
        ),
        (
            "braces in braces of interface strings",
            vec![("templates/strings/en.ftl", format!("a = {}1{}\n", "{".repeat(20_000), "}".repeat(20_000)))],
            "check",
            1,
            "more than 100 braces within each other",
        ),
        ("emphasis without end", prose(article(&"*a ".repeat(times(290_000)))), "build", 0, ""),
        ("brackets without end", prose(article(&"[".repeat(times(400_000)))), "build", 0, ""),
        ("links without end", prose(article(&"[a](".repeat(times(200_000)))), "build", 0, ""),
        ("pictures in pictures", prose(article(&"![".repeat(times(200_000)))), "build", 0, ""),
        (
            "footnotes that call each other",
            prose(article(
                &(0..times(20_000)).map(|i| format!("[^{i}]: [^{}][^{}]\n\n", i + 1, i + 2)).collect::<String>(),
            )),
            "build",
            0,
            "",
        ),
        (
            "a definition that is used often",
            prose(article(&format!("[a]: /{}\n\n{}", "x".repeat(times(20_000)), "[a] ".repeat(times(100_000))))),
            "check",
            1,
            "",
        ),
        (
            "a table of many columns",
            prose(article(&format!("|{}\n|{}\n{}", "a|".repeat(2_000), "-|".repeat(2_000), "|\n".repeat(2_000)))),
            "build",
            0,
            "",
        ),
        ("tags without end", prose(article(&"<a ".repeat(times(200_000)))), "build", 0, ""),
        ("elements in elements", prose(article(&"<div><b>".repeat(times(60_000)))), "check", 1, ""),
        ("comments without end", prose(article(&"<!-- ".repeat(times(140_000)))), "check", 1, "too much raw HTML"),
        (
            "attributes without end",
            prose(article(&format!("<div {}>x</div>", attributes(times(140_000).max(40_000))))),
            "check",
            1,
            "too much raw HTML",
        ),
        (
            "attributes that are repeated in every paragraph",
            prose(article(&format!("<div><p><b {}>{}</div>", attributes(14_000), "<p>a".repeat(2_800)))),
            "build",
            1,
            "too much raw HTML",
        ),
        (
            "a long title that is repeated in every paragraph",
            prose(article(&format!("<div><p><b title=\"{}\">{}</div>", "A".repeat(60_000), "<p>a".repeat(2_800)))),
            "check",
            1,
            "too much raw HTML",
        ),
        (
            "short texts whose formatting is repeated",
            records({
                let open: String = (0..700).map(|n| format!("<p><u lang=a{n}>")).collect();
                let body = format!("body = \"<div>{open}{}</div>\"\n", "<p>a".repeat(650));
                (0..times(1_000)).map(|n| event_of(n, &body)).collect()
            }),
            "build",
            1,
            "too much raw HTML",
        ),
        (
            "words among the rows of a table",
            prose(article(&format!("<table>\n\n{}", "a\n\n".repeat(times(300_000))))),
            "check",
            1,
            "too much raw HTML",
        ),
        (
            "trusted HTML that is never closed",
            vec![
                ("content/site.toml", "title = \"T\"\ntrust_html = true\n".to_owned()),
                ("content/articles/a.md", article(&("<b>".repeat(150_000) + &"</i>".repeat(130_000)))),
            ],
            "check",
            0,
            "",
        ),
        ("headings without end", prose(article(&"# a\n".repeat(times(60_000)))), "build", 0, ""),
        (
            "links to headings that are not there",
            prose(article(&(0..times(30_000)).map(|i| format!("# h{i}\n\n[a](#x{i}) ")).collect::<String>())),
            "check",
            0,
            "more of broken-anchor",
        ),
        (
            "kinds that no event has",
            records(
                (0..times(50_000))
                    .map(|i| {
                        format!("[[event]]\nid = \"e{i}\"\ntitle = \"T{i}\"\ndate = 2015-01-01\nkind = \"k{i}\"\n")
                    })
                    .chain([format!(
                        "[[timeline]]\nid = \"t\"\ntitle = \"T\"\nkinds = [{}]\n",
                        (0..times(50_000)).map(|i| format!("\"x{i}\",")).collect::<String>()
                    )])
                    .collect(),
            ),
            "check",
            0,
            "more of useless-link",
        ),
        ("references without end", prose(article(&"[[one]] ".repeat(times(100_000)))), "build", 0, ""),
        (
            "references without end to a long title",
            vec![
                ("content/t.toml", event("").replace("\"T\"", &format!("\"{}\"", "T".repeat(1_990)))),
                ("content/articles/a.md", article(&"[[t]] ".repeat(times(100_000)))),
            ],
            "check",
            1,
            "references take more than 16 times the text",
        ),
        // Templates
        ("a template within itself", template("{% include \"404.html\" %}"), "build", 1, "circular include"),
        ("a template above itself", template("{% extends \"404.html\" %}"), "build", 1, "circular extend"),
        (
            "a component within itself",
            vec![
                (
                    "templates/a.html",
                    "{% component again(a) -%}{{ <again a={a} /> }}{%- endcomponent again %}".to_owned(),
                ),
                ("templates/404.html", "{{ <again a={1} /> }}".to_owned()),
            ],
            "build",
            1,
            "recursion depth",
        ),
        (
            "a row without end",
            template("{% for i in range(end=3000000000) %}x{% endfor %}"),
            "build",
            1,
            "exceeds the limit",
        ),
        ("conditions in conditions", template(&"{% if 1 %}".repeat(times(100_000))), "build", 1, "too deep"),
        (
            "brackets in brackets",
            template(&format!("{{{{ {}1{} }}}}", "(".repeat(times(200_000)), ")".repeat(times(200_000)))),
            "build",
            1,
            "too complex",
        ),
        (
            "a page without end",
            template(
                "{% for i in range(end=100000) %}{% for i in range(end=100000) %}more and more of it{% endfor %}{% endfor %}",
            ),
            "build",
            1,
            "the page has more than 67108864 bytes",
        ),
        (
            "maps of periods of the same places",
            records(
                (0..2_500)
                    .map(|n| {
                        format!("[[place]]\nid = \"p{n}\"\nname = \"P\"\nlat = {}\nlon = {}\n", n % 80, n / 80)
                            + &period(n)
                    })
                    .collect::<String>()
                    + &event_of(
                        0,
                        &format!("places = [{}]\n", (0..2_500).map(|n| format!("\"p{n}\",")).collect::<String>()),
                    ),
            ),
            "check",
            1,
            "the maps of periods show more than 5000000 places",
        ),
        // Lists of what lies in something
        (
            "periods around events",
            records((0..times(30_000)).map(|n| event_of(n, "") + &period(n)).collect()),
            "check",
            1,
            "the lists of periods have more than",
        ),
        (
            "timelines of events",
            records(
                (0..times(30_000))
                    .map(|n| event_of(n, "") + &format!("[[timeline]]\nid = \"l{n}\"\ntitle = \"L\"\nweight = 1\n"))
                    .collect(),
            ),
            "check",
            1,
            "the lists of timelines have more than",
        ),
        (
            "topics above topics",
            records(
                (0..times(30_000)).map(|n| event_of(n, "topics = [\"c0\"]\n") + &topic(n, times(30_000))).collect(),
            ),
            "check",
            1,
            "the lists of topics with those above them have more than",
        ),
        (
            "links to headings of another text that are not there",
            vec![
                ("content/pages/headings.md", (0..times(80_000)).map(|n| format!("# h{n}x\n\n")).collect()),
                (
                    "content/articles/a.md",
                    format!(
                        "+++\ntitle = \"A\"\ndate = 2020-01-01\n+++\n[[one]]\n\n{}\n",
                        (0..times(20_000)).map(|n| format!("[x](/headings/#q{n}x)\n")).collect::<String>()
                    ),
                ),
            ],
            "check",
            0,
            "there is no heading",
        ),
        (
            "languages without end",
            vec![(
                "content/site.toml",
                format!(
                    "title = \"T\"\nlanguages = [\"en\"{}]\n",
                    (0..times(6_000)).map(|n| format!(", \"de-{:03}\"", n % 1000)).collect::<String>()
                ),
            )],
            "check",
            1,
            "languages, and annals takes at most 50",
        ),
        (
            "a menu without end",
            MENU.iter().map(|path| (path.as_str(), "+++\ntitle = \"P\"\norder = 1\n+++\nP\n".to_owned())).collect(),
            "check",
            1,
            "more than 100 pages are in the menu",
        ),
        // What much refers to
        (
            "long names of many actors",
            records(
                letters(&|id| format!("[[actor]]\nid = \"{id}\"\nname = \"{}\"\n", "N".repeat(1_990)))
                    + &(0..300).map(|n| event_of(n, &format!("actors = [{}]\n", letters(&quoted)))).collect::<String>(),
            ),
            "check",
            1,
            TOO_MUCH_SHOWN,
        ),
        (
            "many spellings of many actors",
            records(
                letters(&|id| {
                    format!("[[actor]]\nid = \"{id}\"\nname = \"N\"\naka = [{}]\n", "\"a b c d e\",".repeat(1_100))
                }) + &(0..500).map(|n| event_of(n, &format!("actors = [{}]\n", letters(&quoted)))).collect::<String>(),
            ),
            "check",
            1,
            TOO_MUCH_SHOWN,
        ),
        (
            "long notes of sources",
            records(
                (0..4)
                    .map(|n| {
                        format!("[[source]]\nid = \"s{n}\"\ntitle = \"S\"\nnote = \"{}\"\n", "word ".repeat(13_000))
                    })
                    .chain(
                        (0..500)
                            .map(|n| event_of(n, "").replace("{ title = \"x\" }", "\"s0\", \"s1\", \"s2\", \"s3\"")),
                    )
                    .collect(),
            ),
            "check",
            1,
            TOO_MUCH_SHOWN,
        ),
        (
            "many authors of sources",
            records(
                letters(&|id| {
                    format!(
                        "[[source]]\nid = \"{id}\"\ntitle = \"S\"\nauthors = [{}]\n",
                        "\"An author\",".repeat(1_100)
                    )
                }) + &(0..500)
                    .map(|n| event_of(n, "").replace("{ title = \"x\" }", &letters(&quoted)))
                    .collect::<String>(),
            ),
            "check",
            1,
            TOO_MUCH_SHOWN,
        ),
        (
            "long titles in the menu",
            MENU.iter()
                .take(90)
                .map(|path| (path.as_str(), format!("+++\ntitle = \"{}\"\norder = 1\n+++\nP\n", "P".repeat(1_990))))
                .chain([("content/t.toml", (0..600).map(|n| event_of(n, "")).collect())])
                .collect(),
            "check",
            1,
            TOO_MUCH_SHOWN,
        ),
        (
            "long summaries of periods beside every year",
            records(
                (0..10)
                    .map(|n| {
                        let summary = format!("summary = \"{}\"\n", "word ".repeat(12_000));
                        period(n).replace("2014/2016", "1000/2016") + &summary
                    })
                    .chain((0..300).map(|n| event_of(n, "").replace("2015", &(1_500 + n).to_string())))
                    .collect(),
            ),
            "check",
            1,
            TOO_MUCH_SHOWN,
        ),
        (
            "long summaries of events in many lists",
            records(
                (0..600)
                    .map(|n| topic(n, 0))
                    .chain((0..4).map(|n| {
                        let topics: String = (0..600).map(|n| format!("\"c{n}\",")).collect();
                        event_of(n, &format!("topics = [{topics}]\nsummary = \"{}\"\n", "word ".repeat(12_000)))
                    }))
                    .collect(),
            ),
            "check",
            1,
            TOO_MUCH_SHOWN,
        ),
        // What is compared to offer help, and what faults hold
        (
            "long titles that look alike",
            records(
                (0..times(30_000))
                    .map(|n| {
                        let title = format!("{} {n} {}", "before ".repeat(130), "behind ".repeat(130));
                        event_of(n, "").replace(&format!("\"E{n}\""), &format!("\"{title}\""))
                    })
                    .take(1_500)
                    .collect(),
            ),
            "check",
            0,
            "",
        ),
        (
            "titles that look alike",
            records(
                (0..times(400_000).min(50_000))
                    .map(|n| {
                        let title = format!("{} {n} {}", "before ".repeat(17), "behind ".repeat(17));
                        event_of(n, "").replace(&format!("\"E{n}\""), &format!("\"{title}\""))
                    })
                    .collect(),
            ),
            "check",
            0,
            "too many titles resemble each other",
        ),
        (
            "long ids that are nearly there",
            records(
                (0..times(100_000))
                    .map(|n| {
                        let long = "a".repeat(80);
                        event_of(n, &format!("after = [\"{}b{n}\"]\n", &long[1..]))
                            .replace(&format!("\"e{n}\""), &format!("\"{long}{n}\""))
                    })
                    .take(60_000)
                    .collect(),
            ),
            "check",
            1,
            "more of unknown-id",
        ),
        (
            "references in prose that are nearly there",
            vec![
                (
                    "content/t.toml",
                    (0..2_000)
                        .map(|n| event_of(n, "").replace(&format!("\"e{n}\""), &format!("\"{}{n}\"", "a".repeat(80))))
                        .collect(),
                ),
                (
                    "content/articles/a.md",
                    article(
                        &(0..times(110_000).min(11_000))
                            .map(|n| format!("[[{}b{n}]]\n", "a".repeat(79)))
                            .collect::<String>(),
                    ),
                ),
            ],
            "check",
            1,
            "more of unknown-id in this record",
        ),
        (
            "accounts of voices that are nearly there",
            records(
                (0..times(50_000))
                    .map(|n| {
                        let long = "a".repeat(79);
                        format!("[[actor]]\nid = \"{long}a{n}\"\nname = \"A\"\n")
                            + &event_of(n, &format!("accounts = [{{ by = \"{long}b{n}\", text = \"T\" }}]\n"))
                    })
                    .collect(),
            ),
            "check",
            1,
            "more of unknown-id",
        ),
        (
            "time zones that are nearly there",
            records(
                (0..times(110_000))
                    .map(|n| event_of(n, "time = \"10:00\"\ntimezone = \"America/Argentina/ComodRivadaviab\"\n"))
                    .collect(),
            ),
            "check",
            1,
            "did you mean `America/Argentina/ComodRivadavia`",
        ),
        (
            "a circle of topics",
            records(
                (0..times(290_000))
                    .map(|n| topic(n, usize::MAX))
                    .chain([format!("[[topic]]\nid = \"c{}\"\nname = \"C\"\nbroader = \"c0\"\n", times(290_000))])
                    .collect(),
            ),
            "check",
            1,
            "and so on through",
        ),
        (
            "circles of events",
            records({
                let all = times(140_000);
                let after = |n: usize| format!("after = [\"e{}\", \"e{}\"]\n", (n + 1) % all, (n + 2) % all);
                (0..all).map(|n| event_of(n, &after(n))).collect()
            }),
            "check",
            1,
            "and so on through",
        ),
        (
            "circles of events that all lead back to the first",
            records(
                (0..times(140_000))
                    .map(|n| event_of(n, &format!("after = [\"e0\", \"e{}\"]\n", n + 1)))
                    .chain([event_of(times(140_000), "")])
                    .collect(),
            ),
            "check",
            1,
            "more of order-cycle",
        ),
        (
            "a fault in every third byte",
            records(event(&format!("actors = [{}]", "\"\",".repeat(times(3_000_000))))),
            "check",
            1,
            "more of unknown-id in this record",
        ),
        (
            "a fault in every third byte of many records",
            records(
                (0..times(35_000)).map(|n| event_of(n, &format!("actors = [{}]\n", "\"\",".repeat(100)))).collect(),
            ),
            "check",
            1,
            "more of unknown-id",
        ),
        (
            "tables within tables by dots",
            records(format!("[event.extra]\n{}", format!("0{}=1\n", ".a".repeat(77)).repeat(6_500 + times(20_000)))),
            "check",
            1,
            "the keys have more than 300000 dots",
        ),
        (
            "tables that hold nothing",
            records("[[event]]\n".repeat(times(450_000).max(310_000))),
            "check",
            1,
            "more than 300000 tables",
        ),
        (
            "tables in a list that hold nothing",
            records(event(&format!("accounts = [{}]", "{},".repeat(times(4_000_000).max(400_000))))),
            "check",
            1,
            "more than 300000 tables",
        ),
        (
            "pictures in several sizes that are not there",
            records(event(&format!(
                "media = [{{ file = \"a.png\", alt = \"a\", credit = \"c\", sizes = [{}] }}]",
                "\"b\",".repeat(times(3_000_000))
            ))),
            "check",
            1,
            "more of media-missing",
        ),
        (
            "an event of very many actors",
            records(
                (0..times(290_000))
                    .map(|n| format!("[[actor]]\nid = \"x{n}\"\nname = \"X\"\n"))
                    .chain([event(&format!(
                        "actors = [{}]",
                        (0..times(290_000)).map(|n| format!("\"x{n}\",")).collect::<String>()
                    ))])
                    .collect(),
            ),
            "check",
            0,
            "",
        ),
        // No picture is unfolded.
        (
            "a picture that is none",
            vec![
                ("static/media/a.png", "\u{89}PNG\r\n".repeat(1000)),
                ("content/t.toml", event("media = [{ file = \"a.png\", alt = \"a\", credit = \"c\" }]")),
            ],
            "build",
            0,
            "",
        ),
    ]
}

#[test]
fn every_bound_is_told_and_nothing_hangs() {
    let mut failures = Vec::new();
    for (name, files, command, code, part) in rows() {
        let site = Site::small().file("content/one.toml", EVENT);
        for (path, text) in &files {
            site.write(path, text);
        }
        let begun = std::time::Instant::now();
        let (found, said) = run(&site, command);
        let took = begun.elapsed().as_secs_f64();
        let start: String = said.chars().take(600).collect();
        if std::env::var_os("ANNALS_TIMES").is_some() {
            failures.push(format!("{name}: {took:.1} s"));
        }
        if found != code || !said.contains(part) || said.contains("panicked") {
            failures.push(format!(
                "{name}: exit code {found} after {took:.1} s, `{part}` is said: {}\n{start}",
                said.contains(part)
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
