# Words for dates. Messages of other languages override these; what they lack stays English.
#
# $date is a date already in words; $kind says what it is: day, month, spring, summer, autumn, winter, part (a quarter
# or half of a year), year, decade, century, other (a date with further words of its own).

language_name = English

## Dates: ranges and lists

# Two numbers or names: 11–12 (February 2015).
date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
# A winter's years; $to has two digits where the century is the same, $next always all.
date-two-years = { $from }–{ $to }
# A year of more than four digits.
date-far-year = year { $year }
date-from = { $kind ->
    [decade] from the { $date } onwards
    [century] from the { $date } onwards
   *[other] from { $date } onwards
}
date-until = { $kind ->
    [decade] until the { $date }
    [century] until the { $date }
   *[other] until { $date }
}
date-from-unknown-end = from { $date }, end unknown
date-until-unknown-start = until { $date }, beginning unknown
date-or-earlier = { $date } or earlier
date-or-later = { $date } or later

## Dates: how sure they are

date-about = { $kind ->
    [decade] about the { $date }
    [century] about the { $date }
   *[other] about { $date }
}
date-about-short = c. { $date }
date-uncertain = { $date } (uncertain)
date-uncertain-short = { $date }?
date-about-uncertain = { date-about } (uncertain)
date-about-uncertain-short = c. { $date }?
date-approximate-parts = { $date } (approximate: { $parts })
date-uncertain-parts = { $date } (uncertain: { $parts })
date-part = { $part ->
    [day] day
    [month] month
   *[year] year
}
# A year of which only the first digits count, and the years that it may be.
date-estimate = about { $date } ({ $range })
date-unknown = date unknown
# A range of which one end alone is doubtful.
date-one-end = { $which ->
    [start-about] { $date } (beginning approximate)
    [start-uncertain] { $date } (beginning uncertain)
    [start-both] { $date } (beginning approximate and uncertain)
    [end-about] { $date } (end approximate)
    [end-uncertain] { $date } (end uncertain)
   *[end-both] { $date } (end approximate and uncertain)
}
date-unknown-part = { $part ->
    [day] { $date } (day unknown)
    [month] { $date } (month unknown)
    [month-and-day] { $date } (month and day unknown)
    [year] { $date } (year unknown)
    [exact-day] { $date } (exact day unknown)
    [exact-month] { $date } (exact month unknown)
    [exact-year] { $date } (exact year unknown)
   *[exact-date] { $date } (exact date unknown)
}
date-day-unknown-month = { $date } (day { $day }, month unknown)
date-unknown-year = { $years } ({ $date }, exact year unknown)

## Dates: parts of a month, a year, a decade, a century

date-early = early { $date }
date-middle = mid-{ $date }
date-late = late { $date }
date-season = { $season ->
    [spring] spring { $year }
    [summer] summer { $year }
    [autumn] autumn { $year }
   *[winter] winter { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (northern hemisphere)
   *[south] { $date } (southern hemisphere)
}
date-quarter = { $which ->
    [first] first quarter of { $year }
    [second] second quarter of { $year }
    [third] third quarter of { $year }
   *[fourth] fourth quarter of { $year }
}
date-half = { $which ->
    [first] first half of { $year }
   *[second] second half of { $year }
}
# 1560s: $decade is 1560, $tens 60, $word sixty, $century 16, $roman XVI.
date-decade = { $decade }s
# $roman is the number in Roman numerals, $ordinal the English ending.
date-century = { $century }{ $ordinal } century

## Dates: times of day

date-time = { $date }, { $time } ({ $place } time)
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = scheduled for { $date }
date-reported = { $date }, as reported
