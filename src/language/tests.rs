use super::*;

fn language(tag: &str) -> Language {
    let text = match tag {
        "de" => include_str!("../../templates/strings/de.ftl"),
        "fr" => include_str!("../../templates/strings/fr.ftl"),
        "ar" => include_str!("../../templates/strings/ar.ftl"),
        "zh" => include_str!("../../templates/strings/zh.ftl"),
        _ => "",
    };
    Language::new(tag, &[(&format!("strings/{tag}.ftl"), text)]).expect("a language")
}

#[test]
fn a_language_can_be_shared_by_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&language("en"));
}

#[test]
fn plain_english_writes_the_day_first_and_american_the_month() {
    let day = CivilDay { year: 2015, month: 2, day: 12 };
    assert_eq!(language("en").day(day), "12 February 2015");
    assert_eq!(language("en-US").day(day), "February 12, 2015");
    let range = When::parse("2015-02-11/2015-02-12").expect("a date");
    assert_eq!(language("en-US").when(&range), "February 11–12, 2015");
    let across = When::parse("2015-01-28/2015-02-03").expect("a date");
    assert_eq!(language("en-US").when(&across), "January 28 – February 3, 2015");
}

#[test]
fn other_languages_have_their_own_months_and_english_words() {
    for (tag, date, expected) in [
        ("sw", "2015-02-12", "12 Februari 2015"),
        ("sw", "2015-02~", "about Februari 2015"),
        ("hu", "2015-02-11/2015-02-12", "2015. február 11.–12."),
        ("ja", "2015-02-11/2015-02-12", "2015年2月11日–12日"),
        ("cs", "2015-02-11/2015-02-12", "11.–12. února 2015"),
        ("mn", "2015-02-12", "2015\u{202f}оны хоёрдугаар сарын 12"),
        ("fa-u-ca-gregory", "2015-02", "فوریه ۲۰۱۵"),
        // Crimean Tatar, whose months the CLDR does not have.
        ("crh", "2015-02-12", "12 February 2015"),
    ] {
        assert_eq!(language(tag).when(&When::parse(date).expect("a date")), expected, "{tag} {date}");
    }
    assert!(Language::new("not a tag", &[]).is_err());
}

#[test]
fn whatever_two_letters_name_a_language_has_dates() {
    let day = CivilDay { year: 2015, month: 2, day: 12 };
    let letters = || 'a'..='z';
    for tag in letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))) {
        let language = Language::new(&tag, &[]).expect("a language");
        assert!(language.day(day).chars().any(char::is_numeric), "{tag}");
    }
}

#[test]
fn years_name_their_era_where_the_number_alone_would_mislead() {
    let english = language("en");
    for (year, expected) in [(2015, "2015"), (1000, "1000"), (999, "999 AD"), (1, "1 AD"), (0, "1 BC"), (-43, "44 BC")]
    {
        assert_eq!(english.year(year), expected);
    }
    assert_eq!(english.month_name(-43, 3), "March 44 BC");
    assert_eq!(english.year(i64::MIN), "9,223,372,036,854,775,807 BC");
}

#[test]
fn numbers_and_lists_are_written_as_the_language_does() {
    let items = ["A", "B", "C"].map(str::to_owned);
    assert_eq!(language("en").list(&items), "A, B and C");
    assert_eq!(language("en-US").list(&items), "A, B, and C");
    assert_eq!(language("de").list(&items), "A, B und C");
    assert_eq!(language("zh").list(&items), "A、B和C");
    assert_eq!(language("en").list(&[]), "");
    assert_eq!(language("en").number(-1_234_567), "-1,234,567");
    assert_eq!(language("de").number(1_234_567), "1.234.567");
    assert_eq!(language("ar-EG").number(1_234), "١٬٢٣٤");
}

#[test]
fn words_are_sorted_and_indexed_as_in_a_dictionary() {
    let mut words = ["Zadar", "Ärzte", "Aachen", "łódź", "Lwów", "Łuck"];
    words.sort_by(|a, b| language("de").compare(a, b));
    assert_eq!(words, ["Aachen", "Ärzte", "łódź", "Łuck", "Lwów", "Zadar"]);
    words.sort_by(|a, b| language("pl").compare(a, b));
    assert_eq!(words, ["Aachen", "Ärzte", "Lwów", "łódź", "Łuck", "Zadar"]);
    for (tag, text, letter) in [
        ("en", "éclair", "E"),
        ("en", "“Minsk” process", "M"),
        ("en", "112th Brigade", "#"),
        ("en", "", "#"),
        ("de", "Ärzte ohne Grenzen", "A"),
        ("pl", "łódź", "Ł"),
        ("pl", "ącki", "Ą"),
        ("es", "ñandú", "Ñ"),
        ("sv", "Ärzte", "Ä"),
        ("uk", "їжа", "Ї"),
        ("ru", "Ёлка", "Е"),
        ("ru", "йод", "Й"),
        ("uk", "Київ", "К"),
        ("ar", "أوكرانيا", "ا"),
        ("he", "אוקראינה", "א"),
        ("zh", "北京", "B"),
        ("zh", "乌克兰", "W"),
        ("zh", "明斯克", "M"),
        ("zh", "中国", "Z"),
        ("zh", "俄罗斯", "E"),
        ("zh", "NATO", "N"),
    ] {
        assert_eq!(language(tag).first_letter(text), letter, "{tag} {text}");
    }
}

#[test]
fn directions_and_names_are_the_languages_own() {
    for (tag, direction) in [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ur-Latn", "ltr")] {
        assert_eq!(language(tag).direction().html(), direction, "{tag}");
    }
    assert_eq!(language("de").own_name(), "Deutsch");
    assert_eq!(language("en").own_name(), "English");
    assert_eq!(language("sw").own_name(), "sw");
    let files =
        [("strings/en.ftl", "language_name = English"), ("strings/interface.de.ftl", "language_name = Deutsch")];
    assert_eq!(Language::new("de-AT", &files).expect("a language").own_name(), "Deutsch");
}

#[test]
fn later_messages_override_earlier_ones_and_count() {
    let files = [
        (
            "a.ftl",
            "hello = Hello { $name }\nevents = { $n ->\n    [one] { $n } event\n   *[other] { $n } events\n}\nhome = Home",
        ),
        ("b.ftl", "home = Start"),
    ];
    let english = Language::new("en", &files).expect("a language");
    assert_eq!(english.text("home", &[]).as_deref(), Some("Start"));
    assert_eq!(english.text("hello", &[("name", Arg::Text("A"))]).as_deref(), Some("Hello A"));
    assert_eq!(english.text("events", &[("n", Arg::Number(1))]).as_deref(), Some("1 event"));
    assert_eq!(english.text("events", &[("n", Arg::Number(12_345))]).as_deref(), Some("12,345 events"));
    assert_eq!(english.text("nothing", &[]), None);
    let plain = english.strings();
    assert_eq!(plain.get("home").map(String::as_str), Some("Start"));
    assert!(!plain.contains_key("hello") && !plain.contains_key("events"));
    let error = Language::new("en", &[("a.ftl", "home = Home\nthis is not Fluent")]).expect_err("a fault");
    assert_eq!((error.file.as_deref(), error.message.contains("line 2")), (Some("a.ftl"), true));
}

#[test]
fn a_message_lacking_an_argument_is_still_a_text() {
    let english = Language::new("en", &[("a.ftl", "hello = Hello { $name }")]).expect("a language");
    assert_eq!(english.text("hello", &[]).as_deref(), Some("Hello {$name}"));
}
