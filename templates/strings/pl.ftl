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

# Co interfejs mówi po polsku. Klucze są te same co w pliku angielskim.


## Rama każdej strony

home = Strona główna
skip_to_content = Przejdź do treści
nav_menu = Menu główne
nav_languages = Języki
nav_breadcrumbs = Tu jesteś
nav_years = Lata
nav_stretches = Części tego kalendarium
nav_letters = Litery
nav_pages = Strony tej listy
nav_neighbours = Wcześniej i później
publisher = Wydawca
licence = Licencja
feed = Kanał (Atom)
feed_corrections = Kanał sprostowań (Atom)
draft = szkic
embargo = embargo do: { $date }
untranslated = język: { $language }
colon = { ": " }
semicolon = { "; " }
comma = { ", " }

## Tytuły stron

title_timeline = Kalendarium
title_open = Początek nieznany
title_articles = Artykuły
title_actors = Uczestnicy
title_places = Miejsca
title_topics = Tematy
title_periods = Okresy
title_sources = Źródła
title_timelines = Kalendaria
title_search = Wyszukiwanie
title_index = Indeks A–Z
title_corrections = Sprostowania
title_not_found = Nie ma takiej strony

## Zdanie pod tytułem listy

intro_actors = Państwa, organizacje, grupy i osoby biorące udział w wydarzeniach.
intro_places = Gdzie doszło do wydarzeń.
intro_topics = Czego dotyczą wydarzenia.
intro_periods = Odcinki czasu mające własne nazwy. Wydarzenie należy do każdego okresu, który obejmuje jego datę.
intro_sources = Wszystkie materiały, na które powołują się wydarzenia i artykuły.
intro_timelines = Wybrane wydarzenia zestawione w osobne kalendaria.
intro_index = Nazwy i tytuły wszystkiego w tym serwisie, w kolejności alfabetycznej.
intro_corrections = Co zmieniono w wydarzeniach i artykułach po ich publikacji, od najnowszych zmian.

## Liczby

count_events = { $count ->
    [one] { $count } wydarzenie
    [few] { $count } wydarzenia
    [many] { $count } wydarzeń
   *[other] { $count } wydarzenia
}
count_articles = { $count ->
    [one] { $count } artykuł
    [few] { $count } artykuły
    [many] { $count } artykułów
   *[other] { $count } artykułu
}
count_results = { $count ->
    [one] { $count } wynik
    [few] { $count } wyniki
    [many] { $count } wyników
   *[other] { $count } wyniku
}
position = { $number } z { $total }
page_of = Strona { $number } z { $total }
span = { $from }–{ $to }

## Listy i jak przejść dalej

earlier = Wcześniej
later = Później
previous_page = Poprzednia strona
next_page = Następna strona
whole_timeline = Całe kalendarium
whats_new = Nowości
no_events = Nie ma tu żadnych wydarzeń.
no_articles = Nie ma jeszcze artykułów.
no_corrections = Dotychczas niczego nie sprostowano.
not_found_note = Pod tym adresem nic nie ma. Być może jest w nim literówka.
to_home = Przejdź do strony głównej
moved = Ta strona zmieniła adres
moved_to = Jest teraz tutaj:
contents = Spis treści

## Rodzaje wpisów jako nagłówki tego, co należy do strony

events = Wydarzenia
articles = Artykuły
actors = Uczestnicy
places = Miejsca
topics = Tematy
periods = Okresy
sources = Źródła
source = Źródło
timelines = Kalendaria
correction = Sprostowanie
corrections = Sprostowania
turning_point = punkt zwrotny
turning_points = Punkty zwrotne

## Rodzaje wpisów, pojedynczo

kind_event = Wydarzenie
kind_actor = Uczestnik
kind_place = Miejsce
kind_source = Źródło
kind_period = Okres
kind_topic = Temat
kind_timeline = Kalendarium
kind_article = Artykuł
kind_page = Strona

actor_kind_state = Państwo
actor_kind_organisation = Organizacja
actor_kind_group = Grupa
actor_kind_person = Osoba
actor_kind_other = Uczestnik

source_kind_primary = źródło pierwotne
source_kind_party = źródło jednej ze stron
source_kind_press = prasa
source_kind_reference = wydawnictwo informacyjne
source_kind_copy = kopia
source_kind_other = inne źródło

