"""The receipt of a draw on the client face: what its client keeps, to check the draw by himself."""

from typing import Any, Self

import msgspec
import strawberry

from largesse.faces.context import Info
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.canonical import dumps
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id
from largesse.play.draws import reads
from largesse.play.draws.outside import RECEIPT
from largesse.rights.entitlements.entitlement import RIGHT

DRAW = "drw"


@strawberry.type(description="What a client keeps of a draw of his own; with it anybody can check the draw.")
class DrawReceipt:
    """The receipt, and what a page says beside it."""

    receipt: str = named("draw-receipt.v1 as JSON: client, count, number, outcome, odds and commitment.")
    play_title: str = named("The play's title in the request's language; its id where there is none.")
    drawn_title: str = named("What the number met, in the request's language.")
    given_title: str = named("What was given, in the request's language.")

    @classmethod
    def of(cls, row: reads.Drawn, client: str, titles: dict[str, reads.Text], locale: str) -> Self:
        return cls(
            receipt=dumps(_receipt(row, client)).decode(),
            play_title=said(titles.get(""), locale) or row.play,
            drawn_title=said(titles.get(row.drawn), locale) or row.drawn,
            given_title=said(titles.get(row.given), locale) or row.given,
        )


def _receipt(row: reads.Drawn, client: str) -> dict[str, Any]:
    """Give what the record will say of the draw, and the commitment under which it was made."""
    names = ("activity", "nonce", "play", "number", "drawn", "given", "outcome", "revision_hash", "odds_hash")
    kept = {name: msgspec.to_builtins(getattr(row, name)) for name in (*names, "at", "basis", "commitment")}
    return {"spec": RECEIPT, "draw": str(row.id), "client": client, **kept}


@strawberry.type
class ReceiptQuery:
    """What a client asks of a draw."""

    @strawberry.field(description="The receipt of a draw of one's own; null where it is not one's own.")
    @missing_as_null
    async def draw_receipt(self, info: Info, of: str) -> DrawReceipt | None:
        """Read it by the draw, drw_…, or by the right that it gave, ent_…."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("play.see_own")
        right = of.startswith(f"{RIGHT}_")
        async with info.context.work.read() as read:
            ident = parse_id(RIGHT if right else DRAW, of, "of")
            row = await reads.own_draw(read, ident, actor.id, right=right)
            titles = await reads.titles_at(read, row) if row else {}
        return DrawReceipt.of(row, str(actor.id), titles, locale) if row else None
