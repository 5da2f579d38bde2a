use chrono::Datelike;
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span, Spanned};

fn when(text: &str) -> When {
    When::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn spanned(value: &str) -> Spanned<&str> {
    Spanned::new(value, Span::new(FileId(0), 100..100 + value.len()))
}

/// Reads a date from `date|time|zone|within|status`.
fn read(fields: &str, default: Option<Tz>) -> (Option<When>, Vec<Diagnostic>) {
    let mut fields = fields.split('|').map(|f| (!f.is_empty()).then(|| spanned(f)));
    let mut next = || fields.next().flatten();
    let source = WhenSource {
        date: next().unwrap_or(spanned("")),
        time: next(),
        timezone: next(),
        within: next(),
        time_status: next(),
    };
    When::read(&source, default)
}

fn days(text: &str) -> String {
    let when = when(text);
    let day = |d: Option<CivilDay>| d.map_or("..".to_owned(), |d| d.to_string());
    format!("{}/{}", day(when.earliest_day()), day(when.latest_day()))
}

#[test]
fn every_kind_of_date_covers_its_days() {
    for (text, expected) in [
        ("2015-02-12", "2015-02-12/2015-02-12"),
        ("2016-02", "2016-02-01/2016-02-29"),
        ("2015-02", "2015-02-01/2015-02-28"),
        ("2015", "2015-01-01/2015-12-31"),
        ("0000", "0000-01-01/0000-12-31"),
        ("-0043-03-15", "-0043-03-15/-0043-03-15"),
        ("-0004-02", "-0004-02-01/-0004-02-29"),
        ("Y17E7", "170000000-01-01/170000000-12-31"),
        ("156X", "1560-01-01/1569-12-31"),
        ("15XX", "1500-01-01/1599-12-31"),
        ("1950S2", "1900-01-01/1999-12-31"),
        ("2014-XX", "2014-01-01/2014-12-31"),
        ("2014-XX-12", "2014-01-12/2014-12-12"),
        ("2014-05-1X", "2014-05-10/2014-05-19"),
        ("2014-02~", "2014-02-01/2014-02-28"),
        ("2014%", "2014-01-01/2014-12-31"),
        ("2021-21", "2021-03-01/2021-05-31"),
        ("2021-22", "2021-06-01/2021-08-31"),
        ("2021-23", "2021-09-01/2021-11-30"),
        ("2021-24", "2021-12-01/2022-02-28"),
        ("2023-24", "2023-12-01/2024-02-29"),
        ("2021-29", "2021-09-01/2021-11-30"),
        ("2021-32", "2021-06-01/2021-08-31"),
        ("2021-33", "2021-01-01/2021-03-31"),
        ("2021-36", "2021-10-01/2021-12-31"),
        ("2021-38", "2021-05-01/2021-08-31"),
        ("2021-41", "2021-07-01/2021-12-31"),
        ("2014-12/2015-02-03", "2014-12-01/2015-02-03"),
        ("2015/..", "2015-01-01/.."),
        ("2015/", "2015-01-01/.."),
        ("../2015", "../2015-12-31"),
        ("/2015", "../2015-12-31"),
        ("[2014,2015]", "2014-01-01/2015-12-31"),
        ("{2014-01,2014-03}", "2014-01-01/2014-03-31"),
        ("[..2015-03]", "../2015-03-31"),
        ("[2015-03..]", "2015-03-01/.."),
        ("[2010..2012,2015]", "2010-01-01/2015-12-31"),
    ] {
        assert_eq!(days(text), expected, "{text}");
    }
}

#[test]
fn within_narrows_to_a_third_of_the_days() {
    for (fields, expected) in [
        ("2015-01|||early", "2015-01-01/2015-01-10"),
        ("2015-01|||middle", "2015-01-11/2015-01-20"),
        ("2015-01|||late", "2015-01-21/2015-01-31"),
        ("2015-02|||early", "2015-02-01/2015-02-09"),
        ("2015|||middle", "2015-05-02/2015-08-31"),
        ("2015-24|||late", "2016-01-30/2016-02-29"),
        ("156X|||late", "1566-09-01/1569-12-31"),
    ] {
        let (when, faults) = read(fields, None);
        let when = when.expect("a date");
        assert!(faults.is_empty(), "{fields}: {faults:?}");
        let found = when.earliest_day().zip(when.latest_day()).map(|(a, b)| format!("{a}/{b}"));
        assert_eq!(found.as_deref(), Some(expected), "{fields}");
    }
}

#[test]
fn precision_is_the_smallest_named_unit() {
    use Precision::*;
    for (text, expected) in [
        ("2015-02-12T11:30:00+03:00", Instant),
        ("2015-02-12?", Day),
        ("2015-02", Month),
        ("2015-02-XX", Month),
        ("2015-02-1X", Month),
        ("2015-24", Season),
        ("2015", Year),
        ("2014-XX-12", Year),
        ("156X", Decade),
        ("1560S3", Decade),
        ("156X-05", Decade),
        ("15XX", Century),
        ("1XXX", Longer),
        ("1X6X", Longer),
        ("Y17E7", Year),
        ("Y171010000S3", Longer),
        ("2014/2015", Interval),
        ("[2014,2015]", Set),
        ("2014/..", Open),
        ("/2014", Open),
        ("{2014..}", Open),
    ] {
        assert_eq!(when(text).precision(), expected, "{text}");
    }
}

#[test]
fn machines_are_told_only_what_html_can_say() {
    for (fields, expected) in [
        ("2015-02-12", Some("2015-02-12")),
        ("2015-02", Some("2015-02")),
        ("2015", Some("2015")),
        ("0043", Some("0043")),
        ("0000", None),
        ("-0043-03-15", None),
        ("Y17E7", None),
        ("2015~", None),
        ("2015?", None),
        ("2015-XX", None),
        ("156X", None),
        ("1950S2", None),
        ("2015-21", None),
        ("2014/2015", None),
        ("[2014,2015]", None),
        ("2015-02|||early", None),
        ("2015-02-12|11:30|Europe/Minsk", Some("2015-02-12T11:30+03:00")),
        ("2015-02-12|11:30:05|America/St_Johns", Some("2015-02-12T11:30:05-03:30")),
        ("1850-02-12|11:30|Europe/Minsk", Some("1850-02-12T09:39:44Z")),
        ("2015-02-12T11:30:00Z", Some("2015-02-12T11:30+00:00")),
    ] {
        let (when, faults) = read(fields, None);
        assert!(faults.is_empty(), "{fields}: {faults:?}");
        assert_eq!(when.expect("a date").machine().as_deref(), expected, "{fields}");
    }
}

#[test]
fn days_begin_in_their_zone() {
    let kyiv = Some(chrono_tz::Europe::Kyiv);
    for (fields, default, earliest, latest) in [
        ("1970-01-01", None, 0, 86_399),
        ("1970-01-02||Asia/Tokyo", None, 54_000, 140_399),
        ("2015-07-01", kyiv, 1_435_698_000, 1_435_784_399),
        ("2015-07-01||Asia/Tokyo", kyiv, 1_435_676_400, 1_435_762_799),
        ("2015-02-12|11:30|Europe/Minsk", kyiv, 1_423_729_800, 1_423_729_859),
        ("2015-02-12|11:30:00|Europe/Minsk", kyiv, 1_423_729_800, 1_423_729_800),
        ("2015-02-12T11:30:05.25+03:00", kyiv, 1_423_729_805, 1_423_729_805),
        ("2015-02-12 11:30:00||Europe/Minsk", kyiv, 1_423_729_800, 1_423_729_859),
        // Midnight of 18 October 2015 was skipped in Brazil: the day began at 01:00, UTC-2.
        ("2015-10-18||America/Sao_Paulo", None, 1_445_137_200, 1_445_219_999),
        // Samoa skipped the whole of 30 December 2011.
        ("2011-12-30||Pacific/Apia", None, 1_325_239_200, 1_325_239_200),
    ] {
        let (when, faults) = read(fields, default);
        assert!(faults.is_empty(), "{fields}: {faults:?}");
        let when = when.expect("a date");
        assert_eq!((when.earliest(), when.latest()), (Moment::At(earliest), Moment::At(latest)), "{fields}");
    }
}

#[test]
fn faults_are_named_placed_and_mended() {
    let shown = |fields: &str| {
        let (when, faults) = read(fields, None);
        let lines: Vec<String> = faults
            .iter()
            .map(|f| {
                let at = f.span().map_or(0, |s| s.start.saturating_sub(100));
                let help = f.help.as_deref().unwrap_or("-");
                let fix = f.fix.as_ref().map_or(String::new(), |_| " (fix)".to_owned());
                format!("{}@{at} {} => {help}{fix}", f.code.name(), f.message)
            })
            .collect();
        let result = when.map_or("none".to_owned(), |w| if w.time().is_some() { "timed" } else { "date" }.to_owned());
        format!("{fields}\n    {result}\n    {}\n", lines.join("\n    "))
    };
    let inputs = include_str!("faults_input.txt");
    let found: String = inputs.lines().map(shown).collect();
    insta::assert_snapshot!("faults", found);
}

#[test]
fn a_fault_is_marked_inside_quotation_marks_too() {
    let date = Spanned::new("2015-02-30", Span::new(FileId(0), 7..19));
    let (_, faults) = When::read(&WhenSource::new(date), None);
    assert_eq!(faults[0].span(), Some(Span::new(FileId(0), 16..18)));
    let escaped = Spanned::new("2015-02-30", Span::new(FileId(0), 7..40));
    let (_, faults) = When::read(&WhenSource::new(escaped), None);
    assert_eq!(faults[0].span(), Some(Span::new(FileId(0), 7..40)));
}

#[test]
fn comparisons_stay_open_where_the_dates_cannot_tell() {
    use Truth::*;
    for (a, b, before) in [
        ("2014", "2015", Yes),
        ("2015", "2014", No),
        ("2015", "2015-02", Possibly),
        ("2015-02-12", "2015-02-12", Possibly),
        ("2014/..", "2015", Possibly),
        ("2014/", "2015", Possibly),
        ("../2014", "2015", Yes),
        ("2015-02-12T11:30:05Z", "2015-02-12T11:30:05Z", No),
        ("2015-02-12T11:30:00Z", "2015-02-12T11:30:00Z", Possibly),
        ("2015-02-12T11:30:00Z", "2015-02-12T14:31:00+03:00", Yes),
        ("2015-02-12T23:30:00Z", "2015-02-13", Possibly),
        ("2015-02-12T23:30:00Z", "2015-02-14", Yes),
        ("Y-17E7", "2015", Yes),
        ("Y17E100", "Y18E100", Possibly),
        ("2015", "Y18E100", Yes),
    ] {
        assert_eq!(when(a).certainly_before(&when(b)), before, "{a} before {b}");
    }
    for (a, b, inside) in [
        ("2015-02", "2015", Yes),
        ("2014", "2015", No),
        ("2014/2015", "2015", Possibly),
        ("2015~", "2015", Yes),
        ("2016/..", "2015/..", Yes),
        ("2016", "2015/", Possibly),
        ("2015-01-01T00:30:00+03:00", "2015", Yes),
        ("[2014,2016]", "2015", Possibly),
    ] {
        assert_eq!(when(a).falls_in(&when(b)), inside, "{a} in {b}");
    }
}

#[test]
fn civil_days_agree_with_chrono() {
    let mut day = chrono::NaiveDate::from_ymd_opt(-402, 12, 25).expect("a day");
    let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");
    while day.year() < 2_402 {
        let ours = CivilDay { year: i64::from(day.year()), month: day.month() as u8, day: day.day() as u8 };
        let number = (day - epoch).num_days();
        assert_eq!(ours.number(), Some(number), "{day}");
        assert_eq!(CivilDay::from_number(number), Some(ours), "{day}");
        day += chrono::Duration::days(17);
    }
}

/// Texts that are often dates: a random choice of the signs of EDTF.
fn dateish() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[0-9X]{4}",
        "-?[0-9]{4}(-[0-1][0-9X](-[0-3][0-9X])?)?[?~%]?",
        "[12][0-9]{3}-(2[1-9]|3[0-9]|4[01])",
        "Y-?[1-9][0-9]{0,5}E[0-9]{1,3}(S[1-9])?",
        "[0-9]{4}S[1-4]",
    ];
    let pair = (part.clone(), part.clone());
    prop_oneof![
        part.clone(),
        pair.clone().prop_map(|(a, b)| format!("{a}/{b}")),
        part.clone().prop_map(|a| format!("{a}/..")),
        part.clone().prop_map(|a| format!("/{a}")),
        pair.clone().prop_map(|(a, b)| format!("[{a},{b}]")),
        pair.prop_map(|(a, b)| format!("{{{a},..{b}}}")),
        part.prop_map(|a| format!("{a}T12:30:00+03:00")),
    ]
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), zone in any::<Option<String>>(), time in any::<Option<String>>()) {
        let source = WhenSource {
            date: Spanned::new(&text, Span::new(FileId(0), 0..text.len() + 2)),
            within: Some(Spanned::new(&text, Span::new(FileId(0), 0..1))),
            time: time.as_deref().map(|t| Spanned::new(t, Span::new(FileId(0), 0..1))),
            time_status: Some(Spanned::new(&text, Span::new(FileId(0), 0..1))),
            timezone: zone.as_deref().map(|z| Spanned::new(z, Span::new(FileId(0), 0..1))),
        };
        let (when, faults) = When::read(&source, Some(chrono_tz::Europe::Kyiv));
        prop_assert!(when.is_some() || !faults.is_empty());
    }

    #[test]
    fn texts_of_date_signs_never_panic(text in "[0-9X/.\\-T:Z+~?%\\[\\]{},YES ]{0,24}") {
        let _ = When::parse(&text);
    }

    #[test]
    fn the_earliest_is_never_after_the_latest(text in dateish()) {
        if let Ok(when) = When::parse(&text) {
            prop_assert!(when.earliest() <= when.latest(), "{:?}", when);
            if let (Some(a), Some(b)) = (when.earliest_day(), when.latest_day()) {
                prop_assert!(a <= b, "{:?}", when);
            }
        }
    }

    #[test]
    fn before_is_antisymmetric_and_follows_the_bounds(a in dateish(), b in dateish()) {
        if let (Ok(a), Ok(b)) = (When::parse(&a), When::parse(&b)) {
            if a.certainly_before(&b) == Truth::Yes {
                prop_assert_eq!(b.certainly_before(&a), Truth::No);
                prop_assert!(a.earliest() < b.earliest() && a.latest() < b.latest());
            }
            if a.falls_in(&b) == Truth::Yes {
                prop_assert_ne!(b.falls_in(&a), Truth::No);
            }
        }
    }

    #[test]
    fn local_times_come_back_from_their_moments(day in -60_000i64..60_000, seconds in 0i64..86_400, zone in 0usize..600) {
        let zone = chrono_tz::TZ_VARIANTS[zone % chrono_tz::TZ_VARIANTS.len()];
        let day = CivilDay::from_number(day).expect("a near day");
        if let clock::Resolved::Once(at) = Clock::Zone(zone).resolve(day, seconds) {
            let east = Clock::Zone(zone).offset_at(at).expect("a near year");
            prop_assert_eq!(at.plus(i64::from(east)), day.start_in_utc().plus(seconds));
        }
        let next = day.next().expect("a near day");
        prop_assert!(Clock::Zone(zone).start_of(day) <= Clock::Zone(zone).start_of(next));
    }
}
