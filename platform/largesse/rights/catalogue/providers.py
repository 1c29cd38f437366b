"""Providers: who fulfils rights, each enrolled once under a short name of its own.

Invariant   a provider's key is kept as its SHA-256 only, and stands for one provider
"""

import re
from dataclasses import dataclass

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.plugging.installations.records import InstallationId
from largesse.rights.catalogue.records import Provider
from largesse.rights.catalogue.supply import Made, Text, expect_free, expect_reached, text_given
from largesse.store.work import Tx, Work

API_KEY_MIN = 32
_SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class ProviderMissing(Missing):
    """No such provider within reach."""

    code = "rights.provider_missing"
    provider: str


@dataclass(frozen=True, kw_only=True)
class EnrolProvider(Ask):
    """A provider. ``installation`` is its plugin's; people connect one afterwards."""

    slug: str = asked("Short name in addresses: small letters, digits, dashes.")
    name: Text = asked("Name.")
    org_unit: UnitId = asked("Org unit it belongs to, unt_….", id="unt", name="unit")
    api_key: str = asked("Key of its own system; only its hash is kept.", default="")
    installation: InstallationId | None = None


async def enrol_provider(ask: EnrolProvider, *, actor: Actor, work: Work) -> Made:
    """Enrol a provider.

    Raises:
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at ``slug``, ``name`` or ``api_key``.
    """
    actor.must("rights.supply")
    expect_reached(actor, ask.org_unit)
    if not is_slug(ask.slug):
        raise Malformed("2 to 40 small letters, digits and dashes, a letter first", "slug")
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
            key_sha256=await _key_hash(tx, ask.api_key),
            org_unit=ask.org_unit,
            created_at=tx.now,
        )
        tx.audit("rights.provider_enrolled", str(made.id), {"slug": ask.slug}, org_unit=ask.org_unit)
        return await tx.done(made)


def is_slug(text: str) -> bool:
    """Tell whether a text may be a provider's short name in addresses."""
    return _SLUG.fullmatch(text) is not None


async def _key_hash(tx: Tx[Made], api_key: str) -> str | None:
    """Hash a provider's key; one that could be guessed, or that another provider has, is refused."""
    if not api_key:
        return None
    found = sha256_hex(api_key.encode())
    taken = await Provider.exists(using_db=tx.conn, key_sha256=found)
    if taken or len(api_key) < API_KEY_MIN:
        raise Malformed(f"a random key of its own, at least {API_KEY_MIN} characters", "api_key")
    return found
