# What the interface says in English. A key is the name that templates use, as in `text.sources`.
# Keys with arguments ($…) are used by the program, not by templates.

language_name = English

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
draft = draft
untranslated = in { $language }

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
title_corrections = Corrections
title_not_found = There is no such page

## A sentence below the title of a list

intro_actors = States, organisations, groups and persons that take part in the events.
intro_places = Where the events happened.
intro_topics = What the events are about.
intro_periods = Named stretches of time. An event belongs to each period that its date lies in.
intro_sources = All the evidence that the events and articles cite.
intro_timelines = Selections from the events, each on a timeline of its own.
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
position = { $number } of { $total }
page_of = Page { $number } of { $total }
span = { $from } to { $to }

## Lists and ways to go on

earlier = Earlier
later = Later
previous_page = Previous page
next_page = Next page
whole_timeline = The whole timeline
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
graphic_warning = This picture shows violence. Show it

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
