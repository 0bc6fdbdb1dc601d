#!/usr/bin/env python3
"""docs/asvs.csv against the tests: whatever is said to be met names tests that exist and are run.

A test of GoogleTest is `Suite.Name`, one of Node.js `tests/…/x.test.mjs: its sentence`; several are separated by "; ".
Its file must stand in the CMakeLists.txt beside it, so that ctest runs it. The states are *met*, *not applicable* (with
the feature that is not there) and *open* (with what is missing).
"""
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
faults, known = [], {}

for path in sorted([*ROOT.glob("src/*/*/*_test.cpp"), *ROOT.glob("tests/*/*_test.cpp")]):
    beside = path.parent / "CMakeLists.txt"
    is_run = beside.exists() and path.name in beside.read_text()
    for suite, name in re.findall(r"\bTEST(?:_P|_F)?\(\s*(\w+),\s*(\w+)\)", path.read_text()):
        known[f"{suite}.{name}"] = known.get(f"{suite}.{name}", False) or is_run
for path in sorted(ROOT.glob("tests/*/*.test.mjs")):
    beside = path.parent / "CMakeLists.txt"
    listed = beside.read_text() if beside.exists() else ""
    is_run = path.name in listed or "*.test.mjs" in listed
    for name in re.findall(r'^test\("([^"]+)"', path.read_text(), re.M):
        known[f"{path.relative_to(ROOT).as_posix()}: {name}"] = is_run

seen = set()
with (ROOT / "docs/asvs.csv").open(newline="") as file:
    for number, row in enumerate(csv.DictReader(file), 2):
        where = f"docs/asvs.csv:{number}"
        if not re.fullmatch(r"\d+\.\d+\.\d+", row["id"]) or row["id"] in seen:
            faults.append(f"{where}: {row['id']} is no requirement, or stands twice")
        seen.add(row["id"])
        if row["level"] not in ("1", "2"):
            faults.append(f"{where}: level {row['level']}")
        why = row["tests, or why not"]
        if not why or row["state"] not in ("met", "not applicable", "open"):
            faults.append(f"{where}: {row['id']} has no state, or no reason")
        if row["state"] != "met":
            continue
        for test in why.split("; "):
            if test not in known:
                faults.append(f"{where}: there is no test {test}")
            elif not known[test]:
                faults.append(f"{where}: nobody runs {test}")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
