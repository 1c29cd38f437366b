"""Send a request to a supplier through the host, and sort what came back."""

import json
from typing import Any

from largesse_sdk.context import Ctx, HttpRequest, HttpResponse
from largesse_sdk.errors import AuthFailed, Declined, OutcomeUnknown, RateLimited, Unavailable

_NO = frozenset({400, 404, 409, 410, 422})


async def send(
    ctx: Ctx, method: str, path: str, body: dict[str, Any] | None = None, *, word: str
) -> HttpResponse:
    """Send one request under the call's key.

    Raises:
        Declined, AuthFailed, RateLimited: the supplier said no, ``<word>.…``, and did nothing.
        Unavailable: 503 with ``retry-after``: it did nothing and says when to come again.
        OutcomeUnknown: the supplier broke, so nobody knows.
    """
    headers = {
        "authorization": "Bearer ${secret.api_key}",
        "x-partner": str(ctx.config["partner"]),
        "idempotency-key": ctx.idem,
        "content-type": "application/json",
    }
    answer = await ctx.host.http(
        HttpRequest(
            method=method,
            url=f"{ctx.config['base_url']}{path}",
            headers=headers,
            body=json.dumps(body).encode() if body is not None else b"",
            timeout_s=max(0.5, ctx.deadline_s - 0.5),
        )
    )
    if answer.status in {401, 403}:
        raise AuthFailed(f"HTTP {answer.status}")
    if answer.status == 429:
        raise RateLimited("HTTP 429", retry_after_s=2.0)
    if answer.status == 503 and answer.headers.get("retry-after", "").isdigit():
        raise Unavailable("HTTP 503", retry_after_s=float(answer.headers["retry-after"]))
    if answer.status in _NO:
        raise Declined(reason_of(answer), code=f"{word}.{reason_of(answer)}")
    if answer.status >= 300:
        raise OutcomeUnknown(f"HTTP {answer.status}")
    return answer


async def send_json(
    ctx: Ctx, method: str, path: str, body: dict[str, Any] | None = None, *, word: str
) -> dict[str, Any]:
    """Send one request and read its JSON object; an answer that is none leaves the outcome unknown."""
    answer = await send(ctx, method, path, body, word=word)
    try:
        found = answer.json()
    except ValueError as error:
        raise OutcomeUnknown("the supplier's answer is not JSON") from error
    if not isinstance(found, dict):
        raise OutcomeUnknown("the supplier's answer is not an object")
    return found


def reason_of(answer: HttpResponse) -> str:
    """Read the supplier's reason out of a no; a stable word."""
    try:
        reason = str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        return f"http_{answer.status}"
    return reason if reason.replace("_", "").isalnum() and len(reason) < 60 else f"http_{answer.status}"
