"""What a person sees of a workbook's sheet and its cells alone do not tell: hidden rows and columns, how
numbers are shown, from which year days are counted.

Invariant   read from the archive after ``check_archive``, in bounded pieces; what is absent changes nothing
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from largesse.settlement.statements.number_format import BUILT_IN, Display, display_of
from largesse.settlement.statements.problem import Unreadable

_PART_MAX = 16 * 2**20
_CHUNK = 2**20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TAG = re.compile(rb"<(?:\w+:)?(?P<name>row|col|c)\s(?P<rest>[^>]*)>")
_ATTRIBUTE = re.compile(rb"""\b(?P<name>r|s|hidden|ht|min|max|width)\s*=\s*["'](?P<value>[^"']*)["']""")
_TRUE = frozenset({b"1", b"true", b"on"})


@dataclass
class Shown:
    """How a sheet is shown.

    Args:
        rows: numbers of hidden rows, from 1.
        columns: places of hidden columns, from 0.
        displays: row number -> place of a cell -> how its number is shown, where it is not shown as it is.
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    displays: dict[int, dict[int, Display]] = field(default_factory=dict)
    days_from_1904: bool = False


def shown(data: bytes, sheet: str) -> Shown:
    """Look at a sheet of a checked archive.

    Raises:
        Unreadable: workbook_unreadable.
    """
    found = Shown()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = _part(archive, "xl/workbook.xml")
        found.days_from_1904 = any(
            one.get("date1904", "0").encode() in _TRUE for one in _named(book, "workbookPr")
        )
        member = _member(archive, book, sheet)
        styles = _styles(archive)
        if member is not None:
            _look(archive, member, styles, found)
    return found


def _look(archive: zipfile.ZipFile, member: str, styles: Mapping[int, Display], found: Shown) -> None:
    row = 0
    for name, attributes in _tags(archive, member):
        if name == b"row":
            row = int(attributes.get(b"r", row + 1))
            if attributes.get(b"hidden") in _TRUE or _is_none(attributes.get(b"ht")):
                found.rows.add(row)
        elif name == b"col":
            if attributes.get(b"hidden") in _TRUE or _is_none(attributes.get(b"width")):
                last = min(int(attributes.get(b"max", 0)), 16_384)
                found.columns.update(range(int(attributes.get(b"min", 1)) - 1, last))
        elif styles and (display := styles.get(int(attributes.get(b"s", 0)))) is not None:
            found.displays.setdefault(row, {})[_place(attributes.get(b"r", b""))] = display


def _tags(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    """Give the tags of rows, columns and cells in their order."""
    tail = b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            whole, mark, rest = (tail + chunk).rpartition(b"<")
            tail = mark + rest
            for tag in _TAG.finditer(whole):
                yield tag["name"], {one["name"]: one["value"] for one in _ATTRIBUTE.finditer(tag["rest"])}


def _member(archive: zipfile.ZipFile, book: ET.Element, sheet: str) -> str | None:
    """Give the name of a sheet's part."""
    wanted = next((one.get(_RELATION) for one in _named(book, "sheet") if one.get("name") == sheet), None)
    relations = _part(archive, "xl/_rels/workbook.xml.rels")
    target = next((one.get("Target", "") for one in relations if one.get("Id") == wanted), "")
    name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return name if name in archive.namelist() else None


def _styles(archive: zipfile.ZipFile) -> dict[int, Display]:
    """Give the styles that show a number otherwise than it is."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = _part(archive, "xl/styles.xml")
    codes = BUILT_IN | {
        int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in _named(root, "numFmt")
    }
    cells = next(iter(_named(root, "cellXfs")), ())
    displays = ((at, display_of(codes.get(int(one.get("numFmtId", 0)), ""))) for at, one in enumerate(cells))
    return {at: display for at, display in displays if display is not None}


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Read a small part; one that declares a document type is none of a spreadsheet's."""
    with archive.open(name) as member:
        data = member.read(_PART_MAX + 1)
    if len(data) > _PART_MAX or b"<!DOCTYPE" in data:
        raise Unreadable("workbook_unreadable", detail=name)
    return ET.fromstring(data)  # noqa: S314 - bounded, and without a document type nothing expands


def _named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == name)


def _is_none(size: bytes | None) -> bool:
    return size is not None and size.replace(b".", b"").strip(b"0") == b""


def _place(address: bytes) -> int:
    number = 0
    for letter in address.upper():
        if not 65 <= letter <= 90:
            break
        number = number * 26 + letter - 64
    return number - 1
