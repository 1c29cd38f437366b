"""The bytes of a file that somebody else wrote become text, or it is told what they are instead.

Invariant   a byte-order mark is believed; an encoding is taken only where every byte fits; nothing is guessed
"""

from collections.abc import Sequence
from typing import Literal

NoText = Literal["old_workbook", "web_page"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")
_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")


def no_text(data: bytes) -> NoText | None:
    """Tell what a file is that people take for a text: a workbook of before 2007, or a web page."""
    if data.startswith(_OLE):
        return "old_workbook"
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "web_page"
    return None


def decoded(data: bytes, encodings: Sequence[str]) -> tuple[str, str] | None:
    """Give the text and its encoding, the first of these that fits; None where none does.

    UTF-16 is tried only with its byte-order mark: any two bytes would make a letter of it.
    """
    for encoding in encodings:
        if encoding == "utf-16" and not data.startswith(_MARKS_16):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text, encoding
    return None
