"""The code of a client's own right on the client face."""

from datetime import datetime

import segno
import strawberry

from largesse.faces.context import Info
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.ids import parse_id
from largesse.rights.code_pools.allocate import deliver
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.redemptions.show_code import CodeShown, show_code


@strawberry.type(description="The code of a right of mine.")
class RightCode:
    """What to show or say at the counter."""

    code12: str = named("Digits or the provider's code, in groups, to be said aloud.")
    qr: str = named("A QR code as SVG text.")
    token: str = named("What the QR code holds.")
    expires_at: datetime | None = named("When the QR code changes; null: it does not.")
    phone_needed: bool = named("Whether the counter also asks the phone's last four digits.")
    pin: str = named("The PIN beside the code, shown when asked for; empty: none.")
    now: datetime = named("The house's clock, for what runs out.")

    @classmethod
    def of(cls, shown: CodeShown, at: datetime) -> "RightCode":
        svg = segno.make_qr(shown.token, error="m").svg_inline(border=2, omitsize=True, dark="#1c1a17")
        return cls(
            code12=shown.words,
            qr=svg,
            token=shown.token,
            expires_at=shown.expires_at,
            phone_needed=shown.phone_needed,
            pin=shown.pin,
            now=at,
        )


@strawberry.type
class CodeQuery:
    """What a client shows at a counter."""

    @strawberry.field(description="The code of a right of mine; null while it has none.")
    @missing_as_null
    async def right_code(self, info: Info, id: str) -> RightCode | None:  # noqa: A002 - the face's name
        """Show the code that holds now."""
        actor = info.context.who()
        actor.must("rights.own")
        at, entitlement = now(), parse_id(RIGHT, id)
        async with info.context.work.read() as read:
            shown = await show_code(read, actor.id, entitlement, at)
        if shown and shown.unseen:
            await deliver(info.context.work, entitlement)
        return RightCode.of(shown, at) if shown else None
