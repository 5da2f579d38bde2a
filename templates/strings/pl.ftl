# Słowa dla dat; objaśnienia są w en.ftl. Określenia stoją w nawiasach, aby nie rządziły przypadkiem.

language_name = Polski

## Daty: okresy i wyliczenia

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }/{ $to }
date-far-year = rok { $year }
date-from = { $date } i później
date-until = { $date } i wcześniej
date-from-unknown-end = { $date } – koniec nieznany
date-until-unknown-start = początek nieznany – { $date }
date-or-earlier = { $date } lub wcześniej
date-or-later = { $date } lub później

## Daty: ich pewność

date-about = { $date } (w przybliżeniu)
date-about-short = { $date } (ok.)
date-uncertain = { $date } (data niepewna)
date-uncertain-short = { $date } (?)
date-about-uncertain = { $date } (w przybliżeniu, data niepewna)
date-about-uncertain-short = { $date } (ok., ?)
date-approximate-parts = { $date } (w przybliżeniu: { $parts })
date-uncertain-parts = { $date } (niepewne: { $parts })
date-part = { $part ->
    [day] dzień
    [month] miesiąc
   *[year] rok
}
date-estimate = { $date } (w przybliżeniu, { $range })
date-unknown = data nieznana
date-one-end = { $which ->
    [start-about] { $date } (początek przybliżony)
    [start-uncertain] { $date } (początek niepewny)
    [start-both] { $date } (początek przybliżony i niepewny)
    [end-about] { $date } (koniec przybliżony)
    [end-uncertain] { $date } (koniec niepewny)
   *[end-both] { $date } (koniec przybliżony i niepewny)
}
date-unknown-part = { $part ->
    [day] { $date } (dzień nieznany)
    [month] { $date } (miesiąc nieznany)
    [month-and-day] { $date } (miesiąc i dzień nieznane)
    [year] { $date } (rok nieznany)
    [exact-day] { $date } (dokładny dzień nieznany)
    [exact-month] { $date } (dokładny miesiąc nieznany)
    [exact-year] { $date } (dokładny rok nieznany)
   *[exact-date] { $date } (dokładna data nieznana)
}
date-day-unknown-month = { $date } (dzień { $day }, miesiąc nieznany)
date-unknown-year = { $years } ({ $date }, dokładny rok nieznany)

## Daty: części miesiąca, roku, dekady, wieku

date-early = { $date } (początek)
date-middle = { $date } (środek)
date-late = { $date } (koniec)
date-season = { $season ->
    [spring] wiosna { $year }
    [summer] lato { $year }
    [autumn] jesień { $year }
   *[winter] zima { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (półkula północna)
   *[south] { $date } (półkula południowa)
}
date-quarter = { $which ->
    [first] I kwartał { $year }
    [second] II kwartał { $year }
    [third] III kwartał { $year }
   *[fourth] IV kwartał { $year }
}
date-half = { $which ->
    [first] pierwsze półrocze { $year }
   *[second] drugie półrocze { $year }
}
date-decade = lata { $tens }. { $roman } wieku
date-century = { $roman } wiek

## Daty: godziny

date-time = { $date }, { $time } (czas lokalny: { $place })
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, planowane
date-reported = { $date }, według doniesień
