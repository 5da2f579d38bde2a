//! What an author probably meant by a text that is not a date. Never guesses which of two numbers is the day.

use edtf_core::Edtf;

/// Advice on a text that is not a date.
pub(super) struct Hint {
    /// What to write, in one sentence.
    pub help: String,
    /// The date that is certainly meant, where only one can be.
    pub replacement: Option<String>,
}

impl Hint {
    fn certain(date: String) -> Hint {
        Hint { help: format!("write `{date}`"), replacement: Some(date) }
    }

    fn choice(help: String) -> Hint {
        Hint { help, replacement: None }
    }
}

/// Advice on a text that is not a date, where its meaning can be told.
pub(super) fn find(text: &str) -> Option<Hint> {
    // Nothing that anyone means as a date is longer, and every rule below looks at the whole text.
    if text.len() > 80 {
        return None;
    }
    let text = tidy(text);
    if text.is_empty() {
        return Some(Hint::choice("write the widest span that is sure, such as `2014/2015`".to_owned()));
    }
    if let Some(date) = meant(&text) {
        return Some(Hint::certain(date));
    }
    day_or_month_first(&text)
        .or_else(|| two_digit_year(&text))
        .or_else(|| part_of(&text))
        .or_else(|| before_or_after(&text))
        .or_else(|| two_dates(&text))
        .or_else(|| ambiguous(&text))
}

/// One kind of hyphen, one kind of space, no space around, small letters outside EDTF.
fn tidy(text: &str) -> String {
    let same = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    };
    text.trim().chars().map(same).collect()
}

fn valid(text: String) -> Option<String> {
    Edtf::parse(&text).is_ok().then_some(text)
}

/// The date that a text certainly means.
fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    valid(text.to_owned())
        .or_else(|| valid(text.replace(' ', "")).filter(|_| !text.contains(|c: char| c.is_ascii_alphabetic())))
        .or_else(|| numbers(text))
        .or_else(|| about(text))
        .or_else(|| words(text))
        .or_else(|| shared_end(text))
        .or_else(|| text.strip_prefix('Y').and_then(numbers))
        .or_else(|| (text == "-0000").then(|| "0000".to_owned()))
}

