"""The plugin: visits over the common interface, and the lounge's daily statement."""

# ruff: noqa: ARG002 - a hook takes the arguments that its capability declares

import hashlib
from datetime import date
from urllib.parse import quote

from largesse_sdk import (
    Blob,
    Ctx,
    HttpProvider,
    LinePage,
    OutcomeUnknown,
    Period,
    PlacePage,
    PlaceQuery,
    SettlementSourceV1,
    StatementRef,
)
from largesse_sdk.supply.sending import send
from lp_largesse_lounge import statement


class Lounge(HttpProvider, SettlementSourceV1):
    """Airport lounge visits."""

    _word = "lounge"
    _name = {"zh-CN": "云端机场贵宾厅", "en": "Cloud airport lounges"}  # noqa: RUF012 - as its base declares it
    _category = "travel.lounge"

    async def places(self, ctx: Ctx, query: PlaceQuery) -> PlacePage:
        """Give the lounges of a city."""
        return await self._places(ctx, query)

    async def list_statements(self, ctx: Ctx, period: Period) -> tuple[StatementRef, ...]:
        """Name the days that have a statement."""
        page = await self._ask(ctx, "GET", f"/v1/statements?from={period.day_from}&to={period.day_to}")
        days = [date.fromisoformat(day) for day in page["days"]]
        return tuple(StatementRef(ref=str(day), day_from=day, day_to=day) for day in days)

    async def fetch_statement(self, ctx: Ctx, statement: StatementRef) -> Blob:
        """Give the bytes of one day's statement and check them against the lounge's own digest."""
        path = f"/v1/statements/{quote(statement.ref, safe='')}.csv"
        answer = await send(ctx, "GET", path, word=self._word)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        if answer.headers.get("x-sha256") != sha256:
            raise OutcomeUnknown("the file's digest is not the one announced")
        return Blob(
            ref=statement.ref,
            sha256=sha256,
            media_type="text/csv",
            size=len(answer.body),
            content=answer.body,
        )

    async def parse_statement(self, ctx: Ctx, blob: Blob, cursor: str | None) -> LinePage:
        """Give a page of lines."""
        return statement.parse(blob.content, cursor)
