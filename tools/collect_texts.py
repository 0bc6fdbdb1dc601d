#!/usr/bin/env python3
"""Collects every sentence that the code says (t, say, say_n, N_) and brings po/*.po up to date with them.

A catalogue that is laid over another one (X-Laid-Over in its header) only loses what the code no longer says.
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def collect(to):
    files = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "src").rglob("*.[ch]pp") if not p.name.endswith(("_test.cpp", "_fuzz.cpp")))
    subprocess.run(["xgettext", "--language=C++", "--from-code=UTF-8", "--no-location", "--sort-output", "--no-wrap",
                    "--keyword", "--keyword=t", "--keyword=say", "--keyword=say_n:1,2", "--keyword=N_",
                    "-o", str(to)] + files, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    text = to.read_text()
    # c-format is guessed from a per cent sign; ours are {names}.
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#, "))
    to.write_text(text.replace("charset=CHARSET", "charset=UTF-8") + "\n")


if __name__ == "__main__":
    template = ROOT / "build" / "parvis.pot"
    template.parent.mkdir(exist_ok=True)
    collect(template)
    if len(sys.argv) > 1 and sys.argv[1] == "--template":
        print(template)
        sys.exit(0)
    for po in sorted((ROOT / "po").glob("*.po")):
        subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", "--no-fuzzy-matching", "--sort-output", "--no-wrap",
                        "--no-location", str(po), str(template)], check=True)
        needed = ["--translated"] if "X-Laid-Over" in po.read_text() else []
        subprocess.run(["msgattrib", "--no-obsolete", *needed, "--no-wrap", "--sort-output", "-o", str(po), str(po)], check=True)
        subprocess.run(["msgfmt", "--statistics", "-o", "/dev/null", str(po)], check=True)
