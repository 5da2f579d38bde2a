# Wörter für Daten; die Erklärungen stehen in en.ftl.

language_name = Deutsch

## Daten: Zeiträume und Reihen

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }/{ $to }
date-far-year = Jahr { $year }
date-from = { $kind ->
    [day] ab { $date }
    [month] ab { $date }
    [year] ab { $date }
   *[other] { $date } und danach
}
date-until = { $kind ->
    [day] bis { $date }
    [month] bis { $date }
    [year] bis { $date }
   *[other] { $date } und davor
}
date-from-unknown-end = { $date } – Ende unbekannt
date-until-unknown-start = Beginn unbekannt – { $date }
date-or-earlier = { $date } oder früher
date-or-later = { $date } oder später

## Daten: wie sicher sie sind

date-about = { $kind ->
    [year] um { $date }
   *[other] etwa { $date }
}
date-about-short = ca. { $date }
date-uncertain = { $date } (unsicher)
date-uncertain-short = { $date }?
date-about-uncertain = { date-about } (unsicher)
date-about-uncertain-short = ca. { $date }?
date-approximate-parts = { $date } (ungefähr: { $parts })
date-uncertain-parts = { $date } (unsicher: { $parts })
date-part = { $part ->
    [day] Tag
    [month] Monat
   *[year] Jahr
}
date-estimate = um { $date } ({ $range })
date-unknown = Datum unbekannt
date-one-end = { $which ->
    [start-about] { $date } (Beginn ungefähr)
    [start-uncertain] { $date } (Beginn unsicher)
    [start-both] { $date } (Beginn ungefähr und unsicher)
    [end-about] { $date } (Ende ungefähr)
    [end-uncertain] { $date } (Ende unsicher)
   *[end-both] { $date } (Ende ungefähr und unsicher)
}
date-unknown-part = { $part ->
    [day] { $date } (Tag unbekannt)
    [month] { $date } (Monat unbekannt)
    [month-and-day] { $date } (Monat und Tag unbekannt)
    [year] { $date } (Jahr unbekannt)
    [exact-day] { $date } (genauer Tag unbekannt)
    [exact-month] { $date } (genauer Monat unbekannt)
    [exact-year] { $date } (genaues Jahr unbekannt)
   *[exact-date] { $date } (genaues Datum unbekannt)
}
date-day-unknown-month = { $date } (am { $day }., Monat unbekannt)
date-unknown-year = { $years } ({ $date }, genaues Jahr unbekannt)

## Daten: Teile eines Monats, Jahres, Jahrzehnts, Jahrhunderts

date-early = { $kind ->
    [month] Anfang { $date }
    [year] Anfang { $date }
    [decade] frühe { $date }
    [century] frühes { $date }
   *[other] { $date } (Anfang)
}
date-middle = { $kind ->
    [month] Mitte { $date }
    [year] Mitte { $date }
    [decade] mittlere { $date }
    [century] mittleres { $date }
   *[other] { $date } (Mitte)
}
date-late = { $kind ->
    [month] Ende { $date }
    [year] Ende { $date }
    [decade] späte { $date }
    [century] spätes { $date }
   *[other] { $date } (Ende)
}
date-season = { $season ->
    [spring] Frühling { $year }
    [summer] Sommer { $year }
    [autumn] Herbst { $year }
   *[winter] Winter { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (Nordhalbkugel)
   *[south] { $date } (Südhalbkugel)
}
date-quarter = { $number }. Quartal { $year }
date-half = { $number }. Halbjahr { $year }
date-decade = { $decade }er Jahre
date-century = { $century }. Jahrhundert

## Daten: Uhrzeiten

date-time = { $date }, { $time } Uhr (Ortszeit { $place })
date-time-offset = { $date }, { $time } Uhr ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, angesetzt
date-reported = { $date }, laut Berichten
