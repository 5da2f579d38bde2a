"""How long an author waits: from the save of a file to the first byte of the changed page, in the previews of annals and Hugo.

    cargo build --release && python3 benches/preview.py 10000

Each preview shows a copy of the same content and is asked by the same client over one connection that is kept. Three kinds
of change: an event's text, a date that moves an event to another place of the timeline, and the template of events. Each
change is another event's; the medians count.
"""

import argparse
import http.client
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import time

import compare

PATIENCE = 60


class Client:
    """Asks for pages over one connection that is kept."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def page(self, address):
        """The page, if there is one."""
        try:
            self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.connection.request("GET", address)
            answer = self.connection.getresponse()
            text = answer.read().decode()
            return text if answer.status == 200 else None
        except (OSError, http.client.HTTPException):
            self.connection = None
            return None

    def wait(self, address, words, pause=0.003):
        """How long it takes until the page holds the words, in seconds."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < PATIENCE:
            if words in (self.page(address) or ""):
                return time.perf_counter() - begun
            time.sleep(pause)
        raise SystemExit(f"{address} never held {words!r}")


class Annals:
    """The preview of annals, with the built-in theme."""

    tool, sign = "theme", '<div class="event-text main-column">'

    def __init__(self, site, program):
        self.site = site
        self.template = site / "templates/event.html"
        self.template.parent.mkdir(exist_ok=True)
        shutil.copy(compare.ROOT / "templates/event.html", self.template)
        self.command = [program, "--root", str(site), "serve", "--quiet", "--port"]
        self.files = sorted((site / "content/events").glob("*.toml"))

    def event(self, number):
        """The file of some event that is known to the day, the text of its record, its address and its date."""
        for step in range(len(self.files)):
            path = self.files[(number * 7 + step) % len(self.files)]
            records = re.findall(r"\[\[event\]\]\n.*?(?=\n\[\[event\]\]|\Z)", path.read_text(), re.S)
            dated = [record for record in records if re.search(r'^date = "\d{4}-\d\d-\d\d"$', record, re.M)]
            if dated:
                record = dated[number * 13 % len(dated)]
                name, date = (re.search(rf'^{key} = "(.*?)"$', record, re.M)[1] for key in ("id", "date"))
                return path, record, f"/events/{name}/", date
        raise SystemExit("no event is known to the day")

    def told(self, record, words):
        return record.replace('body = """\n', f'body = """\n{words}\n\n')

    def moved(self, record, old, new):
        return record.replace(f'date = "{old}"', f'date = "{new}"')


class Hugo:
    """The preview of Hugo, as it comes: it renders what was looked at lately."""

    tool, sign = "hugo", '<section class="sources">'

    def __init__(self, site, program):
        self.site = site
        self.template = site / "layouts/events/page.html"
        self.command = [program, "server", "--source", str(site), "--bind", "127.0.0.1", "--disableBrowserError", "--port"]
        self.files = sorted(path for path in (site / "content/events").glob("e*.md"))

    def event(self, number):
        for step in range(len(self.files)):
            path = self.files[(number * 997 + step) % len(self.files)]
            text = path.read_text()
            if 'precision = "day"' in text:
                return path, text, f"/events/{path.stem}/", re.search(r'^when = "(.*?)"$', text, re.M)[1]
        raise SystemExit("no event is known to the day")

    def told(self, record, words):
        return record + f"\n{words}\n"

    def moved(self, record, old, new):
        return record.replace(f"date = {old}", f"date = {new}").replace(f'when = "{old}"', f'when = "{new}"')


def another(date):
    """The same day half a year on, or another day."""
    year, month, day = map(int, date.split("-"))
    return f"{year:04}-{(month + 5) % 12 + 1:02}-{min(day, 15):02}"


def memory(process):
    """The resident set, in MB."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def preview(site, edits):
    """Starts a preview and changes its site; the seconds by kind of change, and the memory at the end."""
    port = free_port()
    seconds = {"first page": [], "text": [], "date": [], "template": []}
    process = subprocess.Popen([*site.command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        client = Client(port)
        seconds["first page"].append(client.wait("/events/e000000/", "<h1", 0.01))
        time.sleep(3)
        template = site.template.read_text()
        for kind in ("text", "date", "template"):
            for number in range(edits):
                path, record, address, date = site.event(number)
                client.page(address)
                time.sleep(1)
                words = f"marked-{kind}-{number}"
                if kind == "text":
                    new, path = path.read_text().replace(record, site.told(record, words)), path
                elif kind == "date":
                    new, words = path.read_text().replace(record, site.moved(record, date, another(date))), another(date)
                else:
                    new, path = template.replace(site.sign, f"<p>{words}</p>{site.sign}"), site.template
                path.write_text(new)
                seconds[kind].append(client.wait(address, words))
        return seconds, memory(process)
    finally:
        process.terminate()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=int, nargs="?", default=10_000)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--annals", default=compare.ROOT / "target/release/annals")
    parser.add_argument("--hugo-edits", type=int, default=5)
    wanted = parser.parse_args()
    bench = compare.Bench(argparse.Namespace(folder=compare.ROOT / "target/bench", runs=1, annals=wanted.annals,
                                             tools="theme,hugo"))
    print(f"{'':10}{'change':12}{'median':>9}{'least':>9}{'most':>9}  {compare.machine()}")
    for kind, edits in ((Annals, wanted.edits), (Hugo, wanted.hugo_edits)):
        program = bench.annals if kind is Annals else compare.hugo()
        if not program:
            continue
        copy = bench.out()
        shutil.copytree(bench.site(wanted.events, [kind.tool]) / kind.tool, copy)
        seconds, megabytes = preview(kind(copy, program), edits)
        for change, times in seconds.items():
            figures = "".join(f"{value * 1000:6.0f} ms" for value in (statistics.median(times), min(times), max(times)))
            print(f"{kind.__name__.lower():10}{change:12}{figures}  {megabytes} MB", flush=True)


if __name__ == "__main__":
    main()
