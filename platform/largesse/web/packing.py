"""How a page travels: as brotli, gzip or plain, as the browser likes it; each page is compressed once.

Source      RFC 9110 section 12.5.3; RFC 7932
"""

import asyncio
from collections import OrderedDict

import brotli
from starlette.requests import Request

from largesse.activities.rendering import Paint

ENCODINGS = ("br", "gzip")
KEPT_MAX = 512

_kept: OrderedDict[str, bytes] = OrderedDict()


def accepted(request: Request) -> tuple[str, ...]:
    """Give which of ``ENCODINGS`` the browser takes, what is smaller first."""
    taken = set()
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "").rstrip("0").rstrip(".") != "q=":
            taken.add(name.strip())
    return tuple(one for one in ENCODINGS if one in taken)


async def packed(request: Request, painted: Paint) -> tuple[bytes, str]:
    """Give a page's body and how it is encoded; empty: not at all."""
    for encoding in accepted(request):
        return (await _brotli(painted), encoding) if encoding == "br" else (painted.packed, encoding)
    return painted.body, ""


async def _brotli(painted: Paint) -> bytes:
    """Compress a page the first time it is asked for, in a thread: it takes some 40 ms."""
    if painted.etag not in _kept:
        _kept[painted.etag] = await asyncio.to_thread(brotli.compress, painted.body, brotli.MODE_TEXT)
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)
    _kept.move_to_end(painted.etag)
    return _kept[painted.etag]
