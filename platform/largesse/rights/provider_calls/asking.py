"""One call of a provider's optional method, and what its answer means for whoever asked."""

from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from largesse.kernel.errors import Refusal
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.calls.reply import Call, Reply
from largesse.rights.entitlements.placing import ProviderAway
from largesse.store.work import Work

ASK_S = 5.0
_NOT_OFFERED = frozenset({"plugging.not_offered", "plugin.not_supported"})
T = TypeVar("T")


@dataclass(frozen=True)
class NotOffered(Refusal):
    """The provider does not offer this."""

    code = "rights.not_offered"


@dataclass(frozen=True)
class ProviderSilent(Refusal):
    """The provider did not answer in a way that is understood; the same ask may be sent again."""

    code = "rights.provider_silent"
    why: str


@dataclass(frozen=True)
class ProviderDeclined(Refusal):
    """The provider said no, and means it."""

    code = "rights.provider_declined"
    why: str


async def answer(work: Work, call: Call, kind: type[T]) -> T:
    """Call a provider and read its answer.

    Raises:
        ProviderAway: its plugin is not enabled.
        NotOffered: its manifest does not name the method.
        ProviderDeclined: it said no.
        ProviderSilent: there is no answer that is understood.
    """
    reply = await work.house.needed(INVOKER).call(call)
    if reply.outcome != "succeeded":
        raise refusal_of(reply)
    return read_as(reply.data, kind)


def refusal_of(reply: Reply) -> Refusal:
    """Say what stands in the way. Pure."""
    code = reply.code or ""
    if code == "plugging.not_enabled":
        return ProviderAway()
    if code in _NOT_OFFERED:
        return NotOffered()
    if reply.outcome == "failed" and reply.retry_after_s is None:
        return ProviderDeclined(code)
    return ProviderSilent(code)


def read_as(data: dict[str, Any], kind: type[T]) -> T:
    """Read an answer in a type of the house.

    Raises:
        ProviderSilent: it has another shape.
    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise ProviderSilent("plugging.answer_misshapen") from error
