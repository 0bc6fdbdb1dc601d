#!/usr/bin/env python3
"""Writes the small files from which fuzzing of CSV and XLSX begins: tests/fuzz/csv and tests/fuzz/xlsx.

An XLSX seed starts with the byte that tells xlsx_fuzz.cpp which part of a workbook the rest is; 0 is a whole file.
The same bytes come out each time.
"""
import io
import pathlib
import zipfile

here = pathlib.Path(__file__).parent

SHEET = (
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>name</t></is></c>'
    '<c r="D1" t="str"><f>A1</f><v>born</v></c></row><row r="3"><c r="A3"><v>1</v></c><c r="B3" t="s"><v>2</v></c>'
    '<c r="D3" s="1"><v>46112.5</v></c></row><row r="4"><c r="A4" t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
    '<c t="d"><v>2026-03-31T00:00:00</v></c></row></sheetData><mergeCells><mergeCell ref="A3:B4"/></mergeCells>'
    "</worksheet>"
)
SHARED = (
    "<sst><si><t>id</t></si><si><r><t>Anna</t></r><r><t xml:space=\"preserve\"> </t></r></si>"
    "<si><t>B_x000A_o</t><rPh><t>x</t></rPh></si></sst>"
)
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-41D]d mmm yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm&quot;h&quot;\\ "/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
WORKBOOK = (
    '<x:workbook xmlns:x="x"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="L" state="hidden" r:id="rId9"/>'
    '<x:sheet name="M" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>'
)
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="http://x/sharedStrings" Target="../xl/sharedStrings.xml"/>'
    '<Relationship Id="rId3" Type="http://x/styles" Target="/xl/styles.xml"/></Relationships>'
)
ROOT = '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'


def workbook(compression):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, text in [
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/worksheets/sheet1.xml", SHEET),
            ("xl/sharedStrings.xml", SHARED),
            ("xl/styles.xml", STYLES),
        ]:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, compression)
    return out.getvalue()


XLSX = {
    "stored": b"\0" + workbook(zipfile.ZIP_STORED),
    "deflated": b"\0" + workbook(zipfile.ZIP_DEFLATED),
    "sheet": b"\x01" + SHEET.encode(),
    "shared": b"\x02" + SHARED.encode(),
    "styles": b"\x03" + STYLES.encode(),
    "workbook": b"\x04" + WORKBOOK.encode(),
    "relations": b"\x05" + RELATIONS.encode(),
    "root": b"\x06" + ROOT.encode(),
    "rows": b"\x07" + SHEET[len("<worksheet><sheetData>") : SHEET.index("</sheetData>")].encode(),
}
TEXT = 'id;namn;språk\r\n1;"Berg; Åsa";"sv, en"\r\n\r\n2;"säger ""hej""\noch mer";\'-Ali\r\n3;\r\n'
CSV = {
    "semicolon": TEXT.encode(),
    "bom": b"\xef\xbb\xbf" + TEXT.encode(),
    "windows": TEXT.encode("cp1252"),
    "utf16le": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf16be": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf16bare": TEXT.encode("utf-16-le"),
    "sep": b"sep=|\nid|name\n1|a\n",
    "tab": b"\n\nid\tname\r1\t'=1\r2\t''=2;'-3\r",
    "comma": b'"id","na;me"\n "a" b ,"x\n=1"\n,,,\n',
}

for folder, seeds in (("xlsx", XLSX), ("csv", CSV)):
    (here / folder).mkdir(exist_ok=True)
    for name, data in seeds.items():
        (here / folder / name).write_bytes(data)
