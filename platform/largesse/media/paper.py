"""A PDF as it may be kept: whole by its own marks, open to whoever reads it, without a program it names.

Invariant   what it is follows from its bytes, whatever its name says; it is kept as it came, never opened
            here, and leaves as an attachment only
"""

import re
from dataclasses import dataclass

from largesse.kernel.errors import Refusal
from largesse.media.picture import BYTES_MAX, too_large

HEAD = b"%PDF-"
_END = b"%%EOF"
_TAIL = 2_048
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_LOCKED = re.compile(rb"/Encrypt\b")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")


@dataclass(frozen=True)
class PaperUnreadable(Refusal):
    """The file begins like a PDF and is not whole, or needs a password."""

    code = "media.paper_unreadable"
    path = "file"


@dataclass(frozen=True)
class PaperActive(Refusal):
    """The PDF names a program, or another file inside it."""

    code = "media.paper_active"
    path = "file"


def is_paper(data: bytes) -> bool:
    """Tell whether a file says that it is a PDF."""
    return data.startswith(HEAD)


def expect_paper(data: bytes) -> None:
    """Refuse a PDF that is not to be kept. Names are read as readers do, with their ``#`` undone.

    Raises:
        PictureTooLarge: ``media.picture_too_large``.
        PaperUnreadable: ``media.paper_unreadable``.
        PaperActive: ``media.paper_active``.
    """
    if len(data) > BYTES_MAX:
        raise too_large()
    named = _HEX.sub(lambda found: bytes([int(found[1], 16)]), data)
    if not is_paper(data) or _END not in data[-_TAIL:] or _LOCKED.search(named):
        raise PaperUnreadable
    if _ACTIVE.search(named):
        raise PaperActive
