"""Made-up content for the benchmark: the same events and articles in the form of each generator.

The same size, shape and seed give the same bytes. Nothing but Python's standard library is used.

    python3 benches/content.py FOLDER --events 1000 --tools annals,hugo,zola [--shape years]

What it makes, by measure: a tenth as many articles as events; dates over 25 years, seven of ten sharp to the day and
the rest months, years and stretches; 200 actors, 500 places and 50 topics, the first of each list the most frequent;
for each event three actors, a place, three topics, two sources, a summary of 40 words and a body of five blocks with
two links to other events; for each article four parts with five links, a table and a list.
"""

import argparse
import datetime
import json
import pathlib
import random
import re
import shutil

HERE = pathlib.Path(__file__).resolve().parent
FIRST_DAY = datetime.date(1990, 1, 1)
DAYS = 25 * 365 + 5

THINGS = """airfield alliance ambush armistice arsenal assembly barracks battalion beach blockade bridge cabinet camp
capital cathedral ceasefire census channel charter citadel coalition colony congress consul convoy corridor council
court crossing crown dam decree delegation depot district dockyard edict election embassy estate exile factory farm
ferry fleet fortress frontier garrison gate governor granary harbour headland hospital island junction league legion
march market memorandum merchant mill mine mission mountain mutiny navy oath observer outpost palace pass patrol peace
petition pier plain plateau port prefect prison protest province quarry quay railway rampart refuge regiment relief
report republic reserve revolt river road ruin senate settlement shipyard shore siege square station strait strike
summit supply tower trade treaty trench tribunal truce valley vessel veto village wall warehouse wharf workshop
""".split()
DEEDS = """abandoned admitted agreed annexed appealed arrested assembled attacked besieged burned ceded closed convened
crossed debated declared defended denied departed disbanded elected ended escorted evacuated expelled failed fled
fortified founded freed guarded halted held joined landed left lifted lost marched mediated met moved named negotiated
occupied offered opened ordered passed promised proposed ratified rebuilt refused released repelled resigned resumed
retreated returned sank seized sent shelled signed split stormed surrendered suspended took voted warned withdrew
""".split()
OTHERS = """after again against along among around at before below between beyond both by despite during early eastern
eight every few first five for four from heavy in inner last late least lesser main more most near nine northern of off
old on one only other outer over past second seven several since six slow small some southern ten that then these third
three through to toward twelve twenty two under until upper western while whole with within without young Málaga Łódź
Ähre Orléans Třebíč naïve Škoda Übersee""".split()
SMALL = "the of and in to a".split()
WORDS = THINGS + DEEDS + OTHERS + SMALL * 15
PUBLISHERS = ["Coastal Gazette", "Court Record", "Evening Telegraph", "Federal Archive", "Herald of the Hills",
              "Institute of Conflict Records", "Island Broadcasting", "Mercury", "Office of the Registrar",
              "Press Bureau", "River Chronicle", "Wire Service"]
SYLLABLES = "ba dor el fen gar hol im jor kel lun mar nis or pel quin ros sel tar ul vor wen yar zem".split()
GROUPS = "Assembly Brigade Committee Front Guard League Party Union".split()
SITES = "Bay Bridge Ford Gate Heights Mills Valley".split()

# Fifty tags in their usual forms; annals has words of its own for the first ten.
LANGUAGES = """en de fr es pl uk ru ar he zh it pt nl sv da nb fi et lv lt cs sk hu ro bg el tr ka hy az kk uz fa ur hi bn
ta te ml th vi id ms ja ko sw am af sq sr""".split()

SHAPES = {
    "years": "a file of events for each year",
    "together": "all events in one file",
    "apart": "a file for each event",
    "actor": "one actor takes part in every event",
    "day": "all events on one day",
    "languages": "the site in fifty languages",
    "bodies": "a body of 200 kB for each event",
}


