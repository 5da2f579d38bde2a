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
