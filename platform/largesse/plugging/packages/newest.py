"""Which version of a plugin is the newest: the highest number, and of two alike the one found later."""

from uuid import UUID

from packaging.version import Version as Release

from largesse.plugging.packages.records import Version
from largesse.store.work import Read


async def newest_version(read: Read, plugin: UUID) -> Version | None:
    """Give the newest version whose code is there; None where there is none."""
    found = await Version.filter(plugin=plugin, removed_at=None).using_db(read.conn)
    return max(found, key=lambda one: (Release(one.version), one.found_at), default=None)
