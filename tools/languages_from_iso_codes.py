#!/usr/bin/env python3
"""Writes the languages of the starter set from Debian's iso-codes: languages_from_iso_codes.py OUT.tsv

Columns: iso639_3 iso639_1 en sv ar uk, tab between; names that mean the same have | between, the first is shown.
Kept are the languages with a two-letter code, those of ISO 639-2, and some that newcomers to Sweden speak. Where
iso-codes has no translation the cell is empty, but for the names below.
"""

import gettext
import json
import sys
from pathlib import Path

ISO = Path("/usr/share/iso-codes/json")
LOCALE = Path("/usr/share/locale")

# Spoken by newcomers, without a code in ISO 639-1 or 639-2.
ALSO_KEPT = {"prs", "kmr", "ckb", "sdh", "apc", "acm", "arz", "ary", "afb", "acw", "ajp", "aeb", "arq", "ayl",
             "rmy", "rmn", "cmn", "yue", "nan", "aii", "cld", "pbt", "pbu", "haz",
             "mnk", "zza", "diq", "hbs", "fit", "tru", "syr", "pnb", "mww", "luo"}

# Names that people write: shown first where the first is better known than the one in iso-codes. A name may lead to
# one language only.
SWEDISH = {
    "aii": ["Assyriska", "Östassyriska", "Assyriska (nyarameiska)"],
    "amh": ["Amhariska", "Amarinja"],
    "apc": ["Levantinsk arabiska", "Syrisk arabiska", "Libanesisk arabiska", "Palestinsk arabiska"],
    "acm": ["Irakisk arabiska", "Mesopotamisk arabiska"],
    "arz": ["Egyptisk arabiska"],
    "ary": ["Marockansk arabiska"],
    "ara": ["Arabiska", "Standardarabiska", "Modern standardarabiska"],
    "aze": ["Azerbajdzjanska", "Azeriska"],
    "bel": ["Belarusiska", "Vitryska"],
    "ben": ["Bengali", "Bengaliska", "Bangla"],
    "bos": ["Bosniska"],
    "ckb": ["Sorani", "Sydkurdiska", "Centralkurdiska", "Kurdiska (sorani)", "Kurdiska sorani", "Kurdiska - Sorani"],
    "cmn": ["Mandarin", "Rikskinesiska", "Standardkinesiska"],
    "dan": ["Danska"],
    "ell": ["Grekiska", "Nygrekiska"],
    "est": ["Estniska"],
    "fas": ["Persiska", "Farsi"],
    "fil": ["Filippinska", "Filipino", "Pilipino"],
    "fin": ["Finska"],
    "fit": ["Meänkieli", "Tornedalsfinska"],
    "ful": ["Fula", "Fulani", "Pular"],
    "hbs": ["Bosniska/kroatiska/serbiska", "BKS", "Serbokroatiska", "Serbo-kroatiska",
            "Bosniska, kroatiska, serbiska"],
    "hye": ["Armeniska"],
    "kat": ["Georgiska"],
    "kmr": ["Kurmanji", "Nordkurdiska", "Kurmandji", "Kurmanci", "Kurdiska (kurmanji)", "Kurdiska kurmanji",
            "Kurdiska - Kurmanji"],
    "kur": ["Kurdiska"],
    "lin": ["Lingala"],
    "lit": ["Litauiska"],
    "nep": ["Nepali", "Nepalesiska"],
    "orm": ["Oromo", "Oromiffa", "Oromiska"],
    "pan": ["Punjabi", "Panjabi"],
    "pol": ["Polska"],
    "por": ["Portugisiska"],
    "prs": ["Dari", "Dariska", "Afghansk persiska"],
    "pus": ["Pashto", "Pashtu", "Pushto", "Pashtunska"],
    "rom": ["Romani", "Romska", "Romani chib"],
    "ron": ["Rumänska", "Moldaviska"],
    "rus": ["Ryska"],
    "sin": ["Singalesiska", "Sinhala"],
    "som": ["Somaliska", "Somali"],
    "spa": ["Spanska", "Kastilianska"],
    "sqi": ["Albanska"],
    "swa": ["Swahili"],
    "swe": ["Svenska"],
    "syr": ["Syriska", "Arameiska"],
    "tam": ["Tamil", "Tamilska"],
    "tgl": ["Tagalog"],
    "tha": ["Thailändska", "Thai"],
    "tir": ["Tigrinja", "Tigrinska", "Tigrinya"],
    "tru": ["Turoyo", "Syrianska", "Suryoyo", "Västassyriska"],
    "tur": ["Turkiska"],
    "ukr": ["Ukrainska"],
    "urd": ["Urdu"],
    "uzb": ["Uzbekiska"],
    "vie": ["Vietnamesiska"],
    "yue": ["Kantonesiska"],
    "zho": ["Kinesiska"],
    "sgn": ["Teckenspråk"],
    "zza": ["Zazakiska", "Zazaki", "Zaza"],
}
ENGLISH = {
    "ell": ["Greek", "Modern Greek"],
    "fas": ["Persian", "Farsi"],
    "ckb": ["Sorani", "Central Kurdish", "Kurdish (Sorani)"],
    "kmr": ["Kurmanji", "Northern Kurdish", "Kurdish (Kurmanji)"],
    "apc": ["Levantine Arabic", "North Levantine Arabic", "Syrian Arabic"],
    "cmn": ["Mandarin", "Mandarin Chinese"],
    "yue": ["Cantonese", "Yue Chinese"],
    "pus": ["Pashto", "Pushto"],
    "hbs": ["Bosnian/Croatian/Serbian", "Serbo-Croatian", "BCS"],
    "pan": ["Punjabi", "Panjabi"],
    "swa": ["Swahili", "Kiswahili"],
    "syr": ["Syriac", "Aramaic"],
    "tru": ["Turoyo", "Surayt"],
    "nld": ["Dutch", "Flemish"],
    "ron": ["Romanian", "Moldovan"],
    "spa": ["Spanish", "Castilian"],
    "sgn": ["Sign language"],
}
# iso-codes has about half of the Arabic names.
ARABIC = {
    "aii": ["الآشورية"], "amh": ["الأمهرية"], "ara": ["العربية", "عربي"], "apc": ["العربية الشامية"],
    "aze": ["الأذربيجانية"], "bos": ["البوسنية"], "ben": ["البنغالية"], "bul": ["البلغارية"], "ckb": ["السورانية", "الكردية السورانية"],
    "cmn": ["الماندرين"], "deu": ["الألمانية", "ألماني"], "eng": ["الإنجليزية", "الإنكليزية", "إنجليزي"],
    "fas": ["الفارسية", "فارسي"], "fin": ["الفنلندية"], "fra": ["الفرنسية", "فرنسي"], "hye": ["الأرمنية"],
    "ita": ["الإيطالية"], "kmr": ["الكرمانجية", "الكردية الكرمانجية"], "kur": ["الكردية", "كردي"], "orm": ["الأورومو"],
    "pol": ["البولندية"], "por": ["البرتغالية"], "prs": ["الدارية", "دري"], "pus": ["البشتوية", "البشتو"],
    "ron": ["الرومانية"], "rus": ["الروسية", "روسي"], "som": ["الصومالية", "صومالي"], "spa": ["الإسبانية", "الأسبانية"],
    "sqi": ["الألبانية"], "srp": ["الصربية"], "hrv": ["الكرواتية"], "swa": ["السواحلية"], "swe": ["السويدية", "سويدي"],
    "syr": ["السريانية"], "tha": ["التايلاندية"], "tir": ["التيغرينية", "التغرينية", "تغرينيا"], "tur": ["التركية", "تركي"],
    "ukr": ["الأوكرانية", "أوكراني"], "urd": ["الأردية", "الأوردو"], "vie": ["الفيتنامية"], "zho": ["الصينية", "صيني"],
}
UKRAINIAN = {
    "prs": ["дарі"], "fas": ["перська", "фарсі"], "ckb": ["сорані", "центральнокурдська"],
    "kmr": ["курманджі", "північнокурдська"], "ukr": ["українська"], "rus": ["російська"], "hbs": ["сербохорватська"],
    "spa": ["іспанська"], "ron": ["румунська", "молдовська"], "cmn": ["мандаринська", "північнокитайська"],
}
TABLES = {"en": ENGLISH, "sv": SWEDISH, "ar": ARABIC, "uk": UKRAINIAN}


