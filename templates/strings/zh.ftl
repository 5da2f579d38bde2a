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

# 界面的中文用语。键与英文文件相同。


## 每页的框架

home = 首页
skip_to_content = 跳到正文
nav_menu = 主菜单
nav_languages = 语言
nav_breadcrumbs = 当前位置
nav_years = 年份
nav_stretches = 时间线的各部分
nav_letters = 字母
nav_pages = 列表分页
nav_neighbours = 之前与之后
publisher = 发布者
licence = 许可
feed = 订阅源（Atom）
feed_corrections = 更正订阅源（Atom）
draft = 草稿
embargo = 禁发至 { $date }
untranslated = 语言：{ $language }
colon = ：
semicolon = ；
comma = ，

## 页面标题

title_timeline = 时间线
title_open = 开始时间不详
title_articles = 文章
title_actors = 参与方
title_places = 地点
title_topics = 主题
title_periods = 时期
title_sources = 资料来源
title_timelines = 专题时间线
title_search = 搜索
title_index = A–Z索引
title_corrections = 更正
title_not_found = 没有这个页面

## 列表标题下的一句话

intro_actors = 参与事件的国家、组织、团体和个人。
intro_places = 事件发生的地点。
intro_topics = 事件所涉及的内容。
intro_periods = 有名称的时段。事件的日期落在哪些时期，就归入哪些时期。
intro_sources = 事件和文章引用的全部证据。
intro_timelines = 从事件中选编而成，各有自己的时间线。
intro_index = 本站所有内容的名称和标题，按字母顺序排列。
intro_corrections = 事件和文章发布之后的改动，最新的在前。

## 数字

count_events = { $count ->
   *[other] { $count }个事件
}
count_articles = { $count ->
   *[other] { $count }篇文章
}
count_results = { $count ->
   *[other] { $count }个结果
}
position = 第{ $number }个，共{ $total }个
page_of = 第{ $number }页，共{ $total }页
span = { $from }至{ $to }

## 列表与继续浏览

earlier = 更早
later = 更晚
previous_page = 上一页
next_page = 下一页
whole_timeline = 完整时间线
whats_new = 最新内容
no_events = 这里没有事件。
no_articles = 尚无文章。
no_corrections = 迄今没有更正。
not_found_note = 此地址没有内容，可能是输入有误。
to_home = 前往首页
moved = 此页面已迁移
moved_to = 现在的地址：
contents = 目录

## 记录的种类，作为页面各部分的标题

events = 事件
articles = 文章
actors = 参与方
places = 地点
topics = 主题
periods = 时期
sources = 资料来源
source = 资料来源
timelines = 专题时间线
correction = 更正
corrections = 更正
turning_point = 转折点
turning_points = 转折点

## 记录的种类，单指一条

kind_event = 事件
kind_actor = 参与方
kind_place = 地点
kind_source = 资料来源
kind_period = 时期
kind_topic = 主题
kind_timeline = 专题时间线
kind_article = 文章
kind_page = 页面

actor_kind_state = 国家
actor_kind_organisation = 组织
actor_kind_group = 团体
actor_kind_person = 个人
actor_kind_other = 参与方

source_kind_primary = 原始资料
source_kind_party = 当事方的资料
source_kind_press = 新闻报道
source_kind_reference = 工具书
source_kind_copy = 副本
source_kind_other = 其他资料

place_precision_exact = 位置准确
place_precision_near = 在附近
place_precision_locality = 在当地某处
place_precision_region = 在该地区某处
place_precision_country = 在该国某处

## 事件

status_reported = 据报道
status_confirmed = 已证实
status_disputed = 说法不一
status_retracted = 已撤回

how_sure = 确定程度
date_is_moment = 日期和时刻均已知。
date_is_day = 日期已知。
date_is_month = 日期只精确到月。
date_is_season = 日期只精确到季节。
date_is_year = 日期只精确到年。
date_is_longer = 日期只能确定在若干年之内。
date_is_interval = 持续了一段时间。
date_is_each = 适用于其中每个日期。
date_is_choice = 是几个日期中的一个。
date_is_open = 开始或结束时间未定。
date_is_approximate = 日期为约数。
date_is_uncertain = 日期存疑。
event_is_reported = 有报道，但未经证实。
event_is_confirmed = 已证实。
event_is_disputed = 各方或各资料来源说法不一。
event_is_retracted = 已撤回。
no_sources = 未注明资料来源。
retracted_notice = 本条记录已撤回：发布时的内容不再有效。
see_accounts = 各方说法

accounts = 各方说法
account_of_sources = 据资料来源
account_date = 所称日期
facts = 概要
fatalities = 死亡人数
known_since = 公开时间
event_kind = 类别
date_notation = EDTF日期
possibly = 可能
relations = 前后关联
mentioned_in = 相关文章
events_mentioned = 本文提到的事件
about = 涉及内容
graphic_warning = 此图含暴力画面。
graphic_show = 显示图片
graphic_open = 打开图片

relation_follows = 源自
relation_follows_by = 引出
relation_responds_to = 所回应的事件
relation_responds_to_by = 回应
relation_implements = 所执行的事项
relation_implements_by = 执行情况
relation_part_of = 所属事件
relation_part_of_by = 组成部分

fatalities_between = { $low }至{ $high }人
fatalities_best = { $best }人（最佳估计）
fatalities_exact = { $count }人

## The overview: the whole span at one glance

