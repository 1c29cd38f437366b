"""What a face says may be done with a row, held against what its mutations let be done."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.kit.faces import Asker

Try = Callable[[Any], Awaitable[bool]]


async def accepted(asker: Asker, mutation: str, **ask: Any) -> bool:
    """Send a mutation and tell whether it was accepted; what is no refusal fails the test."""
    title = mutation[0].upper() + mutation[1:]
    document = f"mutation($ask: {title}Ask!) {{ {mutation}(ask: $ask) {{ __typename }} }}"
    answer = (await asker.asks(document, ask=ask))[mutation]
    return answer["__typename"] != "Refusal"


async def acts_that_hold(
    make: Callable[[], Awaitable[Any]],
    served: Callable[[Any], Awaitable[list[str]]],
    tries: Mapping[str, Try],
) -> set[str]:
    """Give the acts served on a row, each of which was accepted and every other one refused.

    Args:
        make: makes a row in the same state each time, so that each accepted act begins with a new one.
        served: reads what a face says may be done with a row.
        tries: every act there is, by its name, with what tells whether it is accepted.
    """
    row = await make()
    named = set(await served(row))
    assert named <= tries.keys()
    for act in tries.keys() - named:
        assert not await tries[act](row), f"{act} is not served and was accepted"
    for act in named:
        assert await tries[act](await make()), f"{act} is served and was refused"
    return named
