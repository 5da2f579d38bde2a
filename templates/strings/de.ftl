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

# Was die Oberfläche auf Deutsch sagt. Die Schlüssel sind die der englischen Datei.


## Der Rahmen jeder Seite

home = Startseite
skip_to_content = Zum Inhalt springen
nav_menu = Hauptmenü
nav_languages = Sprachen
nav_breadcrumbs = Sie sind hier
nav_years = Jahre
nav_stretches = Teile dieser Zeitleiste
nav_letters = Buchstaben
nav_pages = Seiten dieser Liste
nav_neighbours = Früher und später
publisher = Herausgegeben von
licence = Lizenz
feed = Feed (Atom)
feed_corrections = Berichtigungen als Feed (Atom)
draft = Entwurf
embargo = Sperrfrist bis { $date }
untranslated = auf { $language }
colon = { ": " }
semicolon = { "; " }
comma = { ", " }

## Titel von Seiten

title_timeline = Zeitleiste
title_open = Beginn unbekannt
title_articles = Artikel
title_actors = Akteure
title_places = Orte
title_topics = Themen
title_periods = Zeitabschnitte
title_sources = Quellen
title_timelines = Zeitleisten
title_search = Suche
title_index = Register A–Z
title_corrections = Berichtigungen
title_not_found = Diese Seite gibt es nicht

## Ein Satz unter dem Titel einer Liste

intro_actors = Staaten, Organisationen, Gruppen und Personen, die an den Ereignissen beteiligt sind.
intro_places = Wo sich die Ereignisse zugetragen haben.
intro_topics = Wovon die Ereignisse handeln.
intro_periods = Benannte Zeitabschnitte. Ein Ereignis gehört zu jedem Abschnitt, in dem sein Datum liegt.
intro_sources = Alle Belege, auf die sich die Ereignisse und Artikel stützen.
intro_timelines = Zusammenstellungen von Ereignissen, jede mit einer eigenen Zeitleiste.
intro_index = Die Namen und Titel von allem auf dieser Website in alphabetischer Folge.
intro_corrections = Was an Ereignissen und Artikeln nach der Veröffentlichung geändert wurde, das Neueste zuerst.

## Zahlen

count_events = { $count ->
    [one] { $count } Ereignis
   *[other] { $count } Ereignisse
}
count_articles = { $count ->
    [one] { $count } Artikel
   *[other] { $count } Artikel
}
count_results = { $count ->
    [one] { $count } Ergebnis
   *[other] { $count } Ergebnisse
}
position = { $number } von { $total }
page_of = Seite { $number } von { $total }
span = { $from } bis { $to }

## Listen und wie es weitergeht

earlier = Früher
later = Später
previous_page = Vorherige Seite
next_page = Nächste Seite
whole_timeline = Die ganze Zeitleiste
whats_new = Neu auf dieser Website
no_events = Hier gibt es keine Ereignisse.
no_articles = Es gibt noch keine Artikel.
no_corrections = Bisher wurde nichts berichtigt.
not_found_note = Unter dieser Adresse steht nichts. Vielleicht enthält sie einen Tippfehler.
to_home = Zur Startseite
moved = Diese Seite ist umgezogen
moved_to = Sie steht jetzt hier:
contents = Inhalt

## Arten von Einträgen, als Überschriften dessen, was zu einer Seite gehört

events = Ereignisse
articles = Artikel
actors = Akteure
places = Orte
topics = Themen
periods = Zeitabschnitte
sources = Quellen
source = Quelle
timelines = Zeitleisten
correction = Berichtigung
corrections = Berichtigungen
turning_point = Wendepunkt
turning_points = Wendepunkte

## Arten von Einträgen, einzeln

kind_event = Ereignis
kind_actor = Akteur
kind_place = Ort
kind_source = Quelle
kind_period = Zeitabschnitt
kind_topic = Thema
kind_timeline = Zeitleiste
kind_article = Artikel
kind_page = Seite

actor_kind_state = Staat
actor_kind_organisation = Organisation
actor_kind_group = Gruppe
actor_kind_person = Person
actor_kind_other = Akteur

source_kind_primary = Primärquelle
source_kind_party = Quelle einer Partei
source_kind_press = Presse
source_kind_reference = Nachschlagewerk
source_kind_copy = Kopie
source_kind_other = sonstige Quelle

place_precision_exact = genau
place_precision_near = in der Nähe
place_precision_locality = irgendwo in diesem Ort
place_precision_region = irgendwo in dieser Region
place_precision_country = irgendwo in diesem Land

## Ein Ereignis

