# Слова для дат; пояснення в en.ftl. Уточнення стоять у дужках, щоб не керувати відмінком.

language_name = Українська

## Дати: проміжки та переліки

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }/{ $to }
date-far-year = рік { $year }
date-from = { $date } і пізніше
date-until = { $date } і раніше
date-from-unknown-end = { $date } – кінець невідомий
date-until-unknown-start = початок невідомий – { $date }
date-or-earlier = { $date } або раніше
date-or-later = { $date } або пізніше

## Дати: їхня певність

date-about = { $date } (приблизно)
date-about-short = { $date } (прибл.)
date-uncertain = { $date } (дата непевна)
date-uncertain-short = { $date } (?)
date-about-uncertain = { $date } (приблизно, дата непевна)
date-about-uncertain-short = { $date } (прибл., ?)
date-approximate-parts = { $date } (приблизно: { $parts })
date-uncertain-parts = { $date } (непевно: { $parts })
date-part = { $part ->
    [day] день
    [month] місяць
   *[year] рік
}
date-estimate = { $date } (приблизно, { $range })
date-unknown = дата невідома
date-one-end = { $which ->
    [start-about] { $date } (початок приблизний)
    [start-uncertain] { $date } (початок непевний)
    [start-both] { $date } (початок приблизний і непевний)
    [end-about] { $date } (кінець приблизний)
    [end-uncertain] { $date } (кінець непевний)
   *[end-both] { $date } (кінець приблизний і непевний)
}
date-unknown-part = { $part ->
    [day] { $date } (день невідомий)
    [month] { $date } (місяць невідомий)
    [month-and-day] { $date } (місяць і день невідомі)
    [year] { $date } (рік невідомий)
    [exact-day] { $date } (точний день невідомий)
    [exact-month] { $date } (точний місяць невідомий)
    [exact-year] { $date } (точний рік невідомий)
   *[exact-date] { $date } (точна дата невідома)
}
date-day-unknown-month = { $date } ({ $day }-те число, місяць невідомий)
date-unknown-year = { $years } ({ $date }, точний рік невідомий)

## Дати: частини місяця, року, десятиліття, століття

date-early = { $date } (початок)
date-middle = { $date } (середина)
date-late = { $date } (кінець)
date-season = { $season ->
    [spring] весна { $year } р.
    [summer] літо { $year } р.
    [autumn] осінь { $year } р.
   *[winter] зима { $year } р.
}
date-hemisphere = { $side ->
    [north] { $date } (північна півкуля)
   *[south] { $date } (південна півкуля)
}
date-quarter = { $which ->
    [first] I квартал { $year } р.
    [second] II квартал { $year } р.
    [third] III квартал { $year } р.
   *[fourth] IV квартал { $year } р.
}
date-half = { $which ->
    [first] перше півріччя { $year } р.
   *[second] друге півріччя { $year } р.
}
date-decade = { $word ->
    [forty] { $decade }-ві роки
   *[other] { $decade }-ті роки
}
date-century = { $roman } століття

## Дати: час доби

date-time = { $date }, { $time } (місцевий час: { $place })
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, заплановано
date-reported = { $date }, за повідомленнями
