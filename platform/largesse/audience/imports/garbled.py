"""Names that went through a wrong encoding: such a file is refused, no client gets such a name.

Invariant   one replacement character is proof; what only looks strange must be a good part of all names
"""

import unicodedata
from collections.abc import Iterable

_LOST = ("\ufffd", "锟斤拷", "烫烫烫")
_WRONGLY_READ_AS = ("gb18030", "latin-1", "cp1252")
_SHARE_WRONG = 5  # one name in so many
_SHARE_RARE = 2
_RARE_MIN = 3
_BIG5_FREQUENT = range(0xA4, 0xC7)


def garbled(names: Iterable[tuple[int, str]], encoding: str) -> int | None:
    """Give the line of the first name that shows the file to be garbled; None: it reads well."""
    wrong: list[int] = []
    rare: list[int] = []
    count = 0
    for line, name in names:
        if name.isascii() and "?" not in name:
            continue
        count += 1
        if any(lost in name for lost in _LOST):
            return line
        if _wrong(name):
            wrong.append(line)
        elif encoding == "gb18030" and not all(one.isascii() or _frequent(one) for one in name):
            rare.append(line)
    if wrong and len(wrong) * _SHARE_WRONG >= count:
        return wrong[0]
    # Any bytes of another encoding fit GB18030 somehow; what hardly anybody is called gives them away.
    return rare[0] if len(rare) >= _RARE_MIN and len(rare) * _SHARE_RARE >= count else None


def _wrong(name: str) -> bool:
    if "??" in name or any(unicodedata.category(one) == "Cn" for one in name):
        return True
    return any(_read_back(name, encoding) for encoding in _WRONGLY_READ_AS)


def _read_back(name: str, wrong: str) -> bool:
    """Tell whether a name is Chinese once the wrong reading of its bytes is undone."""
    if wrong != "gb18030" and any(one.isascii() for one in name.strip()):
        return False
    try:
        written = name.encode(wrong)
    except UnicodeError:
        return False
    return any(_chinese(written, right) for right in ("utf-8", "gb18030") if right != wrong)


def _chinese(written: bytes, encoding: str) -> bool:
    """Tell whether bytes are Chinese in an encoding; of the last character some may have been lost."""
    for lost in range(3):
        try:
            found = written[: len(written) - lost].decode(encoding)
        except UnicodeError:
            continue
        hanzi = sum("\u4e00" <= one <= "\u9fff" for one in found)
        return hanzi == sum(not one.isascii() for one in found) and hanzi > (1 if lost else 0)
    return False


def _frequent(one: str) -> bool:
    """Tell whether a character is in the common sets of simplified or traditional Chinese."""
    try:
        one.encode("gb2312")
    except UnicodeEncodeError:
        pass
    else:
        return True
    try:
        return one.encode("big5")[0] in _BIG5_FREQUENT
    except UnicodeEncodeError:
        return False
