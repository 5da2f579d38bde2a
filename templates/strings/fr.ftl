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

# Ce que dit l’interface en français. Les clés sont celles du fichier anglais.
# Là où un modèle ajoute un deux-points, le mot se termine par l’espace insécable qui le précède.


## Le cadre de chaque page

home = Accueil
skip_to_content = Aller au contenu
nav_menu = Menu principal
nav_languages = Langues
nav_breadcrumbs = Vous êtes ici
nav_years = Années
nav_stretches = Parties de cette chronologie
nav_letters = Lettres
nav_pages = Pages de cette liste
nav_neighbours = Avant et après
publisher = Publié par
licence = Licence
feed = Flux (Atom)
feed_corrections = Rectificatifs en flux (Atom)
draft = brouillon
embargo = sous embargo jusqu’au { $date }
untranslated = en { $language }
colon = { "\u00A0: " }
semicolon = { "\u202F; " }
comma = { ", " }

## Titres des pages

title_timeline = Chronologie
title_open = Début inconnu
title_articles = Articles
title_actors = Acteurs
title_places = Lieux
title_topics = Thèmes
title_periods = Périodes
title_sources = Sources
title_timelines = Chronologies
title_search = Recherche
title_index = Index A–Z
title_corrections = Rectificatifs
title_not_found = Cette page n’existe pas

## Une phrase sous le titre d’une liste

intro_actors = États, organisations, groupes et personnes qui prennent part aux événements.
intro_places = Où les événements se sont produits.
intro_topics = Ce dont traitent les événements.
intro_periods = Des laps de temps qui portent un nom. Un événement appartient à chaque période qui contient sa date.
intro_sources = Tous les documents et témoignages que citent les événements et les articles.
intro_timelines = Des choix d’événements, chacun avec sa propre chronologie.
intro_index = Les noms et les titres de tout ce que contient ce site, par ordre alphabétique.
intro_corrections = Ce qui a été modifié dans les événements et les articles après leur publication, du plus récent au plus ancien.

## Nombres

count_events = { $count ->
    [one] { $count } événement
    [many] { $count } d’événements
   *[other] { $count } événements
}
count_articles = { $count ->
    [one] { $count } article
    [many] { $count } d’articles
   *[other] { $count } articles
}
count_results = { $count ->
    [one] { $count } résultat
    [many] { $count } de résultats
   *[other] { $count } résultats
}
position = { $number } sur { $total }
page_of = Page { $number } sur { $total }
span = De { $from } à { $to }

## Listes et comment continuer

earlier = Avant
later = Après
previous_page = Page précédente
next_page = Page suivante
whole_timeline = Toute la chronologie
whats_new = Nouveautés
no_events = Il n’y a pas d’événement ici.
no_articles = Il n’y a pas encore d’article.
no_corrections = Rien n’a été rectifié jusqu’ici.
not_found_note = Il n’y a rien à cette adresse. Elle contient peut-être une faute de frappe.
to_home = Aller à la page d’accueil
moved = Cette page a changé d’adresse
moved_to = Elle se trouve désormais ici :
contents = Sommaire

## Genres de fiches, comme titres de ce qui appartient à une page

events = Événements
articles = Articles
actors = Acteurs
places = Lieux
topics = Thèmes
periods = Périodes
sources = Sources
source = Source
timelines = Chronologies
correction = Rectificatif
corrections = Rectificatifs
turning_point = tournant
turning_points = Tournants

## Genres de fiches, au singulier

kind_event = Événement
kind_actor = Acteur
kind_place = Lieu
kind_source = Source
kind_period = Période
kind_topic = Thème
kind_timeline = Chronologie
kind_article = Article
kind_page = Page

actor_kind_state = État
actor_kind_organisation = Organisation
actor_kind_group = Groupe
actor_kind_person = Personne
actor_kind_other = Acteur

source_kind_primary = source primaire
source_kind_party = source d’une partie
source_kind_press = presse
source_kind_reference = ouvrage de référence
source_kind_copy = copie
source_kind_other = autre source

