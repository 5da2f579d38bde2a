# Words for dates. Messages of other languages override these; what they lack stays English.
#
# $date is a date already in words; $kind says what it is: day, month, spring, summer, autumn, winter, part (a quarter
# or half of a year), year, decade, century, other (a date with further words of its own).

language_name = English

## Dates: ranges and lists

# Two numbers or names: 11–12 (February 2015).
date-range-tight = { $from }–{ $to }
date-range = { $from } – { $to }
# A winter's years; $to has two digits where the century is the same, $next always all.
date-two-years = { $from }–{ $to }
# A year of more than four digits.
date-far-year = year { $year }
date-from = { $kind ->
    [decade] from the { $date } onwards
    [century] from the { $date } onwards
   *[other] from { $date } onwards
}
date-until = { $kind ->
    [decade] until the { $date }
    [century] until the { $date }
   *[other] until { $date }
}
date-from-unknown-end = from { $date }, end unknown
date-until-unknown-start = until { $date }, beginning unknown
date-or-earlier = { $date } or earlier
date-or-later = { $date } or later

## Dates: how sure they are

date-about = { $kind ->
    [decade] about the { $date }
    [century] about the { $date }
   *[other] about { $date }
}
date-about-short = c. { $date }
date-uncertain = { $date } (uncertain)
date-uncertain-short = { $date }?
date-about-uncertain = { date-about } (uncertain)
date-about-uncertain-short = c. { $date }?
date-approximate-parts = { $date } (approximate: { $parts })
date-uncertain-parts = { $date } (uncertain: { $parts })
date-part = { $part ->
    [day] day
    [month] month
   *[year] year
}
# A year of which only the first digits count, and the years that it may be.
date-estimate = about { $date } ({ $range })
date-unknown = date unknown
# A range of which one end alone is doubtful.
date-one-end = { $which ->
    [start-about] { $date } (beginning approximate)
    [start-uncertain] { $date } (beginning uncertain)
    [start-both] { $date } (beginning approximate and uncertain)
    [end-about] { $date } (end approximate)
    [end-uncertain] { $date } (end uncertain)
   *[end-both] { $date } (end approximate and uncertain)
}
date-unknown-part = { $part ->
    [day] { $date } (day unknown)
    [month] { $date } (month unknown)
    [month-and-day] { $date } (month and day unknown)
    [year] { $date } (year unknown)
    [exact-day] { $date } (exact day unknown)
    [exact-month] { $date } (exact month unknown)
    [exact-year] { $date } (exact year unknown)
   *[exact-date] { $date } (exact date unknown)
}
date-day-unknown-month = { $date } (day { $day }, month unknown)
date-unknown-year = { $years } ({ $date }, exact year unknown)

## Dates: parts of a month, a year, a decade, a century

date-early = early { $date }
date-middle = mid-{ $date }
date-late = late { $date }
date-season = { $season ->
    [spring] spring { $year }
    [summer] summer { $year }
    [autumn] autumn { $year }
   *[winter] winter { $year }
}
date-hemisphere = { $side ->
    [north] { $date } (northern hemisphere)
   *[south] { $date } (southern hemisphere)
}
date-quarter = { $which ->
    [first] first quarter of { $year }
    [second] second quarter of { $year }
    [third] third quarter of { $year }
   *[fourth] fourth quarter of { $year }
}
date-half = { $which ->
    [first] first half of { $year }
   *[second] second half of { $year }
}
# 1560s: $decade is 1560, $tens 60, $word sixty, $century 16, $roman XVI.
date-decade = { $decade }s
# $roman is the number in Roman numerals, $ordinal the English ending.
date-century = { $century }{ $ordinal } century

## Dates: times of day

date-time = { $date }, { $time } ({ $place } time)
date-time-offset = { $date }, { $time } ({ $offset })
date-time-short = { $date }, { $time }
date-scheduled = { $date }, scheduled
date-reported = { $date }, as reported

# What the interface says in English. A key is the name that templates use, as in `text.sources`.
# Keys with arguments ($…) are used by the program, not by templates.


## The frame of every page

home = Home
skip_to_content = Skip to content
nav_menu = Main menu
nav_languages = Languages
nav_breadcrumbs = You are here
nav_years = Years
nav_stretches = Parts of this timeline
nav_letters = Letters
nav_pages = Pages of this list
nav_neighbours = Earlier and later
publisher = Published by
licence = Licence
feed = Feed (Atom)
feed_corrections = Corrections as a feed (Atom)
draft = draft
embargo = under embargo until { $date }
untranslated = in { $language }
colon = { ": " }
semicolon = { "; " }
comma = { ", " }

## Titles of pages

