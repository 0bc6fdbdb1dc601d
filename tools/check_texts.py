#!/usr/bin/env python3
"""Every sentence of the code in every language: there, with its placeholders and plural forms, and translated.

A translation may equal its source only when it stands in po/names.txt (a name, a code such as B1).
A catalogue with X-Laid-Over in its header holds only the sentences that it says otherwise than the one below it.
"""
import ast
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from collect_texts import collect  # noqa: E402


def read_po(path):
    entries, entry, key = [], {}, None
    for line in path.read_text().splitlines() + [""]:
        if line.startswith("#"):
            continue
        start = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$', line)
        if start:
            if start.group(1) == "msgid":
                entry = {}
                entries.append(entry)
            key = start.group(1)
            entry[key] = ast.literal_eval(start.group(2))
        elif line.startswith('"') and key:
            entry[key] += ast.literal_eval(line)
    return {e["msgid"]: e for e in entries if e["msgid"]}


def placeholders(text):
    return sorted(set(re.findall(r"\{\w+\}", text)))


template = ROOT / "build" / "parvis-texts.pot"
template.parent.mkdir(exist_ok=True)
collect(template)
source = read_po(template)
names = {line for line in (ROOT / "po" / "names.txt").read_text().splitlines() if line and not line.startswith("#")}
faults = []
for po in sorted((ROOT / "po").glob("*.po")):
    language = po.stem
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(po)], check=True)
    forms = int(re.search(r"nplurals=(\d)", po.read_text()).group(1))
    entries = read_po(po)
    below = re.search(r"X-Laid-Over: (\w+)", po.read_text())
    below = read_po(ROOT / "po" / f"{below.group(1)}.po") if below else None
    for msgid, wanted in source.items():
        entry = entries.get(msgid)
        if entry is None and below is not None:
            continue
        if entry is None:
            faults.append(f"{language}: missing: {msgid}")
            continue
        plural = wanted.get("msgid_plural")
        texts = [entry.get(f"msgstr[{n}]", "") for n in range(forms)] if plural else [entry.get("msgstr", "")]
        for n, text in enumerate(texts):
            which = f"{language}{f'[{n}]' if plural else ''}"
            if not text:
                faults.append(f"{which}: empty: {msgid}")
            elif placeholders(text) != placeholders(plural or msgid):
                faults.append(f"{which}: placeholders {placeholders(text)} instead of {placeholders(plural or msgid)}: {msgid}")
            elif text in (msgid, plural) and msgid not in names:
                faults.append(f"{which}: equals its source: {msgid}")
        if below is not None and entry == below.get(msgid):
            faults.append(f"{language}: says the same as the catalogue below it, leave it out: {msgid}")
    for msgid in entries.keys() - source.keys():
        faults.append(f"{language}: no longer said by the code: {msgid}")
for fault in faults:
    print(fault)
print(f"{len(source)} sentences, {len(faults)} faults")
sys.exit(1 if faults else 0)
