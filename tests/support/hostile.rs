//! Sites with a stranger's words in every place where an author may write words.
//!
//! Which places there are is asked of the reference itself (`annals explain records`), so that a new key is tried as
//! soon as it exists; a key that takes something new stops the test until it is said here what to write.

use annals::draft::reader::KeyDoc;
use annals::draft::{
    RawAccount, RawActor, RawArticleHead, RawCorrection, RawEvent, RawFatalities, RawMedia, RawPageHead, RawPeriod,
    RawPlace, RawSite, RawSource, RawTarget, RawTheme, RawTimeline, RawTopic,
};

/// What strangers write to break out of a page, a feed, a table or a calendar, to reach elsewhere, or to be run.
pub const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/x.png>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text y=9>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=data:text/html,x>",
    "<embed src=//evil.example>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><input name=a autofocus onfocus=alert(1)><button>b</button></form>",
    "<details open ontoggle=alert(1)>",
    "<style>@import url(//evil.example);*{background:url(//evil.example)}</style>",
    "<p style=\"background:url(//evil.example)\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\" &#1; javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=//evil.example ping=//evil.example target=_blank>x</a>",
    "<a id=page_main name=x class=skip href=/>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<plaintext>",
    "<xmp><script>alert(1)</script></xmp>",
    "<select><option><style></option></select><script>alert(1)</script></style>",
    "<video src=//evil.example poster=//evil.example autoplay>",
    "<audio src=x onerror=alert(1)>",
    "<source srcset=//evil.example>",
    "<table background=//evil.example><td>",
    "<custom-element onclick=alert(1)>",
    "<x:y z:onclick=alert(1)>",
    "</main></body></html>",
    "</div></div></article></main>",
    "</p></li></ol></section></a></span></cite>",
    "</title>",
    "</textarea>",
    "</style>",
    "-->",
    "--!>",
    "<!--",
    "<!-- --!><script>alert(1)</script>",
    "<![CDATA[",
    "]]>",
    "<?php echo 1 ?>",
    "<?xml-stylesheet href=\"//evil.example\"?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    "\" autofocus onfocus=alert(1) x=\"",
    "\" style=\"x:expression(alert(1))",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "/\\evil.example",
    "https://evil.example/\"onclick=\"x",
    "https:evil.example",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](https://evil.example \"\\\" onclick=alert(1) \\\"\")",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "![x](/media/a.png \"onerror=alert(1)\")",
    "![\" onerror=alert(1) \"](/x)",
    "[x]: javascript:alert(1)\n[x]",
    "<javascript:alert(1)>",
    "<https://evil.example/\"onclick=alert(1)>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "# h {#page_main onclick=alert(1) .skip}\n",
    "## <script>alert(1)</script> {#\"><script>}\n",
    "```\"onclick=alert(1)\n</code></pre><script>alert(1)</script>\n```\n",
    "| <script> | a |\n|--|--|\n| </table> | ]]> |\n",
    "- [x] <script>\n- [ ] </ul>\n",
    "> <blockquote>\n\n</blockquote>",
    "<q cite=\"javascript:alert(1)\">x</q> <ins cite=\"vbscript:x\">y</ins>",
    "<blockquote cite=\"data:text/html,x\">x</blockquote>\n\n<table summary=x align=y><tr><td headers=z char=x>y</table>",
    "[[event-one|<script>alert(1)</script>]]",
    "[[event-one|\" onclick=\"alert(1)]]",
    "[[nothing|</a><script>]]",
    "[[javascript:alert(1)]]",
    "{{ 7 * 191 }}",
    "{{ config }}",
    "{% include \"/etc/passwd\" %}",
    "{# #}",
    "{ $count }",
    "{ \"{\" }",
    "${7*191}",
    "<%= 7*191 %>",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "x;=1+1",
    "\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n",
    "\r\nSet-Cookie: a=b\r\n\r\n",
    "x,y;z:\\n",
    "\"x\",\"y\"",
    "}, @book{x, title = {y}",
    "\\input{/etc/passwd}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&amp;",
    "&",
    "&#0;",
    "&#x80;",
    "\u{80}x",
    "\u{0}",
    "\u{7}\u{8}\u{b}\u{c}\u{e}\u{1b}[31m\u{1b}]0;x\u{7}",
    "\u{7f}\u{85}\u{9b}31m",
    "\u{2028}\u{2029}",
    "\u{202e}txet\u{202c}",
    "\u{2066}\u{2067}\u{2069}\u{200b}\u{feff}",
    "\u{fffd}\u{fffe}\u{ffff}\u{1fffe}",
    "\u{e0001}\u{10ffff}",
    "＜script＞alert(1)＜/script＞",
    "ʺ＞",
    "%3Cscript%3E",
    "%00%0d%0a",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "C:\\x",
    "con",
    "a\\",
    "\\",
    "\\\"",
    "\\u003cscript\\u003e",
    "'; DROP TABLE events; --",
    "\u{1f4a5}",
    "ä\u{308}\u{308}\u{308}",
    "שלום",
    "مرحبا",
];