title_timeline = Timeline
title_open = Beginning unknown
title_articles = Articles
title_actors = Actors
title_places = Places
title_topics = Topics
title_periods = Periods
title_sources = Sources
title_timelines = Timelines
title_search = Search
title_index = Index A–Z
title_corrections = Corrections
title_not_found = There is no such page

## A sentence below the title of a list

intro_actors = States, organisations, groups and persons that take part in the events.
intro_places = Where the events happened.
intro_topics = What the events are about.
intro_periods = Named stretches of time. An event belongs to each period that its date lies in.
intro_sources = All the evidence that the events and articles cite.
intro_timelines = Selections from the events, each on a timeline of its own.
intro_index = The names and titles of everything on this site, in alphabetical order.
intro_corrections = What was changed in events and articles after they were published, the latest first.

## Numbers

count_events = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
count_articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
count_results = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
position = { $number } of { $total }
page_of = Page { $number } of { $total }
span = { $from } to { $to }

## Lists and ways to go on

earlier = Earlier
later = Later
previous_page = Previous page
next_page = Next page
whole_timeline = The whole timeline
whats_new = What is new
no_events = There are no events here.
no_articles = There are no articles yet.
no_corrections = Nothing has been corrected so far.
not_found_note = Nothing stands at this address. It may have been mistyped.
to_home = Go to the home page
moved = This page has moved
moved_to = It now stands at:
contents = Contents

## Kinds of record, as headings of what belongs to a page

events = Events
articles = Articles
actors = Actors
places = Places
topics = Topics
periods = Periods
sources = Sources
source = Source
timelines = Timelines
correction = Correction
corrections = Corrections
turning_point = turning point
turning_points = Turning points

## Kinds of record, of one

kind_event = Event
kind_actor = Actor
kind_place = Place
kind_source = Source
kind_period = Period
kind_topic = Topic
kind_timeline = Timeline
kind_article = Article
kind_page = Page

actor_kind_state = State
actor_kind_organisation = Organisation
actor_kind_group = Group
actor_kind_person = Person
actor_kind_other = Actor

source_kind_primary = primary source
source_kind_party = source of a party
source_kind_press = press
source_kind_reference = reference work
source_kind_copy = copy
source_kind_other = other source

place_precision_exact = exact
place_precision_near = close by
place_precision_locality = somewhere in this locality
place_precision_region = somewhere in this region
place_precision_country = somewhere in this country

## An event

status_reported = reported
status_confirmed = confirmed
status_disputed = told differently
status_retracted = retracted

how_sure = How sure we are
date_is_moment = Day and hour are known.
date_is_day = The day is known.
date_is_month = The date is known to the month.
date_is_season = The date is known to the season.
date_is_year = The date is known to the year.
date_is_longer = The date is known only to a number of years.
date_is_interval = It lasted for a stretch of time.
date_is_each = It stands for each of these dates.
date_is_choice = It is one of several dates.
date_is_open = The beginning or the end is open.
date_is_approximate = The date is approximate.
date_is_uncertain = The date is uncertain.
event_is_reported = It was reported, but is not confirmed.
event_is_confirmed = It is confirmed.
event_is_disputed = Parties or sources tell it differently.
event_is_retracted = It has been retracted.
no_sources = No sources are given.
retracted_notice = This record has been retracted: it no longer stands as it was published.
see_accounts = Who says what

accounts = Who says what
account_of_sources = According to the sources
account_date = Date given
facts = In brief
fatalities = Deaths
known_since = Became known
event_kind = Kind
date_notation = Date in EDTF
possibly = possibly
relations = Before and after
mentioned_in = Articles about it
events_mentioned = Events in this article
about = What it is about
graphic_warning = This picture shows violence.
graphic_show = Show it
graphic_open = Open the picture

relation_follows = Followed from
relation_follows_by = Led to
relation_responds_to = In response to
relation_responds_to_by = Answered by
relation_implements = To carry out
relation_implements_by = Carried out by
relation_part_of = Part of
relation_part_of_by = Parts of it

fatalities_between = between { $low } and { $high }
fatalities_best = { $best } (best estimate)
fatalities_exact = { $count }

## The overview: the whole span at one glance

# $stretch is a stretch of time; $events and $others say how many events; $bin is a line of overview_bin.
overview = Events over time
overview_range = Stretch of time to show
overview_extent = { $events }, { $from } – { $to }.
overview_bin = { $stretch }: { $events }
overview_bin_spread = { $bin }; besides, longer ones or dated less closely: { $others }
overview_densest = Densest stretch: { $bin }.
overview_turning_points = Turning points: { $list }.
overview_broken = Long stretches without events are left out where the axis is broken.
overview_unplaced = Without a known beginning or end: { $events }.

## Maps

# $distance is a line of map_kilometres, $coordinates one of coordinates, $precision one of place_within or its like.

