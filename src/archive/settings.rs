//! The site's settings out of `content/site.toml`.

use chrono_tz::Tz;
use url::Url;

use super::model::{Lang, Localised, Settings};
use super::publish;
use crate::diagnostic::{Code, Comparisons, Diagnostic, Faults, Level, Levels, nearest};
use crate::draft::{RawChecks, RawSite, SiteTexts, Text, Translations};
use crate::route::unportable;

/// The address that `init` writes and that nobody owns.
pub const EXAMPLE_ADDRESS: &str = "https://example.org/";

/// Reads the settings. What cannot be used is noted and its default taken.
pub fn settings(raw: Option<RawSite>, faults: &mut Vec<Diagnostic>) -> Settings {
    let mut settings = Settings {
        title: Localised::default(),
        description: Localised::default(),
        base_url: Url::parse(EXAMPLE_ADDRESS).expect("the example address is a URL"),
        languages: vec!["en".to_owned()],
        kinds: Default::default(),
        publisher: None,
        licence: None,
        timezone: None,
        trust_html: false,
        search: true,
        embed: true,
        look: None,
        offline: false,
        filters: true,
        lanes: true,
        exports: true,
        levels: Levels::default(),
        publish: Vec::new(),
        extra: Default::default(),
    };
    let Some(raw) = raw else {
        settings.title.set(Lang::FIRST, String::new());
        return settings;
    };
    if let Some(languages) = raw.languages {
        settings.languages = read_languages(languages, faults);
    }
    let written = raw.title.as_ref().map(|t| t.span);
    if let Some(title) = raw.title.as_ref().filter(|t| t.value.trim().is_empty()) {
        let fault = Diagnostic::new(Code::WrongValue, title.span, "the site's `title` is empty");
        faults.push(fault.help("write what readers should call the site"));
    }
    settings.title.set(Lang::FIRST, raw.title.map(|t| t.value).unwrap_or_default());
    if let Some(description) = raw.description {
        settings.description.set(Lang::FIRST, description.value);
    }
    translate(&mut settings, raw.translations.unwrap_or_default(), faults);
    if let Some(title) = written {
        for lang in settings.langs().filter(|l| !settings.title.has(*l)) {
            let message = format!("the site has no `title` in `{}`", settings.tag(lang));
            faults.push(
                Diagnostic::new(Code::MissingTranslation, title, message)
                    .help("add the translation, or allow the check `missing-translation`"),
            );
        }
    }
    match raw.base_url {
        Some(url) => settings.base_url = base_url(&url, faults).unwrap_or(settings.base_url),
        None => faults.push(
            Diagnostic::new(Code::ExampleAddress, raw.span, "`base_url` is not set")
                .help("set it to the address at which the site will stand"),
        ),
    }
    settings.publisher = raw.publisher.map(|t| t.value);
    settings.licence = raw.licence.map(|t| t.value);
    settings.timezone = raw.timezone.and_then(|zone| read_zone(&zone, faults));
    settings.trust_html = raw.trust_html.is_some_and(|t| t.value);
    settings.search = raw.search.is_none_or(|t| t.value);
    settings.embed = raw.embed.is_none_or(|t| t.value);
    settings.look = raw.theme.and_then(|theme| super::look::look(theme, faults));
    settings.filters = raw.filters.is_none_or(|t| t.value);
    settings.lanes = raw.lanes.is_none_or(|t| t.value);
    settings.exports = raw.exports.is_none_or(|t| t.value);
    let (levels, of_levels) = read_levels(raw.checks.unwrap_or_default());
    settings.levels = levels;
    faults.extend(of_levels);
    settings.publish = publish::targets(raw.publish.unwrap_or_default(), faults);
    settings.extra = raw.extra.unwrap_or_default();
    settings
}

/// The most languages of a site: every page is made in each and leads to all others.
const MOST_LANGUAGES: usize = 50;

fn read_languages(languages: Vec<Text>, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    if let Some(language) = languages.get(MOST_LANGUAGES) {
        let message = format!("the site has {} languages, and annals takes at most {MOST_LANGUAGES}", languages.len());
        faults.push(
            Diagnostic::new(Code::TooLarge, language.span, message)
                .help("remove this one and those after it, or make several sites"),
        );
    }
    for language in languages.into_iter().take(MOST_LANGUAGES) {
        let tag = &language.value;
        if let Some(reason) = unportable(tag) {
            faults.push(
                Diagnostic::new(Code::BadConfig, language.span, format!("the language tag `{tag}` {reason}"))
                    .help("add the script to it, such as `con-Latn`: each language has a folder of this name"),
            );
            continue;
        }
        match icu_locale_core::Locale::try_from_str(tag) {
            Ok(locale) if locale.to_string() == *tag && !tags.contains(tag) => tags.push(tag.clone()),
            Ok(locale) if locale.to_string() != *tag => faults.push(
                Diagnostic::new(
                    Code::BadConfig,
                    language.span,
                    format!("the language tag `{tag}` is not in its usual form"),
                )
                .help(format!("write `{locale}`")),
            ),
            Ok(_) => faults.push(
                Diagnostic::new(Code::BadConfig, language.span, format!("the language `{tag}` is listed twice"))
                    .help("remove one of the two"),
            ),
            Err(_) => faults.push(
                Diagnostic::new(Code::BadConfig, language.span, format!("`{tag}` is no language tag"))
                    .help("write a BCP 47 tag such as `en`, `de` or `zh-Hans`"),
            ),
        }
    }
    if tags.is_empty() {
        tags.push("en".to_owned());
    }
    tags
}

