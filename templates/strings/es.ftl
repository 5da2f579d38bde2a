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

# Lo que dice la interfaz en español. Las claves son las del archivo inglés.


## El marco de cada página

home = Inicio
skip_to_content = Ir al contenido
nav_menu = Menú principal
nav_languages = Idiomas
nav_breadcrumbs = Está usted aquí
nav_years = Años
nav_stretches = Partes de esta cronología
nav_letters = Letras
nav_pages = Páginas de esta lista
nav_neighbours = Antes y después
publisher = Publicado por
licence = Licencia
feed = Canal (Atom)
feed_corrections = Canal de correcciones (Atom)
draft = borrador
embargo = bajo embargo hasta el { $date }
untranslated = en { $language }
colon = { ": " }
semicolon = { "; " }
comma = { ", " }

## Títulos de las páginas

title_timeline = Cronología
title_open = Comienzo desconocido
title_articles = Artículos
title_actors = Actores
title_places = Lugares
title_topics = Temas
title_periods = Periodos
title_sources = Fuentes
title_timelines = Cronologías
title_search = Búsqueda
title_index = Índice A–Z
title_corrections = Correcciones
title_not_found = Esta página no existe

## Una frase bajo el título de una lista

intro_actors = Estados, organizaciones, grupos y personas que participan en los acontecimientos.
intro_places = Dónde ocurrieron los acontecimientos.
intro_topics = De qué tratan los acontecimientos.
intro_periods = Intervalos de tiempo con nombre propio. Un acontecimiento pertenece a cada periodo que abarca su fecha.
intro_sources = Toda la documentación que citan los acontecimientos y los artículos.
intro_timelines = Selecciones de acontecimientos, cada una con su propia cronología.
intro_index = Los nombres y títulos de todo lo que hay en este sitio, por orden alfabético.
intro_corrections = Lo que se modificó en los acontecimientos y artículos después de publicarlos, de lo más reciente a lo más antiguo.

## Números

count_events = { $count ->
    [one] { $count } acontecimiento
    [many] { $count } de acontecimientos
   *[other] { $count } acontecimientos
}
count_articles = { $count ->
    [one] { $count } artículo
    [many] { $count } de artículos
   *[other] { $count } artículos
}
count_results = { $count ->
    [one] { $count } resultado
    [many] { $count } de resultados
   *[other] { $count } resultados
}
position = { $number } de { $total }
page_of = Página { $number } de { $total }
span = De { $from } a { $to }

## Listas y cómo seguir

earlier = Antes
later = Después
previous_page = Página anterior
next_page = Página siguiente
whole_timeline = Toda la cronología
whats_new = Novedades
no_events = Aquí no hay acontecimientos.
no_articles = Todavía no hay artículos.
no_corrections = Hasta ahora no se ha corregido nada.
not_found_note = No hay nada en esta dirección. Puede que contenga un error de escritura.
to_home = Ir a la página de inicio
moved = Esta página ha cambiado de dirección
moved_to = Ahora se encuentra aquí:
contents = Índice

## Clases de fichas, como títulos de lo que pertenece a una página

events = Acontecimientos
articles = Artículos
actors = Actores
places = Lugares
topics = Temas
periods = Periodos
sources = Fuentes
source = Fuente
timelines = Cronologías
correction = Corrección
corrections = Correcciones
turning_point = punto de inflexión
turning_points = Puntos de inflexión

## Clases de fichas, en singular

kind_event = Acontecimiento
kind_actor = Actor
kind_place = Lugar
kind_source = Fuente
kind_period = Periodo
kind_topic = Tema
kind_timeline = Cronología
kind_article = Artículo
kind_page = Página

actor_kind_state = Estado
actor_kind_organisation = Organización
actor_kind_group = Grupo
actor_kind_person = Persona
actor_kind_other = Actor

source_kind_primary = fuente primaria
source_kind_party = fuente de una de las partes
source_kind_press = prensa
source_kind_reference = obra de referencia
source_kind_copy = copia
source_kind_other = otra fuente

