"""A rule of validity looked at before it is kept: in words, and what it would mean for a right given now."""

from datetime import datetime
from typing import Any

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named
from largesse.identity.calendars.reads import calendar_now
from largesse.kernel.clock import now
from largesse.kernel.copy import phrased
from largesse.kernel.errors import Malformed
from largesse.kernel.settings import settings
from largesse.rights.catalogue.validity import AfterClaim, ends_at, next_usable, usable_at, validity_given
from largesse.rights.catalogue.validity_words import ends_said, hours_said


@strawberry.type(
    description="What a rule of validity would mean for a right that is given, and claimed, now."
)
class ValidityLook:
    """A rule, looked at."""

    wrong: str | None = named("What is wrong with it; null: it can be kept.")
    words: list[str] = named("The rule in words: until when, then the hours.")
    claim_until: datetime | None = named("Until when it must be claimed, not included; null: no time is set.")
    usable_until: datetime | None = named("Until when it can be used, not included.")
    opens_at: datetime | None = named("When it can be used for the first time; null: at once, or never.")
    usable_now: bool = named("Whether it could be used now.")


@strawberry.type
class ValidityQuery:
    """Rules of validity."""

    @strawberry.field(description="What a rule of validity (validity.v1) would mean now.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def validity_look(self, info: Info, validity: JsonDocument) -> ValidityLook:
        """Look at a rule."""
        info.context.who().must("rights.view")
        locale = info.context.locale
        document: Any = validity
        try:
            rule = validity_given(document if isinstance(document, dict) else {})
        except Malformed as no:
            return ValidityLook(
                wrong=phrased(no.reason, locale),
                words=[],
                claim_until=None,
                usable_until=None,
                opens_at=None,
                usable_now=False,
            )
        at, zone = now(), settings().zone
        async with info.context.work.read() as read:
            calendar = await calendar_now(read)
        until = ends_at(rule.ends, at, zone)
        open_now = usable_at(rule, at, zone, calendar)
        return ValidityLook(
            wrong=None,
            words=[ends_said(rule, locale), *hours_said(rule, locale)],
            claim_until=ends_at(rule.first, at, zone) if isinstance(rule.ends, AfterClaim) else None,
            usable_until=until,
            opens_at=None if open_now else next_usable(rule, at, until, zone, calendar),
            usable_now=open_now,
        )
