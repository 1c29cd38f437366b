"""Let a plugin look at its configuration, then try it against the provider."""

from collections.abc import Awaitable, Callable
from typing import Any

from largesse.plugging.calls.reply import Reply
from largesse.plugging.installations.installation import Findings
from largesse_sdk.lifecycle import Probe
from largesse_sdk.values import FieldProblem
from largesse_sdk.wire import typed

PROBE_S = 15.0
Ask = Callable[[str, dict[str, Any]], Awaitable[Reply]]


async def probe(ask: Ask, config: dict[str, Any]) -> tuple[bool, Findings]:
    """Say whether a configuration works, and what the plugin found.

    Args:
        ask: calls a method of ``lifecycle.v1``.
        config: its plain fields.
    """
    looked = await ask("validate_config", config)
    if looked.outcome != "succeeded":
        return False, Findings(code=looked.code)
    objections: list[FieldProblem] = typed(looked.data.get("items", []), list[FieldProblem])
    if objections:
        return False, Findings(problems=objections)
    tried = await ask("test_connection", {})
    if tried.outcome != "succeeded":
        return False, Findings(code=tried.code)
    found: Probe = typed(tried.data, Probe)
    findings = Findings(code=tried.code, latency_ms=found.latency_ms, problems=list(found.problems))
    return found.ok, findings