place_precision_exact = położenie dokładne
place_precision_near = w pobliżu
place_precision_locality = gdzieś w tej miejscowości
place_precision_region = gdzieś w tym regionie
place_precision_country = gdzieś w tym kraju

## Wydarzenie

status_reported = według doniesień
status_confirmed = potwierdzone
status_disputed = rozbieżne relacje
status_retracted = wycofane

how_sure = Stopień pewności
date_is_moment = Znane są dzień i godzina.
date_is_day = Znany jest dzień.
date_is_month = Data jest znana z dokładnością do miesiąca.
date_is_season = Data jest znana z dokładnością do pory roku.
date_is_year = Data jest znana z dokładnością do roku.
date_is_longer = Datę można określić tylko w przedziale wieloletnim.
date_is_interval = Wydarzenie trwało przez pewien czas.
date_is_each = Wpis odnosi się do każdej z tych dat.
date_is_choice = Właściwa jest jedna z kilku dat.
date_is_open = Początek lub koniec pozostaje otwarty.
date_is_approximate = Data jest przybliżona.
date_is_uncertain = Data jest niepewna.
event_is_reported = Są doniesienia o wydarzeniu, ale nie jest ono potwierdzone.
event_is_confirmed = Wydarzenie jest potwierdzone.
event_is_disputed = Strony lub źródła przedstawiają wydarzenie rozbieżnie.
event_is_retracted = Wpis został wycofany.
no_sources = Nie podano źródeł.
retracted_notice = Ten wpis został wycofany: nie obowiązuje już w opublikowanej postaci.
see_accounts = Kto co mówi

accounts = Kto co mówi
account_of_sources = Według źródeł
account_date = Podana data
facts = W skrócie
fatalities = Ofiary śmiertelne
known_since = Stało się znane
event_kind = Rodzaj
date_notation = Data w zapisie EDTF
possibly = być może
relations = Przedtem i potem
mentioned_in = Artykuły na ten temat
events_mentioned = Wydarzenia w tym artykule
about = O czym mowa
graphic_warning = Ten obraz przedstawia przemoc.
graphic_show = Pokaż
graphic_open = Otwórz obraz

relation_follows = Co do tego doprowadziło
relation_follows_by = Do czego to doprowadziło
relation_responds_to = Na co jest to odpowiedź
relation_responds_to_by = Co było odpowiedzią
relation_implements = W wykonaniu czego
relation_implements_by = Jak to wykonano
relation_part_of = Część większej całości
relation_part_of_by = Części składowe

fatalities_between = od { $low } do { $high }
fatalities_best = { $best } (najlepszy szacunek)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = Wydarzenia w czasie
overview_range = Pokazywany przedział czasu
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }; ponadto dłuższe lub datowane mniej dokładnie: { $others }
overview_densest = Najgęstszy okres: { $bin }.
overview_turning_points = Punkty zwrotne: { $list }.
overview_broken = W miejscach przerwania osi pominięto długie okresy bez wydarzeń.
overview_unplaced = Bez znanego początku i końca: { $events }.

## Mapy