place_precision_exact = posición exacta
place_precision_near = en las cercanías
place_precision_locality = en algún punto de esta localidad
place_precision_region = en algún punto de esta región
place_precision_country = en algún punto de este país

## Un acontecimiento

status_reported = sin confirmar
status_confirmed = confirmado
status_disputed = versiones divergentes
status_retracted = retirado

how_sure = Grado de certeza
date_is_moment = Se conocen el día y la hora.
date_is_day = Se conoce el día.
date_is_month = La fecha se conoce con precisión de mes.
date_is_season = La fecha se conoce con precisión de estación.
date_is_year = La fecha se conoce con precisión de año.
date_is_longer = La fecha solo puede situarse en un margen de varios años.
date_is_interval = Se prolongó durante un periodo.
date_is_each = Vale para cada una de estas fechas.
date_is_choice = Ocurrió en una de varias fechas.
date_is_open = El comienzo o el final quedan abiertos.
date_is_approximate = La fecha es aproximada.
date_is_uncertain = La fecha es dudosa.
event_is_reported = Se ha informado de ello, pero no está confirmado.
event_is_confirmed = Está confirmado.
event_is_disputed = Las partes o las fuentes ofrecen versiones divergentes.
event_is_retracted = La ficha ha sido retirada.
no_sources = No se indican fuentes.
retracted_notice = Esta ficha ha sido retirada: ya no es válida tal como se publicó.
see_accounts = Quién dice qué

accounts = Quién dice qué
account_of_sources = Según las fuentes
account_date = Fecha indicada
facts = En resumen
fatalities = Muertes
known_since = Se supo
event_kind = Tipo
date_notation = Fecha en EDTF
possibly = posiblemente
relations = Antes y después
mentioned_in = Artículos sobre ello
events_mentioned = Acontecimientos citados en este artículo
about = De qué trata
graphic_warning = Esta imagen muestra violencia.
graphic_show = Mostrarla
graphic_open = Abrir la imagen

relation_follows = Qué condujo a ello
relation_follows_by = A qué condujo
relation_responds_to = En respuesta a
relation_responds_to_by = Respuestas
relation_implements = En aplicación de
relation_implements_by = Aplicación
relation_part_of = Forma parte de
relation_part_of_by = Comprende

fatalities_between = entre { $low } y { $high }
fatalities_best = { $best } (mejor estimación)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = Los acontecimientos en el tiempo
overview_range = Periodo que se muestra
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }; además, más largos o de fecha menos precisa: { $others }
overview_densest = Período más denso: { $bin }.
overview_turning_points = Puntos de inflexión: { $list }.
overview_broken = Donde el eje se interrumpe se omiten largos períodos sin acontecimientos.
overview_unplaced = Sin comienzo ni fin conocidos: { $events }.

## Mapas