def translations(language):
    found = []
    for domain in ("iso_639-3", "iso_639-2"):
        path = LOCALE / language / "LC_MESSAGES" / f"{domain}.mo"
        if path.exists():
            with path.open("rb") as file:
                found.append(gettext.GNUTranslations(file))
    return found


def translated(name, catalogues):
    for catalogue in catalogues:
        text = catalogue.gettext(name)
        if text != name:
            return text
    return ""


def parts(name):
    """"Spanish; Castilian" is two names; "Greek, Modern (1453-)" is shown as it is."""
    return [part.strip() for part in name.replace("|", "/").split(";") if part.strip()]


def unique(names):
    seen = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return list(seen.values())


def main():
    every = {row["alpha_3"]: dict(row) for row in json.loads((ISO / "iso_639-3.json").read_text("utf-8"))["639-3"]}
    second = {}
    for row in json.loads((ISO / "iso_639-2.json").read_text("utf-8"))["639-2"]:
        second[row["alpha_3"]] = row
    # Collections such as "Romany" are languages to those who speak them, and in ISO 639-2 only.
    for code in ("sgn",):
        if code in second:
            every.setdefault(code, dict(second[code]))
    catalogues = {language: translations(language) for language in ("sv", "ar", "uk")}
    lines = ["\t".join(("iso639_3", "iso639_1", "en", "sv", "ar", "uk"))]
    for code in sorted(every):
        row = every[code]
        known = code in second and second[code]["name"] != "Reserved for local use"
        living = row.get("type", "L") in ("L", "C") or "alpha_2" in row
        if not ("alpha_2" in row or (known and living) or code in ALSO_KEPT):
            continue
        if code in ("mis", "mul", "und", "zxx"):
            continue
        base = [row["name"]] + ([second[code]["name"]] if code in second else [])
        cells = [code, row.get("alpha_2", "")]
        for language in ("en", "sv", "ar", "uk"):
            names = list(TABLES[language].get(code, []))
            for name in base:
                text = name if language == "en" else translated(name, catalogues[language])
                names += parts(text)
            if language == "en" and row.get("common_name"):
                names.append(row["common_name"])
            cells.append("|".join(unique(names)))
        lines.append("\t".join(cells))
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