place_precision_exact = position exacte
place_precision_near = à proximité
place_precision_locality = quelque part dans cette localité
place_precision_region = quelque part dans cette région
place_precision_country = quelque part dans ce pays

## Un événement

status_reported = signalé
status_confirmed = confirmé
status_disputed = versions divergentes
status_retracted = retiré

how_sure = Degré de certitude
date_is_moment = Le jour et l’heure sont connus.
date_is_day = Le jour est connu.
date_is_month = La date est connue au mois près.
date_is_season = La date est connue à la saison près.
date_is_year = La date est connue à l’année près.
date_is_longer = La date n’est connue qu’à plusieurs années près.
date_is_interval = L’événement s’étend sur une période.
date_is_each = L’événement vaut pour chacune de ces dates.
date_is_choice = C’est l’une de plusieurs dates possibles.
date_is_open = Le début ou la fin reste ouvert.
date_is_approximate = La date est approximative.
date_is_uncertain = La date est incertaine.
event_is_reported = L’événement a été signalé, mais n’est pas confirmé.
event_is_confirmed = L’événement est confirmé.
event_is_disputed = Les parties ou les sources en donnent des versions divergentes.
event_is_retracted = La fiche a été retirée.
no_sources = Aucune source n’est indiquée.
retracted_notice = Cette fiche a été retirée : elle n’est plus valable telle qu’elle a été publiée.
see_accounts = Qui dit quoi

accounts = Qui dit quoi
account_of_sources = Selon les sources
account_date = Date indiquée
facts = En bref
fatalities = Morts
known_since = Connu depuis
event_kind = Type
date_notation = Date en EDTF
possibly = peut-être
relations = Avant et après
mentioned_in = Articles à ce sujet
events_mentioned = Événements cités dans cet article
about = De quoi il est question
graphic_warning = Cette image montre des scènes de violence.
graphic_show = L’afficher
graphic_open = Ouvrir l’image

relation_follows = Ce qui y a mené
relation_follows_by = Ce qui en a découlé
relation_responds_to = En réponse à
relation_responds_to_by = Réponses
relation_implements = En application de
relation_implements_by = Mise en œuvre
relation_part_of = Fait partie de
relation_part_of_by = Comprend

fatalities_between = entre { $low } et { $high }
fatalities_best = { $best } (meilleure estimation)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = Les événements dans le temps
overview_range = Période à afficher
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch } : { $events }
overview_bin_spread = { $bin } ; s’y ajoutent, plus longs ou datés moins précisément : { $others }
overview_densest = Période la plus dense : { $bin }.
overview_turning_points = Tournants : { $list }.
overview_broken = Là où l’axe est interrompu, de longues périodes sans événement sont omises.
overview_unplaced = Sans début ni fin connus : { $events }.

## Cartes

