"""The privacy centre: what is held, given and chosen; a copy of it; asking to be erased."""

from dataclasses import replace
from datetime import datetime
from typing import Self
from uuid import UUID

import orjson
import strawberry

from largesse.audience.clients import reads as clients
from largesse.audience.clients.clients import ClientMissing
from largesse.audience.clients.reads import ClientRow
from largesse.audience.privacy import choose as choices
from largesse.audience.privacy import erase
from largesse.audience.privacy.held import Agreed, Given, Held, agreed_of, copied_of, given_of, held_of
from largesse.audience.privacy.reads import (
    RECEIPTS_MAX,
    ErasureRow,
    Receipt,
    Standing,
    latest_erasure,
    receipts_of,
    standing_of,
)
from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.store.work import Read


@strawberry.type(description="One kind of what is held.")
class HeldType:
    """A line of the list."""

    group: str = named("identity, profile, rights or activities.")
    name: str = named("What it is, in the request's language.")
    value: str = named("Its value, masked where it names a person.")
    klass: str = named("Its class of JR/T 0171: C1, C2 or C3.")

    @classmethod
    def of(cls, held: Held, locale: str) -> Self:
        name = said(held.name, locale) if held.name else text(f"audience.held.{held.key}", locale)
        return cls(group=held.group, name=name, value=held.value, klass=held.klass)


def told_of(given: Given, locale: str) -> str:
    """Say what a provider was told, and what for."""
    fields = {"fields": said(given.fields, locale)} if given.fields else {}
    return text(f"audience.given.{given.what}", locale, fields)


@strawberry.type(description="To whom something of mine was given.")
class GivenType:
    """A line of the list."""

    name: str = named("Who, in the request's language.")
    what: str = named("What, and what for.")
    times: int = named("How often.")
    last_at: datetime = named("When last.")

    @classmethod
    def of(cls, given: Given, locale: str) -> Self:
        what = told_of(given, locale)
        return cls(name=said(given.name, locale), what=what, times=given.times, last_at=given.last_at)


@strawberry.type(description="A purpose and how it stands.")
class PurposeType:
    """A switch."""

    purpose: str = named("personalisation or messages.")
    title: str = named("What it is, in the request's language.")
    words: str = named("What one agrees to, and what follows from no.")
    agreed: bool = named("Whether one agrees now.")
    at: datetime | None = named("When that was chosen; null: never.")

    @classmethod
    def of(cls, standing: Standing, locale: str) -> Self:
        key = f"audience.purpose.{standing.purpose}"
        words = text(f"{key}.words", locale)
        return cls(
            purpose=standing.purpose,
            title=text(key, locale),
            words=words,
            agreed=standing.agreed,
            at=standing.at,
        )


