#!/usr/bin/env python3
"""What no compiler checks: includes against the libraries' DEPENDS and the floors, and no coroutines.

Each folder under src/ is one library. A file may include its own folder, and the folders that its CMakeLists.txt
names under DEPENDS (tests: TEST_DEPENDS too). A folder depends only on its own floor or one below. The checker of
proofs must not reach `assignment`, by whatever way.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
FLOORS = ["platform", "domain", "app"]
faults = []


def words(text, key):
    found = re.search(r"\b%s\b((?:\s+[\w./:-]+)+)" % key, text)
    keys = {"SOURCES", "DEPENDS", "LINKS", "TESTS", "TEST_DEPENDS", "TEST_LINKS", "NEEDS", "FUZZ", "NO_UNITY", "BASE", "FILES"}
    out = []
    for word in found.group(1).split() if found else []:
        if word in keys:
            break
        out.append(word)
    return out


folder_of, depends, test_depends = {}, {}, {}
for listing in SRC.glob("*/*/CMakeLists.txt"):
    text = re.sub(r"#.*", "", listing.read_text())
    call = re.search(r"parvis_library\((\w+)(.*?)\)", text, re.S)
    if not call:
        continue
    name = call.group(1)
    folder_of[name] = listing.parent.relative_to(SRC).as_posix()
    depends[name] = words(call.group(2), "DEPENDS")
    test_depends[name] = words(call.group(2), "TEST_DEPENDS")

floor = {name: FLOORS.index(folder.split("/")[0]) for name, folder in folder_of.items()}
for name, needed in depends.items():
    for other in needed:
        if other not in floor:
            faults.append(f"src/{folder_of[name]}: DEPENDS names {other}, which is no folder here")
        elif floor[other] > floor[name]:
            faults.append(f"src/{folder_of[name]}: depends on {other}, a floor above")


def reach(name, seen=None):
    seen = set() if seen is None else seen
    for other in depends.get(name, []):
        if other not in seen:
            seen.add(other)
            reach(other, seen)
    return seen


for name in depends:
    if name in reach(name):
        faults.append(f"src/{folder_of[name]}: depends on itself by way of others")
if "proof" in depends and "assignment" in reach("proof"):
    faults.append("src/domain/proof: the checker links assignment, so its proof would prove nothing")

# The link line itself: `./dev check` hands over the build's plan.
if len(sys.argv) > 1:
    plan = pathlib.Path(sys.argv[1]).read_text()
    link = re.search(r"build [^\n]*proof_alone: CXX_EXECUTABLE_LINKER[^\n]*\n(?:  [^\n]*\n)*", plan)
    if not link:
        faults.append("tests/proof_alone: the build links no such program")
    elif "libparvis_assignment" in link.group(0):
        faults.append("tests/proof_alone: the link line of the checker names assignment")

by_folder = {folder: name for name, folder in folder_of.items()}
for path in sorted(SRC.rglob("*.[ch]pp")):
    relative = path.relative_to(SRC).as_posix()
    folder = "/".join(relative.split("/")[:2])
    name = by_folder.get(folder)
    if name is None:
        faults.append(f"src/{relative}: its folder is no library")
        continue
    allowed = reach(name) | {name}
    if re.search(r"_(test|fuzz)\.cpp$", relative) or "fixture" in relative:
        for extra in test_depends[name]:
            allowed |= {extra} | reach(extra)
    for number, line in enumerate(path.read_text().splitlines(), 1):
        include = re.match(r'#include "((?:platform|domain|app)/\w+)/', line)
        if include and by_folder.get(include.group(1)) not in allowed:
            faults.append(f"src/{relative}:{number}: includes {include.group(1)}, which its CMakeLists.txt does not name")

# g++ 12 destroys temporaries twice in co_await f({...}); see docs/decisions.
for folder in (SRC, ROOT / "tests", ROOT / "bench"):
    for path in folder.rglob("*.[ch]pp"):
        if re.search(r"\bco_(await|return|yield)\b", path.read_text()):
            faults.append(f"{path.relative_to(ROOT)}: no coroutines")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
