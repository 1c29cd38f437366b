"""Versions of a plugin beside the one that an installation runs."""

from uuid import UUID

from largesse.plugging.upgrades.offer import Candidate, newest
from largesse.store.work import Read

VERSIONS_MAX = 100
_ONE = """
select v.id, v.version, v.digest, v.entry, v.manifest, v.config_schema, v.found_at from plugging_version v
where v.id = $1
"""
_FOUND = """
select v.id, v.version, v.digest, v.entry, v.manifest, v.config_schema, v.found_at
from plugging_version v join plugging_version r on r.id = $1 and r.plugin = v.plugin
where v.removed_at is null and v.id <> r.id order by v.found_at desc limit $2
"""


async def candidate(read: Read, version: UUID) -> Candidate | None:
    """Read one version, whether its code is still there or not."""
    return await read.one(Candidate, _ONE, version)


async def offered(read: Read, running: Candidate) -> Candidate | None:
    """Give the version that is offered in the place of the running one; None where there is none."""
    return newest(running, await read.all(Candidate, _FOUND, running.id, VERSIONS_MAX))
