"""An adviser's own link to an activity. The code in it is reckoned from both and kept nowhere: who counts
entrants reckons the codes of the advisers again.

Invariant   the same adviser and activity always have the same code; asking for it writes nothing; nobody
            without the house's key can tell whose it is or make one
"""

from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.sealing import signature
from largesse.kernel.settings import settings

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 8


def share_link(slug: str, *, actor: Actor) -> tuple[str, str]:
    """Give the adviser's own link to an activity, and the code in it."""
    actor.must("audience.share_link")
    code = _code(actor.id, slug)
    return f"{settings().base_url}/a/{slug}?r={code}", code


def _code(staff: UUID, slug: str) -> str:
    number = int(signature(f"{staff}:{slug}".encode(), "audience.share").rpartition(":")[2], 16)
    code = ""
    while len(code) < _LENGTH:
        number, place = divmod(number, len(_ALPHABET))
        code += _ALPHABET[place]
    return code
