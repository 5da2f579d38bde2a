# كلمات التواريخ؛ الشروح في en.ftl.

language_name = العربية

## التواريخ: الفترات والقوائم

date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
date-two-years = { $from }/{ $to }
date-far-year = سنة { $year }
date-from = { $date } وما بعده
date-until = { $date } وما قبله
date-from-unknown-end = { $date } – النهاية غير معروفة
date-until-unknown-start = البداية غير معروفة – { $date }
date-or-earlier = { $date } أو قبل ذلك
date-or-later = { $date } أو بعد ذلك

## التواريخ: مدى دقتها

date-about = { $kind ->
    [year] حوالي عام { $date }
   *[other] حوالي { $date }
}
date-about-short = نحو { $date }
date-uncertain = { $date } (غير مؤكد)
date-uncertain-short = { $date }؟
date-about-uncertain = { date-about } (غير مؤكد)
date-about-uncertain-short = نحو { $date }؟
date-approximate-parts = { $date } (تقريبي: { $parts })
date-uncertain-parts = { $date } (غير مؤكد: { $parts })
date-part = { $part ->
    [day] اليوم
    [month] الشهر
   *[year] السنة
}
date-estimate = حوالي عام { $date } ({ $range })
date-unknown = التاريخ غير معروف
date-one-end = { $which ->
    [start-about] { $date } (البداية تقريبية)
    [start-uncertain] { $date } (البداية غير مؤكدة)
    [start-both] { $date } (البداية تقريبية وغير مؤكدة)
    [end-about] { $date } (النهاية تقريبية)
    [end-uncertain] { $date } (النهاية غير مؤكدة)
   *[end-both] { $date } (النهاية تقريبية وغير مؤكدة)
}
date-unknown-part = { $part ->
    [day] { $date } (اليوم غير معروف)
    [month] { $date } (الشهر غير معروف)
    [month-and-day] { $date } (الشهر واليوم غير معروفين)
    [year] { $date } (السنة غير معروفة)
    [exact-day] { $date } (اليوم الدقيق غير معروف)
    [exact-month] { $date } (الشهر الدقيق غير معروف)
    [exact-year] { $date } (السنة الدقيقة غير معروفة)
   *[exact-date] { $date } (التاريخ الدقيق غير معروف)
}
date-day-unknown-month = { $date } (اليوم { $day }، الشهر غير معروف)
date-unknown-year = { $years } ({ $date }، السنة الدقيقة غير معروفة)

## التواريخ: أجزاء الشهر والسنة والعقد والقرن

