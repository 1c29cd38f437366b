"""Ask a face as the web process does, without the web: a document, who asks, and in which language."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from largesse.faces.context import Context
from largesse.kernel.actor import Actor
from largesse.store.work import Work
from tests.kit.application import APP


@dataclass(frozen=True)
class Asker:
    """Somebody in front of a face, whose browser keeps cookies; ``actor`` None has not signed in."""

    work: Work
    actor: Actor | None = None
    face: str = "console"
    locale: str = "zh-CN"
    cookies: dict[str, str] = field(default_factory=dict)

    async def tries(self, document: str, **variables: Any) -> tuple[Any, Context]:
        """Run a document; gives the result with its data and errors, and the context with its cookies."""
        client, headers = SimpleNamespace(host="10.0.0.9"), {"user-agent": "Chrome/140 (Windows)"}
        request = SimpleNamespace(client=client, cookies=self.cookies, headers=headers)
        context = Context(request=request, work=self.work, actor=self.actor, locale=self.locale, trace="t")
        schema = APP.faces[self.face]
        result = await schema.execute(document, variable_values=variables, context_value=context)
        return result, context

    async def asks(self, document: str, **variables: Any) -> dict[str, Any]:
        """Run a document and give its data; errors fail the test."""
        result, context = await self.tries(document, **variables)
        assert not result.errors, result.errors
        self.cookies.update({name: value for name, value, _ in context.cookies_out})
        return result.data
