"""What a child said, as a reply. Pure.

Invariant   an answer of the wrong shape is unknown; unknown never becomes success
"""

from typing import Any

from largesse.plugging.calls.policy import Policy
from largesse.plugging.calls.reply import OutcomeWord, Reply
from largesse_sdk.contracts.registry import CAPABILITIES, shape
from largesse_sdk.errors import EgressRefused, OutcomeUnknown, PluginError
from largesse_sdk.wire import closed, plain, typed

RETRY_S = 5.0
_WORDS: dict[str, OutcomeWord] = {
    "succeeded": "succeeded",
    "pending": "pending",
    "failed": "failed",
}


def answered(capability: str, method: str, result: Any) -> Reply:
    """Read an answer in the shape that the capability declares; a closed one may hold nothing beyond it."""
    kind = CAPABILITIES[capability]
    read = closed if method in kind.closed else typed
    try:
        value = plain(read(result, shape(kind, method)[1]))
    except ValueError:
        return Reply(outcome="unknown", code="plugging.answer_misshapen")
    data = value if isinstance(value, dict) else {}
    if isinstance(value, list | tuple):
        data = {"items": list(value)}
    if "outcome" not in data:
        return Reply(outcome="succeeded", data=data)
    return Reply(outcome=_WORDS.get(str(data["outcome"]), "unknown"), data=data)


def refused(method: str, error: PluginError) -> Reply:
    """Read a meant no. Whoever asks after an order and gets a no still does not know what became of it."""
    if isinstance(error, OutcomeUnknown) or method == "query":
        return Reply(outcome="unknown", code=error.error_code, retry_after_s=error.retry_after_s)
    return Reply(outcome="failed", code=error.error_code, retry_after_s=error.retry_after_s)


def broken(policy: Policy, code: str) -> Reply:
    """Say that a call was sent and nobody knows the end of it."""
    if policy.settles:
        return Reply(outcome="unknown", code=code)
    return Reply(outcome="failed", code=code, retry_after_s=RETRY_S)


def unsent(method: str, code: str, retry_after_s: float | None) -> Reply:
    """Say that a call never left the house: nothing was done, it may be sent again."""
    outcome: OutcomeWord = "unknown" if method == "query" else "failed"
    return Reply(outcome=outcome, code=code, retry_after_s=retry_after_s)


def technical(error: PluginError) -> bool:
    """Tell whether a no counts against the provider's health: declines do not."""
    return error.retryable or isinstance(error, OutcomeUnknown | EgressRefused)
