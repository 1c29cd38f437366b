"""Launch issuers and their keys for screens and commands."""

from dataclasses import dataclass
from datetime import datetime

from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

SORTS = {"issuer": Sort("i.issuer"), "createdAt": Sort("i.created_at", "timestamptz")}
_COLUMNS = """
i.issuer, i.state, i.created_at, i.revoked_at, coalesce((
  select jsonb_agg(jsonb_build_object('kid', k.kid, 'thumbprint', k.thumbprint, 'state', k.state,
    'added_at', k.added_at, 'stopped_at', k.stopped_at, 'used_at', k.used_at) order by k.added_at desc, k.kid)
  from audience_launch_key k where k.issuer = i.issuer), '[]') as keys
"""

_LET_IN = """
select exists (select from audience_launch_issuer i join audience_launch_key k on k.issuer = i.issuer
  where i.state = 'active' and k.state = 'active' and i.private_key_sealed is null)
"""


@dataclass(frozen=True)
class LaunchKeyRow:
    """A key of an app; ``used_at`` is kept to the minute."""

    kid: str
    thumbprint: str
    state: str
    added_at: datetime
    stopped_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True)
class LaunchIssuerRow:
    """An app that may sign, or might once, and its keys, the newest first."""

    issuer: str
    state: str
    created_at: datetime
    revoked_at: datetime | None
    keys: tuple[LaunchKeyRow, ...]

    @property
    def used_at(self) -> datetime | None:
        """When a token of this app opened something last."""
        return max((key.used_at for key in self.keys if key.used_at), default=None)


async def issuers_page(read: Read, _actor: Actor, wish: Wish) -> Paged[LaunchIssuerRow]:
    """List the institution's apps."""
    asked = List(_COLUMNS, "audience_launch_issuer i", "i.issuer", "text")
    asked.search(wish.search, "i.issuer")
    return await paged(read, LaunchIssuerRow, asked, chosen(wish.sort, SORTS, "issuer"), wish.page)


async def apps_let_in(read: Read) -> bool:
    """Tell whether clients can come in by an app of the bank's; the demo's own app does not count."""
    return bool(await read.value(_LET_IN))


async def issuer_row(read: Read, issuer: str) -> LaunchIssuerRow | None:
    """Read one app."""
    asked = List(_COLUMNS, "audience_launch_issuer i", "i.issuer", "text")
    asked.conditions.append(f"i.issuer = {asked.param(issuer)}")
    return await only(read, LaunchIssuerRow, asked)