/// Writes TOML for a site; where words stand, it asks for the next ones.
pub struct Author<'a> {
    /// The next words.
    pub words: &'a mut dyn FnMut() -> String,
    /// Whether values that must have a form (ids, addresses, languages, names of files) are a stranger's words too.
    /// Most such records are refused; what is not must be harmless.
    pub formless: bool,
}

impl Author<'_> {
    /// The files of a site with one record of each kind, every key of it filled in.
    pub fn site(&mut self) -> Vec<(String, Vec<u8>)> {
        let mut files = vec![("content/site.toml".to_owned(), self.settings())];
        let mut records = String::new();
        for id in ["event-one", "event-two"] {
            records.push_str(&self.record("event", id, &RawEvent::reference()));
        }
        records.push_str(&self.record("actor", "actor-one", &RawActor::reference()));
        records.push_str(&self.record("place", "place-one", &RawPlace::reference()));
        records.push_str(&self.record("source", "source-one", &RawSource::reference()));
        records.push_str(&self.record("period", "period-one", &RawPeriod::reference()));
        records.push_str(&self.record("topic", "topic-one", &RawTopic::reference()));
        records.push_str(&self.record("timeline", "timeline-one", &RawTimeline::reference()));
        files.push(("content/records.toml".to_owned(), records));
        let stem = self.name();
        let article = self.table("article", "article-one", &RawArticleHead::reference());
        files.push((format!("content/articles/{stem}.md"), self.text(&article)));
        files.push(("content/articles/plain.txt".to_owned(), self.text("title = \"Plain\"\ndate = 2020-01-02\n")));
        let page = self.table("page", "page-one", &RawPageHead::reference());
        files.push(("content/pages/page.md".to_owned(), self.text(&page)));
        let mut files: Vec<_> = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        files.push(("static/media/one.png".to_owned(), Vec::new()));
        for _ in 0..3 {
            files.push((format!("static/media/{}.png", self.name()), Vec::new()));
        }
        files
    }

    fn next(&mut self) -> String {
        (self.words)()
    }

    /// A name as a file may have it.
    fn name(&mut self) -> String {
        self.next().replace(['/', '\0'], "").chars().take(40).collect()
    }

    fn text(&mut self, head: &str) -> String {
        let body: Vec<String> = (0..3).map(|_| self.next()).collect();
        format!("+++\n{head}+++\n[[event-one]] {}\n", body.join("\n\n").replace('\0', ""))
    }

    fn settings(&mut self) -> String {
        let mut text = String::new();
        for doc in RawSite::reference() {
            let value = match doc.key {
                "base_url" if self.formless => {
                    let path: String = self.next().chars().filter(|c| !"/?#\\".contains(*c) && *c != '\0').collect();
                    format!("https://annals.test/{path}/").quoted()
                }
                "base_url" => "\"https://annals.test/a-b/\"".to_owned(),
                "languages" => "[\"en\", \"ar\"]".to_owned(),
                "timezone" => "\"Europe/Kyiv\"".to_owned(),
                "trust_html" | "search" | "filters" | "lanes" | "exports" | "embed" | "checks" => continue,
                "translations" => {
                    let mut word = || self.next().quoted();
                    let (title, about, kind, name) = (word(), word(), word(), word());
                    format!("{{ ar = {{ title = {title}, description = {about}, kinds = {{ {kind} = {name} }} }} }}")
                }
                "theme" => self.inline("theme", &RawTheme::reference()),
                "publish" => format!("[{}]", self.inline("publish", &RawTarget::reference())),
                "extra" => format!("{{ a = {}, b = [{}] }}", self.next().quoted(), self.next().quoted()),
                _ => self.value("site", "", &doc),
            };
            text.push_str(&format!("{} = {value}\n", doc.key));
        }
        text
    }

    fn record(&mut self, kind: &str, id: &str, docs: &[KeyDoc]) -> String {
        format!("[[{kind}]]\n{}\n", self.table(kind, id, docs))
    }

    fn table(&mut self, kind: &str, id: &str, docs: &[KeyDoc]) -> String {
        let rows = self.rows(kind, id, docs);
        rows.into_iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
    }

    fn inline(&mut self, kind: &str, docs: &[KeyDoc]) -> String {
        let rows = self.rows(kind, "", docs);
        let rows: Vec<_> = rows.into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
        format!("{{ {} }}", rows.join(", "))
    }

    fn rows(&mut self, kind: &str, id: &str, docs: &[KeyDoc]) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        for doc in docs {
            let skipped = matches!(doc.key, "draft" | "embargo" | "within" | "time_status")
                || (doc.key == "id" && id.is_empty())
                || (matches!(doc.key, "slug" | "broader") && !self.formless)
                || (doc.key == "event" && kind == "article")
                // Of object storage alone, which the harmless site is not published to.
                || (matches!(doc.key, "endpoint" | "region") && !self.formless);
            if !skipped {
                rows.push((doc.key.to_owned(), self.value(kind, id, doc)));
            }
        }
        rows
    }

    /// What is written for a key.
    fn value(&mut self, kind: &str, id: &str, doc: &KeyDoc) -> String {
        let other = if id == "event-two" { "event-one" } else { "event-two" };
        let list =
            |ids: &[&str]| format!("[{}]", ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", "));
        match (kind, doc.key) {
            ("event", "id") => format!("\"{id}\""),
            (_, "id") => format!("\"{id}\""),
            ("period", "date") => "\"2014/2016\"".to_owned(),
            ("event", "date") if id == "event-two" => "\"2015-02-13\"".to_owned(),
            (_, "date" | "reported" | "published" | "accessed" | "on" | "updated") => "\"2015-02-12\"".to_owned(),
            ("timeline", "from") => "\"2010\"".to_owned(),
            ("timeline", "to") => "\"2020\"".to_owned(),
            (_, "time") => "\"11:30\"".to_owned(),
            (_, "timezone") => "\"Europe/Kyiv\"".to_owned(),
            (_, "url" | "archived") if self.formless => self.next().quoted(),
            (_, "url" | "archived") => {
                let path: String = self.next().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                format!("https://elsewhere.example/{path}").quoted()
            }
            (_, "lang" | "wikidata" | "reliability") if self.formless => self.next().quoted(),
            (_, "lang") => "\"de\"".to_owned(),
            (_, "wikidata") => "\"Q159\"".to_owned(),
            (_, "reliability") => "\"B\"".to_owned(),
            (_, "credibility" | "weight") => "2".to_owned(),
            (_, "order" | "low") => "1".to_owned(),
            (_, "best") => "2".to_owned(),
            (_, "high") => "3".to_owned(),
            (_, "lat") => "48.5".to_owned(),
            (_, "lon") => "37.9".to_owned(),
            (_, "radius") => "20".to_owned(),
            (_, "precision") => "\"region\"".to_owned(),
            (_, "described" | "graphic") => "true".to_owned(),
            ("event", "status") => "\"disputed\"".to_owned(),
            ("actor", "kind") => "\"person\"".to_owned(),
            ("source", "kind") => "\"press\"".to_owned(),
            (_, "aliases") => {
                let path: String =
                    self.next().chars().filter(|c| !"\\?#%:*\"<>|/".contains(*c) && !c.is_control()).collect();
                let safe = format!("/{kind}-old/{path}/{id}").quoted();
                if self.formless { format!("[{}, {safe}]", self.next().quoted()) } else { format!("[{safe}]") }
            }
            ("topic", "broader") => self.next().quoted(),
            (_, "places") => list(&["place-one"]),
            (_, "topics") => list(&["topic-one"]),
            ("event", "actors") => format!("[{{ id = \"actor-one\", role = {} }}]", self.next().quoted()),
            (_, "actors") => list(&["actor-one"]),
            (_, "sources") => {
                let docs: Vec<KeyDoc> = RawSource::reference().into_iter().filter(|doc| doc.key != "aliases").collect();
                format!("[\"source-one\", {}]", self.inline("source", &docs))
            }
            (_, "events") => list(&["event-one", "event-two"]),
            ("event", "after") if id == "event-two" => list(&["event-one"]),
            ("event", "after") => "[]".to_owned(),
            ("event", "before") => "[]".to_owned(),
            ("event", "follows" | "responds-to" | "implements" | "part-of") => list(&[other]),
            ("account", "by") => list(&["actor-one", "source-one"]),
            (_, "accounts") => {
                let (one, two) = (
                    self.inline("account", &RawAccount::reference()),
                    self.inline("account", &RawAccount::reference()),
                );
                format!("[{one}, {two}]")
            }
            (_, "corrections") => format!("[{}]", self.inline("correction", &RawCorrection::reference())),
            (_, "media") => {
                let (one, two) =
                    (self.inline("media", &RawMedia::reference()), self.inline("media", &RawMedia::reference()));
                format!("[{one}, {two}]")
            }
            ("media", "file") if !self.formless => "\"one.png\"".to_owned(),
            (_, "fatalities") => self.inline("fatalities", &RawFatalities::reference()),
            (_, "translations") => self.translations(kind),
            (_, "extra") => {
                let (key, one, two) = (self.next(), self.next(), self.next());
                format!("{{ {} = {}, b = [{{ c = {} }}] }}", key.quoted(), one.quoted(), two.quoted())
            }
            ("publish", "to") if !self.formless => "\"git+file:///tmp/site.git#pages\"".to_owned(),
            ("publish", "cname") if !self.formless => "\"www.annals.test\"".to_owned(),
            ("publish", "key") if !self.formless => "\"~/annals.key\"".to_owned(),
            ("publish", "keep" | "removals") => "3".to_owned(),
            ("publish", "history" | "adopt" | "in_place" | "redirects" | "offline") => "false".to_owned(),
            ("publish", "compress") => "[\"gz\"]".to_owned(),
            ("theme", "accent") if !self.formless => "\"#7a2e1d\"".to_owned(),
            ("theme", _) if !self.formless => "\"Charter, Georgia\"".to_owned(),
            ("media", "sizes") if !self.formless => "[\"one.png\"]".to_owned(),
            _ => match doc.takes.as_str() {
                "a text in quotation marks" => self.next().quoted(),
                "a list of texts in quotation marks" => {
                    format!("[{}, {}]", self.next().quoted(), self.next().quoted())
                }
                other => panic!("`{}` of {kind} takes {other}: say what to write for it", doc.key),
            },
        }
    }

    /// What the meaning of `translations` lists: "Translations, by language: name, aka, summary, body."
    fn translations(&mut self, kind: &str) -> String {
        let keys: &[&str] = match kind {
            "event" | "timeline" => &["title", "summary", "body"],
            "source" => &["title", "note"],
            "account" => &["text"],
            "correction" => &["note"],
            "media" => &["alt", "caption"],
            "place" => &["name", "country", "summary", "body"],
            "actor" | "period" | "topic" => &["name", "summary", "body"],
            other => panic!("say what is translated of {other}"),
        };
        let rows: Vec<_> = keys.iter().map(|key| format!("{key} = {}", self.next().quoted())).collect();
        format!("{{ ar = {{ {} }} }}", rows.join(", "))
    }
}

/// A text as TOML writes it in double quotation marks.
trait Quoted {
    fn quoted(&self) -> String;
}

impl<T: AsRef<str>> Quoted for T {
    fn quoted(&self) -> String {
        let mut quoted = String::from("\"");
        for c in self.as_ref().chars() {
            match c {
                '"' | '\\' => quoted.extend(['\\', c]),
                c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
                c => quoted.push(c),
            }
        }
        quoted + "\""
    }
}