map_places = Mapa miejsc
map_events = { $name }: { $events }
map_of = Mapa: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }, { $precision }
map_kilometres = { $count } km
map_width = Szerokość mapy: około { $distance }. Pokazano tylko lądy i wody, bez granic.
map_whole = Mapa pokazuje całą Ziemię: tylko lądy i wody, bez granic.
map_sizes = Im większy znak, tym więcej wydarzeń. Miejsca położone zbyt blisko siebie mają wspólny znak; liczba po plusie mówi, ile ich dochodzi.
map_shared = Znaki oznaczające kilka miejsc
map_more = { $name } +{ $count }
map_rest = i jeszcze { $count }
map_close = Bliżej, tam gdzie leży większość miejsc
map_periods = Mapy według okresów
place_within = w promieniu około { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = Widoki tego kalendarium
lanes_list = Lista
lanes_actor = Według uczestników
lanes_place = Według miejsc
lanes_topic = Według tematów
lanes_kind = Według rodzajów
lanes_intro = To, co stoi jedno pod drugim, działo się w tym samym czasie. Liczba oznacza wydarzenia zbyt bliskie sobie, by narysować je osobno.
lanes_rest = Nie podano

## Znaki przed wydarzeniami

legend = Co oznaczają znaki
legend_day = dzień jest znany
legend_month = znany miesiąc, pora roku lub rok
legend_vague = data przybliżona lub niepewna
legend_interval = odcinek czasu
legend_open = początek lub koniec otwarty
legend_choice = jedna z kilku dat
legend_turning_point = punkt zwrotny
legend_detail = szczegół

## Zawęź kalendarium

filters = Zawęź kalendarium
filter_find = Szukaj na tej liście
filter_status = Status
filter_dates = Daty
filter_from = Od
filter_to = Do
filter_date_hint = Rok, miesiąc lub dzień: 2014, 2014-03, 2014-03-18
filter_bad_date = To nie jest data.
filter_certain = Tylko to, co na pewno mieści się między nimi
filter_weight = Znaczenie
filter_weight_1 = Wszystko
filter_weight_2 = Bez szczegółów
filter_weight_3 = Tylko punkty zwrotne
filter_apply = Zastosuj
filter_reset = Pokaż wszystko
filter_results = Wybrane wydarzenia
filter_none = Żadne wydarzenie nie odpowiada temu wyborowi.
filter_possible = w tym być może: { $count }
filter_failed = Nie udało się wczytać potrzebnych danych.

## Wyszukiwanie

search = Szukaj
search_words = Szukane słowa
search_hint = Nazwy, tytuły i słowa z tekstów. Wystarczy początek słowa; znaki diakrytyczne można pominąć.
search_without = Wyszukiwanie wymaga skryptów, a są one wyłączone albo się nie wczytały. Indeks od A do Z prowadzi do wszystkiego w tym serwisie.
search_none = Nic nie zawiera wszystkich tych słów.
search_more = Więcej wyników
search_failed = Nie udało się wczytać potrzebnych danych.
search_results = Wyniki
search_best = najlepsze wyniki: { $shown } z { $total }

## Inne wpisy

stretch = Początek i koniec
also_known_as = Inne nazwy
country = Kraj
coordinates_name = Współrzędne
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = N
compass_south = S
compass_east = E
compass_west = W
broader = Temat nadrzędny
narrower = Tematy podrzędne
website = Strona internetowa
possible_events = Wydarzenia, które być może należą do tego okresu
possible_events_note = Ich daty są zbyt niepewne, by stwierdzić, czy przypadają na ten okres.

## Źródła i ich oceny (kod Admiralicji, NATO AJP-2.1)

archived_copy = Kopia archiwalna
cited_where = Gdzie jest cytowane
accessed = dostęp:
described = tytuł nadany przez redakcję
updated = zmieniono:

grade_reliability_a = w pełni wiarygodne
grade_reliability_b = zwykle wiarygodne
grade_reliability_c = dość wiarygodne
grade_reliability_d = zwykle niewiarygodne
grade_reliability_e = niewiarygodne
grade_reliability_f = wiarygodności źródła nie da się ocenić
grade_credibility_1 = potwierdzone przez inne źródła
grade_credibility_2 = prawdopodobnie prawdziwe
grade_credibility_3 = być może prawdziwe
grade_credibility_4 = wątpliwe
grade_credibility_5 = nieprawdopodobne
grade_credibility_6 = prawdziwości nie da się ocenić

## W tekstach

notes = Przypisy
back_to_text = Wróć do tekstu
task_done = Zrobione
task_open = Do zrobienia
table = Tabela


## Cytowanie

cite_this = Cytowanie tej strony
cite_managers = Dla menedżerów bibliografii
cite_hint = Dopisz dzień, w którym przeczytano stronę.
cite_dated = „{ $title }” ({ $date })
cite_undated = „{ $title }”
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = Kopiuj
copied = Skopiowano
embed = Pokaż w innej witrynie
embed_hint = Wklej to do strony. Nie zapisuje plików cookie, a odnośniki prowadzą tutaj.
embed_whole = W całości, ze źródłami

## Nazwy języków źródeł

lang_ar = arabski
lang_de = niemiecki
lang_en = angielski
lang_es = hiszpański
lang_fa = perski
lang_fr = francuski
lang_he = hebrajski
lang_hr = chorwacki
lang_it = włoski
lang_ja = japoński
lang_nl = niderlandzki
lang_pl = polski
lang_pt = portugalski
lang_ru = rosyjski
lang_tr = turecki
lang_uk = ukraiński
lang_zh = chiński

exports = Wszystkie wydarzenia jako dane
export_table = Tabela (CSV)
export_json = Rekordy (JSON)
export_calendar = Kalendarz (iCalendar)
