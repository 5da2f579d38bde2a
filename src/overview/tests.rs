//! Tests of the axis, its labels, the density and the forms of marks: dates in, places out.

use super::*;

fn when(text: &str) -> When {
    When::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// The drawing of dates, all normal events.
fn drawn(dates: &[&str]) -> Option<Overview> {
    let whens: Vec<When> = dates.iter().map(|d| when(d)).collect();
    let items: Vec<Item<'_>> = whens.iter().map(|when| Item { when, weight: 2 }).collect();
    Overview::new(&items, &[])
}

fn second(day: &str) -> i64 {
    Extent::of(&when(day)).from.expect("a day")
}

/// A second as a day, with the time where it is not midnight.
fn shown(t: i64) -> String {
    match t.rem_euclid(DAY) {
        0 => day_of(t).to_string(),
        rest => format!("{}T{:02}:{:02}", day_of(t), rest / 3_600, rest / 60 % 60),
    }
}

fn named(label: Label) -> String {
    match label {
        // As people count: there is no year 0.
        Label::Year(year @ ..=0) => format!("{} BC", 1 - year),
        Label::Year(year) => year.to_string(),
        Label::Month(year, month) => format!("{year}-{month:02}"),
        Label::Day(day) => day.to_string(),
        Label::Time(time) => format!("{:02}:{:02}", time.hour, time.minute),
    }
}

#[test]
fn stretches_begin_and_end_where_calendars_have_it() {
    let cases = [
        (Unit::Seconds(DAY), "2015-02-12", "2015-02-12", "2015-02-13"),
        (Unit::Week, "2015-02-12", "2015-02-09", "2015-02-16"),
        (Unit::Week, "1969-12-31", "1969-12-29", "1970-01-05"),
        (Unit::PartOfMonth(4), "2015-02-28", "2015-02-22", "2015-03-01"),
        (Unit::PartOfMonth(4), "2015-02-12", "2015-02-08", "2015-02-15"),
        (Unit::PartOfMonth(2), "2015-02-14", "2015-02-01", "2015-02-15"),
        (Unit::PartOfMonth(2), "2015-12-31", "2015-12-15", "2016-01-01"),
        (Unit::Months(1), "2016-02-29", "2016-02-01", "2016-03-01"),
        (Unit::Months(3), "2015-12-31", "2015-10-01", "2016-01-01"),
        (Unit::Years(1), "0000-06-01", "0000-01-01", "0001-01-01"),
        (Unit::Years(10), "2015-02-12", "2010-01-01", "2020-01-01"),
        // The years 1 to 9, then 10 to 19; backwards 1 to 10 BC, 11 to 20 BC.
        (Unit::Years(10), "0009-12-31", "0001-01-01", "0010-01-01"),
        (Unit::Years(10), "0000-12-31", "-0009-01-01", "0001-01-01"),
        (Unit::Years(10), "-0009-01-01", "-0009-01-01", "0001-01-01"),
        (Unit::Years(10), "-0010-12-31", "-0019-01-01", "-0009-01-01"),
        (Unit::Years(500), "-0498-01-01", "-0499-01-01", "0001-01-01"),
        (Unit::Years(500), "-0500-01-01", "-0999-01-01", "-0499-01-01"),
    ];
    for (unit, day, from, to) in cases {
        let t = second(day);
        assert_eq!((shown(unit.floor(t)).as_str(), shown(unit.next(t)).as_str()), (from, to), "{unit:?} {day}");
    }
}

#[test]
fn the_axis_is_divided_finely_enough_for_its_span() {
    let cases: [(&[&str], Unit, &str, &str); 8] = [
        (&["2022-02-21", "2022-02-24"], Unit::Seconds(DAY), "2022-02-21", "2022-02-25"),
        (&["2013-11-21", "2014-05", "2014-09-01"], Unit::Week, "2013-11-18", "2014-09-08"),
        (&["2011-01-25", "2014", "2017", "2019-03-02"], Unit::Months(1), "2011-01-01", "2019-04-01"),
        (&["1994-12-05", "2003", "2012", "2022-02-24"], Unit::Months(3), "1994-10-01", "2022-04-01"),
        (&["1905", "1914/1918", "1939/1945", "1991"], Unit::Years(1), "1905-01-01", "1992-01-01"),
        (&["-0752", "-0400", "-0043-03-15", "0476"], Unit::Years(20), "-0759-01-01", "0480-01-01"),
        (&["1492/2022", "1500"], Unit::Years(5), "1490-01-01", "2025-01-01"),
        (&["-9999/2022", "1500"], Unit::Years(200), "-9999-01-01", "2200-01-01"),
    ];
    for (dates, unit, from, to) in cases {
        let axis = drawn(dates).expect("a drawing").axis;
        assert_eq!(axis.unit, unit, "{dates:?}");
        assert_eq!((shown(axis.from()).as_str(), shown(axis.to()).as_str()), (from, to), "{dates:?}");
        assert_eq!(axis.pieces.len(), 1, "{dates:?}");
    }
}

#[test]
fn parts_of_a_day_are_told_apart_where_times_are_known() {
    let times = ["1991-08-19T04:00:00Z", "1991-08-19T22:40:00Z"];
    let overview = drawn(&times).expect("a drawing");
    assert_eq!(overview.axis.unit, Unit::Seconds(600));
    assert_eq!(shown(overview.axis.from()), "1991-08-19T04:00");
    assert_eq!(overview.bins.first().map(Bin::count), Some(1));
}

#[test]
fn there_is_no_drawing_where_there_is_nothing_to_see() {
    let cases: [&[&str]; 6] = [
        &[],
        &["2015-02-12"],
        &["2015-02-12", "2015-02-12"],
        &["../.."],
        &["XXXX-12-25"],
        // Too far away to count its seconds.
        &["Y170000000000000000", "2015"],
    ];
    for dates in cases {
        let whens: Vec<When> = dates.iter().filter_map(|d| When::parse(d).ok()).collect();
        let items: Vec<Item<'_>> = whens.iter().map(|when| Item { when, weight: 3 }).collect();
        let overview = Overview::new(&items, &[]);
        // A date that is somewhere in ten thousand years is drawn as that.
        assert!(overview.is_none() || dates == ["XXXX-12-25"] || dates[0].starts_with('Y'), "{dates:?}");
    }
}

#[test]
fn an_empty_stretch_is_left_out_only_where_it_would_take_three_quarters() {
    let cases: [(&[&str], usize); 6] = [
        (&["1914", "1939"], 2),
        (&["1914", "1925", "1939"], 1),
        (&["1994-12-05", "1997", "1999", "2008", "2014-02", "2022"], 1),
        (&["Y-12000", "1914-06-28", "1918-11-11", "1920"], 2),
        (&["-3000", "-2990", "1914", "1918", "2014", "2022"], 3),
        // Days are never torn apart for a few weeks.
        (&["2022-01-01", "2022-01-28"], 1),
    ];
    for (dates, pieces) in cases {
        let axis = drawn(dates).expect("a drawing").axis;
        assert_eq!(axis.pieces.len(), pieces, "{dates:?}: {:?}", axis.pieces);
        assert_eq!((axis.position(axis.from()), axis.position(axis.to())), (0, WIDTH), "{dates:?}");
        let lengths = axis.pieces.iter().map(|p| (p.to - p.from) as f64 / (p.end - p.start).max(1) as f64);
        let (least, most) = lengths.fold((f64::MAX, 0.0f64), |(a, b), x| (a.min(x), b.max(x)));
        assert!(most / least < 1.1, "equal lengths are not equal times: {dates:?} {:?}", axis.pieces);
    }
}

#[test]
fn positions_keep_the_order_of_time() {
    let axis = drawn(&["-3000", "-2990", "1914", "1918", "2014", "2022"]).expect("a drawing").axis;
    let mut before = 0;
    for year in (-3_100..2_100).step_by(7) {
        let day = CivilDay { year, month: 7, day: 1 };
        let at = axis.position(day.number().expect("a day") * DAY);
        assert!((before..=WIDTH).contains(&at), "{year} is at {at}, behind {before}");
        before = at;
    }
}

#[test]
fn labels_are_round_and_fewer_on_narrow_screens() {
    let cases: [(&[&str], [&str; 3]); 6] = [
        (
            &["1994-12-05", "2003", "2012", "2022-02-24"],
            ["1995 2000 2005 2010 2015", "1995 2000 2005 2010 2015", "1995 2000 2005 2010 2015 2020"],
        ),
        (
            &["1905", "1914/1918", "1939/1945", "1991"],
            [
                "1920 1940 1960",
                "1910 1920 1930 1940 1950 1960 1970 1980",
                "1905 1910 1915 1920 1925 1930 1935 1940 1945 1950 1955 1960 1965 1970 1975 1980 1985",
            ],
        ),
        (
            &["-0752", "-0400", "-0043-03-15", "0476"],
            ["500 BC 1", "750 BC 500 BC 250 BC 1 250", "750 BC 500 BC 250 BC 1 250"],
        ),
        (
            &["2022-02-01", "2022-02-28"],
            [
                "2022-02-01 2022-02-15",
                "2022-02-01 2022-02-08 2022-02-15 2022-02-22",
                "2022-02-01 2022-02-08 2022-02-15 2022-02-22",
            ],
        ),
        (
            &["1991-08-19T00:00:00Z", "1991-08-19T23:00:00Z"],
            [
                "1991-08-19 12:00",
                "1991-08-19 06:00 12:00 18:00",
                "1991-08-19 03:00 06:00 09:00 12:00 15:00 18:00 21:00",
            ],
        ),
        (
            &["1914", "1939"],
            [
                "1914 1939",
                "1914 1914-07 1915 1939 1939-07",
                "1914 1914-04 1914-07 1914-10 1915 1939 1939-04 1939-07 1939-10",
            ],
        ),
    ];
    for (dates, expected) in cases {
        let ticks = drawn(dates).expect("a drawing").ticks;
        for (level, expected) in (1..).zip(expected) {
            let labels: Vec<String> =
                ticks.iter().filter(|tick| tick.level <= level).map(|tick| named(tick.label)).collect();
            assert_eq!(labels.join(" "), expected, "{dates:?} at level {level}");
        }
        assert!(ticks.windows(2).all(|pair| pair[0].at < pair[1].at), "{dates:?}: {ticks:?}");
    }
}

#[test]
fn what_is_not_known_of_a_stretch_is_spread_and_never_invented() {
    let overview = drawn(&["2014-03-18", "2014-03-27", "2014", "2014-01/2014-02", "2015-12-01", "../2014-03-01"]);
    let bins = overview.expect("a drawing").bins;
    let weeks_of_2014 = 53;
    let found = |day: &str| bins.iter().find(|bin| bin.from <= second(day) && second(day) < bin.to).expect("a bin");
    assert_eq!(found("2014-03-18").count(), 1);
    assert_eq!(found("2014-03-18").touching, 1);
    assert_eq!(found("2014-03-18").spread, SHARE / weeks_of_2014);
    assert_eq!(found("2014-01-20").touching, 2);
    // An open beginning counts at the end that is known.
    assert_eq!(found("2014-03-01").count(), 1);
    assert_eq!(found("2015-06-01").height(), 0);
    assert_eq!(bins.iter().map(Bin::count).sum::<usize>(), 4);
    let whole: u64 = bins.iter().map(Bin::height).sum();
    assert!((6 * SHARE - 200..=6 * SHARE).contains(&whole), "six events weigh {whole}");
}

#[test]
fn the_form_of_a_mark_says_what_is_known() {
    let axis = drawn(&["2010", "2014", "2019"]).expect("a drawing").axis;
    let cases = [
        ("2014-03-18", Form::Exact, false, (false, false)),
        ("2014-03-18T12:00:00Z", Form::Exact, false, (false, false)),
        ("2014-03", Form::Within, false, (false, false)),
        ("2014-21", Form::Within, false, (false, false)),
        ("201X", Form::Within, false, (false, false)),
        ("2014~", Form::Within, true, (true, true)),
        ("2014-03-18?", Form::Exact, true, (true, true)),
        ("2014/2015", Form::Lasting, false, (false, false)),
        ("2014~/2015", Form::Lasting, true, (true, false)),
        ("2014/2015?", Form::Lasting, true, (false, true)),
        ("2014/..", Form::Lasting, false, (false, true)),
        ("/2014", Form::Lasting, false, (true, false)),
        ("1990/2015", Form::Lasting, false, (true, false)),
        ("[2014,2016]", Form::Several, false, (false, false)),
    ];
    for (date, form, soft, fades) in cases {
        let mark = Mark::of(&axis, &when(date));
        assert_eq!((mark.form, mark.soft), (form, soft), "{date}");
        assert_eq!((mark.fades_at_start, mark.fades_at_end), fades, "{date}");
        assert!(mark.from <= mark.to && (0..=WIDTH).contains(&mark.middle()), "{date}: {mark:?}");
    }
}

#[test]
fn what_overlaps_is_stacked() {
    type Case<'a> = (&'a [(i64, i64)], i64, &'a [usize]);
    let cases: [Case<'_>; 5] = [
        (&[], 0, &[]),
        (&[(0, 10), (10, 20), (20, 30)], 0, &[0, 0, 0]),
        (&[(0, 10), (10, 20), (20, 30)], 5, &[0, 1, 0]),
        (&[(0, 100), (10, 20), (30, 40), (15, 35)], 0, &[0, 1, 1, 2]),
        // Of two that begin together the longer stands first.
        (&[(0, 10), (0, 100)], 0, &[1, 0]),
    ];
    for (stretches, room, expected) in cases {
        let (found, count) = lanes(stretches, room);
        assert_eq!(found, expected, "{stretches:?}");
        assert_eq!(count, expected.iter().max().map_or(0, |lane| lane + 1), "{stretches:?}");
    }
}

#[test]
fn every_turning_point_has_a_mark_alone_or_with_others() {
    for count in [1usize, 5, 20, 60, 61, 3_000] {
        let dates: Vec<When> =
            (0..count).map(|i| when(&format!("{}-{:02}-11", 1900 + i * 7 % 120, 1 + i % 12))).collect();
        let edges = [when("1890"), when("2022")];
        let points = dates.iter().map(|when| Item { when, weight: 3 });
        let items: Vec<Item<'_>> = points.chain(edges.iter().map(|when| Item { when, weight: 1 })).collect();
        let overview = Overview::new(&items, &[]).expect("a drawing");
        let mut marked: Vec<usize> = overview.marks.iter().flat_map(|mark| mark.items.iter().copied()).collect();
        marked.sort_unstable();
        assert_eq!(marked, (0..count).collect::<Vec<_>>());
        assert!(overview.marks.len() <= 60 && overview.rows <= 5, "{} in {}", overview.marks.len(), overview.rows);
    }
}

#[test]
fn the_drawing_is_bounded_and_holds_whatever_the_dates_are() {
    let odd = [
        "Y-170000000",
        "Y170000000",
        "Y-4500000000/2022",
        "Y17E10",
        "-9999",
        "9999-12-31",
        "0000",
        "0001-01-01",
        "../1914",
        "1914/..",
        "/",
        "../..",
        "XXXX",
        "1XXX",
        "19XX",
        "[1667,1668,1670..1672]",
        "{..1983-12-31}",
        "2014-21~",
        "1991-08-19T23:59:59Z",
        "2004-06-~01/2004-06-~20",
        "1950S2",
    ];
    let whens: Vec<When> = odd.iter().filter_map(|text| When::parse(text).ok()).collect();
    assert!(whens.len() > 15, "{}", whens.len());
    for (a, first) in whens.iter().enumerate() {
        for second in &whens[a..] {
            for third in [first, &whens[4], &whens[5]] {
                let items: Vec<Item<'_>> = [first, second, third].iter().map(|when| Item { when, weight: 3 }).collect();
                let Some(overview) = Overview::new(&items, &[first, second]) else { continue };
                let what = format!("{first} {second} {third}");
                assert!(overview.bins.len() < 150, "{what}: {} bins", overview.bins.len());
                assert!(overview.ticks.len() < 60, "{what}: {} labels", overview.ticks.len());
                assert!(overview.bins.windows(2).all(|w| w[0].to <= w[1].from && w[0].end <= w[1].start), "{what}");
                assert!(overview.bins.iter().all(|b| b.start <= b.end && b.end <= WIDTH), "{what}");
            }
        }
    }
}
