# Mots pour les dates ; les explications sont dans en.ftl.

language_name = Français

## Dates : périodes et listes

date-first-day = 1er
date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }-{ $to }
date-far-year = an { $year }
date-from = { $kind ->
    [day] depuis le { $date }
    [month] depuis { $date }
    [year] depuis { $date }
   *[other] { $date } et après
}
date-until = { $kind ->
    [day] jusqu’au { $date }
    [month] jusqu’en { $date }
    [year] jusqu’en { $date }
   *[other] { $date } et avant
}
date-from-unknown-end = { $date } – fin inconnue
date-until-unknown-start = début inconnu – { $date }
date-or-earlier = { $date } ou avant
date-or-later = { $date } ou après

## Dates : leur certitude

date-about = { $kind ->
    [day] vers le { $date }
    [spring] vers le { $date }
    [summer] vers l’{ $date }
    [autumn] vers l’{ $date }
    [winter] vers l’{ $date }
    [part] vers le { $date }
    [decade] vers les { $date }
    [century] vers le { $date }
    [month] vers { $date }
    [year] vers { $date }
   *[other] { $date } (environ)
}
date-about-short = v. { $date }
date-uncertain = { $date } (incertain)
date-uncertain-short = { $date } ?
date-about-uncertain = { date-about } (incertain)
date-about-uncertain-short = v. { $date } ?
date-approximate-parts = { $date } (approximatif : { $parts })
date-uncertain-parts = { $date } (incertain : { $parts })
date-part = { $part ->
    [day] jour
    [month] mois
   *[year] année
}
date-estimate = vers { $date } ({ $range })
date-unknown = date inconnue
date-one-end = { $which ->
    [start-about] { $date } (début approximatif)
    [start-uncertain] { $date } (début incertain)
    [start-both] { $date } (début approximatif et incertain)
    [end-about] { $date } (fin approximative)
    [end-uncertain] { $date } (fin incertaine)
   *[end-both] { $date } (fin approximative et incertaine)
}
date-unknown-part = { $part ->
    [day] { $date } (jour inconnu)
    [month] { $date } (mois inconnu)
    [month-and-day] { $date } (mois et jour inconnus)
    [year] { $date } (année inconnue)
    [exact-day] { $date } (jour exact inconnu)
    [exact-month] { $date } (mois exact inconnu)
    [exact-year] { $date } (année exacte inconnue)
   *[exact-date] { $date } (date exacte inconnue)
}
date-day-unknown-month = { $date } (le { $day }, mois inconnu)
date-unknown-year = { $years } ({ $date }, année exacte inconnue)

## Dates : parties d’un mois, d’une année, d’une décennie, d’un siècle

date-early = { $kind ->
    [spring] début du { $date }
    [summer] début de l’{ $date }
    [autumn] début de l’{ $date }
    [winter] début de l’{ $date }
    [part] début du { $date }
    [decade] début des { $date }
    [century] début du { $date }
    [month] début { $date }
    [year] début { $date }
   *[other] { $date } (début)
}
date-middle = { $kind ->
    [spring] milieu du { $date }
    [summer] milieu de l’{ $date }
    [autumn] milieu de l’{ $date }
    [winter] milieu de l’{ $date }
    [part] milieu du { $date }
    [decade] milieu des { $date }
    [century] milieu du { $date }
    [month] mi-{ $date }
    [year] mi-{ $date }
   *[other] { $date } (milieu)
}
date-late = { $kind ->
    [spring] fin du { $date }
    [summer] fin de l’{ $date }
    [autumn] fin de l’{ $date }
    [winter] fin de l’{ $date }
    [part] fin du { $date }
    [decade] fin des { $date }
    [century] fin du { $date }
    [month] fin { $date }
    [year] fin { $date }
   *[other] { $date } (fin)
}
date-season = { $season ->
    [spring] printemps { $year }
    [summer] été { $year }
    [autumn] automne { $year }
   *[winter] hiver { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (hémisphère nord)
   *[south] { $date } (hémisphère sud)
}
date-quarter = { $which ->
    [first] 1er trimestre { $year }
    [second] 2e trimestre { $year }
    [third] 3e trimestre { $year }
   *[fourth] 4e trimestre { $year }
}
date-half = { $which ->
    [first] 1er semestre { $year }
   *[second] 2e semestre { $year }
}
date-decade = années { $decade }
date-century = { $roman ->
    [I] Ier siècle
   *[other] { $roman }e siècle
}

## Dates : heures

date-time = { $date }, { $time } (heure de { $place })
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, prévu
date-reported = { $date }, selon les informations reçues
