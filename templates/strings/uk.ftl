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

# Що інтерфейс говорить українською. Ключі ті самі, що в англійському файлі.


## Рамка кожної сторінки

home = Головна
skip_to_content = Перейти до вмісту
nav_menu = Головне меню
nav_languages = Мови
nav_breadcrumbs = Ви тут
nav_years = Роки
nav_stretches = Частини цієї хронології
nav_letters = Літери
nav_pages = Сторінки цього списку
nav_neighbours = Раніше і пізніше
publisher = Видавець
licence = Ліцензія
feed = Стрічка (Atom)
feed_corrections = Стрічка виправлень (Atom)
draft = чернетка
embargo = ембарго до: { $date }
untranslated = мова: { $language }
colon = { ": " }
semicolon = { "; " }
comma = { ", " }

## Назви сторінок

title_timeline = Хронологія
title_open = Початок невідомий
title_articles = Статті
title_actors = Учасники
title_places = Місця
title_topics = Теми
title_periods = Періоди
title_sources = Джерела
title_timelines = Хронології
title_search = Пошук
title_index = Покажчик А–Я
title_corrections = Виправлення
title_not_found = Такої сторінки немає

## Речення під назвою списку

intro_actors = Держави, організації, групи та особи, які беруть участь у подіях.
intro_places = Де відбувалися події.
intro_topics = Чого стосуються події.
intro_periods = Проміжки часу, що мають власні назви. Подія належить до кожного періоду, який охоплює її дату.
intro_sources = Усі матеріали, на які спираються події та статті.
intro_timelines = Добірки подій, кожна з власною хронологією.
intro_index = Назви й заголовки всього, що є на цьому сайті, за абеткою.
intro_corrections = Що змінено в подіях і статтях після оприлюднення, починаючи з найновішого.

## Числа

count_events = { $count ->
    [one] { $count } подія
    [few] { $count } події
    [many] { $count } подій
   *[other] { $count } події
}
count_articles = { $count ->
    [one] { $count } стаття
    [few] { $count } статті
    [many] { $count } статей
   *[other] { $count } статті
}
count_results = { $count ->
    [one] { $count } результат
    [few] { $count } результати
    [many] { $count } результатів
   *[other] { $count } результату
}
position = { $number } з { $total }
page_of = Сторінка { $number } з { $total }
span = { $from }–{ $to }

## Списки і як іти далі

earlier = Раніше
later = Пізніше
previous_page = Попередня сторінка
next_page = Наступна сторінка
whole_timeline = Уся хронологія
whats_new = Що нового
no_events = Тут немає подій.
no_articles = Статей ще немає.
no_corrections = Досі нічого не виправляли.
not_found_note = За цією адресою нічого немає. Можливо, у ній одрук.
to_home = На головну сторінку
moved = Ця сторінка змінила адресу
moved_to = Тепер вона тут:
contents = Зміст

## Види записів як заголовки того, що належить до сторінки

events = Події
articles = Статті
actors = Учасники
places = Місця
topics = Теми
periods = Періоди
sources = Джерела
source = Джерело
timelines = Хронології
correction = Виправлення
corrections = Виправлення
turning_point = поворотний момент
turning_points = Поворотні моменти

## Види записів, в однині

kind_event = Подія
kind_actor = Учасник
kind_place = Місце
kind_source = Джерело
kind_period = Період
kind_topic = Тема
kind_timeline = Хронологія
kind_article = Стаття
kind_page = Сторінка

actor_kind_state = Держава
actor_kind_organisation = Організація
actor_kind_group = Група
actor_kind_person = Особа
actor_kind_other = Учасник

source_kind_primary = першоджерело
source_kind_party = джерело однієї зі сторін
source_kind_press = преса
source_kind_reference = довідкове видання
source_kind_copy = копія
source_kind_other = інше джерело

place_precision_exact = точне місце
place_precision_near = поблизу
place_precision_locality = десь у цьому населеному пункті
place_precision_region = десь у цьому регіоні
place_precision_country = десь у цій країні

## Подія

status_reported = за повідомленнями
status_confirmed = підтверджено
status_disputed = версії розходяться
status_retracted = відкликано

how_sure = Ступінь певності
date_is_moment = День і час відомі.
date_is_day = День відомий.
date_is_month = Дату відомо з точністю до місяця.
date_is_season = Дату відомо з точністю до пори року.
date_is_year = Дату відомо з точністю до року.
date_is_longer = Дату можна визначити лише в межах низки років.
date_is_interval = Подія тривала певний час.
date_is_each = Запис стосується кожної з цих дат.
date_is_choice = Правильна одна з кількох дат.
date_is_open = Початок або кінець не визначено.
date_is_approximate = Дата приблизна.
date_is_uncertain = Дата непевна.
event_is_reported = Про подію повідомляли, але її не підтверджено.
event_is_confirmed = Подію підтверджено.
event_is_disputed = Сторони або джерела описують подію по-різному.
event_is_retracted = Запис відкликано.
no_sources = Джерел не вказано.
retracted_notice = Цей запис відкликано: в оприлюдненому вигляді він більше не чинний.
see_accounts = Хто що каже

accounts = Хто що каже
account_of_sources = За даними джерел
account_date = Названа дата
facts = Коротко
fatalities = Загиблі
known_since = Стало відомо
event_kind = Вид
date_notation = Дата в EDTF
possibly = можливо
relations = До і після
mentioned_in = Статті про це
events_mentioned = Події в цій статті
about = Про що йдеться
graphic_warning = На цьому зображенні показано насильство.
graphic_show = Показати
graphic_open = Відкрити зображення

relation_follows = Що до цього привело
relation_follows_by = До чого це привело
relation_responds_to = На що це відповідь
relation_responds_to_by = Що стало відповіддю
relation_implements = На виконання чого
relation_implements_by = Як це виконували
relation_part_of = Частина більшого цілого
relation_part_of_by = Складові частини