@strawberry.type(description="A receipt of a choice.")
class ReceiptType:
    """What was chosen beside which words."""

    title: str = named("The purpose, in the request's language.")
    agreed: bool = named("Yes or no.")
    words: str = named("The words that stood beside it then.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, receipt: Receipt, locale: str) -> Self:
        title = text(f"audience.purpose.{receipt.purpose}", locale)
        return cls(title=title, agreed=receipt.agreed, words=receipt.words, at=receipt.at)

    @classmethod
    def elsewhere(cls, agreed: Agreed, locale: str) -> Self:
        """Show what was agreed to in another room."""
        return cls(title=said(agreed.name, locale), agreed=agreed.agreed, words=agreed.words, at=agreed.at)


@strawberry.type(description="My last request to be erased.")
class MyErasure:
    """How it stands."""

    state: str = named("asked, withdrawn, refused or done.")
    asked_at: datetime = named("When asked.")
    reason: str = named("Why it was refused; else empty.")

    @classmethod
    def of(cls, row: ErasureRow) -> Self:
        return cls(state=row.state, asked_at=row.asked_at, reason=row.reason)


@strawberry.type(description="What the house holds of me, gives to others, and what I chose.")
class Privacy:
    """The privacy centre."""

    held: list[HeldType] = named("What is held.")
    given: list[GivenType] = named("To whom something of mine was given, latest first.")
    purposes: list[PurposeType] = named("What I may agree to and withdraw from.")
    receipts: list[ReceiptType] = named("My choices, newest first, at most 50.")
    erasure: MyErasure | None = named("My last request to be erased; null: none.")


@strawberry.type(description="How a purpose stands now.")
class ChosenType:
    """Answer of a choice."""

    purpose: str = named("The purpose.")
    agreed: bool = named("Whether one agrees now.")

    @classmethod
    def of(cls, chosen: choices.Chosen) -> Self:
        return cls(purpose=chosen.purpose, agreed=chosen.agreed)


@strawberry.type(description="How a request to be erased stands.")
class ErasureToldType:
    """Answer of asking, and of taking back."""

    state: str = named("asked or withdrawn.")

    @classmethod
    def of(cls, told: erase.ErasureTold) -> Self:
        return cls(state=told.state)


async def choose(ask: choices.Choose, info: Info) -> ChosenType:
    """Keep a choice with the words of the page's language."""
    context = info.context
    shown = replace(ask, locale=context.locale)
    return ChosenType.of(await choices.choose(shown, actor=context.who(), work=context.work))


@strawberry.type
class PrivacyQuery:
    """Queries of one's own data."""

    @strawberry.field(description="What is held of me, given to whom, and what I chose.")
    async def my_privacy(self, info: Info) -> Privacy:
        """Show the privacy centre."""
        locale = info.context.locale
        async with info.context.work.read() as read:
            row = await _own(read, info)
            receipts = await receipts_of(read, row.id)
            erasure = await latest_erasure(read, row.id)
            return Privacy(
                held=[HeldType.of(one, locale) for one in await held_of(read, row, locale)],
                given=[GivenType.of(one, locale) for one in await given_of(read, row.id)],
                purposes=[PurposeType.of(one, locale) for one in standing_of(receipts)],
                receipts=await _receipts(read, row.id, receipts, locale),
                erasure=MyErasure.of(erasure) if erasure else None,
            )

    @strawberry.field(description="A copy of what is held of me, as JSON text; my name in clear.")
    async def my_data(self, info: Info) -> str:
        """Give a copy to take along."""
        locale = info.context.locale
        async with info.context.work.read() as read:
            row = await _own(read, info)
            held = {
                text(f"audience.held.{one.key}", locale): one.value
                for one in await held_of(read, row, locale)
                if one.name is None
            }
            held[text("audience.held.name", locale)] = row.name
            given = [
                {
                    "to": said(one.name, locale),
                    "what": told_of(one, locale),
                    "times": one.times,
                    "last_at": one.last_at,
                }
                for one in await given_of(read, row.id)
            ]
            chosen = [
                {"purpose": one.purpose, "agreed": one.agreed, "words": one.words, "at": one.at}
                for one in await receipts_of(read, row.id)
            ]
            chosen += [
                {"purpose": said(one.name, locale), "agreed": one.agreed, "words": one.words, "at": one.at}
                for one in await agreed_of(read, row.id)
            ]
            more = await copied_of(read, row.id, locale)
        copy = {"held": held, "given": given, "choices": chosen, **more}
        return orjson.dumps(copy, option=orjson.OPT_INDENT_2).decode()


async def _receipts(read: Read, client: UUID, own: list[Receipt], locale: str) -> list[ReceiptType]:
    """Give the choices of this room and of others, newest first, at most 50."""
    found = [ReceiptType.of(one, locale) for one in own]
    found += [ReceiptType.elsewhere(one, locale) for one in await agreed_of(read, client)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:RECEIPTS_MAX]


async def _own(read: Read, info: Info) -> ClientRow:
    actor = info.context.who()
    actor.must("audience.read_own")
    row = await clients.client_row(read, actor.id)
    if row is None:
        raise ClientMissing(actor.id)
    return row


@strawberry.type
class PrivacyMutation:
    """What a client decides about his data."""

    choose = mutation(choose, "Agree to a purpose, or withdraw, in one step.")
    ask_erasure = mutation(erase.ask_erasure, "Ask to be erased.", shows=ErasureToldType.of)
    withdraw_erasure = mutation(
        erase.withdraw_erasure, "Take the request to be erased back.", shows=ErasureToldType.of
    )
