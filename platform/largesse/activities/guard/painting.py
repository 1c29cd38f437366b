"""Whether a document's page can be painted whole, in every phase, language, look and view.

Invariant   asked at the check, at submitting and at publishing; what is refused here never meets a client
"""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.problem import Problem
from largesse.activities.rendering import NotBuilt
from largesse.activities.rendering.every import Fault, faults
from largesse.contracts.documents_gen import ActivityDocument, Text
from largesse.contracts.reading import pointer
from largesse.contracts.registry import names, schema


async def unpainted(document: ActivityDocument, grammar: Grammar) -> list[Problem]:
    """Tell what of a page cannot be painted, beside the loop; the document fits its schema."""
    return await asyncio.to_thread(problems, document, grammar)


def problems(document: ActivityDocument, grammar: Grammar) -> list[Problem]:
    """Tell what of a page cannot be painted; blocking."""
    try:
        found = faults(cast("dict[str, Any]", document), grammar)
    except NotBuilt:
        return [Problem("activities.page_not_built", "/pages", "error")]
    return [_told(fault) for fault in found]


def _told(fault: Fault) -> Problem:
    at = pointer(*fault.path)
    if not fault.component:
        return Problem("activities.page_fails", at, "error", (("why", fault.why),))
    facts = (("component", _called(fault.component)), ("at", at), ("why", fault.why))
    return Problem("activities.component_fails", at, "error", facts)


def _called(component: str) -> Text:
    """Give what the studio calls a component."""
    known = [name for name in names() if name.startswith(f"widgets/{component}.v")]
    called: Mapping[str, str] = schema(known[-1])["x-title"] if known else {"zh-CN": component}
    return cast("Text", called)