map_places = Map of the places
map_events = { $name }: { $events }
map_of = Map: { $places }
map_place = { $name }: { $coordinates }
map_area = { $name }: { $coordinates }, { $precision }
map_kilometres = { $count } km
map_width = The map is about { $distance } wide and shows land and water only, no borders.
map_whole = The map shows the whole Earth, land and water only, no borders.
map_sizes = The larger a mark, the more events. Places that lie too close together share one; how many more there are stands after the plus sign.
map_shared = Marks that stand for several places
map_more = { $name } +{ $count }
map_rest = and { $count } more
map_close = Closer, where most of the places are
map_periods = Maps by period
place_within = within about { $distance }

## Lanes: the timeline by actor, place, topic or kind

nav_forms = Views of this timeline
lanes_list = List
lanes_actor = By actor
lanes_place = By place
lanes_topic = By topic
lanes_kind = By kind
lanes_intro = What stands one below the other happened at the same time. A number stands for events too close together to be drawn apart.
# The lane of events that name no actor, place, topic or kind.
lanes_rest = None named

## Marks before the events

legend = What the marks mean
legend_day = the day is known
legend_month = known to the month, season or year
legend_vague = approximate or uncertain
legend_interval = a stretch of time
legend_open = beginning or end open
legend_choice = one of several dates
legend_turning_point = a turning point
legend_detail = a detail

## Narrowing the timeline

filters = Narrow the timeline
filter_find = Find in this list
filter_status = Status
filter_dates = Dates
filter_from = From
filter_to = To
filter_date_hint = A year, a month or a day: 2014, 2014-03, 2014-03-18
filter_bad_date = This is not a date.
filter_certain = Only what certainly lies between them
filter_weight = Weight
filter_weight_1 = Everything
filter_weight_2 = Without details
filter_weight_3 = Turning points only
filter_apply = Apply
filter_reset = Show everything
filter_results = Events chosen
filter_none = No event fits this choice.
filter_possible = { $count } of them possibly
filter_failed = The data for this could not be loaded.

## Searching

search = Search
search_words = Words to search for
search_hint = Names, titles and words of the texts. The beginning of a word is enough; accents may be left out.
search_without = Searching needs scripts, and they are switched off or were not loaded. The index from A to Z leads to everything on this site.
search_none = Nothing has all of these words.
search_more = More results
search_failed = The data for this could not be loaded.
search_results = Results
search_best = the best { $shown } of { $total } results

## Other records

stretch = From and to
also_known_as = Also called
country = Country
coordinates_name = Coordinates
coordinates = { $lat }° { $ns }, { $lon }° { $ew }
compass_north = N
compass_south = S
compass_east = E
compass_west = W
broader = Part of
narrower = Parts
website = Website
possible_events = Events that may belong here
possible_events_note = Their dates are too uncertain to say whether they lie in this period.

## Sources and their grades (Admiralty code, NATO AJP-2.1)

archived_copy = Archived copy
cited_where = Where it is cited
accessed = seen
described = title in the editors’ words
updated = changed

grade_reliability_a = completely reliable
grade_reliability_b = usually reliable
grade_reliability_c = fairly reliable
grade_reliability_d = not usually reliable
grade_reliability_e = unreliable
grade_reliability_f = reliability cannot be judged
grade_credibility_1 = confirmed by other sources
grade_credibility_2 = probably true
grade_credibility_3 = possibly true
grade_credibility_4 = doubtful
grade_credibility_5 = improbable
grade_credibility_6 = truth cannot be judged

## Within texts

notes = Notes
back_to_text = Back to text
task_done = Done
task_open = To do
table = Table


## Citing a page

cite_this = Cite this page
cite_managers = For reference managers
cite_hint = Add the day on which you read the page.
cite_dated = “{ $title }” ({ $date })
cite_undated = “{ $title }”
cite = { $site }: { $title }. { $address }
cite_by = { $authors }: { $title }. { $site }. { $address }
copy = Copy
copied = Copied
embed = Show this on another site
embed_hint = Paste this into a page. It sets no cookies, and its links lead here.
embed_whole = In full, with its sources

## Names of the languages of sources

lang_ar = Arabic
lang_de = German
lang_en = English
lang_es = Spanish
lang_fa = Persian
lang_fr = French
lang_he = Hebrew
lang_hr = Croatian
lang_it = Italian
lang_ja = Japanese
lang_nl = Dutch
lang_pl = Polish
lang_pt = Portuguese
lang_ru = Russian
lang_tr = Turkish
lang_uk = Ukrainian
lang_zh = Chinese

exports = All events as data
export_table = Table (CSV)
export_json = Records (JSON)
export_calendar = Calendar (iCalendar)