fn translate(settings: &mut Settings, texts: Translations<SiteTexts>, faults: &mut Vec<Diagnostic>) {
    let mut kinds = Vec::new();
    for (tag, texts) in texts.0 {
        let Some(lang) = super::find_lang(&settings.languages, &tag) else {
            faults.push(super::unknown_language(texts.span, &tag, &settings.languages));
            continue;
        };
        if let Some(title) = texts.value.title {
            settings.title.set(lang, title.value);
        }
        if let Some(description) = texts.value.description {
            settings.description.set(lang, description.value);
        }
        kinds.extend(texts.value.kinds.unwrap_or_default().0.into_iter().map(|(kind, word)| (kind, lang, word.value)));
    }
    // A stable sort: of two words in one language the later one counts.
    kinds.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    for (kind, lang, word) in kinds {
        settings.kinds.entry(kind).or_default().set(lang, word);
    }
}

fn base_url(text: &Text, faults: &mut Vec<Diagnostic>) -> Option<Url> {
    let refuse = |reason: &str| {
        Diagnostic::new(Code::BadConfig, text.span, format!("`base_url` {reason}"))
            .help("write the whole address, such as `https://example.org/timeline/`")
    };
    let mut url = match Url::parse(&text.value) {
        Ok(url) => url,
        Err(_) => {
            faults.push(refuse("is no address"));
            return None;
        }
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        faults.push(refuse("does not begin with `http://` or `https://`"));
        return None;
    }
    if url.query().is_some() || url.fragment().is_some() {
        faults.push(refuse("has a `?` or `#` part"));
        return None;
    }
    if !url.username().is_empty() || url.password().is_some() {
        faults.push(refuse("holds a user name or password, which every page would show"));
        return None;
    }
    if url.path().contains("//") {
        faults.push(refuse("has an empty part between two slashes"));
        return None;
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    if url.as_str() == EXAMPLE_ADDRESS {
        faults.push(
            Diagnostic::new(Code::ExampleAddress, text.span, "`base_url` is still the example")
                .help("set it to the address at which the site will stand"),
        );
    }
    Some(url)
}

fn read_zone(zone: &Text, faults: &mut Vec<Diagnostic>) -> Option<Tz> {
    match zone.value.parse::<Tz>() {
        Ok(tz) => Some(tz),
        Err(_) => {
            let known = nearest(&zone.value, chrono_tz::TZ_VARIANTS.iter().map(|t| t.name()));
            let fault = Diagnostic::new(Code::BadConfig, zone.span, format!("`{}` is no time zone", zone.value));
            faults.push(match known {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help("write an IANA name such as `Europe/Kyiv`"),
            });
            None
        }
    }
}

/// How many faults of the levels of checks are kept: there are fewer checks.
const MOST_FAULTS: usize = 1_000;

fn read_levels(checks: RawChecks) -> (Levels, Vec<Diagnostic>) {
    let mut levels = Levels::default();
    let mut faults = Faults::up_to(MOST_FAULTS);
    let mut comparisons = Comparisons::new();
    for (name, level) in checks.0 {
        let Some(code) = Code::find(&name.value) else {
            let fault = Diagnostic::new(Code::BadConfig, name.span, format!("there is no check `{}`", name.value));
            let near = comparisons.nearest(&name.value, Code::ALL.iter().map(|c| c.name()));
            faults.push(match near {
                Some(near) => fault.help(format!("did you mean `{near}`?")).fix(name.span, near),
                None => fault.help("`annals explain checks` lists them all"),
            });
            continue;
        };
        let wanted = match level.value.as_str() {
            "allow" => Level::Allow,
            "warn" => Level::Warn,
            "deny" => Level::Deny,
            other => {
                faults.push(
                    Diagnostic::new(Code::BadConfig, level.span, format!("`{other}` is no level"))
                        .help("write `allow`, `warn` or `deny`"),
                );
                continue;
            }
        };
        if code.is_fixed() && wanted != Level::Deny {
            faults.push(
                Diagnostic::new(Code::BadConfig, name.span, format!("the level of `{}` cannot be changed", name.value))
                    .help("remove this line: without what this check asks for, there is nothing to build"),
            );
        }
        levels.set(code, wanted);
    }
    (levels, faults.into_list("table"))
}
