"""Lint of every source, for ./dev soak: lint_everything.py BUILD JOBS FLAG…

The unity sources of the build are looked at instead of what they hold one by one: most of the time goes to the headers
that several share. Sources that the build does not know (fuzz targets, benchmarks) are looked at alone, with the flags.
Prints what was found and ends with 1 when something was.
"""
import json
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

build, jobs, flags = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
root = pathlib.Path.cwd()
tidy = ["clang-tidy-19", "--quiet", "--warnings-as-errors=*", "--config-file=.clang-tidy"]


def included(unity):
    return re.findall(r'#include "(.+\.cpp)"', pathlib.Path(unity).read_text())


def findings(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout if done.returncode else ""


def commands():
    seen = set()
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = entry["file"]
        if not source.endswith((".cpp", ".cxx")):
            continue  # what is built into the program as bytes
        sources = included(source) if "/Unity/" in source else [source]
        if all(one in seen or not one.startswith(f"{root}/") for one in sources):
            continue
        seen.update(sources)
        # The sources are "headers" of the unity source: their findings are asked for by name.
        yield tidy + ["-p", str(build), "--checks=-bugprone-suspicious-include",
                      rf"--header-filter=^{root}/(src|tests|bench)/.*\.cpp$", source]
    tracked = subprocess.run(["git", "ls-files", "src/*.cpp", "tests/*.cpp", "bench/*.cpp"],
                             capture_output=True, text=True, check=True).stdout.split()
    for source in tracked:
        # tests/no_policy is there not to compile.
        if str(root / source) not in seen and not source.startswith("tests/no_policy/"):
            yield tidy + [source, "--"] + flags


todo = list(commands())
found = 0
with ThreadPoolExecutor(jobs) as pool:
    for number, text in enumerate(pool.map(findings, todo), 1):
        found += bool(text)
        print(text, end="", flush=True)
        print(f"\r{number} of {len(todo)}", end="", file=sys.stderr, flush=True)
print(file=sys.stderr)
sys.exit(1 if found else 0)
