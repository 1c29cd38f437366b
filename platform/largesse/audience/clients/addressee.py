"""To whom a message goes, as whoever sends one must know it: where, and whether at all."""

from dataclasses import dataclass, field
from uuid import UUID

from largesse.audience.clients.identities import opened
from largesse.kernel.copy import LOCALES
from largesse.store.work import Read

_READ = """
select c.org_unit, c.blocked, c.messages, m.value_sealed, coalesce((
  select o.locale from audience_choice o where o.customer = c.id order by o.at desc, o.id desc limit 1
), $2) as locale from audience_customer c
left join audience_identity m on m.customer = c.id and m.kind = 'mobile' and m.revoked_at is null
where c.id = $1 order by m.bound_at desc limit 1
"""


@dataclass(frozen=True)
class Addressee:
    """A client as a sender sees him.

    ``wants``: whether he wants messages besides those he asked for; ``locale``: the language in which he last
    chose what becomes of his data, for no other is on record.
    """

    org_unit: UUID
    blocked: bool
    wants: bool
    locale: str
    mobile: str = field(repr=False)


@dataclass(frozen=True)
class _Row:
    org_unit: UUID
    blocked: bool
    messages: bool
    value_sealed: str | None
    locale: str


async def addressee(read: Read, client: UUID) -> Addressee | None:
    """Read where a client's messages go; the number is in clear and empty where he has none."""
    row = await read.one(_Row, _READ, client, LOCALES[0])
    if row is None:
        return None
    mobile = opened("mobile", row.value_sealed) if row.value_sealed else ""
    return Addressee(row.org_unit, row.blocked, row.messages, row.locale, mobile)
