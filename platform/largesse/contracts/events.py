"""Event payloads: each topic has its schema under ``schemas/events/``.

Words       *topic* ``<room>.<noun>_<past>.v<N>``; its schema is ``events/<topic>``
Invariant   what the outbox carries fits its topic's schema; the suite looks at every event it caused
"""

from typing import Any

from largesse.contracts.registry import has, names
from largesse.contracts.validate import Finding, validate

PREFIX = "events/"


def topics() -> list[str]:
    """Give every topic that has a schema."""
    return [name.removeprefix(PREFIX) for name in names() if name.startswith(PREFIX)]


def findings(topic: str, payload: Any) -> list[Finding]:
    """Tell where a payload leaves its topic's schema; a topic without one is a finding by itself."""
    if not has(f"{PREFIX}{topic}"):
        return [Finding("", "contracts.topic_unknown", topic, "")]
    return validate(f"{PREFIX}{topic}", payload)
