"""How much is in an XLSX workbook: how tight it is packed, how many sheets it lists, how much text it names.

A cell names its text by a number. One long text that a hundred thousand cells name is a few kilobytes in the
file and gigabytes in a reader, so the text is added up as often as it is named.

Invariant   what is asked here is fed by the one pass of ``archive.check_archive``; nothing is unpacked here
"""

import re
import zipfile
from array import array
from collections import Counter
from collections.abc import Sequence

SHEETS_MAX = 256
TEXT_MAX = 256 * 2**20
ITEM_MAX = 2**18
RATIO_MAX = 500
_RATIO_FROM = 16 * 2**20
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


def check_packing(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that has a name twice, or a member that is packed too tight.

    Raises:
        Unfit: workbook_unreadable, packed_too_tight.
    """
    if len({one.filename.casefold() for one in members}) != len(members):
        raise Unfit("workbook_unreadable", detail="names")
    for one in members:
        ratio = one.file_size // max(1, one.compress_size)
        if one.file_size > _RATIO_FROM and ratio > RATIO_MAX:
            raise Unfit("packed_too_tight", ratio=ratio, ratio_max=RATIO_MAX)


class Listed:
    """How many sheets a workbook lists."""

    def __init__(self) -> None:
        self._sheets = 0

    def read(self, markup: bytes) -> None:
        """Read whole tags on.

        Raises:
            Unfit: too_many_sheets.
        """
        self._sheets += len(_SHEET.findall(markup))
        if self._sheets > SHEETS_MAX:
            raise Unfit("too_many_sheets", sheets_max=SHEETS_MAX)


class Texts:
    """How long each shared text is, and how often cells name it."""

    def __init__(self) -> None:
        self._sizes = array("Q")
        self._named: Counter[bytes] = Counter()
        self._open = False

    def read(self, markup: bytes) -> None:
        """Read whole cells and items on.

        Raises:
            Unfit: markup_declares.
        """
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
        """Refuse one text that no cell could hold, and more text than a table has.

        Raises:
            Unfit: too_much_text.
        """
        sizes = self._sizes
        once = sum(sizes)
        often = sum(sizes[int(at)] * times for at, times in self._named.items() if int(at) < len(sizes))
        if once > TEXT_MAX or often > TEXT_MAX:
            raise Unfit("too_much_text", text_mb=max(once, often) // 2**20, text_mb_max=TEXT_MAX // 2**20)
        if max(sizes, default=0) > ITEM_MAX:
            raise Unfit("too_much_text", text_mb=max(sizes) // 2**20, text_mb_max=TEXT_MAX // 2**20)
