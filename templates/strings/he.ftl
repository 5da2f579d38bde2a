# מילים לתאריכים; ההסברים נמצאים ב־en.ftl.

language_name = עברית

## תאריכים: תקופות ורשימות

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }/{ $to }
date-far-year = שנת { $year }
date-from = { $date } ואילך
date-until = עד { $date }
date-from-unknown-end = { $date } – הסוף אינו ידוע
date-until-unknown-start = ההתחלה אינה ידועה – { $date }
date-or-earlier = { $date } או קודם לכן
date-or-later = { $date } או מאוחר יותר

## תאריכים: מידת הוודאות

date-about = { $date } (בקירוב)
date-about-short = { $date } (בקירוב)
date-uncertain = { $date } (לא ודאי)
date-uncertain-short = { $date }?
date-about-uncertain = { $date } (בקירוב, לא ודאי)
date-about-uncertain-short = { $date } (בקירוב, ?)
date-approximate-parts = { $date } (בקירוב: { $parts })
date-uncertain-parts = { $date } (לא ודאי: { $parts })
date-part = { $part ->
    [day] היום
    [month] החודש
   *[year] השנה
}
date-estimate = { $date } (בקירוב, { $range })
date-unknown = תאריך לא ידוע
date-one-end = { $which ->
    [start-about] { $date } (ההתחלה בקירוב)
    [start-uncertain] { $date } (ההתחלה אינה ודאית)
    [start-both] { $date } (ההתחלה בקירוב ואינה ודאית)
    [end-about] { $date } (הסוף בקירוב)
    [end-uncertain] { $date } (הסוף אינו ודאי)
   *[end-both] { $date } (הסוף בקירוב ואינו ודאי)
}
date-unknown-part = { $part ->
    [day] { $date } (היום אינו ידוע)
    [month] { $date } (החודש אינו ידוע)
    [month-and-day] { $date } (החודש והיום אינם ידועים)
    [year] { $date } (השנה אינה ידועה)
    [exact-day] { $date } (היום המדויק אינו ידוע)
    [exact-month] { $date } (החודש המדויק אינו ידוע)
    [exact-year] { $date } (השנה המדויקת אינה ידועה)
   *[exact-date] { $date } (התאריך המדויק אינו ידוע)
}
date-day-unknown-month = { $date } (ה־{ $day } בחודש, החודש אינו ידוע)
date-unknown-year = { $years } ({ $date }, השנה המדויקת אינה ידועה)

## תאריכים: חלקי חודש, שנה, עשור ומאה

