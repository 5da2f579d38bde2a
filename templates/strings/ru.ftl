# Слова для дат; пояснения в en.ftl. Уточнения стоят в скобках, чтобы не управлять падежом.

language_name = Русский

## Даты: промежутки и перечни

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }/{ $to }
date-far-year = год { $year }
date-from = { $date } и позже
date-until = { $date } и ранее
date-from-unknown-end = { $date } – конец неизвестен
date-until-unknown-start = начало неизвестно – { $date }
date-or-earlier = { $date } или раньше
date-or-later = { $date } или позже

## Даты: их достоверность

date-about = { $date } (приблизительно)
date-about-short = { $date } (прибл.)
date-uncertain = { $date } (дата под вопросом)
date-uncertain-short = { $date } (?)
date-about-uncertain = { $date } (приблизительно, дата под вопросом)
date-about-uncertain-short = { $date } (прибл., ?)
date-approximate-parts = { $date } (приблизительно: { $parts })
date-uncertain-parts = { $date } (под вопросом: { $parts })
date-part = { $part ->
    [day] день
    [month] месяц
   *[year] год
}
date-estimate = { $date } (приблизительно, { $range })
date-unknown = дата неизвестна
date-one-end = { $which ->
    [start-about] { $date } (начало приблизительно)
    [start-uncertain] { $date } (начало под вопросом)
    [start-both] { $date } (начало приблизительно и под вопросом)
    [end-about] { $date } (конец приблизительно)
    [end-uncertain] { $date } (конец под вопросом)
   *[end-both] { $date } (конец приблизительно и под вопросом)
}
date-unknown-part = { $part ->
    [day] { $date } (день неизвестен)
    [month] { $date } (месяц неизвестен)
    [month-and-day] { $date } (месяц и день неизвестны)
    [year] { $date } (год неизвестен)
    [exact-day] { $date } (точный день неизвестен)
    [exact-month] { $date } (точный месяц неизвестен)
    [exact-year] { $date } (точный год неизвестен)
   *[exact-date] { $date } (точная дата неизвестна)
}
date-day-unknown-month = { $date } ({ $day }-е число, месяц неизвестен)
date-unknown-year = { $years } ({ $date }, точный год неизвестен)

## Даты: части месяца, года, десятилетия, века

date-early = { $date } (начало)
date-middle = { $date } (середина)
date-late = { $date } (конец)
date-season = { $season ->
    [spring] весна { $year } г.
    [summer] лето { $year } г.
    [autumn] осень { $year } г.
   *[winter] зима { $year } г.
}
date-hemisphere = { $side ->
    [north] { $date } (северное полушарие)
   *[south] { $date } (южное полушарие)
}
date-quarter = { $which ->
    [first] I квартал { $year } г.
    [second] II квартал { $year } г.
    [third] III квартал { $year } г.
   *[fourth] IV квартал { $year } г.
}
date-half = { $which ->
    [first] первое полугодие { $year } г.
   *[second] второе полугодие { $year } г.
}
date-decade = { $decade }-е годы
date-century = { $roman } век

## Даты: время суток

date-time = { $date }, { $time } (местное время: { $place })
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, запланировано
date-reported = { $date }, по сообщениям
