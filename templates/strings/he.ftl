# מילים לתאריכים; ההסברים נמצאים ב־en.ftl.

language_name = עברית

## תאריכים: תקופות ורשימות

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }/{ $to }
date-far-year = שנת { $year }
date-from = { $date } ואילך
date-until = עד { $date }
date-from-unknown-end = { $date } – הסוף אינו ידוע
date-until-unknown-start = ההתחלה אינה ידועה – { $date }
date-or-earlier = { $date } או קודם לכן
date-or-later = { $date } או מאוחר יותר

## תאריכים: מידת הוודאות

date-about = { $date } (בקירוב)
date-about-short = { $date } (בקירוב)
date-uncertain = { $date } (לא ודאי)
date-uncertain-short = { $date }?
date-about-uncertain = { $date } (בקירוב, לא ודאי)
date-about-uncertain-short = { $date } (בקירוב, ?)
date-approximate-parts = { $date } (בקירוב: { $parts })
date-uncertain-parts = { $date } (לא ודאי: { $parts })
date-part = { $part ->
    [day] היום
    [month] החודש
   *[year] השנה
}
date-estimate = { $date } (בקירוב, { $range })
date-unknown = תאריך לא ידוע
date-one-end = { $which ->
    [start-about] { $date } (ההתחלה בקירוב)
    [start-uncertain] { $date } (ההתחלה אינה ודאית)
    [start-both] { $date } (ההתחלה בקירוב ואינה ודאית)
    [end-about] { $date } (הסוף בקירוב)
    [end-uncertain] { $date } (הסוף אינו ודאי)
   *[end-both] { $date } (הסוף בקירוב ואינו ודאי)
}
date-unknown-part = { $part ->
    [day] { $date } (היום אינו ידוע)
    [month] { $date } (החודש אינו ידוע)
    [month-and-day] { $date } (החודש והיום אינם ידועים)
    [year] { $date } (השנה אינה ידועה)
    [exact-day] { $date } (היום המדויק אינו ידוע)
    [exact-month] { $date } (החודש המדויק אינו ידוע)
    [exact-year] { $date } (השנה המדויקת אינה ידועה)
   *[exact-date] { $date } (התאריך המדויק אינו ידוע)
}
date-day-unknown-month = { $date } (ה־{ $day } בחודש, החודש אינו ידוע)
date-unknown-year = { $years } ({ $date }, השנה המדויקת אינה ידועה)

## תאריכים: חלקי חודש, שנה, עשור ומאה

date-early = תחילת { $date }
date-middle = אמצע { $date }
date-late = סוף { $date }
date-season = { $season ->
    [spring] אביב { $year }
    [summer] קיץ { $year }
    [autumn] סתיו { $year }
   *[winter] חורף { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (חצי הכדור הצפוני)
   *[south] { $date } (חצי הכדור הדרומי)
}
date-quarter = { $which ->
    [first] הרבעון הראשון של { $year }
    [second] הרבעון השני של { $year }
    [third] הרבעון השלישי של { $year }
   *[fourth] הרבעון הרביעי של { $year }
}
date-half = { $which ->
    [first] המחצית הראשונה של { $year }
   *[second] המחצית השנייה של { $year }
}
date-decade = שנות ה־{ $tens } של המאה ה־{ $century }
date-century = המאה ה־{ $century }

## תאריכים: שעות

date-time = { $date }, { $time } (שעון { $place })
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, מתוכנן
date-reported = { $date }, לפי הדיווחים
