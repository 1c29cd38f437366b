"""Whose certificates are believed: the machine's authorities, and those that a channel names."""

import asyncio
import ssl
from functools import lru_cache

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because

CA_MAX = 65_536


async def trusting(ca: str) -> ssl.SSLContext:
    """Give the context for a channel; reading the certificates takes long and happens beside the loop."""
    return await asyncio.to_thread(_context, ca)


def ca_given(text: str) -> str:
    """Give certificates of authorities as they were pasted, in PEM.

    Raises:
        Malformed: ``kernel.malformed`` at ``ca``.
    """
    pem = text.strip()
    if not pem:
        return ""
    if len(pem) > CA_MAX or "PRIVATE" in pem:
        raise Malformed(because("notices.reason.certificates"), "ca")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as error:
        raise Malformed(because("notices.reason.certificates"), "ca") from error
    return pem


@lru_cache(maxsize=8)
def _context(ca: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca:
        context.load_verify_locations(cadata=ca)
    return context
