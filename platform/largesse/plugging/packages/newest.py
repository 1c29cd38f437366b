"""Which version of a plugin is the newest: the highest number, and of two alike the one found later.

Invariant   what the catalogue shows is what is installed: both read this order
Source      PEP 440, as far as a manifest's ``version`` may say it
"""

from uuid import UUID

from largesse.plugging.packages.records import Version
from largesse.store.work import Read

# The order of versions ``v``: by number, a final one after its candidates, rc after b after a.
NEWEST_FIRST = r"""
string_to_array(substring(v.version from '^\d+\.\d+\.\d+'), '.')::numeric[] desc,
substring(v.version from '[a-z]+') desc nulls first,
coalesce(substring(v.version from '[a-z](\d+)$'), '0')::numeric desc, v.found_at desc
"""
_NEWEST = f"""
select v.id from plugging_version v where v.plugin = $1 and v.removed_at is null
order by {NEWEST_FIRST} limit 1
"""  # noqa: S608 - the order above


async def newest_version(read: Read, plugin: UUID) -> Version | None:
    """Give the newest version whose code is there; None where there is none."""
    found = await read.value(_NEWEST, plugin)
    return None if found is None else await Version.get(id=found, using_db=read.conn)