date-early = תחילת { $date }
date-middle = אמצע { $date }
date-late = סוף { $date }
date-season = { $season ->
    [spring] אביב { $year }
    [summer] קיץ { $year }
    [autumn] סתיו { $year }
   *[winter] חורף { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (חצי הכדור הצפוני)
   *[south] { $date } (חצי הכדור הדרומי)
}
date-quarter = { $which ->
    [first] הרבעון הראשון של { $year }
    [second] הרבעון השני של { $year }
    [third] הרבעון השלישי של { $year }
   *[fourth] הרבעון הרביעי של { $year }
}
date-half = { $which ->
    [first] המחצית הראשונה של { $year }
   *[second] המחצית השנייה של { $year }
}
date-decade = שנות ה־{ $tens } של המאה ה־{ $century }
date-century = המאה ה־{ $century }

## תאריכים: שעות

date-time = { $date }, { $time } (שעון { $place })
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, מתוכנן
date-reported = { $date }, לפי הדיווחים

# מה שהממשק אומר בעברית. המפתחות הם אלה של הקובץ האנגלי.


## המסגרת של כל דף

home = דף הבית
skip_to_content = דילוג לתוכן
nav_menu = תפריט ראשי
nav_languages = שפות
nav_breadcrumbs = המיקום באתר
nav_years = שנים
nav_stretches = חלקי ציר הזמן
nav_letters = אותיות
nav_pages = דפי הרשימה
nav_neighbours = מוקדם יותר ומאוחר יותר
publisher = המוציא לאור
licence = רישיון
feed = הזנת Atom
feed_corrections = הזנת תיקונים (Atom)
draft = טיוטה
embargo = באמברגו עד { $date }
untranslated = שפה: { $language }
colon = { ": " }
semicolon = { "; " }
comma = { ", " }

## כותרות הדפים

title_timeline = ציר הזמן
title_open = ההתחלה אינה ידועה
title_articles = מאמרים
title_actors = גורמים מעורבים
title_places = מקומות
title_topics = נושאים
title_periods = תקופות
title_sources = מקורות
title_timelines = צירי זמן
title_search = חיפוש
title_index = מפתח אלפביתי
title_corrections = תיקונים
title_not_found = הדף אינו קיים

## משפט מתחת לכותרת של רשימה

intro_actors = מדינות, ארגונים, קבוצות ואנשים שנוטלים חלק באירועים.
intro_places = היכן התרחשו האירועים.
intro_topics = במה עוסקים האירועים.
intro_periods = פרקי זמן בעלי שם. אירוע משתייך לכל תקופה שתאריכו חל בה.
intro_sources = כל הראיות שהאירועים והמאמרים מסתמכים עליהן.
intro_timelines = מבחר אירועים, כל אחד על ציר זמן משלו.
intro_index = השמות והכותרות של כל מה שבאתר, לפי סדר האלף־בית.
intro_corrections = מה שונה באירועים ובמאמרים לאחר פרסומם, מן החדש אל הישן.

## מספרים

count_events = { $count ->
    [one] אירוע אחד
    [two] שני אירועים
   *[other] { $count } אירועים
}
count_articles = { $count ->
    [one] מאמר אחד
    [two] שני מאמרים
   *[other] { $count } מאמרים
}
count_results = { $count ->
    [one] תוצאה אחת
    [two] שתי תוצאות
   *[other] { $count } תוצאות
}
position = { $number } מתוך { $total }
page_of = דף { $number } מתוך { $total }
span = { $from } עד { $to }

## רשימות ואיך ממשיכים

earlier = מוקדם יותר
later = מאוחר יותר
previous_page = הדף הקודם
next_page = הדף הבא
whole_timeline = ציר הזמן המלא
whats_new = מה חדש
no_events = אין כאן אירועים.
no_articles = אין עדיין מאמרים.
no_corrections = עד כה לא תוקן דבר.
not_found_note = אין דבר בכתובת הזאת. ייתכן שנפלה בה שגיאת הקלדה.
to_home = לדף הבית
moved = הדף עבר לכתובת אחרת
moved_to = כעת הוא נמצא כאן:
contents = תוכן העניינים

## סוגי רשומות, ככותרות של מה ששייך לדף

events = אירועים
articles = מאמרים
actors = גורמים מעורבים
places = מקומות
topics = נושאים
periods = תקופות
sources = מקורות
source = מקור
timelines = צירי זמן
correction = תיקון
corrections = תיקונים
turning_point = נקודת מפנה
turning_points = נקודות מפנה

## סוגי רשומות, ביחיד

kind_event = אירוע
kind_actor = גורם מעורב
kind_place = מקום
kind_source = מקור
kind_period = תקופה
kind_topic = נושא
kind_timeline = ציר זמן
kind_article = מאמר
kind_page = דף

actor_kind_state = מדינה
actor_kind_organisation = ארגון
actor_kind_group = קבוצה
actor_kind_person = אדם
actor_kind_other = גורם מעורב

source_kind_primary = מקור ראשוני
source_kind_party = מקור של אחד הצדדים
source_kind_press = עיתונות
source_kind_reference = ספרות יעץ
source_kind_copy = עותק
source_kind_other = מקור אחר

place_precision_exact = מיקום מדויק
place_precision_near = בקרבת מקום
place_precision_locality = אי־שם ביישוב זה
place_precision_region = אי־שם באזור זה
place_precision_country = אי־שם במדינה זו

## אירוע

status_reported = לפי דיווחים
status_confirmed = מאומת
status_disputed = גרסאות שונות
status_retracted = הרשומה בוטלה

how_sure = מידת הוודאות
date_is_moment = היום והשעה ידועים.
date_is_day = היום ידוע.
date_is_month = התאריך ידוע ברמת החודש.
date_is_season = התאריך ידוע ברמת העונה.
date_is_year = התאריך ידוע ברמת השנה.
date_is_longer = התאריך ידוע רק בטווח של שנים אחדות או יותר.
date_is_interval = האירוע נמשך פרק זמן.
date_is_each = הרשומה חלה על כל אחד מן התאריכים האלה.
date_is_choice = התאריך הוא אחד מכמה תאריכים.
date_is_open = ההתחלה או הסוף פתוחים.
date_is_approximate = התאריך משוער.
date_is_uncertain = התאריך אינו ודאי.
event_is_reported = האירוע דווח, אך לא אומת.
event_is_confirmed = האירוע מאומת.
event_is_disputed = הצדדים או המקורות מתארים אותו באופנים שונים.
event_is_retracted = הרשומה בוטלה.
no_sources = לא צוינו מקורות.
retracted_notice = רשומה זו בוטלה: היא אינה תקפה עוד כפי שפורסמה.
see_accounts = מי אומר מה

accounts = מי אומר מה
account_of_sources = לפי המקורות
account_date = התאריך שצוין
facts = בקצרה
fatalities = הרוגים
known_since = נודע
event_kind = סוג
date_notation = תאריך ב־EDTF
possibly = אולי
relations = לפני ואחרי
mentioned_in = מאמרים בנושא
events_mentioned = אירועים במאמר זה
about = במה מדובר
graphic_warning = בתמונה זו מוצגת אלימות.
graphic_show = הצגת התמונה
graphic_open = פתיחת התמונה

relation_follows = מה הוביל לכך
relation_follows_by = מה נבע מכך
relation_responds_to = בתגובה על
relation_responds_to_by = תגובות
relation_implements = ביצוע של
relation_implements_by = הביצוע
relation_part_of = חלק מתוך
relation_part_of_by = חלקיו

fatalities_between = בין { $low } ל־{ $high }
fatalities_best = { $best } (האומדן הטוב ביותר)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = האירועים לאורך הזמן
overview_range = פרק הזמן המוצג
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }; נוסף עליהם, ממושכים יותר או מתוארכים פחות במדויק: { $others }
overview_densest = הפרק הצפוף ביותר: { $bin }.
overview_turning_points = נקודות מפנה: { $list }.
overview_broken = במקומות שבהם הציר קטוע הושמטו פרקי זמן ארוכים ללא אירועים.
overview_unplaced = ללא התחלה או סוף ידועים: { $events }.

