"""Providers: who fulfils rights, each enrolled once under a short name of its own.

Source      docs/explanation/fulfilment.md
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.plugging.installations.records import InstallationId
from largesse.rights.catalogue.records import Provider
from largesse.rights.catalogue.supply import Made, Text, expect_free, expect_reached, text_given
from largesse.store.work import Tx, Work

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class ProviderMissing(Missing):
    """No such provider within reach."""

    code = "rights.provider_missing"
    provider: str


@dataclass(frozen=True)
class ProviderPaused(Refusal):
    """The provider is paused: nothing is asked of it, and what is a client's waits."""

    code = "rights.provider_paused"


@dataclass(frozen=True, kw_only=True)
class EnrolProvider(Ask):
    """A provider. ``installation`` is its plugin's; people connect one afterwards."""

    slug: str = asked("Short name in addresses: small letters, digits, dashes.")
    name: Text = asked("Name.")
    org_unit: UnitId = asked("Org unit it belongs to, unt_….", id="unt", name="unit")
    installation: InstallationId | None = None


async def enrol_provider(ask: EnrolProvider, *, actor: Actor, work: Work) -> Made:
    """Enrol a provider.

    Raises:
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at ``slug`` or ``name``.
    """
    actor.must("rights.supply")
    expect_reached(actor, ask.org_unit)
    if not is_slug(ask.slug):
        raise Malformed(because("rights.reason.slug"), "slug")
    async with work.begin(ask, actor, use="rights.enrol_provider", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_free(tx, Provider, ask.slug, column="slug")
        made = Made(new_id())
        await Provider.create(
            using_db=tx.conn,
            id=made.id,
            slug=ask.slug,
            name=text_given(ask.name, "name"),
            installation=ask.installation,
            org_unit=ask.org_unit,
            created_at=tx.now,
        )
        tx.audit("rights.provider_enrolled", str(made.id), {"slug": ask.slug}, org_unit=ask.org_unit)
        return await tx.done(made)


def is_slug(text: str) -> bool:
    """Tell whether a text may be a provider's short name in addresses."""
    return _SLUG.fullmatch(text) is not None


@dataclass(frozen=True)
class Steady:
    """A provider that stays as it is until the transaction is over; ``installation`` speaks for it."""

    state: str
    installation: UUID | None


async def held(tx: Tx[Any], provider: UUID) -> Steady:
    """Read a provider that nobody pauses or connects otherwise until the transaction is over.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
    """
    found = await tx.one(
        Steady, "select state, installation from rights_provider where id = $1 for share", provider
    )
    if found is None:
        raise ProviderMissing(str(provider))
    return found


async def expect_running(tx: Tx[Any], provider: UUID | None) -> UUID | None:
    """Refuse what would be asked of a paused provider; gives the installation that speaks for it.

    Raises:
        ProviderPaused: ``rights.provider_paused``.
    """
    if provider is None:
        return None
    found = await held(tx, provider)
    if found.state == "paused":
        raise ProviderPaused
    return found.installation


async def lock_provider(tx: Tx[Any], provider: UUID, actor: Actor) -> Provider:
    """Lock a provider's row for a change by this actor.

    Raises:
        ProviderMissing: ``rights.provider_missing``, also when out of reach.
    """
    missing = ProviderMissing(str(provider))
    row = await Provider.filter(id=provider).using_db(tx.conn).select_for_update().first()
    if row is None:
        raise missing
    actor.reach(row.org_unit, missing)
    return row
