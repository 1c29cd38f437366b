"""Let a plugin look at its configuration, then try it against the provider."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from largesse.plugging.calls.reply import Call, Reply
from largesse.plugging.installations.installation import Findings
from largesse_sdk.contracts.lifecycle import Probe
from largesse_sdk.values import FieldProblem
from largesse_sdk.wire import typed

PROBE_S = 15.0
Calls = Callable[[Call], Awaitable[Reply]]


async def probe(
    call: Calls, installation: UUID, request_id: str, config: dict[str, Any]
) -> tuple[bool, Findings]:
    """Say whether a configuration works, and what the plugin found.

    Args:
        call: calls the process that is tried.
        installation: whose it is.
        request_id: under which it is called.
        config: its plain fields.
    """

    async def ask(method: str, args: dict[str, Any]) -> Reply:
        return await call(
            Call(
                installation=installation,
                capability="lifecycle.v1",
                method=method,
                args=args,
                request_id=request_id,
                deadline_s=PROBE_S,
            )
        )

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
