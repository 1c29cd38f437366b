"""What the register adds to a plugin on the console face: the providers that it serves."""

from typing import cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.plugging.installations.views import Plugin
from largesse.rights.catalogue.reads import served_by
from largesse.rights.catalogue.views import RightProvider


@extends(Plugin)
@strawberry.type
class ProvidersOfPlugin:
    """Whom a plugin serves; ``self`` is the plugin when the face is assembled."""

    @strawberry.field(
        description="Providers within reach whose rights it fulfils; none for those who see no rights."
    )  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def providers(self, info: Info) -> list[RightProvider]:
        """Read the providers."""
        actor, row = info.context.who(), cast("Plugin", self).row
        if row.installation is None or not actor.may("rights.view"):
            return []
        async with info.context.work.read() as read:
            found = await served_by(read, actor, row.installation)
        return [RightProvider.of(one, info.context.locale) for one in found]
