"""What the schema of ``answer`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault, Wanted
from largesse.activities.operators.reading import first, found, repeated, values
from largesse.contracts.documents_gen import DecideAnswer


def faults(decide: DecideAnswer) -> Iterator[Fault]:
    """Tell of outcomes and questions that are named twice, and of a pass that nobody can reach."""
    yield from repeated(decide, "otherwise/id", "outcome/id")
    yield from repeated(decide, "key/*/question")
    most = sum(first(one, "points", 1) for one in values(decide, "key/*"))
    if first(decide, "pass_score") > most:
        yield Fault("activities.pass_out_of_reach", ("pass_score",), (("most", str(most)),))


def wants(decide: DecideAnswer) -> Iterator[Wanted]:
    """Want the questions of the key, with the options that are right."""
    for path, one in found(decide, "key/*"):
        yield Wanted(first(one, "question"), tuple(first(one, "right")), path)
