"""Files that are small to send and large to read, made as their makers make them."""

import io
import struct
import zipfile
import zlib

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/>{more}</Relationships>'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TEXTS = (
    '<Relationship Id="rId2" Target="sharedStrings.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


def workbook(sheet, strings="<sst/>", *, sheets="", more=None):
    """Pack a workbook of one sheet's markup and its shared texts; ``more``: further members by name."""
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS.format(kind="officeDocument", target="xl/workbook.xml", more=""),
        "xl/_rels/workbook.xml.rels": _RELS.format(
            kind="worksheet", target="worksheets/sheet1.xml", more=_TEXTS
        ),
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}"><sheets>'
        f'<sheet name="S" sheetId="1" r:id="rId1"/>{sheets}</sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": strings.replace("<sst", f'<sst xmlns="{_MAIN}"', 1),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def rows(texts):
    """Give a sheet's data: a row for each list of shared texts' numbers."""
    cells = ("".join(f'<c t="s"><v>{text}</v></c>' for text in row) for row in texts)
    return f"<sheetData>{''.join(f'<row>{row}</row>' for row in cells)}</sheetData>"


def long_text_named_often(length=32_000, times=100_000):
    """A workbook of some kilobytes whose one long text stands in every cell: gigabytes once it is read."""
    return workbook(rows([[0] * 100] * (times // 100)), f"<sst><si><t>{'礼' * length}</t></si></sst>")


def wide_and_deep(across=256, down=65_536):
    """A workbook of two cells, far from each other: all between them is laid out."""
    column = "IV" if across == 256 else "A"
    return workbook(
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="{down}"><c r="{column}{down}">'
        "<v>1</v></c></row></sheetData>"
    )


def declares_all():
    """A workbook that says it is as large as one can be, and holds one cell."""
    return workbook(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    )


def laughs():
    """A workbook whose markup declares entities that grow by each other."""
    grown = "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 10}">' for at in range(9))
    return workbook(
        "<sheetData/>",
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{grown}]><sst><si><t>&e9;</t></si></sst>',
    )


def nested(inner):
    """A workbook with an archive inside."""
    return workbook(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', more={"xl/embeddings/a.zip": inner}
    )


def many_sheets(count):
    """A workbook that lists so many sheets."""
    listed = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(2, count + 1))
    return workbook("<sheetData/>", sheets=listed)


def numbers_without_end(cells=8_000_000):
    """A workbook of millions of cells, each some bytes."""
    return workbook(
        f"<sheetData>{('<row>' + '<c><v>1</v></c>' * 200 + '</row>') * (cells // 200)}</sheetData>"
    )


def png(width, height, *, chunks=(), body=b""):
    """A PNG of one bit a pixel that says this size; ``chunks``: kind and content of further ones."""

    def chunk(kind, content):
        packed = kind + content
        return struct.pack(">I", len(content)) + packed + struct.pack(">I", zlib.crc32(packed))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows_of = body or zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(chunk(*one) for one in chunks)
        + chunk(b"IDAT", rows_of)
        + chunk(b"IEND", b"")
    )