/// Numbers in an order that leaves no choice.
fn numbers(text: &str) -> Option<String> {
    let fields: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    if !fields.iter().all(|f| !f.is_empty() && f.len() <= 10 && f.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let small = |f: &str| f.len() <= 2;
    match fields[..] {
        [year] if year.len() == 8 => valid(format!("{}-{}-{}", &year[..4], &year[4..6], &year[6..])),
        [year] if year.len() < 4 => valid(format!("{year:0>4}")),
        [year] => valid(format!("Y{year}")),
        [year, month] if year.len() == 4 && small(month) => valid(format!("{year}-{month:0>2}")).or_else(|| {
            // 1914-18 is a stretch of years, as no month has that number.
            valid(format!("{year}/{}{month:0>2}", &year[..2])).filter(|_| month.len() == 2)
        }),
        [month, year] if year.len() == 4 && small(month) => calendar(year, month, None),
        [from, to] if from.len() == 4 && to.len() == 4 => valid(format!("{from}/{to}")),
        [year, month, day] if year.len() == 4 && small(month) && small(day) => calendar(year, month, Some(day)),
        [one, other, year] if year.len() == 4 && small(one) && small(other) => {
            match (calendar(year, one, Some(other)), calendar(year, other, Some(one))) {
                (Some(date), None) | (None, Some(date)) => Some(date),
                (Some(a), Some(b)) if a == b => Some(a),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A calendar date, never a season.
fn calendar(year: &str, month: &str, day: Option<&str>) -> Option<String> {
    let number: u8 = month.parse().ok()?;
    if !(1..=12).contains(&number) {
        return None;
    }
    match day {
        Some(day) => valid(format!("{year}-{month:0>2}-{day:0>2}")),
        None => valid(format!("{year}-{month:0>2}")),
    }
}

/// `c. 1914`.
fn about(text: &str) -> Option<String> {
    const WORDS: [&str; 12] = [
        "circa ",
        "ca. ",
        "ca ",
        "c. ",
        "c ",
        "c.",
        "about ",
        "around ",
        "approximately ",
        "approx. ",
        "roughly ",
        "~",
    ];
    let lower = text.to_ascii_lowercase();
    let word = WORDS.iter().find(|word| lower.starts_with(**word))?;
    let date = meant(&text[word.len()..])?;
    valid(format!("{date}~"))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// English words of which each has one meaning: month names, seasons, eras, decades, centuries, quarters.
fn words(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let tokens: Vec<&str> =
        lower.split([' ', ',', '.', '-', '/']).filter(|t| !t.is_empty() && !["of", "the"].contains(t)).collect();
    let is_number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let year = |t: &str| (t.len() == 4 && is_number(t)).then(|| t.to_owned());
    let day = |t: &str| {
        let t = t.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        (t.len() <= 2 && !t.is_empty() && is_number(t)).then(|| t.to_owned())
    };
    match tokens[..] {
        [one, other] => {
            let era = |t: &str| ["bc", "bce"].contains(&t);
            if era(other) && is_number(one) {
                let before: u32 = one.parse().ok()?;
                return match before.checked_sub(1)? {
                    0 => Some("0000".to_owned()),
                    year => valid(format!("-{year:04}")),
                };
            }
            if (["ad", "ce"].contains(&other) && is_number(one)) || (["ad", "ce"].contains(&one) && is_number(other)) {
                let year = if is_number(one) { one } else { other };
                return valid(format!("{year:0>4}"));
            }
            if other == "century" {
                let number: u32 = one.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
                return valid(format!("{:02}XX", number.checked_sub(1).filter(|n| *n < 100)?));
            }
            let (name, year) = year(other).map(|y| (one, y)).or_else(|| year(one).map(|y| (other, y)))?;
            if let Some(month) = month(name) {
                return valid(format!("{year}-{month:02}"));
            }
            let code = match name {
                "spring" => 21,
                "summer" => 22,
                "autumn" | "fall" => 23,
                "q1" => 33,
                "q2" => 34,
                "q3" => 35,
                "q4" => 36,
                _ => return None,
            };
            valid(format!("{year}-{code}"))
        }
        [one, other, last] => {
            let (name, day_number, year) = match (month(one), month(other)) {
                (Some(m), None) => (m, day(other)?, year(last)?),
                (None, Some(m)) => match (day(one), year(last)) {
                    (Some(d), Some(y)) => (m, d, y),
                    _ => (m, day(last)?, year(one)?),
                },
                _ => return None,
            };
            valid(format!("{year}-{name:02}-{day_number:0>2}"))
        }
        [decade] => {
            let digits = decade.strip_suffix("s").map(|d| d.trim_end_matches('\''))?;
            let is_decade = digits.len() == 4 && is_number(digits) && digits.ends_with('0') && !digits.ends_with("00");
            if is_decade { valid(format!("{}X", &digits[..3])) } else { None }
        }
        _ => None,
    }
}

/// The month that an English name of at least three letters means.
fn month(name: &str) -> Option<usize> {
    let is_it = |full: &&str| (name.len() >= 3 && full.starts_with(name)) || (name == "sept" && **full == *"september");
    MONTHS.iter().position(is_it).map(|i| i + 1)
}

/// `2015-02-11/12`: the second end is written short, as ISO 8601-1 allows and EDTF does not.
fn shared_end(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let is_short = end.len() < start.len() && end.starts_with(|c: char| c.is_ascii_digit());
    if !is_short || !start.is_ascii() || Edtf::parse(start).is_err() {
        return None;
    }
    valid(format!("{start}/{}{end}", &start[..start.len() - end.len()]))
}

/// `12.02.2015`, where both numbers can be the month.
fn day_or_month_first(text: &str) -> Option<Hint> {
    let fields: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let [one, other, year] = fields[..] else { return None };
    if year.len() != 4 {
        return None;
    }
    let (a, b) = (calendar(year, other, Some(one))?, calendar(year, one, Some(other))?);
    Some(Hint::choice(format!("write the year first, then the month, then the day: `{a}` or `{b}`")))
}

/// `12.02.15`.
fn two_digit_year(text: &str) -> Option<Hint> {
    let fields: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let is_small = |f: &&str| (1..=2).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit());
    (fields.len() == 3 && fields.iter().all(is_small))
        .then(|| Hint::choice("write the year with four digits, then the month, then the day: `YYYY-MM-DD`".to_owned()))
}

/// `early 2015`.
fn part_of(text: &str) -> Option<Hint> {
    const WORDS: [(&str, &str); 9] = [
        ("early ", "early"),
        ("beginning of ", "early"),
        ("start of ", "early"),
        ("mid-", "middle"),
        ("mid ", "middle"),
        ("middle of ", "middle"),
        ("late ", "late"),
        ("end of ", "late"),
        ("the end of ", "late"),
    ];
    let lower = text.to_ascii_lowercase();
    let (prefix, within) = WORDS.iter().find(|(prefix, _)| lower.starts_with(prefix))?;
    let date = meant(&text[prefix.len()..])?;
    Some(Hint::choice(format!("write `date = \"{date}\"` and `within = \"{within}\"`")))
}

/// `before 2015`.
fn before_or_after(text: &str) -> Option<Hint> {
    let lower = text.to_ascii_lowercase();
    let rest = |words: &[&str]| {
        let word = words.iter().find(|word| lower.starts_with(**word))?;
        meant(&text[word.len()..])
    };
    if let Some(date) = rest(&["before ", "until ", "till ", "to ", "<"]) {
        return Some(Hint::choice(format!(
            "write `../{date}` for all the time until then, or `[..{date}]` for one day by then"
        )));
    }
    let date = rest(&["after ", "since ", "from ", ">"])?;
    Some(Hint::choice(format!("write `{date}/..` for all the time since then, or `[{date}..]` for one day since then")))
}

/// `2014~2015`, `2014 or 2015`, `June 2014 - May 2015`.
fn two_dates(text: &str) -> Option<Hint> {
    let both = |separator: &str| {
        let (one, other) = text.split_once(separator)?;
        Some((meant(one)?, meant(other)?))
    };
    let joined = |one: String, other: String| valid(format!("{one}/{other}"));
    if let Some((one, other)) = both("~") {
        let all = joined(one.clone(), other.clone())?;
        return Some(Hint::choice(format!(
            "write `{all}` for all the time between, or `[{one},{other}]` for one of both; `~` after a date means about"
        )));
    }
    if let Some((one, other)) = both(" or ") {
        return valid(format!("[{one},{other}]")).map(Hint::certain);
    }
    if let Some((one, other)) = both(" and ").or_else(|| both(" & ")).or_else(|| both(", ")) {
        return valid(format!("{{{one},{other}}}")).map(Hint::certain);
    }
    let (one, other) = [" - ", " to ", "/", "..", " / "].iter().find_map(|separator| both(separator))?;
    joined(one, other).map(Hint::certain)
}

/// Texts that have two meanings of their own.
fn ambiguous(text: &str) -> Option<Hint> {
    let lower = text.to_ascii_lowercase();
    if let Some(year) = lower.strip_prefix("winter ").filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
    {
        let before = year.parse::<u32>().ok()?.checked_sub(1)?;
        return Some(Hint::choice(format!(
            "write `{year}-24` for the winter that began in December {year}, or `{before:04}-24` for the one before"
        )));
    }
    if let Some(digits) = lower.strip_suffix("00s").filter(|d| d.len() == 2 && d.bytes().all(|b| b.is_ascii_digit())) {
        return Some(Hint::choice(format!("write `{digits}0X` for the decade or `{digits}XX` for the century")));
    }
    if text.contains("-W") {
        return Some(Hint::choice(
            "write the days of the week as an interval, such as `2015-02-09/2015-02-15`".to_owned(),
        ));
    }
    if ["unknown", "undated", "n.d.", "?", "tbd"].contains(&lower.as_str()) {
        return Some(Hint::choice("write the widest span that is sure, such as `2014/2015`".to_owned()));
    }
    None
}
