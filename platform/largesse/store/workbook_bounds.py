"""What an XLSX workbook would unpack to, looked at before a reader sees it: members, markup, sheets, text.

A cell names its text by a number. One long text that a hundred thousand cells name is a few kilobytes in the
file and gigabytes in a reader, so the text is added up as often as it is named.

Invariant   one pass in chunks; an archive inside the archive is counted as bytes and never opened
"""

import io
import re
import zipfile
import zlib
from array import array
from collections import Counter
from typing import IO

SHEETS_MAX = 256
TEXT_MAX = 256 * 2**20
ITEM_MAX = 2**18
RATIO_MAX = 500
UNPACKED_MAX = 512 * 2**20
_RATIO_FROM = 16 * 2**20
_CHUNK = 2**20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    EOFError,
)
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_NAMED = re.compile(rb"""t=["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet(?=[\s/>])")


class Unfit(Exception):  # noqa: N818 - an outcome of looking, translated by the room that asked
    """A file that is not read further: why, in a word of the caller's copy, and facts."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def check_workbook(data: bytes) -> None:
    """Refuse a workbook that would grow too large, names a text too often, or declares entities.

    Raises:
        Unfit: workbook_unreadable, packed_too_tight, file_too_large, markup_declares, too_many_sheets,
            too_much_text.
    """
    texts = _Texts()
    left = UNPACKED_MAX
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len({one.filename.casefold() for one in members}) != len(members):
                raise Unfit("workbook_unreadable")
            for one in members:
                _check_ratio(one)
                with archive.open(one) as member:
                    left -= _check_member(member, texts, left, book=one.filename == "xl/workbook.xml")
    except _BROKEN as error:
        raise Unfit("workbook_unreadable") from error
    texts.check()


def _check_ratio(member: zipfile.ZipInfo) -> None:
    packed = max(1, member.compress_size)
    if member.file_size > _RATIO_FROM and member.file_size // packed > RATIO_MAX:
        raise Unfit("packed_too_tight", ratio=member.file_size // packed, ratio_max=RATIO_MAX)


def _check_member(member: IO[bytes], texts: "_Texts", left: int, *, book: bool) -> int:
    """Give how many bytes a member unpacks to, after adding what it says to ``texts``."""
    size, sheets, tail = 0, 0, b""
    while chunk := member.read(_CHUNK):
        size += len(chunk)
        if size > left:
            raise Unfit("file_too_large", bytes=UNPACKED_MAX, bytes_max=UNPACKED_MAX)
        markup, tail = _whole(tail + chunk)
        texts.add(markup)
        sheets += len(_SHEET.findall(markup)) if book else 0
    texts.add(tail)
    texts.end()
    sheets += len(_SHEET.findall(tail)) if book else 0
    if sheets > SHEETS_MAX:
        raise Unfit("too_many_sheets", sheets_max=SHEETS_MAX)
    return size


def _whole(markup: bytes) -> tuple[bytes, bytes]:
    """Part markup before its last cell or item, of which the rest may come in the next chunk."""
    at = max(markup.rfind(b"<c "), markup.rfind(b"<si"), markup.rfind(b":c "), markup.rfind(b":si"))
    at = markup.rfind(b"<", 0, at + 1) if at > 0 else -1
    if at <= 0 or len(markup) - at > _CHUNK:
        return markup, b""
    return markup[:at], markup[at:]


class _Texts:
    """How long each shared text is, and how often cells name it."""

    def __init__(self) -> None:
        self._sizes = array("Q")
        self._named: Counter[bytes] = Counter()
        self._open = False

    def add(self, markup: bytes) -> None:
        """Read markup on."""
        if b"<!" in markup and _DECLARED.search(markup):
            raise Unfit("markup_declares")
        if b't="s"' in markup or b"t='s'" in markup:
            self._named.update(_NAMED.findall(markup))
        before, *items = _ITEM.split(markup) if b"si" in markup else [markup]
        if self._open:
            self._sizes[-1] += len(before)
        self._sizes.extend(map(len, items))
        self._open = self._open or bool(items)

    def end(self) -> None:
        """Note that a member ended, and the last text with it."""
        self._open = False

    def check(self) -> None:
        """Refuse one text that no cell could hold, and more text than a table has."""
        sizes = self._sizes
        once = sum(sizes)
        often = sum(sizes[int(at)] * times for at, times in self._named.items() if int(at) < len(sizes))
        if once > TEXT_MAX or often > TEXT_MAX:
            raise Unfit("too_much_text", text_mb=max(once, often) // 2**20, text_mb_max=TEXT_MAX // 2**20)
        if max(sizes, default=0) > ITEM_MAX:
            raise Unfit("too_much_text", text_mb=max(sizes) // 2**20, text_mb_max=TEXT_MAX // 2**20)
