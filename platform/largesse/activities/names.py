"""What activities, their revisions and versions of the guard's rules are called."""

from collections.abc import Sequence
from uuid import UUID

from largesse.activities.guard.standard import standard_of
from largesse.identity.names import Names, named_by
from largesse.store.work import Read

_NAMES = """
select id, title as name from activities_activity where id = any($1::uuid[])
union all select r.id, a.title from activities_revision r join activities_activity a on a.id = r.activity
  where r.id = any($1::uuid[])
"""
_RULES = (
    "select id, jsonb_build_object('zh-CN', code) as name from activities_rule where id = any($1::uuid[])"
)


async def names(read: Read, ids: Sequence[UUID]) -> Names:
    """Give what this room's things are called; ids of other rooms are left out."""
    rules = await named_by(read, _RULES, ids)
    standard = standard_of(read.house)
    kept = {ident: standard.rule(code["zh-CN"]) for ident, code in rules.items()}
    called = {ident: rule.called for ident, rule in kept.items() if rule is not None}
    return {**rules, **called, **await named_by(read, _NAMES, ids)}
