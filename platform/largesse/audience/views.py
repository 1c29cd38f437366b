"""What the console shows of clients: masked unless revealed; GraphQL types made from rows."""

from datetime import datetime
from typing import Any

import strawberry

from largesse.audience.clients import reads
from largesse.audience.clients.masking import mask_day, mask_name
from largesse.audience.clients.serve import RightsCount
from largesse.audience.facts.facts import Fact
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.copy import chosen_name, text
from largesse.kernel.ids import parse_id, text_id

Row = dict[str, Any]
CLIENT, IDENTITY, IMPORT = "cli", "idn", "imp"


@strawberry.type(description="A tier of clients.")
class Tier:
    """One tier."""

    code: str = named("Code, as gold.")
    rank: int = named("The higher the better.")
    name: str = named("Name in the request's language.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Tier":
        """Translate."""
        return cls(code=row["code"], rank=row["rank"], name=chosen_name(row, "name", locale))


@strawberry.type(description="One door by which a client comes.")
class ClientIdentity:
    """A binding, masked."""

    id: str = named("Id, idn_….")
    kind: str = named("bank_app, wechat, wecom or mobile.")
    hint: str = named("The masked value.")
    via: str = named("How it was bound.")
    bound_at: datetime = named("When bound.")
    revoked_at: datetime | None = named("When revoked.")

    @classmethod
    def of(cls, row: Row) -> "ClientIdentity":
        """Translate."""
        shown = ("kind", "hint", "via", "bound_at", "revoked_at")
        return cls(id=text_id(IDENTITY, row["id"]), **{name: row[name] for name in shown})


@strawberry.type(description="A client, personal fields masked.")
class Customer:
    """A client in lists and in detail."""

    id: str = named("Id, cli_….")
    external_id: str = named("The bank's customer number.")
    masked_name: str = named("王**.")
    masked_mobile: str = named("138****1234; empty without one.")
    masked_birth_date: str = named("****-05-**; empty when unknown.")
    tier: str = named("Tier code.")
    tier_name: str = named("Tier in the request's language.")
    clazz: str = named("Class (分类).")
    grade: str = named("Grade (分级).")
    lifecycle: str = named("new, growing, mature, dormant, lost, or empty.")
    tags: list[str] = named("Tags.")
    unit_name: str = named("Org unit in the request's language.")
    adviser_name: str = named("The adviser; empty without one.")
    wealth_band: str = named("Wealth band, never a balance.")
    is_staff: bool = named("Works at the bank, or their household does.")
    blocked: bool = named("Kept out.")
    blocked_why: str = named("The reason.")
    updated_at: datetime = named("Last change.")
    row: strawberry.Private[Row]

    @strawberry.field(description="Bindings, revoked ones last.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def identities(self, info: Info) -> list[ClientIdentity]:
        """Read how the client comes in."""
        async with info.context.work.read() as read:
            rows = await reads.identities_of(read, parse_id(CLIENT, self.id))
        return [ClientIdentity.of(row) for row in rows]

    @strawberry.field(description="Members of the household, at most 20.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def household(self, info: Info) -> list["Customer"]:
        """Read the household within reach."""
        household, actor = self.row["household"], info.context.who()
        if household is None:
            return []
        async with info.context.work.read() as read:
            rows = await reads.household_of(read, household)
        return [Customer.of(row, info.context.locale) for row in rows if actor.reaches(row["org_unit"])]

    @classmethod
    def of(cls, row: Row, locale: str) -> "Customer":
        """Translate and mask."""
        same = ("tier", "grade", "lifecycle", "wealth_band", "is_staff", "blocked", "blocked_why")
        return cls(
            id=text_id(CLIENT, row["id"]),
            external_id=row["ext_id"],
            masked_name=mask_name(row["name"]),
            masked_mobile=row["mobile_hint"],
            masked_birth_date=mask_day(row["birth_date"]) if row["birth_date"] else "",
            tier_name=chosen_name(row, "tier", locale),
            clazz=row["class"],
            tags=list(row["tags"]),
            unit_name=chosen_name(row, "unit", locale),
            adviser_name=row["adviser_name"],
            updated_at=row["updated_at"],
            row=row,
            **{name: row[name] for name in same},
        )


@strawberry.type(description="A client of the adviser's own book.")
class OwnClient:
    """What an adviser sees first."""

    id: str = named("Id, cli_….")
    masked_name: str = named("王**.")
    tier: str = named("Tier code.")
    tier_name: str = named("Tier in the request's language.")
    unused: int = named("Rights not used yet.")
    expiring: int = named("Of those, expiring within 30 days.")
    dropped_out: int = named("Activities left half-way.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "OwnClient":
        """Translate and mask."""
        held: RightsCount = row["held"]
        return cls(
            id=text_id(CLIENT, row["id"]),
            masked_name=mask_name(row["name"]),
            tier=row["tier"],
            tier_name=chosen_name(row, "tier", locale),
            unused=held.unused,
            expiring=held.expiring,
            dropped_out=held.dropped_out,
        )


@strawberry.type(description="A declared fact that an expression may ask.")
class AudienceFact:
    """One fact of the registry."""

    name: str = named("Name, as tier.")
    kind: str = named("text, number, flag or day.")
    title: str = named("Title in the request's language.")
    field_class: str = named("C1, C2 or C3 of JR/T 0171.")
    regulated: str = named("none, deposit, wealth, fund, insurance or loan.")
    values: list[str] = named("The choices, where there are few.")

    @classmethod
    def of(cls, fact: Fact, locale: str) -> "AudienceFact":
        """Translate."""
        return cls(
            name=fact.name,
            kind=fact.kind,
            title=fact.en if locale == "en" else fact.zh,
            field_class=fact.klass,
            regulated=fact.regulated,
            values=list(fact.values),
        )


@strawberry.type(description="How many clients an expression means.")
class AudienceCount:
    """A live count."""

    count: int = named("Clients for whom the answer is yes.")
    of_all: int = named("Clients asked: within reach and not blocked.")
    cut: bool = named("Whether there are more clients than were asked.")
    facts: list[AudienceFact] = named("The facts the expression asks.")


@strawberry.type(description="Why a row of an import was left out.")
class BadRow:
    """One problem by line and field."""

    line: int = named("Line of the file, the header being 1.")
    field: str = named("Column.")
    reason: str = named("Stable word, as unknown_tier.")
    message: str = named("The reason in words.")


@strawberry.type(description="An import of clients and how far it is.")
class ClientImport:
    """One import."""

    id: str = named("Id, imp_….")
    file_name: str = named("File.")
    state: str = named("waiting, reading, done or refused.")
    dry_run: bool = named("Read and told only; nothing was written.")
    why: str = named("Why the whole file was refused, in words.")
    encoding: str = named("utf-8 or gb18030.")
    read_count: int = named("Rows read so far.")
    total_count: int = named("Rows in the file.")
    created_count: int = named("Clients added.")
    updated_count: int = named("Clients updated.")
    bad_count: int = named("Rows left out.")
    bad: list[BadRow] = named("Problems, at most 1,000.")
    by_name: str = named("Who imported.")
    asked_at: datetime = named("When begun.")
    done_at: datetime | None = named("When finished.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "ClientImport":
        """Translate."""
        why, _, column = row["why"].partition(":")
        bad = [
            BadRow(**one, message=text(f"audience.bad.{one['reason']}", locale)) for one in row["bad"] or []
        ]
        same = ("file_name", "state", "dry_run", "encoding", "by_name", "asked_at", "done_at")
        counts = ("read_count", "total_count", "created_count", "updated_count", "bad_count")
        return cls(
            id=text_id(IMPORT, row["id"]),
            why=text(f"audience.unreadable.{why}", locale, {"column": column}) if why else "",
            bad=bad,
            **{name: row[name] for name in (*same, *counts)},
        )


@strawberry.type(description="An adviser's own link to an activity.")
class ShareLink:
    """The same whenever it is asked for."""

    url: str = named("Address to share.")
    code: str = named("The adviser's code in it.")