status_reported = gemeldet
status_confirmed = bestätigt
status_disputed = unterschiedlich dargestellt
status_retracted = zurückgezogen

how_sure = Wie sicher das ist
date_is_moment = Tag und Uhrzeit sind bekannt.
date_is_day = Der Tag ist bekannt.
date_is_month = Das Datum ist auf den Monat genau bekannt.
date_is_season = Das Datum ist auf die Jahreszeit genau bekannt.
date_is_year = Das Datum ist auf das Jahr genau bekannt.
date_is_longer = Das Datum ist nur auf mehrere Jahre genau bekannt.
date_is_interval = Es erstreckte sich über einen Zeitraum.
date_is_each = Es gilt für jedes dieser Daten.
date_is_choice = Es ist eines von mehreren Daten.
date_is_open = Beginn oder Ende ist offen.
date_is_approximate = Das Datum ist eine ungefähre Angabe.
date_is_uncertain = Das Datum ist unsicher.
event_is_reported = Es wurde gemeldet, ist aber nicht bestätigt.
event_is_confirmed = Es ist bestätigt.
event_is_disputed = Parteien oder Quellen stellen es unterschiedlich dar.
event_is_retracted = Es wurde zurückgezogen.
no_sources = Quellen sind nicht angegeben.
retracted_notice = Dieser Eintrag wurde zurückgezogen: Er gilt nicht mehr so, wie er veröffentlicht war.
see_accounts = Wer was sagt

accounts = Wer was sagt
account_of_sources = Nach Angaben der Quellen
account_date = Genanntes Datum
facts = In Kürze
fatalities = Tote
known_since = Bekannt geworden
event_kind = Art
date_notation = Datum in EDTF
possibly = möglicherweise
relations = Davor und danach
mentioned_in = Artikel dazu
events_mentioned = Ereignisse in diesem Artikel
about = Wovon er handelt
graphic_warning = Dieses Bild zeigt Gewalt.
graphic_show = Anzeigen
graphic_open = Bild öffnen

relation_follows = Hervorgegangen aus
relation_follows_by = Führte zu
relation_responds_to = Als Antwort auf
relation_responds_to_by = Beantwortet durch
relation_implements = Zur Umsetzung von
relation_implements_by = Umgesetzt durch
relation_part_of = Teil von
relation_part_of_by = Dazu gehören

fatalities_between = zwischen { $low } und { $high }
fatalities_best = { $best } (beste Schätzung)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = Ereignisse im Lauf der Zeit
overview_range = Gezeigter Zeitraum
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }; dazu länger dauernde oder nicht genauer datierte: { $others }
overview_densest = Dichtester Abschnitt: { $bin }.
overview_turning_points = Wendepunkte: { $list }.
overview_broken = Wo die Achse unterbrochen ist, sind lange Abschnitte ohne Ereignisse ausgelassen.
overview_unplaced = Ohne bekannten Anfang und bekanntes Ende: { $events }.

## Karten