def identifier(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def quoted(text):
    """A text as TOML, YAML and JSON read it alike."""
    return json.dumps(text, ensure_ascii=False)


def listed(texts):
    return "[" + ", ".join(map(quoted, texts)) + "]"


class Content:
    """The events and articles of one benchmark, made one after another."""

    def __init__(self, events, shape, seed):
        self.count, self.shape, self.random = events, shape, random.Random(seed)
        self.actors = self.names(200, GROUPS)
        self.places = [(name, round(self.random.uniform(40, 48), 4), round(self.random.uniform(12, 24), 4))
                       for name in self.names(500, SITES)]
        self.topics = THINGS[:100:2]

    def names(self, count, seconds):
        found = {}
        while len(found) < count:
            first = "".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 3)))).capitalize()
            found.setdefault(f"{first} {self.random.choice(seconds)}")
        return list(found)

    def words(self, count):
        return self.random.choices(WORDS, k=count)

    def phrase(self, count):
        return " ".join(self.words(count))

    def sentence(self, count):
        words = self.words(count)
        if count > 10:
            words[count // 2] += ","
        return " ".join(words).capitalize() + "."

    def prose(self, count):
        sentences = []
        while count > 0:
            length = min(count, self.random.randint(8, 18))
            sentences.append(self.sentence(length))
            count -= length
        return " ".join(sentences)

    def marked(self, count):
        """Prose with one word emphasised and one strongly so."""
        words = self.prose(count).split(" ")
        for at, mark in zip(self.random.sample(range(1, len(words) - 1), 2), ("*", "**")):
            words[at] = mark + words[at].strip(".,") + mark
        return " ".join(words)

    def some(self, population, count):
        """Different members, the first ones more often than the last."""
        weights = [1 / (rank + 12) for rank in range(len(population))]
        chosen = {}
        while len(chosen) < count:
            at = self.random.choices(range(len(population)), weights)[0]
            chosen.setdefault(at)
        return [population[at] for at in chosen]

    def link(self):
        """A link to some event, as Markdown with an address that each form replaces."""
        return f"[{self.phrase(3)}](event:{event_id(self.random.randrange(self.count))})"

    def date(self):
        """A date as EDTF, its first day and its last."""
        first = FIRST_DAY + datetime.timedelta(self.random.randrange(DAYS))
        if self.shape == "day":
            first = FIRST_DAY
            return str(first), first, first
        form = self.random.choices(("day", "stretch", "month", "year"), (70, 15, 12, 3))[0]
        if form == "month":
            first = first.replace(day=1)
            return f"{first:%Y-%m}", first, first
        if form == "year":
            first = first.replace(month=1, day=1)
            return f"{first:%Y}", first, first
        last = first + datetime.timedelta(self.random.randint(1, 40) if form == "stretch" else 0)
        return (f"{first}/{last}" if form == "stretch" else str(first)), first, last

    def event_body(self):
        if self.shape == "bodies":
            return "\n\n".join(self.prose(90) for _ in range(330)) + "\n"
        blocks = [f"{self.marked(40)} See {self.link()} for the {self.random.choice(THINGS)}.",
                  f"{self.prose(24)} This led to {self.link()}, and the {self.random.choice(THINGS)} was lost.",
                  "\n".join(f"- {self.sentence(8)}" for _ in range(3)),
                  f"> {self.prose(20)}", self.prose(26)]
        return "\n\n".join(blocks) + "\n"

    def events(self):
        for number in range(self.count):
            date, first, last = self.date()
            actors = self.some(self.actors, 3)
            if self.shape == "actor" and self.actors[0] not in actors:
                actors[0] = self.actors[0]
            yield {
                "id": event_id(number), "title": self.phrase(self.random.randint(5, 9)).capitalize(), "date": date,
                "first": first, "last": last, "summary": self.prose(40), "body": self.event_body(), "actors": actors,
                "place": self.some(self.places, 1)[0], "topics": self.some(self.topics, 3),
                "sources": [(publisher, first + datetime.timedelta(self.random.randint(0, 60)),
                             f"https://{identifier(publisher)}.example/{first.year}/{self.random.randrange(10**6)}")
                            for publisher in self.random.sample(PUBLISHERS, 2)],
            }

    def articles(self):
        for number in range(self.count // 10):
            parts = [f"## {self.phrase(4).capitalize()}\n\n{self.marked(70)} {self.link()}.\n\n{self.prose(55)}\n"
                     for _ in range(4)]
            heads = self.random.sample(THINGS, 4)
            rows = [[self.random.choice(THINGS), str(self.random.randrange(10_000)),
                     f"*{self.random.choice(OTHERS)}*", self.phrase(2)] for _ in range(6)]
            table = [[head.capitalize() for head in heads], ["---", "---:", "---", "---"], *rows]
            parts.insert(2, "".join("| " + " | ".join(row) + " |\n" for row in table))
            parts.insert(4, "".join(f"{at}. {self.sentence(9)}\n" for at in range(1, 5)))
            parts.append(f"### {self.phrase(3).capitalize()}\n\n{self.prose(40)} {self.link()}.\n")
            yield {"id": f"a{number:05}", "title": self.phrase(self.random.randint(5, 9)).capitalize(),
                   "first": FIRST_DAY + datetime.timedelta(self.random.randrange(DAYS)), "summary": self.prose(30),
                   "body": "\n".join(parts)}


def event_id(number):
    return f"e{number:06}"


class Annals:
    """TOML records and Markdown articles, with the peers' own templates (`annals`) or the built-in theme (`theme`)."""

    def __init__(self, root, content, templates):
        self.root, self.content = root, content
        if templates:
            shutil.copytree(HERE / "peers/annals", root, dirs_exist_ok=True)
        records = root / "content"
        (records / "events").mkdir(parents=True)
        (records / "articles").mkdir()
        languages = LANGUAGES if content.shape == "languages" else ["en"]
        site = {"title": quoted("Conflict timeline benchmark"), "base_url": quoted("https://timeline.example/"),
                "description": quoted("A synthetic conflict timeline, made to measure site generators."),
                "languages": listed(languages)}
        if templates:
            # The peers have none of these.
            site |= {"search": "false", "filters": "false", "lanes": "false", "exports": "false",
                     "embed": "false"}
        write(records / "site.toml", "".join(f"{key} = {value}\n" for key, value in site.items()))
        self.named = {"actors": {}, "places": {}, "topics": {}}

    def file(self, event):
        if self.content.shape == "together":
            return "events"
        if self.content.shape == "apart":
            return event["id"]
        # annals reads at most 16 MiB of one file.
        return f"{event['first']:%Y}" if self.content.count <= 200_000 else f"{event['first']:%Y-%m}"

    def finish(self):
        """Writes what events name: the peers have no pages for anything else."""
        for kind, records in self.named.items():
            text = "".join(f"[[{kind[:-1]}]]\nid = {quoted(name)}\n{fields}\n" for name, fields in records.items())
            write(self.root / f"content/{kind}.toml", text)

    def event(self, event):
        place, lat, lon = event["place"]
        self.named["places"][identifier(place)] = f"name = {quoted(place)}\nlat = {lat}\nlon = {lon}\n"
        self.named["actors"] |= {identifier(name): f"name = {quoted(name)}\n" for name in event["actors"]}
        self.named["topics"] |= {name: f"name = {quoted(name.capitalize())}\n" for name in event["topics"]}
        sources = ", ".join(
            f"{{ title = {quoted(f'Report of {day}')}, publisher = {quoted(publisher)}, url = {quoted(url)}, "
            f"published = {quoted(str(day))} }}" for publisher, day, url in event["sources"])
        fields = {"id": quoted(event["id"]), "date": quoted(event["date"]), "title": quoted(event["title"]),
                  "summary": quoted(event["summary"]), "places": listed([identifier(event["place"][0])]),
                  "actors": listed(map(identifier, event["actors"])), "topics": listed(event["topics"]),
                  "sources": f"[{sources}]", "body": f'"""\n{self.links(event["body"])}"""'}
        text = "[[event]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items()) + "\n"
        with open(self.root / f"content/events/{self.file(event)}.toml", "a", encoding="utf-8", newline="\n") as file:
            file.write(text)

    def article(self, article):
        head = "".join(f"{key} = {quoted(str(article[name]))}\n"
                       for key, name in (("title", "title"), ("date", "first"), ("summary", "summary")))
        write(self.root / f"content/articles/{article['id']}.md", f"+++\n{head}+++\n{self.links(article['body'])}")

    @staticmethod
    def links(text):
        return re.sub(r"\[([^\]]+)\]\(event:(e\d+)\)", r"[[\2|\1]]", text)


class Peer:
    """Hugo or Zola: a Markdown file with TOML front matter for each event and article."""

    def __init__(self, root, tool):
        self.root, self.tool = root, tool
        shutil.copytree(HERE / "peers" / tool, root, dirs_exist_ok=True)
        for folder in ("events", "articles"):
            (root / "content" / folder).mkdir(parents=True, exist_ok=True)

    def event(self, event):
        name, lat, lon = event["place"]
        terms = {"actors": event["actors"], "places": [name], "tags": event["topics"],
                 "years": [f"{event['first']:%Y}"]}
        terms = [f"{key} = {listed(values)}" for key, values in terms.items()]
        own = "params" if self.tool == "hugo" else "extra"
        lines = [f"title = {quoted(event['title'])}", f"date = {event['first']}",
                 f"description = {quoted(event['summary'])}"]
        lines += terms if self.tool == "hugo" else ["[taxonomies]", *terms]
        precision = {10: "day", 7: "month", 4: "year"}.get(len(event["date"]), "range")
        lines += [f"[{own}]", f"when = {quoted(event['date'])}", f"precision = {quoted(precision)}"]
        if precision == "range":
            lines.append(f"end = {quoted(str(event['last']))}")
        lines += [f"[{own}.place]", f"name = {quoted(name)}", f"lat = {lat}", f"lon = {lon}"]
        for publisher, day, url in event["sources"]:
            lines += [f"[[{own}.sources]]", f"url = {quoted(url)}", f"publisher = {quoted(publisher)}",
                      f"date = {quoted(str(day))}"]
        self.page("events", event, lines)

    def article(self, article):
        self.page("articles", article, [f"title = {quoted(article['title'])}", f"date = {article['first']}",
                                        f"description = {quoted(article['summary'])}"])

    def finish(self):
        pass

    def page(self, folder, record, head):
        address = r"(/events/\1/)" if self.tool == "hugo" else r"(@/events/\1.md)"
        body = re.sub(r"\(event:(e\d+)\)", address, record["body"])
        write(self.root / f"content/{folder}/{record['id']}.md", "\n".join(["+++", *head, "+++", body]))


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def make(folder, events, tools, shape="years", seed=1):
    """Makes the site of each tool in a folder of its name, anew."""
    content = Content(events, shape, seed)
    forms = []
    for tool in tools:
        root = pathlib.Path(folder) / tool
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        own = tool in ("annals", "theme")
        forms.append(Annals(root, content, tool == "annals") if own else Peer(root, tool))
    for event in content.events():
        for form in forms:
            form.event(event)
    for article in content.articles():
        for form in forms:
            form.article(article)
    for form in forms:
        form.finish()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--tools", default="annals,theme,hugo,zola")
    parser.add_argument("--shape", choices=SHAPES, default="years")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    make(wanted.folder, wanted.events, wanted.tools.split(","), wanted.shape, wanted.seed)


if __name__ == "__main__":
    main()
