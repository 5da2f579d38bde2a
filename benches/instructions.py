"""Counts the instructions of each stage of a build, with Valgrind's callgrind, and writes them to instructions.md.

    python3 benches/instructions.py

They hardly differ from one run or machine to the next, so that a change that makes something dearer shows in the diff.
Disk and system are not counted.
"""

import json
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE / "instructions.md"
HEAD = """# Instructions

Millions of instructions for each stage of a build of a thousand events, on one thread, as Valgrind's callgrind counts
them. `python3 benches/instructions.py` writes this file; what the stages are is said in `stages.rs`.

| stage | million instructions |
|---|---|
"""


def program():
    """The benchmark's program, with the names of its functions."""
    command = ["cargo", "bench", "--profile", "profiling", "--bench", "stages", "--no-run", "--message-format", "json"]
    lines = subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    found = [json.loads(line) for line in lines]
    return next(line["executable"] for line in found
                if line.get("executable") and line.get("target", {}).get("name") == "stages")


def count(program, stage):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=*measured*",
               program, "--count", stage]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def main():
    executable = program()
    stages = subprocess.run([executable, "--count"], check=True, capture_output=True, text=True).stdout.splitlines()
    rows = []
    for stage in stages:
        millions = count(executable, stage) / 1e6
        rows.append(f"| {stage} | {millions:,.3f} |\n" if millions < 10 else f"| {stage} | {millions:,.0f} |\n")
        print(rows[-1], end="", flush=True)
    TABLE.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