fatalities_between = від { $low } до { $high }
fatalities_best = { $best } (найкраща оцінка)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = Події в часі
overview_range = Проміжок часу для показу
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }; крім того, триваліші або датовані менш точно: { $others }
overview_densest = Найнасиченіший відрізок: { $bin }.
overview_turning_points = Переломні моменти: { $list }.
overview_broken = Там, де вісь переривається, пропущено тривалі відрізки без подій.
overview_unplaced = Без відомого початку й кінця: { $events }.

## Карти

map_places = Карта місць
map_events = { $name }: { $events }
map_of = Карта: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }, { $precision }
map_kilometres = { $count } км
map_width = Ширина карти — приблизно { $distance }. Показано лише суходіл і води, без кордонів.
map_whole = На карті вся Земля: лише суходіл і води, без кордонів.
map_sizes = Що більша позначка, то більше подій. Надто близькі місця мають спільну позначку; число після знака плюс показує, скільки їх додається.
map_shared = Позначки, що стоять за кілька місць
map_more = { $name } +{ $count }
map_rest = і ще { $count }
map_close = Ближче, де розташована більшість місць
map_periods = Карти за періодами
place_within = у радіусі близько { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = Подання цієї хронології
lanes_list = Список
lanes_actor = За учасниками
lanes_place = За місцями
lanes_topic = За темами
lanes_kind = За видами
lanes_intro = Те, що стоїть одне під одним, відбувалося в той самий час. Число позначає події, розташовані надто близько, щоб показати їх окремо.
lanes_rest = Не вказано

## Позначки перед подіями

legend = Що означають позначки
legend_day = день відомий
legend_month = відомий місяць, пора року або рік
legend_vague = дата приблизна або непевна
legend_interval = проміжок часу
legend_open = початок або кінець не визначено
legend_choice = одна з кількох дат
legend_turning_point = поворотний момент
legend_detail = подробиця

## Звузити хронологію

filters = Звузити хронологію
filter_find = Шукати в цьому списку
filter_status = Статус
filter_dates = Дати
filter_from = Від
filter_to = До
filter_date_hint = Рік, місяць або день: 2014, 2014-03, 2014-03-18
filter_bad_date = Це не дата.
filter_certain = Лише те, що напевно припадає на цей проміжок
filter_weight = Вага
filter_weight_1 = Усе
filter_weight_2 = Без подробиць
filter_weight_3 = Лише поворотні моменти
filter_apply = Застосувати
filter_reset = Показати все
filter_results = Вибрані події
filter_none = Жодна подія не відповідає цьому вибору.
filter_possible = з них можливо: { $count }
filter_failed = Не вдалося завантажити потрібні дані.

## Пошук

search = Шукати
search_words = Слова для пошуку
search_hint = Назви, заголовки та слова текстів. Досить початку слова; діакритичні знаки можна пропускати.
search_without = Для пошуку потрібні скрипти, а вони вимкнені або не завантажилися. Покажчик від А до Я веде до всього на цьому сайті.
search_none = Ніщо не містить усіх цих слів.
search_more = Більше результатів
search_failed = Не вдалося завантажити потрібні дані.
search_results = Результати
search_best = найкращі результати: { $shown } із { $total }

## Інші записи

stretch = Початок і кінець
also_known_as = Інші назви
country = Країна
coordinates_name = Координати
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = пн. ш.
compass_south = пд. ш.
compass_east = сх. д.
compass_west = зх. д.
broader = Ширша тема
narrower = Вужчі теми
website = Вебсайт
possible_events = Події, які, можливо, належать до цього періоду
possible_events_note = Їхні дати надто непевні, щоб сказати, чи припадають вони на цей період.

## Джерела та їхні оцінки (код Адміралтейства, НАТО AJP-2.1)

archived_copy = Архівна копія
cited_where = Де на нього посилаються
accessed = дата звернення:
described = назву дала редакція
updated = змінено:

grade_reliability_a = цілком надійне
grade_reliability_b = зазвичай надійне
grade_reliability_c = досить надійне
grade_reliability_d = зазвичай ненадійне
grade_reliability_e = ненадійне
grade_reliability_f = надійність оцінити неможливо
grade_credibility_1 = підтверджено іншими джерелами
grade_credibility_2 = імовірно, правда
grade_credibility_3 = можливо, правда
grade_credibility_4 = сумнівно
grade_credibility_5 = малоймовірно
grade_credibility_6 = правдивість оцінити неможливо

## У текстах

notes = Примітки
back_to_text = Назад до тексту
task_done = Зроблено
task_open = Зробити
table = Таблиця


## Цитування

cite_this = Цитувати цю сторінку
cite_managers = Для бібліографічних програм
cite_hint = Додайте день, коли ви прочитали сторінку.
cite_dated = «{ $title }» ({ $date })
cite_undated = «{ $title }»
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = Копіювати
copied = Скопійовано
embed = Показати на іншому сайті
embed_hint = Вставте це на сторінку. Файли cookie не зберігаються, а посилання ведуть сюди.
embed_whole = Повністю, з джерелами

## Назви мов джерел

lang_ar = арабська
lang_de = німецька
lang_en = англійська
lang_es = іспанська
lang_fa = перська
lang_fr = французька
lang_he = іврит
lang_hr = хорватська
lang_it = італійська
lang_ja = японська
lang_nl = нідерландська
lang_pl = польська
lang_pt = португальська
lang_ru = російська
lang_tr = турецька
lang_uk = українська
lang_zh = китайська

exports = Усі події як дані
export_table = Таблиця (CSV)
export_json = Записи (JSON)
export_calendar = Календар (iCalendar)
