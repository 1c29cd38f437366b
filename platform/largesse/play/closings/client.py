"""Draws at a set time on the client face: how far they are, one's own entries, and the proof of each."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.activities.lifecycle.reads import published
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id
from largesse.kernel.money import Long
from largesse.play.closings.key import key_shown
from largesse.play.entries import reads, trees
from largesse.play.entries.reads import Closing, Mine
from largesse.play.plans.memory import Ready, plans
from largesse.play.selection.merkle import TREE, Proof


@strawberry.type(description="That an entry stands in a closed list; the phone works out the root from it.")
class EntryProof:
    """Below 2 KiB for any list."""

    tree: str = named("The kind of tree: rfc6962-sha256.")
    size: Long = named("Entries in the list.")
    index: Long = named("Where the entry stands, from 0.")
    path: list[str] = named("The hashes beside the way up to the root, 64 hex digits each.")

    @classmethod
    def of(cls, proof: Proof) -> Self:
        return cls(
            tree=TREE, size=Long(proof.size), index=Long(proof.index), path=[one.hex() for one in proof.path]
        )


@strawberry.type(description="One's own entry in a draw.")
class MyEntry:
    """An entry, where it stands in the list, and what became of it."""

    number: Long = named("Its number, from 1.")
    line: str = named("The entry as it stands in the list.")
    proof: EntryProof | None = named("Its proof; null while the list is open.")
    state: str = named("waiting, selected (its prize is on the way), won, or lost.")
    prize: str = named("What it won, in the request's language; empty where it did not.")
    entitlement: str | None = named("Id of the right that was won, ent_….")


@strawberry.type(description="A draw at a set time, as anybody may see it, with one's own entries.")
class TimedDraw:
    """From the first entry to the last prize."""

    play: str = named("The play's id.")
    closes_at: datetime = named("From then on nobody enters.")
    values_at: datetime = named("When the public values that select are known.")
    source: str = named("Whose values they are, in the request's language.")
    entries: Long = named("How many entries there are.")
    closed: bool = named("Whether the list is closed.")
    decided: bool = named("Whether every place is given.")
    root: str | None = named("The closed list's root, 64 hex digits; published before the values.")
    commit: str | None = named("Commitment to the secret part of the key, published with the root.")
    key: str | None = named("The key that selected, as RFC 3797 writes it; null until two persons confirmed.")
    mine: list[MyEntry] = named("One's own entries: the first twenty, and each that has a place.")


def _state(one: Mine, closing: Closing) -> str:
    if one.given is not None:
        return "won"
    if one.place is not None and one.passed_over is None:
        return "selected"
    return "lost" if closing.decided_at is not None or one.passed_over else "waiting"


@strawberry.type
class TimedDrawQuery:
    """Queries about draws at a set time."""

    @strawberry.field(description="The draws at a set time of an activity, and one's own entries in them.")
    async def timed_draws(self, info: Info, activity: str) -> list[TimedDraw]:
        """Read how far the draws are; empty where the activity is not published."""
        actor, work, locale = info.context.who(), info.context.work, info.context.locale
        actor.must("play.see_own")
        async with work.read() as read:
            shown = await published(read, activity)
            if shown is None:
                return []
            closings = {one.play: one for one in await reads.closings_of(read, shown.id)}
            mine = await reads.mine_of(read, shown.id, actor.id)
            proofs = {
                (one.play, one.number): await trees.proof(
                    read, shown.id, one.play, closings[one.play].entries, one.number
                )
                for one in mine
                if closings[one.play].closed_at is not None
            }
        found = [await plans(work).of(activity, play, shown.hash) for play in closings]

        def entry(ready: Ready, one: Mine, closing: Closing) -> MyEntry:
            choice = ready.plan.choice(one.outcome) if one.outcome and not one.passed_over else None
            proof = proofs.get((one.play, one.number))
            return MyEntry(
                number=Long(one.number),
                line=trees.line(one.number, one.draw, actor.id).decode(),
                proof=EntryProof.of(proof) if proof else None,
                state=_state(one, closing),
                prize=said(choice.title, locale) if choice else "",
                entitlement=maybe_id("ent", one.entitlement),
            )

        def drawn(ready: Ready, closing: Closing) -> TimedDraw | None:
            drawing = ready.plan.drawing
            if drawing is None:
                return None
            return TimedDraw(
                play=closing.play,
                closes_at=closing.due_at,
                values_at=drawing.values_at,
                source=said(dict(drawing.source), locale),
                entries=Long(closing.entries),
                closed=closing.closed_at is not None,
                decided=closing.decided_at is not None,
                root=closing.root,
                commit=closing.secret_hash,
                key=key_shown(closing),
                mine=[entry(ready, one, closing) for one in mine if one.play == closing.play],
            )

        told = [drawn(one, closings[one.plan.play]) for one in found]
        return [one for one in told if one is not None]