date-early = { $kind ->
    [year] أوائل عام { $date }
   *[other] أوائل { $date }
}
date-middle = { $kind ->
    [year] منتصف عام { $date }
   *[other] منتصف { $date }
}
date-late = { $kind ->
    [year] أواخر عام { $date }
   *[other] أواخر { $date }
}
date-season = { $season ->
    [spring] ربيع { $year }
    [summer] صيف { $year }
    [autumn] خريف { $year }
   *[winter] شتاء { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (نصف الكرة الشمالي)
   *[south] { $date } (نصف الكرة الجنوبي)
}
date-quarter = { $which ->
    [first] الربع الأول من عام { $year }
    [second] الربع الثاني من عام { $year }
    [third] الربع الثالث من عام { $year }
   *[fourth] الربع الرابع من عام { $year }
}
date-half = { $which ->
    [first] النصف الأول من عام { $year }
   *[second] النصف الثاني من عام { $year }
}
date-decade = عقد { $decade }
date-century = القرن الـ{ $century }

## التواريخ: أوقات اليوم

date-time = { $date }، { $time } (بتوقيت { $place })
date-time-offset = { $date }، { $time } ({ $offset })
date-time-short = { $date }، { $time }
date-scheduled = { $date }، مقرر
date-reported = { $date }، حسب التقارير

# ما تقوله الواجهة بالعربية. المفاتيح هي مفاتيح الملف الإنجليزي.


## إطار كل صفحة

home = الرئيسية
skip_to_content = انتقل إلى المحتوى
nav_menu = القائمة الرئيسية
nav_languages = اللغات
nav_breadcrumbs = أنت هنا
nav_years = السنوات
nav_stretches = أجزاء هذا التسلسل الزمني
nav_letters = الحروف
nav_pages = صفحات هذه القائمة
nav_neighbours = ما قبله وما بعده
publisher = الناشر
licence = الترخيص
feed = خلاصة (Atom)
feed_corrections = خلاصة التصويبات (Atom)
draft = مسودة
embargo = محظور النشر حتى { $date }
untranslated = باللغة { $language }
colon = { ": " }
semicolon = { "؛ " }
comma = { "، " }

## عناوين الصفحات

title_timeline = التسلسل الزمني
title_open = البداية غير معروفة
title_articles = المقالات
title_actors = الجهات الفاعلة
title_places = الأماكن
title_topics = المواضيع
title_periods = الفترات
title_sources = المصادر
title_timelines = التسلسلات الزمنية
title_search = البحث
title_index = الفهرس الأبجدي
title_corrections = التصويبات
title_not_found = هذه الصفحة غير موجودة

## جملة تحت عنوان القائمة

intro_actors = الدول والمنظمات والجماعات والأشخاص المشاركون في الأحداث.
intro_places = أين وقعت الأحداث.
intro_topics = ما تتناوله الأحداث.
intro_periods = مُدد زمنية لها أسماء. ينتمي الحدث إلى كل فترة يقع تاريخه فيها.
intro_sources = جميع الأدلة التي تستند إليها الأحداث والمقالات.
intro_timelines = مختارات من الأحداث، لكل منها تسلسلها الزمني.
intro_index = أسماء كل ما في هذا الموقع وعناوينه بالترتيب الأبجدي.
intro_corrections = ما عُدِّل في الأحداث والمقالات بعد نشرها، الأحدث أولًا.

## الأعداد

count_events = { $count ->
    [zero] لا أحداث
    [one] حدث واحد
    [two] حدثان
    [few] { $count } أحداث
    [many] { $count } حدثًا
   *[other] { $count } حدث
}
count_articles = { $count ->
    [zero] لا مقالات
    [one] مقالة واحدة
    [two] مقالتان
    [few] { $count } مقالات
    [many] { $count } مقالة
   *[other] { $count } مقالة
}
count_results = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
position = { $number } من { $total }
page_of = الصفحة { $number } من { $total }
span = من { $from } إلى { $to }

## القوائم وكيفية المتابعة

earlier = قبل ذلك
later = بعد ذلك
previous_page = الصفحة السابقة
next_page = الصفحة التالية
whole_timeline = التسلسل الزمني كاملًا
whats_new = الجديد
no_events = لا توجد أحداث هنا.
no_articles = لا توجد مقالات بعد.
no_corrections = لم يُصوَّب شيء حتى الآن.
not_found_note = لا شيء في هذا العنوان. ربما كُتب خطأً.
to_home = إلى الصفحة الرئيسية
moved = انتقلت هذه الصفحة
moved_to = عنوانها الآن:
contents = المحتويات

## أنواع السجلات، عناوينَ لما ينتمي إلى الصفحة

events = الأحداث
articles = المقالات
actors = الجهات الفاعلة
places = الأماكن
topics = المواضيع
periods = الفترات
sources = المصادر
source = المصدر
timelines = التسلسلات الزمنية
correction = تصويب
corrections = التصويبات
turning_point = نقطة تحول
turning_points = نقاط التحول

## أنواع السجلات، مفردة

kind_event = حدث
kind_actor = جهة فاعلة
kind_place = مكان
kind_source = مصدر
kind_period = فترة
kind_topic = موضوع
kind_timeline = تسلسل زمني
kind_article = مقالة
kind_page = صفحة

actor_kind_state = دولة
actor_kind_organisation = منظمة
actor_kind_group = جماعة
actor_kind_person = شخص
actor_kind_other = جهة فاعلة

source_kind_primary = مصدر أولي
source_kind_party = مصدر لأحد الأطراف
source_kind_press = صحافة
source_kind_reference = عمل مرجعي
source_kind_copy = نسخة
source_kind_other = مصدر آخر

place_precision_exact = موقع دقيق
place_precision_near = موقع قريب
place_precision_locality = في مكان ما من هذه البلدة
place_precision_region = في مكان ما من هذه المنطقة
place_precision_country = في مكان ما من هذا البلد

## حدث

status_reported = حسب التقارير
status_confirmed = مؤكد
status_disputed = روايات متباينة
status_retracted = مسحوب

how_sure = درجة التأكد
date_is_moment = اليوم والساعة معروفان.
date_is_day = اليوم معروف.
date_is_month = الشهر معروف دون اليوم.
date_is_season = الفصل معروف دون اليوم.
date_is_year = السنة معروفة دون اليوم.
date_is_longer = لا يُعرف التاريخ إلا ضمن عدد من السنوات.
date_is_interval = امتد الحدث مدة من الزمن.
date_is_each = ينطبق الحدث على كل من هذه التواريخ.
date_is_choice = التاريخ واحد من عدة تواريخ.
date_is_open = البداية أو النهاية مفتوحة.
date_is_approximate = التاريخ تقريبي.
date_is_uncertain = التاريخ غير مؤكد.
event_is_reported = وردت عنه تقارير، لكنه غير مؤكد.
event_is_confirmed = الحدث مؤكد.
event_is_disputed = تتباين فيه روايات الأطراف أو المصادر.
event_is_retracted = سُحب هذا السجل.
no_sources = لم تُذكر مصادر.
retracted_notice = سُحب هذا السجل: لم يعد قائمًا بالصيغة التي نُشر بها.
see_accounts = من يقول ماذا

accounts = من يقول ماذا
account_of_sources = بحسب المصادر
account_date = التاريخ المذكور
facts = باختصار
fatalities = القتلى
known_since = أصبح معروفًا
event_kind = النوع
date_notation = التاريخ بصيغة EDTF
possibly = ربما
relations = ما قبله وما بعده
mentioned_in = مقالات عنه
events_mentioned = الأحداث الواردة في هذه المقالة
about = عمّا تتحدث
graphic_warning = تُظهر هذه الصورة مشاهد عنف.
graphic_show = اعرضها
graphic_open = افتح الصورة

relation_follows = ما أدى إليه
relation_follows_by = ما نتج عنه
relation_responds_to = جاء ردًا على
relation_responds_to_by = الردود عليه
relation_implements = جاء تنفيذًا لما يلي
relation_implements_by = خطوات تنفيذه
relation_part_of = جزء من
relation_part_of_by = أجزاؤه

fatalities_between = بين { $low } و{ $high }
fatalities_best = { $best } (أفضل تقدير)
fatalities_exact = { $count }

## The overview: the whole span at one glance

overview = الأحداث عبر الزمن
overview_range = المدة الزمنية المعروضة
overview_extent = { $events }، { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }؛ يضاف إليها ما امتد أطول أو كان تأريخه أقل دقة: { $others }
overview_densest = الفترة الأكثر كثافة: { $bin }.
overview_turning_points = نقاط التحول: { $list }.
overview_broken = حيث ينقطع المحور حُذفت فترات طويلة بلا أحداث.
overview_unplaced = بلا بداية أو نهاية معروفة: { $events }.

## خرائط

map_places = خريطة الأماكن
map_events = { $name }: { $events }
map_of = خريطة: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }، { $precision }
map_kilometres = { $count } كم
map_width = يبلغ عرض الخريطة نحو { $distance }، ولا تُظهر إلا اليابسة والمياه، بلا حدود.
map_whole = تُظهر الخريطة الأرض كلها، اليابسة والمياه فقط، بلا حدود.
map_sizes = كلما كبرت العلامة زاد عدد الأحداث. الأماكن المتقاربة جدًا تشترك في علامة واحدة، والعدد بعد علامة الجمع يبيّن كم مكانًا يضاف إليها.
map_shared = علامات تمثل عدة أماكن
map_more = { $name } +{ $count }
map_rest = و{ $count } غيرها
map_close = عن قرب، حيث معظم الأماكن
map_periods = خرائط حسب الفترات
place_within = ضمن نحو { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = طرق عرض هذا التسلسل الزمني
lanes_list = قائمة
lanes_actor = حسب الجهة الفاعلة
lanes_place = حسب المكان
lanes_topic = حسب الموضوع
lanes_kind = حسب النوع
lanes_intro = ما يقع بعضه تحت بعض حدث في الوقت نفسه. ويدل الرقم على أحداث متقاربة لا يمكن رسمها منفصلة.
lanes_rest = غير مذكور

## العلامات أمام الأحداث

legend = معاني العلامات
legend_day = اليوم معروف
legend_month = الشهر أو الفصل أو السنة معروفة
legend_vague = تقريبي أو غير مؤكد
legend_interval = مدة من الزمن
legend_open = البداية أو النهاية مفتوحة
legend_choice = واحد من عدة تواريخ
legend_turning_point = نقطة تحول
legend_detail = تفصيل

## تضييق التسلسل الزمني

filters = تضييق التسلسل الزمني
filter_find = البحث في هذه القائمة
filter_status = الحالة
filter_dates = التواريخ
filter_from = من
filter_to = إلى
filter_date_hint = سنة أو شهر أو يوم: 2014، 2014-03، 2014-03-18
filter_bad_date = هذا ليس تاريخًا.
filter_certain = ما يقع بينهما على وجه اليقين فقط
filter_weight = الأهمية
filter_weight_1 = كل شيء
filter_weight_2 = دون التفاصيل
filter_weight_3 = نقاط التحول فقط
filter_apply = تطبيق
filter_reset = عرض كل شيء
filter_results = الأحداث المختارة
filter_none = لا حدث يطابق هذا الاختيار.
filter_possible = منها على سبيل الاحتمال: { $count }
filter_failed = تعذّر تحميل البيانات اللازمة.

## البحث

search = بحث
search_words = كلمات البحث
search_hint = الأسماء والعناوين وكلمات النصوص. يكفي أول الكلمة، ويمكن ترك الحركات والهمزات.
search_without = يحتاج البحث إلى البرامج النصية، وهي معطلة أو لم تُحمَّل. يقود الفهرس الأبجدي إلى كل ما في هذا الموقع.
search_none = لا شيء يحوي هذه الكلمات كلها.
search_more = مزيد من النتائج
search_failed = تعذر تحميل البيانات اللازمة.
search_results = النتائج
search_best = أفضل النتائج: { $shown } من { $total }

## سجلات أخرى

stretch = البداية والنهاية
also_known_as = أسماء أخرى
country = البلد
coordinates_name = الإحداثيات
# Isolates keep the degree sign behind its number.
coordinates = { "\u2066" }{ $lat }°{ "\u2069" } { $ns }، { "\u2066" }{ $lon }°{ "\u2069" } { $ew }
compass_north = شمالًا
compass_south = جنوبًا
compass_east = شرقًا
compass_west = غربًا
broader = جزء من
narrower = الأجزاء
website = الموقع الإلكتروني
possible_events = أحداث ربما تنتمي إلى هذه الفترة
possible_events_note = تواريخها غير مؤكدة إلى حد لا يسمح بالقول إنها تقع في هذه الفترة.

## المصادر ودرجاتها (نظام الأميرالية، الناتو AJP-2.1)

archived_copy = نسخة مؤرشفة
cited_where = أين يُستشهد به
accessed = تاريخ الاطلاع:
described = العنوان من صياغة التحرير
updated = آخر تعديل:

grade_reliability_a = موثوق تمامًا
grade_reliability_b = موثوق عادةً
grade_reliability_c = موثوق إلى حد ما
grade_reliability_d = غير موثوق عادةً
grade_reliability_e = غير موثوق
grade_reliability_f = لا يمكن تقدير موثوقيته
grade_credibility_1 = أكدته مصادر أخرى
grade_credibility_2 = صحيح على الأرجح
grade_credibility_3 = ربما يكون صحيحًا
grade_credibility_4 = مشكوك فيه
grade_credibility_5 = مستبعد
grade_credibility_6 = لا يمكن تقدير صحته

## داخل النصوص

notes = الهوامش
back_to_text = العودة إلى النص
task_done = أُنجز
task_open = لم يُنجز بعد
table = جدول


## الاستشهاد

cite_this = الاستشهاد بهذه الصفحة
cite_managers = لبرامج إدارة المراجع
cite_hint = أضف اليوم الذي قرأت فيه الصفحة.
cite_dated = «{ $title }» ({ $date })
cite_undated = «{ $title }»
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = نسخ
copied = تم النسخ
embed = العرض في موقع آخر
embed_hint = ألصق هذا في صفحة. لا تُحفظ أي ملفات تعريف ارتباط، والروابط تقود إلى هنا.
embed_whole = النص الكامل مع المصادر

## أسماء لغات المصادر

lang_ar = العربية
lang_de = الألمانية
lang_en = الإنجليزية
lang_es = الإسبانية
lang_fa = الفارسية
lang_fr = الفرنسية
lang_he = العبرية
lang_hr = الكرواتية
lang_it = الإيطالية
lang_ja = اليابانية
lang_nl = الهولندية
lang_pl = البولندية
lang_pt = البرتغالية
lang_ru = الروسية
lang_tr = التركية
lang_uk = الأوكرانية
lang_zh = الصينية

exports = جميع الأحداث كبيانات
export_table = جدول (CSV)
export_json = سجلات (JSON)
export_calendar = تقويم (iCalendar)