## מפות

map_places = מפת המקומות
map_events = { $name }: { $events }
map_of = מפה: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }, { $precision }
map_kilometres = { $count } ק״מ
map_width = רוחב המפה כ־{ $distance } והיא מציגה יבשה ומים בלבד, ללא גבולות.
map_whole = המפה מציגה את כדור הארץ כולו, יבשה ומים בלבד, ללא גבולות.
map_sizes = ככל שהסימן גדול יותר, יש יותר אירועים. מקומות קרובים מדי חולקים סימן אחד; המספר שאחרי סימן הפלוס אומר כמה נוספים עליו.
map_shared = סימנים המייצגים כמה מקומות
map_more = { $name } +{ $count }
map_rest = ועוד { $count }
map_close = מקרוב, היכן שנמצאים רוב המקומות
map_periods = מפות לפי תקופות
place_within = ברדיוס של כ־{ $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = תצוגות של ציר הזמן
lanes_list = רשימה
lanes_actor = לפי גורם מעורב
lanes_place = לפי מקום
lanes_topic = לפי נושא
lanes_kind = לפי סוג
lanes_intro = מה שמופיע זה מתחת לזה אירע באותו הזמן. מספר מייצג אירועים צפופים מכדי לשרטט אותם בנפרד.
lanes_rest = לא צוין

## סימנים לפני האירועים

legend = משמעות הסימנים
legend_day = היום ידוע
legend_month = החודש, העונה או השנה ידועים
legend_vague = משוער או לא ודאי
legend_interval = פרק זמן
legend_open = ההתחלה או הסוף פתוחים
legend_choice = אחד מכמה תאריכים
legend_turning_point = נקודת מפנה
legend_detail = פרט

## צמצום ציר הזמן

filters = צמצום ציר הזמן
filter_find = חיפוש ברשימה זו
filter_status = מצב
filter_dates = תאריכים
filter_from = מתאריך
filter_to = עד תאריך
filter_date_hint = שנה, חודש או יום: 2014, 2014-03, 2014-03-18
filter_bad_date = זה אינו תאריך.
filter_certain = רק מה שחל ביניהם בוודאות
filter_weight = חשיבות
filter_weight_1 = הכול
filter_weight_2 = ללא פרטים
filter_weight_3 = נקודות מפנה בלבד
filter_apply = החלה
filter_reset = הצגת הכול
filter_results = האירועים שנבחרו
filter_none = אין אירוע המתאים לבחירה זו.
filter_possible = מתוכם ייתכן: { $count }
filter_failed = לא ניתן היה לטעון את הנתונים הדרושים.

## חיפוש

search = חיפוש
search_words = מילים לחיפוש
search_hint = שמות, כותרות ומילים מן הטקסטים. די בתחילת המילה; אפשר להשמיט ניקוד.
search_without = החיפוש זקוק לסקריפטים, והם כבויים או לא נטענו. המפתח האלפביתי מוביל לכל מה שבאתר.
search_none = אין דבר שכולל את כל המילים האלה.
search_more = תוצאות נוספות
search_failed = לא ניתן היה לטעון את הנתונים הדרושים.
search_results = תוצאות
search_best = התוצאות הטובות ביותר: { $shown } מתוך { $total }

## רשומות אחרות

stretch = התחלה וסוף
also_known_as = שמות נוספים
country = מדינה
coordinates_name = קואורדינטות
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = צפון
compass_south = דרום
compass_east = מזרח
compass_west = מערב
broader = חלק מתוך
narrower = חלקים
website = אתר
possible_events = אירועים שייתכן שהם משתייכים לתקופה זו
possible_events_note = תאריכיהם אינם ודאיים דיים כדי לומר אם הם חלים בתקופה זו.

## מקורות והציונים שלהם (קוד האדמירליות, נאט״ו AJP-2.1)

archived_copy = עותק בארכיון
cited_where = היכן הוא מצוטט
accessed = מועד הצפייה:
described = הכותרת בניסוח המערכת
updated = עודכן:

grade_reliability_a = מהימן לחלוטין
grade_reliability_b = מהימן בדרך כלל
grade_reliability_c = מהימן למדי
grade_reliability_d = אינו מהימן בדרך כלל
grade_reliability_e = אינו מהימן
grade_reliability_f = לא ניתן להעריך את המהימנות
grade_credibility_1 = אושר במקורות אחרים
grade_credibility_2 = ככל הנראה נכון
grade_credibility_3 = ייתכן שנכון
grade_credibility_4 = מוטל בספק
grade_credibility_5 = לא סביר
grade_credibility_6 = לא ניתן להעריך את הנכונות

## בתוך הטקסטים

notes = הערות
back_to_text = חזרה לטקסט
task_done = בוצע
task_open = לביצוע
table = טבלה


## ציטוט

cite_this = ציטוט הדף
cite_managers = לתוכנות לניהול מקורות
cite_hint = הוסיפו את היום שבו קראתם את הדף.
cite_dated = „{ $title }” ({ $date })
cite_undated = „{ $title }”
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = העתקה
copied = הועתק
embed = הצגה באתר אחר
embed_hint = הדביקו זאת בדף. לא נשמרות עוגיות, והקישורים מובילים לכאן.
embed_whole = במלואו, עם המקורות

## שמות שפות המקורות

lang_ar = ערבית
lang_de = גרמנית
lang_en = אנגלית
lang_es = ספרדית
lang_fa = פרסית
lang_fr = צרפתית
lang_he = עברית
lang_hr = קרואטית
lang_it = איטלקית
lang_ja = יפנית
lang_nl = הולנדית
lang_pl = פולנית
lang_pt = פורטוגלית
lang_ru = רוסית
lang_tr = טורקית
lang_uk = אוקראינית
lang_zh = סינית

exports = כל האירועים כנתונים
export_table = טבלה (CSV)
export_json = רשומות (JSON)
export_calendar = לוח שנה (iCalendar)
