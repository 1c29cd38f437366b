"""Providers: who fulfils rights, each enrolled once under a short name of its own.

Invariant   a provider's key is kept as its SHA-256 only, and opens one door
"""

import re
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
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
    """A provider. ``api_key`` is kept as its SHA-256 only; ``installation`` is its plugin's."""

    slug: str
    name: Text
    org_unit: UUID
    installation: UUID | None = None
    api_key: str = ""


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
        await expect_free(tx, "select 1 from rights_provider where slug = $1", ask.slug)
        made = Made(new_id())
        await tx.run(
            "insert into rights_provider (id, slug, name, installation, key_sha256, org_unit)"
            " values ($1, $2, $3, $4, $5, $6)",
            made.id,
            ask.slug,
            text_given(ask.name, "name"),
            ask.installation,
            await _key_hash(tx, ask.api_key),
            ask.org_unit,
        )
        tx.audit("rights.provider_enrolled", str(made.id), {"slug": ask.slug}, org_unit=ask.org_unit)
        return await tx.done(made)


def is_slug(text: str) -> bool:
    """Tell whether a text may be a provider's short name in addresses."""
    return _SLUG.fullmatch(text) is not None


async def _key_hash(tx: Tx[Made], api_key: str) -> str | None:
    """Hash a provider's key; one that could be guessed, or that opens another's door, is refused."""
    if not api_key:
        return None
    found = sha256_hex(api_key.encode())
    taken = await tx.value("select 1 from rights_provider where key_sha256 = $1", found)
    if taken or len(api_key) < API_KEY_MIN:
        raise Malformed(f"a random key of its own, at least {API_KEY_MIN} characters", "api_key")
    return found
