"""The canonical line: the same shape whatever the provider's file looked like.

Words       *gross* is what the provider asks, tax included; refunds are negative
Invariant   ``line_sha`` covers the business content only, so the same line has it in every file;
            ``occ`` numbers equal lines inside one file, because providers send equal lines lawfully
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter

import msgspec

from largesse.kernel.canonical import sha256_hex


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a statement, amounts in minor units of ``currency``."""

    line_no: int
    row_no: int
    line_type: str
    provider_ref: str
    platform_ref: str
    parent_ref: str
    weak_key: str
    store: str = ""
    sku: str
    qty_milli: int
    unit_price_minor: int | None
    gross_minor: int
    tax_minor: int | None
    net_minor: int | None
    currency: str
    status: str
    occurred_at: datetime
    biz_date: date
    ext: dict[str, str] = {}
    raw: tuple[str, ...] = ()
    line_sha: str = ""
    occ: int = 1


_content = attrgetter(
    "line_type",
    "provider_ref",
    "platform_ref",
    "parent_ref",
    "sku",
    "qty_milli",
    "gross_minor",
    "currency",
    "status",
    "occurred_at",
)


def content_sha(line: Line) -> str:
    """SHA-256 over what the line says, without where it stood; the same at another store is another line."""
    said = [*map(str, _content(line)), *([f"store {line.store}"] if line.store else [])]
    return sha256_hex("\x1f".join(said).encode("utf-8", "replace"))


def numbered(lines: Sequence[Line]) -> list[Line]:
    """Give each line its content hash and its ordinal among equal lines of this file."""
    seen: Counter[str] = Counter()
    done = []
    for line in lines:
        sha = content_sha(line)
        seen[sha] += 1
        done.append(msgspec.structs.replace(line, line_sha=sha, occ=seen[sha]))
    return done


def fingerprint(lines: Sequence[Line]) -> str:
    """SHA-256 over the multiset of (type, day, amount, references, store): the same in another file form."""
    said = attrgetter(
        "line_type", "biz_date", "gross_minor", "currency", "provider_ref", "platform_ref", "store"
    )
    content = sorted("\x1f".join(map(str, said(line))) for line in lines)
    return sha256_hex("\n".join(content).encode("utf-8", "replace"))
