# Words for dates. Messages of other languages override these; what they lack stays English.
#
# $date is a date already in words; $kind says what it is: day, month, spring, summer, autumn, winter, part (a quarter
# or half of a year), year, decade, century, other (a date with further words of its own).

language_name = English

## Dates: ranges and lists

# Two numbers or names: 11–12 (February 2015).
date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
# The winter that begins in December of the first year; $to has two digits.
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
date-quarter = { $number ->
    [1] first quarter of { $year }
    [2] second quarter of { $year }
    [3] third quarter of { $year }
   *[4] fourth quarter of { $year }
}
date-half = { $number ->
    [1] first half of { $year }
   *[2] second half of { $year }
}
# $tens are the last two digits, as a number.
date-decade = { $decade }s
# $roman is the number in Roman numerals, $ordinal the English ending.
date-century = { $century }{ $ordinal } century

## Dates: times of day

date-time = { $date }, { $time } ({ $place } time)
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = scheduled for { $date }
date-reported = { $date } (as reported)