overview = 事件的时间分布
overview_range = 显示的时间段
overview_extent = { $events }，{ $from } – { $to }。
overview_bin = { $stretch }：{ $events }
overview_bin_spread = { $bin }；另有跨度更长或日期不够精确者：{ $others }
overview_densest = 最密集的时段：{ $bin }。
overview_turning_points = 转折点：{ $list }。
overview_broken = 时间轴中断之处略去了没有事件的长时段。
overview_unplaced = 起止皆不详：{ $events }。

## 地图

map_places = 地点图
map_events = { $name }：{ $events }
map_of = 地图：{ $places }
map_place = { $name }：{ $coordinates }
map_area = { $name }：{ $coordinates }，{ $precision }
map_kilometres = { $count }公里
map_width = 图宽约{ $distance }，只绘陆地和水域，不绘边界。
map_whole = 图示全球，只绘陆地和水域，不绘边界。
map_sizes = 标记越大，事件越多。相距太近的地点共用一个标记，加号后面是另有几个地点。
map_shared = 代表多个地点的标记
map_more = { $name } +{ $count }
map_rest = 另有{ $count }个
map_close = 近看大多数地点所在之处
map_periods = 按时期看地图
place_within = 约{ $distance }范围内

## Lanes: the timeline by actor, place, topic or kind

nav_forms = 此时间线的视图
lanes_list = 列表
lanes_actor = 按参与方
lanes_place = 按地点
lanes_topic = 按主题
lanes_kind = 按类别
lanes_intro = 上下对齐的事件发生在同一时间。数字表示因过于密集而无法分开绘制的若干事件。
lanes_rest = 未注明

## 事件前的标记

legend = 标记说明
legend_day = 日期已知
legend_month = 精确到月、季节或年
legend_vague = 约数或存疑
legend_interval = 一段时间
legend_open = 开始或结束时间未定
legend_choice = 几个日期之一
legend_turning_point = 转折点
legend_detail = 细节

## 缩小时间线范围

filters = 缩小时间线范围
filter_find = 在此列表中查找
filter_status = 状态
filter_dates = 日期
filter_from = 从
filter_to = 到
filter_date_hint = 年、月或日：2014、2014-03、2014-03-18
filter_bad_date = 这不是日期。
filter_certain = 仅限确定在此期间的事件
filter_weight = 重要性
filter_weight_1 = 全部
filter_weight_2 = 不含细节
filter_weight_3 = 仅转折点
filter_apply = 应用
filter_reset = 显示全部
filter_results = 所选事件
filter_none = 没有符合此选择的事件。
filter_possible = 其中 { $count } 个可能
filter_failed = 无法加载所需数据。

## 搜索

search = 搜索
search_words = 搜索词
search_hint = 名称、标题和正文中的词语。只需输入词语的开头；可省略变音符号。
search_without = 搜索需要脚本，而脚本已被停用或未能加载。通过A–Z索引可以到达本站的一切内容。
search_none = 没有包含所有这些词语的内容。
search_more = 更多结果
search_failed = 所需数据无法加载。
search_results = 结果
search_best = 最佳结果：{ $total }个中的{ $shown }个

## 其他记录

stretch = 起止时间
also_known_as = 别名
country = 国家
coordinates_name = 坐标
coordinates = { $ns }{ $lat }°，{ $ew }{ $lon }°
compass_north = 北纬
compass_south = 南纬
compass_east = 东经
compass_west = 西经
broader = 上级主题
narrower = 下级主题
website = 网站
possible_events = 可能属于这一时期的事件
possible_events_note = 这些事件的日期过于不确定，无法判断是否在这一时期之内。

## 资料来源及其等级（海军部代码，北约AJP-2.1）

archived_copy = 存档副本
cited_where = 引用之处
accessed = 查阅于
described = 标题由编者拟定
updated = 更新于

grade_reliability_a = 完全可靠
grade_reliability_b = 通常可靠
grade_reliability_c = 比较可靠
grade_reliability_d = 通常不可靠
grade_reliability_e = 不可靠
grade_reliability_f = 可靠性无法判断
grade_credibility_1 = 经其他来源证实
grade_credibility_2 = 很可能属实
grade_credibility_3 = 可能属实
grade_credibility_4 = 可疑
grade_credibility_5 = 不大可能
grade_credibility_6 = 真实性无法判断

## 正文之中

notes = 注释
back_to_text = 返回正文
task_done = 已完成
task_open = 未完成
table = 表格


## 引用

cite_this = 引用本页
cite_managers = 供文献管理软件使用
cite_hint = 请补充您阅读本页的日期。
cite_dated = 《{ $title }》（{ $date }）
cite_undated = 《{ $title }》
cite = { $site }：{ $title }。{ $address }
cite_by = { $authors }：{ $title }。{ $site }。{ $address }
copy = 复制
copied = 已复制
embed = 在其他网站上显示
embed_hint = 将此代码粘贴到网页中。不设置 Cookie，链接均指向本站。
embed_whole = 查看全文及来源

## 资料来源的语言名称

lang_ar = 阿拉伯语
lang_de = 德语
lang_en = 英语
lang_es = 西班牙语
lang_fa = 波斯语
lang_fr = 法语
lang_he = 希伯来语
lang_hr = 克罗地亚语
lang_it = 意大利语
lang_ja = 日语
lang_nl = 荷兰语
lang_pl = 波兰语
lang_pt = 葡萄牙语
lang_ru = 俄语
lang_tr = 土耳其语
lang_uk = 乌克兰语
lang_zh = 中文

exports = 以数据形式获取全部事件
export_table = 表格（CSV）
export_json = 记录（JSON）
export_calendar = 日历（iCalendar）
