"""The code in the link of an offer: derived from the offer's id, so that no table holds it.

Invariant   the same offer has the same code, so that a repeated ask is answered again; only its hash is kept
"""

from uuid import UUID

from largesse.kernel.canonical import sha256_hex
from largesse.store.sealing import signature

LENGTH = 24


def code_of(ident: UUID, purpose: str) -> str:
    """Give the code that opens an offer, or an ask to be an agent."""
    return signature(str(ident).encode(), purpose).rpartition(":")[2][:LENGTH]


def hash_of(code: str) -> str:
    """Give what is kept of a code."""
    return sha256_hex(code.strip().lower().encode())