map_places = Karte der Orte
map_events = { $name }: { $events }
map_of = Karte: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }, { $precision }
map_kilometres = { $count } km
map_width = Die Karte ist etwa { $distance } breit und zeigt nur Land und Wasser, keine Grenzen.
map_whole = Die Karte zeigt die ganze Erde, nur Land und Wasser, keine Grenzen.
map_sizes = Je größer ein Zeichen, desto mehr Ereignisse. Orte, die zu nahe beieinander liegen, teilen sich eines; hinter dem Pluszeichen steht, wie viele hinzukommen.
map_shared = Zeichen, die für mehrere Orte stehen
map_more = { $name } +{ $count }
map_rest = und { $count } weitere
map_close = Näher, wo die meisten Orte liegen
map_periods = Karten nach Zeitabschnitten
place_within = im Umkreis von etwa { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = Ansichten dieser Zeitleiste
lanes_list = Liste
lanes_actor = Nach Akteur
lanes_place = Nach Ort
lanes_topic = Nach Thema
lanes_kind = Nach Art
lanes_intro = Was untereinander steht, geschah zur selben Zeit. Eine Zahl steht für Ereignisse, die zu dicht beieinander liegen, um einzeln gezeichnet zu werden.
lanes_rest = Ohne Angabe

## Zeichen vor den Ereignissen

legend = Was die Zeichen bedeuten
legend_day = der Tag ist bekannt
legend_month = auf Monat, Jahreszeit oder Jahr genau bekannt
legend_vague = ungefähr oder unsicher
legend_interval = ein Zeitraum
legend_open = Beginn oder Ende offen
legend_choice = eines von mehreren Daten
legend_turning_point = ein Wendepunkt
legend_detail = eine Einzelheit

## Zeitleiste eingrenzen

filters = Zeitleiste eingrenzen
filter_find = In dieser Liste suchen
filter_status = Status
filter_dates = Daten
filter_from = Von
filter_to = Bis
filter_date_hint = Ein Jahr, ein Monat oder ein Tag: 2014, 2014-03, 2014-03-18
filter_bad_date = Das ist kein Datum.
filter_certain = Nur was sicher dazwischen liegt
filter_weight = Gewicht
filter_weight_1 = Alles
filter_weight_2 = Ohne Einzelheiten
filter_weight_3 = Nur Wendepunkte
filter_apply = Anwenden
filter_reset = Alles zeigen
filter_results = Ausgewählte Ereignisse
filter_none = Kein Ereignis passt zu dieser Auswahl.
filter_possible = davon { $count } möglicherweise
filter_failed = Die Daten dafür konnten nicht geladen werden.

## Suchen

search = Suchen
search_words = Gesuchte Wörter
search_hint = Namen, Titel und Wörter der Texte. Der Anfang eines Wortes genügt; Akzente und Umlautpunkte können fehlen.
search_without = Die Suche braucht Skripte, und diese sind abgeschaltet oder wurden nicht geladen. Das Register von A bis Z führt zu allem auf dieser Website.
search_none = Nichts enthält alle diese Wörter.
search_more = Weitere Ergebnisse
search_failed = Die Daten dafür konnten nicht geladen werden.
search_results = Ergebnisse
search_best = die besten { $shown } von { $total } Ergebnissen

## Andere Einträge

stretch = Von und bis
also_known_as = Auch genannt
country = Land
coordinates_name = Koordinaten
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = N
compass_south = S
compass_east = O
compass_west = W
broader = Teil von
narrower = Teile
website = Website
possible_events = Ereignisse, die vielleicht hierher gehören
possible_events_note = Ihre Daten sind zu unsicher, um zu sagen, ob sie in diesem Zeitabschnitt liegen.

## Quellen und ihre Noten (Admiralty-Code, NATO AJP-2.1)

archived_copy = Archivierte Kopie
cited_where = Wo sie zitiert wird
accessed = gesehen
described = Titel in Worten der Redaktion
updated = geändert

grade_reliability_a = völlig zuverlässig
grade_reliability_b = in der Regel zuverlässig
grade_reliability_c = einigermaßen zuverlässig
grade_reliability_d = in der Regel nicht zuverlässig
grade_reliability_e = unzuverlässig
grade_reliability_f = Zuverlässigkeit nicht zu beurteilen
grade_credibility_1 = von anderen Quellen bestätigt
grade_credibility_2 = wahrscheinlich wahr
grade_credibility_3 = möglicherweise wahr
grade_credibility_4 = zweifelhaft
grade_credibility_5 = unwahrscheinlich
grade_credibility_6 = Wahrheitsgehalt nicht zu beurteilen

## In Texten

notes = Anmerkungen
back_to_text = Zurück zum Text
task_done = Erledigt
task_open = Zu erledigen
table = Tabelle


## Zitieren

cite_this = Diese Seite zitieren
cite_managers = Für Literaturverwaltungen
cite_hint = Ergänzen Sie den Tag, an dem Sie die Seite gelesen haben.
cite_dated = „{ $title }“ ({ $date })
cite_undated = „{ $title }“
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = Kopieren
copied = Kopiert
embed = Auf einer anderen Website zeigen
embed_hint = In eine Seite einfügen. Cookies werden nicht gesetzt, und die Verweise führen hierher.
embed_whole = Vollständig, mit den Quellen

## Names of the languages of sources

lang_ar = Arabisch
lang_de = Deutsch
lang_en = Englisch
lang_es = Spanisch
lang_fa = Persisch
lang_fr = Französisch
lang_he = Hebräisch
lang_hr = Kroatisch
lang_it = Italienisch
lang_ja = Japanisch
lang_nl = Niederländisch
lang_pl = Polnisch
lang_pt = Portugiesisch
lang_ru = Russisch
lang_tr = Türkisch
lang_uk = Ukrainisch
lang_zh = Chinesisch


## Cities that name time zones, where this spelling is wanted rather than the CLDR's

city-europe-kyiv = Kyjiw

exports = Alle Ereignisse als Daten
export_table = Tabelle (CSV)
export_json = Datensätze (JSON)
export_calendar = Kalender (iCalendar)
