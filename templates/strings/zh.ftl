# 日期用语；说明见 en.ftl。

language_name = 中文

## 日期：时段与列举

date-range-tight = { $from }至{ $to }
date-range = { $from }至{ $to }
date-two-years = { $from }至{ $next }年
date-far-year = { $year }
date-from = { $date }起
date-until = 截至{ $date }
date-from-unknown-end = { $date }起，结束时间不详
date-until-unknown-start = 开始时间不详，至{ $date }
date-or-earlier = { $date }或更早
date-or-later = { $date }或更晚

## 日期：确定程度

date-about = 约{ $date }
date-about-short = 约{ $date }
date-uncertain = { $date }（存疑）
date-uncertain-short = { $date }（？）
date-about-uncertain = 约{ $date }（存疑）
date-about-uncertain-short = 约{ $date }（？）
date-approximate-parts = { $date }（大约：{ $parts }）
date-uncertain-parts = { $date }（存疑：{ $parts }）
date-part = { $part ->
    [day] 日
    [month] 月
   *[year] 年
}
date-estimate = 约{ $date }（{ $range }）
date-unknown = 日期不详
date-one-end = { $which ->
    [start-about] { $date }（开始时间为约数）
    [start-uncertain] { $date }（开始时间存疑）
    [start-both] { $date }（开始时间为约数且存疑）
    [end-about] { $date }（结束时间为约数）
    [end-uncertain] { $date }（结束时间存疑）
   *[end-both] { $date }（结束时间为约数且存疑）
}
date-unknown-part = { $part ->
    [day] { $date }（日期不详）
    [month] { $date }（月份不详）
    [month-and-day] { $date }（月日不详）
    [year] { $date }（年份不详）
    [exact-day] { $date }（具体日期不详）
    [exact-month] { $date }（具体月份不详）
    [exact-year] { $date }（具体年份不详）
   *[exact-date] { $date }（具体日期不详）
}
date-day-unknown-month = { $date }（{ $day }日，月份不详）
date-unknown-year = { $years }（{ $date }，具体年份不详）

## 日期：月、年、年代、世纪的部分

date-early = { $kind ->
    [month] { $date }上旬
    [year] { $date }初
    [decade] { $date }初
    [century] { $date }初
   *[other] { $date }初期
}
date-middle = { $kind ->
    [month] { $date }中旬
    [year] { $date }年中
    [decade] { $date }中期
    [century] { $date }中叶
   *[other] { $date }中期
}
date-late = { $kind ->
    [month] { $date }下旬
    [year] { $date }末
    [decade] { $date }末
    [century] { $date }末
   *[other] { $date }末期
}
date-season = { $season ->
    [spring] { $year }春季
    [summer] { $year }夏季
    [autumn] { $year }秋季
   *[winter] { $year }冬季
}
date-hemisphere = { $side ->
    [north] { $date }（北半球）
   *[south] { $date }（南半球）
}
date-quarter = { $which ->
    [first] { $year }第一季度
    [second] { $year }第二季度
    [third] { $year }第三季度
   *[fourth] { $year }第四季度
}
date-half = { $which ->
    [first] { $year }上半年
   *[second] { $year }下半年
}
date-decade = { $century }世纪{ $tens }年代
date-century = { $century }世纪

## 日期：时刻

date-time = { $date }{ $time }（{ $place }时间）
date-time-offset = { $date }{ $time }（{ $offset }）
date-time-short = { $date }{ $time }
date-scheduled = { $date }，预定
date-reported = { $date }，据报道
