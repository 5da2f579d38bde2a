# Palabras para las fechas; las explicaciones están en en.ftl.

language_name = Español

## Fechas: periodos y listas

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }-{ $to }
date-far-year = año { $year }
date-from = { $kind ->
    [day] desde el { $date }
    [month] desde { $date }
    [year] desde { $date }
    [decade] desde la { $date }
    [century] desde el { $date }
   *[other] { $date } y después
}
date-until = { $kind ->
    [day] hasta el { $date }
    [month] hasta { $date }
    [year] hasta { $date }
    [decade] hasta la { $date }
    [century] hasta el { $date }
   *[other] { $date } y antes
}
date-from-unknown-end = { $date } – final desconocido
date-until-unknown-start = comienzo desconocido – { $date }
date-or-earlier = { $date } o antes
date-or-later = { $date } o después

## Fechas: su certeza

date-about = { $kind ->
    [day] hacia el { $date }
    [month] hacia { $date }
    [year] hacia { $date }
    [spring] hacia la { $date }
    [summer] hacia el { $date }
    [autumn] hacia el { $date }
    [winter] hacia el { $date }
    [part] hacia el { $date }
    [decade] hacia la { $date }
    [century] hacia el { $date }
   *[other] { $date } (aproximadamente)
}
date-about-short = c. { $date }
date-uncertain = { $date } (fecha dudosa)
date-uncertain-short = { $date } (?)
date-about-uncertain = { date-about } (fecha dudosa)
date-about-uncertain-short = c. { $date } (?)
date-approximate-parts = { $date } (aproximado: { $parts })
date-uncertain-parts = { $date } (dudoso: { $parts })
date-part = { $part ->
    [day] día
    [month] mes
   *[year] año
}
date-estimate = hacia { $date } ({ $range })
date-unknown = fecha desconocida
date-one-end = { $which ->
    [start-about] { $date } (comienzo aproximado)
    [start-uncertain] { $date } (comienzo dudoso)
    [start-both] { $date } (comienzo aproximado y dudoso)
    [end-about] { $date } (final aproximado)
    [end-uncertain] { $date } (final dudoso)
   *[end-both] { $date } (final aproximado y dudoso)
}
date-unknown-part = { $part ->
    [day] { $date } (día desconocido)
    [month] { $date } (mes desconocido)
    [month-and-day] { $date } (mes y día desconocidos)
    [year] { $date } (año desconocido)
    [exact-day] { $date } (día exacto desconocido)
    [exact-month] { $date } (mes exacto desconocido)
    [exact-year] { $date } (año exacto desconocido)
   *[exact-date] { $date } (fecha exacta desconocida)
}
date-day-unknown-month = { $date } (día { $day }, mes desconocido)
date-unknown-year = { $years } ({ $date }, año exacto desconocido)

## Fechas: partes de un mes, un año, una década, un siglo

date-early = { $kind ->
    [spring] principios de la { $date }
    [summer] principios del { $date }
    [autumn] principios del { $date }
    [winter] principios del { $date }
    [part] principios del { $date }
    [decade] principios de la { $date }
    [century] principios del { $date }
    [month] principios de { $date }
    [year] principios de { $date }
   *[other] { $date } (principios)
}
date-middle = { $kind ->
    [spring] mediados de la { $date }
    [summer] mediados del { $date }
    [autumn] mediados del { $date }
    [winter] mediados del { $date }
    [part] mediados del { $date }
    [decade] mediados de la { $date }
    [century] mediados del { $date }
    [month] mediados de { $date }
    [year] mediados de { $date }
   *[other] { $date } (mediados)
}
date-late = { $kind ->
    [spring] finales de la { $date }
    [summer] finales del { $date }
    [autumn] finales del { $date }
    [winter] finales del { $date }
    [part] finales del { $date }
    [decade] finales de la { $date }
    [century] finales del { $date }
    [month] finales de { $date }
    [year] finales de { $date }
   *[other] { $date } (finales)
}
date-season = { $season ->
    [spring] primavera de { $year }
    [summer] verano de { $year }
    [autumn] otoño de { $year }
   *[winter] invierno de { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (hemisferio norte)
   *[south] { $date } (hemisferio sur)
}
date-quarter = { $which ->
    [first] primer trimestre de { $year }
    [second] segundo trimestre de { $year }
    [third] tercer trimestre de { $year }
   *[fourth] cuarto trimestre de { $year }
}
date-half = { $which ->
    [first] primer semestre de { $year }
   *[second] segundo semestre de { $year }
}
date-decade = década de { $decade }
date-century = siglo { $roman }

## Fechas: horas

date-time = { $date }, { $time } (hora de { $place })
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, previsto
date-reported = { $date }, según los informes
