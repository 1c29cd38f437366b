"""Where the outcomes of ``certain`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.contracts.documents_gen import DecideCertain


def outcomes(decide: DecideCertain) -> Iterator[Part]:
    """Give the outcome, then the fallback if there is one."""
    yield Part(("outcome",), decide["outcome"])
    if "fallback" in decide:
        yield Part(("fallback",), decide["fallback"], fallback=True)