map_places = Mapa de los lugares
map_events = { $name }: { $events }
map_of = Mapa: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }, { $precision }
map_kilometres = { $count } km
map_width = El mapa abarca unos { $distance } de oeste a este y muestra solo tierra y agua, sin fronteras.
map_whole = El mapa muestra toda la Tierra, solo tierra y agua, sin fronteras.
map_sizes = Cuanto mayor es un signo, más acontecimientos hay. Los lugares demasiado próximos comparten uno; el número tras el signo más indica cuántos se añaden.
map_shared = Signos que representan varios lugares
map_more = { $name } +{ $count }
map_rest = y { $count } más
map_close = Más de cerca, donde está la mayoría de los lugares
map_periods = Mapas por periodo
place_within = en un radio de unos { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = Vistas de esta cronología
lanes_list = Lista
lanes_actor = Por actor
lanes_place = Por lugar
lanes_topic = Por tema
lanes_kind = Por tipo
lanes_intro = Lo que está en la misma vertical ocurrió al mismo tiempo. Un número representa acontecimientos demasiado próximos para dibujarlos por separado.
lanes_rest = Sin indicar

## Signos ante los acontecimientos

legend = Qué significan los signos
legend_day = se conoce el día
legend_month = se conoce el mes, la estación o el año
legend_vague = aproximado o dudoso
legend_interval = un periodo
legend_open = comienzo o final abiertos
legend_choice = una de varias fechas
legend_turning_point = un punto de inflexión
legend_detail = un detalle

## Acotar la cronología

filters = Acotar la cronología
filter_find = Buscar en esta lista
filter_status = Estado
filter_dates = Fechas
filter_from = Desde
filter_to = Hasta
filter_date_hint = Un año, un mes o un día: 2014, 2014-03, 2014-03-18
filter_bad_date = Esto no es una fecha.
filter_certain = Solo lo que con certeza se sitúa entre ellas
filter_weight = Importancia
filter_weight_1 = Todo
filter_weight_2 = Sin detalles
filter_weight_3 = Solo puntos de inflexión
filter_apply = Aplicar
filter_reset = Mostrar todo
filter_results = Acontecimientos elegidos
filter_none = Ningún acontecimiento corresponde a esta elección.
filter_possible = { $count } de ellos posiblemente
filter_failed = No se pudieron cargar los datos necesarios.

## Buscar

search = Buscar
search_words = Palabras que se buscan
search_hint = Nombres, títulos y palabras de los textos. Basta el principio de una palabra; los acentos pueden omitirse.
search_without = La búsqueda necesita scripts, y están desactivados o no se han cargado. El índice de la A a la Z lleva a todo lo que hay en este sitio.
search_none = Nada contiene todas estas palabras.
search_more = Más resultados
search_failed = No se han podido cargar los datos necesarios.
search_results = Resultados
search_best = los { $shown } mejores de { $total } resultados

## Otras fichas

stretch = Comienzo y final
also_known_as = Otros nombres
country = País
coordinates_name = Coordenadas
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = N
compass_south = S
compass_east = E
compass_west = O
broader = Forma parte de
narrower = Comprende
website = Sitio web
possible_events = Acontecimientos que quizá pertenezcan a este periodo
possible_events_note = Sus fechas son demasiado dudosas para decir si quedan dentro de este periodo.

## Fuentes y sus calificaciones (código del Almirantazgo, OTAN AJP-2.1)

archived_copy = Copia archivada
cited_where = Dónde se cita
accessed = última consulta:
described = título redactado por los editores
updated = última modificación:

grade_reliability_a = totalmente fiable
grade_reliability_b = normalmente fiable
grade_reliability_c = bastante fiable
grade_reliability_d = normalmente no fiable
grade_reliability_e = no fiable
grade_reliability_f = fiabilidad imposible de valorar
grade_credibility_1 = confirmado por otras fuentes
grade_credibility_2 = probablemente cierto
grade_credibility_3 = posiblemente cierto
grade_credibility_4 = dudoso
grade_credibility_5 = improbable
grade_credibility_6 = veracidad imposible de valorar

## Dentro de los textos

notes = Notas
back_to_text = Volver al texto
task_done = Hecho
task_open = Por hacer
table = Tabla


## Cómo citar

cite_this = Citar esta página
cite_managers = Para gestores bibliográficos
cite_hint = Añada el día en que leyó la página.
cite_dated = «{ $title }» ({ $date })
cite_undated = «{ $title }»
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = Copiar
copied = Copiado
embed = Mostrar en otro sitio
embed_hint = Péguelo en una página. No instala cookies y sus enlaces conducen aquí.
embed_whole = Completo, con las fuentes

## Nombres de los idiomas de las fuentes

lang_ar = árabe
lang_de = alemán
lang_en = inglés
lang_es = español
lang_fa = persa
lang_fr = francés
lang_he = hebreo
lang_hr = croata
lang_it = italiano
lang_ja = japonés
lang_nl = neerlandés
lang_pl = polaco
lang_pt = portugués
lang_ru = ruso
lang_tr = turco
lang_uk = ucraniano
lang_zh = chino

exports = Todos los acontecimientos como datos
export_table = Tabla (CSV)
export_json = Registros (JSON)
export_calendar = Calendario (iCalendar)
