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

# Что интерфейс говорит по-русски. Ключи те же, что в английском файле.


## Рамка каждой страницы

home = Главная
skip_to_content = Перейти к содержанию
nav_menu = Главное меню
nav_languages = Языки
nav_breadcrumbs = Вы здесь
nav_years = Годы
nav_stretches = Части этой хронологии
nav_letters = Буквы
nav_pages = Страницы этого списка
nav_neighbours = Раньше и позже
publisher = Издатель
licence = Лицензия
feed = Лента (Atom)
feed_corrections = Лента исправлений (Atom)
draft = черновик
embargo = эмбарго до: { $date }
untranslated = язык: { $language }
colon = { ": " }
semicolon = { "; " }
comma = { ", " }

## Названия страниц

title_timeline = Хронология
title_open = Начало неизвестно
title_articles = Статьи
title_actors = Участники
title_places = Места
title_topics = Темы
title_periods = Периоды
title_sources = Источники
title_timelines = Хронологии
title_search = Поиск
title_index = Указатель А–Я
title_corrections = Исправления
title_not_found = Такой страницы нет

## Предложение под названием списка

intro_actors = Государства, организации, группы и лица, участвующие в событиях.
intro_places = Где происходили события.
intro_topics = Чего касаются события.
intro_periods = Отрезки времени, имеющие собственные названия. Событие относится к каждому периоду, на который приходится его дата.
intro_sources = Все материалы, на которые опираются события и статьи.
intro_timelines = Подборки событий, каждая с собственной хронологией.
intro_index = Названия и заголовки всего, что есть на этом сайте, в алфавитном порядке.
intro_corrections = Что изменено в событиях и статьях после публикации, начиная с последних изменений.

## Числа

count_events = { $count ->
    [one] { $count } событие
    [few] { $count } события
    [many] { $count } событий
   *[other] { $count } события
}
count_articles = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
    [many] { $count } статей
   *[other] { $count } статьи
}
count_results = { $count ->
    [one] { $count } результат
    [few] { $count } результата
    [many] { $count } результатов
   *[other] { $count } результата
}
position = { $number } из { $total }
page_of = Страница { $number } из { $total }
span = { $from }–{ $to }

## Списки и как идти дальше

earlier = Раньше
later = Позже
previous_page = Предыдущая страница
next_page = Следующая страница
whole_timeline = Вся хронология
whats_new = Что нового
no_events = Здесь нет событий.
no_articles = Статей пока нет.
no_corrections = Пока ничего не исправлялось.
not_found_note = По этому адресу ничего нет. Возможно, в нём опечатка.
to_home = На главную страницу
moved = Эта страница сменила адрес
moved_to = Теперь она здесь:
contents = Содержание

## Виды записей как заголовки того, что относится к странице

events = События
articles = Статьи
actors = Участники
places = Места
topics = Темы
periods = Периоды
sources = Источники
source = Источник
timelines = Хронологии
correction = Исправление
corrections = Исправления
turning_point = поворотный момент
turning_points = Поворотные моменты

## Виды записей, в единственном числе

kind_event = Событие
kind_actor = Участник
kind_place = Место
kind_source = Источник
kind_period = Период
kind_topic = Тема
kind_timeline = Хронология
kind_article = Статья
kind_page = Страница

actor_kind_state = Государство
actor_kind_organisation = Организация
actor_kind_group = Группа
actor_kind_person = Лицо
actor_kind_other = Участник

source_kind_primary = первоисточник
source_kind_party = источник одной из сторон
source_kind_press = пресса
source_kind_reference = справочное издание
source_kind_copy = копия
source_kind_other = другой источник

place_precision_exact = точное место
place_precision_near = поблизости
place_precision_locality = где-то в этом населённом пункте
place_precision_region = где-то в этом регионе
place_precision_country = где-то в этой стране

## Событие

status_reported = по сообщениям
status_confirmed = подтверждено
status_disputed = версии расходятся
status_retracted = отозвано

how_sure = Степень достоверности
date_is_moment = Известны день и время.
date_is_day = День известен.
date_is_month = Дата известна с точностью до месяца.
date_is_season = Дата известна с точностью до времени года.
date_is_year = Дата известна с точностью до года.
date_is_longer = Дату можно определить лишь в пределах ряда лет.
date_is_interval = Событие продолжалось некоторое время.
date_is_each = Запись относится к каждой из этих дат.
date_is_choice = Верна одна из нескольких дат.
date_is_open = Начало или конец не определены.
date_is_approximate = Дата приблизительна.
date_is_uncertain = Дата под вопросом.
event_is_reported = О событии сообщалось, но оно не подтверждено.
event_is_confirmed = Событие подтверждено.
event_is_disputed = Стороны или источники описывают событие по-разному.
event_is_retracted = Запись отозвана.
no_sources = Источники не указаны.
retracted_notice = Эта запись отозвана: в опубликованном виде она больше не действительна.
see_accounts = Кто что говорит

accounts = Кто что говорит
account_of_sources = По данным источников
account_date = Названная дата
facts = Кратко
fatalities = Погибшие
known_since = Стало известно
event_kind = Вид
date_notation = Дата в EDTF
possibly = возможно
relations = До и после
mentioned_in = Статьи об этом
events_mentioned = События в этой статье
about = О чём речь
graphic_warning = На этом изображении показано насилие.
graphic_show = Показать
graphic_open = Открыть изображение

relation_follows = Что к этому привело
relation_follows_by = К чему это привело
relation_responds_to = На что это ответ
relation_responds_to_by = Что стало ответом
relation_implements = Во исполнение чего
relation_implements_by = Как это исполнялось
relation_part_of = Часть большего целого
relation_part_of_by = Составные части

