"""The bytes of a text file become text, or are refused by name; nothing is guessed that cannot be proved.

Invariant   a byte-order mark is believed; UTF-8 and GB18030 are taken only where every byte fits
"""

from largesse.audience.imports.unreadable import Unreadable

ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")


def text_of(data: bytes) -> tuple[str, str]:
    """Decode a file.

    Returns:
        The encoding, and the text.

    Raises:
        Unreadable: ``old_workbook``, ``web_page``, ``encoding``.
    """
    if data.startswith(_OLE):
        raise Unreadable("old_workbook")
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable("web_page")
    encodings = ("utf-16",) if data.startswith(_MARKS_16) else ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding.removesuffix("-sig"), text
    raise Unreadable("encoding")
