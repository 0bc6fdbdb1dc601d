#!/usr/bin/env python3
"""round.json holds to docs/round.schema.json, for the fixture city and for a demo city with every track."""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
parvis = sys.argv[1]
schema = json.loads((ROOT / "docs" / "round.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
with tempfile.TemporaryDirectory() as desk:
    subprocess.run([parvis, "demo", "--out", desk], check=True, stderr=subprocess.DEVNULL)
    runs = [(ROOT / "tests/lindhamn/programme.toml", [], ROOT / "tests/lindhamn/adepts.csv", ROOT / "tests/lindhamn/mentors.csv"),
            (pathlib.Path(desk) / "duo.toml", ["--names"], f"{desk}/adepts.csv", f"{desk}/mentors.csv"),
            (pathlib.Path(desk) / "stockholmsmentor.toml", ["--track", "youth"], f"{desk}/adepts.csv", f"{desk}/mentors.csv"),
            (pathlib.Path(desk) / "stockholmsmentor.toml", ["--track", "occupation", "--most-difference", "1", "--ground", "plan"],
             f"{desk}/adepts.csv", f"{desk}/mentors.csv"),
            (pathlib.Path(desk) / "stockholmsmentor.toml",
             ["--track", "occupation", "--bound", "age:18-29=..9", "--ground", "plan"], f"{desk}/adepts.csv", f"{desk}/mentors.csv")]
    for programme, more, adepts, mentors in runs:
        for lang in ("sv", "latt", "en", "ar", "uk"):
            out = pathlib.Path(desk) / "round.json"
            subprocess.run([parvis, "match", "--programme", programme, "--adepts", adepts, "--mentors", mentors, "--out",
                            f"{desk}/pairs.csv", "--json", out, "--lang", lang, "--on", "2026-11-01"] + more, check=True, stderr=subprocess.DEVNULL)
            faults = list(validator.iter_errors(json.loads(out.read_text())))
            for fault in faults:
                print(programme.name, lang, fault.json_path, fault.message)
            if faults:
                sys.exit(1)
print(f"{len(runs) * 5} rounds hold to the schema")