fatalities_between = от { $low } до { $high }
fatalities_best = { $best } (наилучшая оценка)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = События во времени
overview_range = Показываемый промежуток времени
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }; кроме того, более длительные или датированные менее точно: { $others }
overview_densest = Самый насыщенный отрезок: { $bin }.
overview_turning_points = Переломные моменты: { $list }.
overview_broken = Там, где ось прервана, пропущены длительные отрезки без событий.
overview_unplaced = Без известного начала и конца: { $events }.

## Карты

map_places = Карта мест
map_events = { $name }: { $events }
map_of = Карта: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }, { $precision }
map_kilometres = { $count } км
map_width = Ширина карты — около { $distance }. Показаны только суша и воды, без границ.
map_whole = На карте вся Земля: только суша и воды, без границ.
map_sizes = Чем крупнее знак, тем больше событий. Слишком близкие места обозначены одним знаком; число после плюса показывает, сколько их добавляется.
map_shared = Знаки, обозначающие несколько мест
map_more = { $name } +{ $count }
map_rest = и ещё { $count }
map_close = Ближе, где находится большинство мест
map_periods = Карты по периодам
place_within = в радиусе около { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = Виды этой хронологии
lanes_list = Список
lanes_actor = По участникам
lanes_place = По местам
lanes_topic = По темам
lanes_kind = По видам
lanes_intro = То, что стоит друг под другом, происходило в одно и то же время. Число обозначает события, расположенные слишком близко, чтобы показать их по отдельности.
lanes_rest = Не указано

## Знаки перед событиями

legend = Что означают знаки
legend_day = день известен
legend_month = известны месяц, время года или год
legend_vague = дата приблизительна или под вопросом
legend_interval = отрезок времени
legend_open = начало или конец не определены
legend_choice = одна из нескольких дат
legend_turning_point = поворотный момент
legend_detail = подробность

## Сузить хронологию

filters = Сузить хронологию
filter_find = Искать в этом списке
filter_status = Статус
filter_dates = Даты
filter_from = С
filter_to = По
filter_date_hint = Год, месяц или день: 2014, 2014-03, 2014-03-18
filter_bad_date = Это не дата.
filter_certain = Только то, что точно приходится на этот промежуток
filter_weight = Значимость
filter_weight_1 = Всё
filter_weight_2 = Без подробностей
filter_weight_3 = Только поворотные моменты
filter_apply = Применить
filter_reset = Показать всё
filter_results = Выбранные события
filter_none = Ни одно событие не соответствует этому выбору.
filter_possible = из них возможно: { $count }
filter_failed = Не удалось загрузить нужные данные.

## Поиск

search = Искать
search_words = Слова для поиска
search_hint = Названия, заголовки и слова текстов. Достаточно начала слова; диакритические знаки можно опускать.
search_without = Для поиска нужны скрипты, а они отключены или не загрузились. Указатель от А до Я ведёт ко всему на этом сайте.
search_none = Ничто не содержит всех этих слов.
search_more = Больше результатов
search_failed = Не удалось загрузить нужные данные.
search_results = Результаты
search_best = лучшие результаты: { $shown } из { $total }

## Другие записи

stretch = Начало и конец
also_known_as = Другие названия
country = Страна
coordinates_name = Координаты
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = с. ш.
compass_south = ю. ш.
compass_east = в. д.
compass_west = з. д.
broader = Более широкая тема
narrower = Более узкие темы
website = Сайт
possible_events = События, которые, возможно, относятся к этому периоду
possible_events_note = Их даты слишком неопределённы, чтобы сказать, приходятся ли они на этот период.

## Источники и их оценки (код Адмиралтейства, НАТО AJP-2.1)

archived_copy = Архивная копия
cited_where = Где на него ссылаются
accessed = дата обращения:
described = название дано редакцией
updated = изменено:

grade_reliability_a = вполне надёжный
grade_reliability_b = обычно надёжный
grade_reliability_c = довольно надёжный
grade_reliability_d = обычно ненадёжный
grade_reliability_e = ненадёжный
grade_reliability_f = надёжность оценить невозможно
grade_credibility_1 = подтверждено другими источниками
grade_credibility_2 = вероятно, правда
grade_credibility_3 = возможно, правда
grade_credibility_4 = сомнительно
grade_credibility_5 = маловероятно
grade_credibility_6 = правдивость оценить невозможно

## В текстах

notes = Примечания
back_to_text = Назад к тексту
task_done = Сделано
task_open = Сделать
table = Таблица


## Цитирование

cite_this = Цитировать эту страницу
cite_managers = Для библиографических программ
cite_hint = Добавьте день, когда вы прочитали страницу.
cite_dated = «{ $title }» ({ $date })
cite_undated = «{ $title }»
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = Копировать
copied = Скопировано
embed = Показать на другом сайте
embed_hint = Вставьте это в страницу. Файлы cookie не сохраняются, а ссылки ведут сюда.
embed_whole = Полностью, с источниками

## Названия языков источников

lang_ar = арабский
lang_de = немецкий
lang_en = английский
lang_es = испанский
lang_fa = персидский
lang_fr = французский
lang_he = иврит
lang_hr = хорватский
lang_it = итальянский
lang_ja = японский
lang_nl = нидерландский
lang_pl = польский
lang_pt = португальский
lang_ru = русский
lang_tr = турецкий
lang_uk = украинский
lang_zh = китайский

exports = Все события как данные
export_table = Таблица (CSV)
export_json = Записи (JSON)
export_calendar = Календарь (iCalendar)