map_places = Carte des lieux
map_events = { $name } : { $events }
map_of = Carte : { $places }
map_place = { $name } : { $coordinates }
map_area = { $name } : { $coordinates }, { $precision }
map_kilometres = { $count } km
map_width = La carte couvre environ { $distance } d’ouest en est et ne montre que les terres et les eaux, sans frontières.
map_whole = La carte montre toute la Terre, les terres et les eaux seulement, sans frontières.
map_sizes = Plus un signe est grand, plus il y a d’événements. Les lieux trop proches en partagent un ; le nombre après le signe plus dit combien s’y ajoutent.
map_shared = Signes qui représentent plusieurs lieux
map_more = { $name } +{ $count }
map_rest = et { $count } de plus
map_close = De plus près, là où se trouvent la plupart des lieux
map_periods = Cartes par période
place_within = dans un rayon d’environ { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = Vues de cette chronologie
lanes_list = Liste
lanes_actor = Par acteur
lanes_place = Par lieu
lanes_topic = Par thème
lanes_kind = Par type
lanes_intro = Ce qui se trouve sur une même verticale s’est produit en même temps. Un nombre représente des événements trop rapprochés pour être dessinés séparément.
lanes_rest = Non précisé

## Signes devant les événements

legend = Signification des signes
legend_day = le jour est connu
legend_month = connu au mois, à la saison ou à l’année près
legend_vague = approximatif ou incertain
legend_interval = une période
legend_open = début ou fin ouverts
legend_choice = une date parmi plusieurs
legend_turning_point = un tournant
legend_detail = un détail

## Affiner la chronologie

filters = Affiner la chronologie
filter_find = Chercher dans cette liste
filter_status = Statut
filter_dates = Dates
filter_from = De
filter_to = À
filter_date_hint = Une année, un mois ou un jour : 2014, 2014-03, 2014-03-18
filter_bad_date = Ce n’est pas une date.
filter_certain = Seulement ce qui s’y situe avec certitude
filter_weight = Importance
filter_weight_1 = Tout
filter_weight_2 = Sans les détails
filter_weight_3 = Tournants seulement
filter_apply = Appliquer
filter_reset = Tout afficher
filter_results = Événements choisis
filter_none = Aucun événement ne correspond à ce choix.
filter_possible = dont { $count } peut-être
filter_failed = Les données nécessaires n’ont pas pu être chargées.

## Rechercher

search = Rechercher
search_words = Mots à rechercher
search_hint = Noms, titres et mots des textes. Le début d’un mot suffit ; les accents peuvent être omis.
search_without = La recherche a besoin de scripts, et ils sont désactivés ou n’ont pas été chargés. L’index de A à Z mène à tout ce que contient ce site.
search_none = Rien ne contient tous ces mots.
search_more = Plus de résultats
search_failed = Les données nécessaires n’ont pas pu être chargées.
search_results = Résultats
search_best = les { $shown } meilleurs de { $total } résultats

## Autres fiches

stretch = Début et fin
also_known_as = Autres noms
country = Pays
coordinates_name = Coordonnées
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = N
compass_south = S
compass_east = E
compass_west = O
broader = Fait partie de
narrower = Comprend
website = Site web
possible_events = Événements qui appartiennent peut-être à cette période
possible_events_note = Leurs dates sont trop incertaines pour dire s’ils se situent dans cette période.

## Sources et leurs cotes (code de l’Amirauté, OTAN AJP-2.1)

archived_copy = Copie archivée
cited_where = Où elle est citée
accessed = dernière consultation :
described = titre formulé par la rédaction
updated = mise à jour :

grade_reliability_a = entièrement fiable
grade_reliability_b = habituellement fiable
grade_reliability_c = assez fiable
grade_reliability_d = habituellement peu fiable
grade_reliability_e = non fiable
grade_reliability_f = fiabilité impossible à évaluer
grade_credibility_1 = confirmé par d’autres sources
grade_credibility_2 = probablement vrai
grade_credibility_3 = peut-être vrai
grade_credibility_4 = douteux
grade_credibility_5 = improbable
grade_credibility_6 = véracité impossible à évaluer

## Dans les textes

notes = Notes
back_to_text = Retour au texte
task_done = Fait
task_open = À faire
table = Tableau


## Citation

cite_this = Citer cette page
cite_managers = Pour les logiciels bibliographiques
cite_hint = Ajoutez le jour où vous avez lu la page.
cite_dated = « { $title } » ({ $date })
cite_undated = « { $title } »
cite = { $site } : { $title }. { $address }
cite_by = { $authors } : { $title }. { $site }. { $address }
copy = Copier
copied = Copié
embed = Afficher sur un autre site
embed_hint = À coller dans une page. Aucun cookie n’est déposé, et les liens mènent ici.
embed_whole = En entier, avec les sources

## Noms des langues des sources

lang_ar = arabe
lang_de = allemand
lang_en = anglais
lang_es = espagnol
lang_fa = persan
lang_fr = français
lang_he = hébreu
lang_hr = croate
lang_it = italien
lang_ja = japonais
lang_nl = néerlandais
lang_pl = polonais
lang_pt = portugais
lang_ru = russe
lang_tr = turc
lang_uk = ukrainien
lang_zh = chinois

exports = Tous les événements sous forme de données
export_table = Tableau (CSV)
export_json = Notices (JSON)
export_calendar = Calendrier (iCalendar)
