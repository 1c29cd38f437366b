"""The form of a face's answer: the media type that was asked for.

Words       the *older contract* ``application/json`` by name: whatever could be read as a request gets 200
Source      GraphQL over HTTP, section 6 (the response); RFC 9110 section 12.5.1 (accept)
"""

from dataclasses import dataclass
from functools import lru_cache

OURS = "application/graphql-response+json"
PLAIN = "application/json"
_MATCHES = {OURS: OURS, PLAIN: PLAIN, "application/*": PLAIN, "*/*": PLAIN}
_ENTRIES_MAX = 20


@dataclass(frozen=True, slots=True)
class Form:
    """The media type of an answer; ``older``: the caller knows the older contract only."""

    media_type: str
    older: bool = False


@lru_cache(maxsize=256)
def form_named(accept: str) -> Form:
    """Give the form that an ``accept`` header prefers: the highest ``q``, of equals the first; else JSON."""
    best, best_q = Form(PLAIN), 0.0
    for entry in accept.split(",")[:_ENTRIES_MAX]:
        kind, *parameters = [one.strip().lower() for one in entry.split(";")]
        q = _quality(parameters)
        if kind in _MATCHES and q > best_q:
            best, best_q = Form(_MATCHES[kind], older=kind == PLAIN), q
    return best


def _quality(parameters: list[str]) -> float:
    told = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    try:
        return float(told)
    except ValueError:
        return 0.0
