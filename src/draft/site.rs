//! `content/site.toml` as authors may write it, key by key.

use super::reader::{Extra, Field, LONGEST_NAME, OneOf, Reader, Text, Translations, Value, Word};
use super::table::table;
use crate::release::Compression;
use crate::text::Spanned;

table! {
    /// A translation of the site's own texts.
    SiteTexts as "translation" {
        /// The site's title.
        title: Text = "title";
        /// What the site is about, in a sentence or two.
        description: Text = "description";
        /// The site's kinds of event in this language, such as `agreement = "Abkommen"`.
        kinds: Kinds = "kinds";
    }
}

/// The site's kinds of event in another language, by the word that events use.
#[derive(Debug, Clone, Default)]
pub struct Kinds(pub Vec<(String, Text)>);

impl Field for Kinds {
    fn expected() -> String {
        "a table of words".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if !value.get_ref().is_table() {
            reader.wrong(key, &value, &Self::expected());
            return None;
        }
        let toml::de::DeValue::Table(table) = value.into_inner() else { return None };
        let words = table.into_iter().filter_map(|(kind, word)| {
            let kind = kind.get_ref().to_string();
            let word = Text::read(&kind, word, reader)?;
            let length = word.value.len();
            if length > LONGEST_NAME {
                reader.too_long(&kind, word.span, (length, LONGEST_NAME), "shorten it");
                return None;
            }
            Some((kind, word))
        });
        Some(Kinds(words.collect()))
    }
}

impl Word for Compression {
    const WORDS: &'static [(&'static str, Self)] = &[("gz", Compression::Gzip), ("br", Compression::Brotli)];
}

table! {
    /// The `[theme]` table: what makes the built-in theme a site's own.
    RawTheme as "theme" {
        /// The colour of links and marks on light paper, such as "#7a2e1d"; by night it is paled.
        accent: Text = "accent";
        /// Families of type for texts, such as "Charter, Georgia", if readers have them.
        font: Text = "font";
        /// Families of type for dates, menus and labels.
        label_font: Text = "label_font";
    }
}

table! {
    /// A target of `annals publish`.
    RawTarget as "publishing target" {
        /// Its name.
        name: Text = "name" required;
        /// Where to: `file:///…`, `git+ssh://…#branch` (or `git+https`, `git+file`), `s3://bucket/prefix`, `sftp://…`, `rsync://…`, `archive:site.zip` (or `.tar.zst`).
        to: Text = "to" required;
        /// How many earlier releases are kept for `--rollback` (folder, archive); 3 if absent. A git branch keeps its history, or the release before.
        keep: Spanned<i64> = "keep";
        /// False makes a git branch have a single commit, without those before it. True if absent.
        history: Spanned<bool> = "history";
        /// How many pages one publication may remove without `--allow-removals`; a tenth of them if absent.
        removals: Spanned<i64> = "removals";
        /// True lets files stand there that annals did not write, as `--adopt` does once; they are never touched.
        adopt: Spanned<bool> = "adopt";
        /// True replaces the files of a `file:///` folder one by one and leaves the folder itself in its place, for mounted shares and folders that a container or a server holds open. False if absent.
        in_place: Spanned<bool> = "in_place";
        /// Compressed copies that stand beside files, for hosts that serve them: `["gz", "br"]`.
        compress: Vec<OneOf<Compression>> = "compress";
        /// The host name for the file `CNAME`, by which GitHub and Codeberg Pages know your domain.
        cname: Text = "cname";
        /// True lists old addresses in `_redirects`, which Netlify and Cloudflare Pages read; pages lead on without it too.
        redirects: Spanned<bool> = "redirects";
        /// True publishes the edition that opens from a disk without a web server, as `annals build --offline` writes it. False if absent.
        offline: Spanned<bool> = "offline";
        /// The address of an S3-compatible server that is not AWS', such as `https://s3.example.org`; `AWS_ENDPOINT_URL_S3` if absent. Keys come from the environment or the profile files of AWS.
        endpoint: Text = "endpoint";
        /// The region of an S3 bucket, such as `eu-central-1`; `AWS_REGION` if absent.
        region: Text = "region";
        /// The path of the secret key, in minisign's form, that signs the manifest; it must lie outside the site's folder. `~/` is your home folder.
        key: Text = "key";
    }
}

/// The `[checks]` table: levels by a check's code or name.
#[derive(Debug, Clone, Default)]
pub struct RawChecks(pub Vec<(Text, Text)>);

impl Field for RawChecks {
    fn expected() -> String {
        "a table of checks and their levels (`allow`, `warn`, `deny`)".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if !value.get_ref().is_table() {
            reader.wrong(key, &value, &Self::expected());
            return None;
        }
        let toml::de::DeValue::Table(table) = value.into_inner() else { return None };
        let mut checks = Vec::new();
        for (name, level) in table {
            let name = Text::new(name.get_ref().to_string(), reader.span(name.span()));
            if let Some(level) = Text::read(&name.value, level, reader) {
                checks.push((name, level));
            }
        }
        Some(RawChecks(checks))
    }
}

table! {
    /// `content/site.toml`.
    RawSite as "site" {
        /// The site's title.
        title: Text = "title" required;
        /// What the site is about, in a sentence or two.
        description: Text = "description";
        /// The address at which the site will stand, with a path if it has one.
        base_url: Text = "base_url";
        /// The site's languages as BCP 47 tags; the first stands at the root, each other below its tag. `["en"]` if absent.
        languages: Vec<Text> = "languages";
        /// Who publishes the site.
        publisher: Text = "publisher";
        /// The licence of its texts, such as "CC BY 4.0".
        licence: Text = "licence";
        /// The IANA time zone of times that name none.
        timezone: Text = "timezone";
        /// True lets raw HTML in content through unchanged.
        trust_html: Spanned<bool> = "trust_html";
        /// False leaves the search out of the site; the index from A to Z stays. True if absent.
        search: Spanned<bool> = "search";
        /// False leaves out what the timeline is narrowed by, with its data. True if absent.
        filters: Spanned<bool> = "filters";
        /// False leaves the timeline in lanes out of the site; its lists stay. True if absent.
        lanes: Spanned<bool> = "lanes";
        /// False leaves out the pages below `/embed/`, which other sites show in frames. True if absent.
        embed: Spanned<bool> = "embed";
        /// A colour and families of type of the site's own.
        theme: RawTheme = "theme";
        /// False leaves out the files by which readers take all events along (CSV, JSON, iCalendar). True if absent.
        exports: Spanned<bool> = "exports";
        /// Levels of checks, by code or name: `allow`, `warn` or `deny`.
        checks: RawChecks = "checks";
        /// Translations, by language: title, description.
        translations: Translations<SiteTexts> = "translations";
        /// Targets of `annals publish`.
        publish: Vec<RawTarget> = "publish";
        /// Free for templates.
        extra: Extra = "extra";
    }
}
