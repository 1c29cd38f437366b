"""What the console says may be done with an activity and its revisions is what the mutations accept."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from tests.kit.acts import accepted, acts_that_hold
from tests.kit.faces import Asker

from largesse.activities.lifecycle.run import MoveActivity, end_activity, halt_activity, pause_activity
from largesse.activities.revisions.extend import ExtendActivity, extend_activity
from largesse.activities.revisions.reads import returned_waiting
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.submit import RevisionSubmitted
from largesse.kernel.ids import text_id

SHOWN = """query($id: String!) { activity(id: $id) { state draftVersion actions
  revisions { id number kind state waits actions } } }"""
MOVES = {"paused": [pause_activity], "halted": [halt_activity], "ended": [end_activity]}
LATER = {"settling": ["settling"], "archived": ["settling", "archived"]}


@pytest.fixture
def ask(bank):
    """Ask as one of the bank; a colleague of the designer holds the same office."""
    bank.known["staff.colleague"] = replace(bank.who("designer"), id=bank.who("headoffice").id)
    return lambda name: Asker(bank.work, bank.who(name))


@dataclass(frozen=True)
class Made:
    """An activity, the document of its editor, and when what is out ends."""

    activity: UUID
    document: dict[str, Any]
    ends_at: datetime

    @property
    def id(self) -> str:
        return text_id("act", self.activity)


async def activity_in(bank, state, edit):
    """Bring an activity there through people's hands, and its editor's revision there."""
    start = timedelta(days=1) if state == "scheduled" else timedelta(days=-1)
    now = datetime.now(UTC).replace(microsecond=0)
    window = {"start": (now + start).isoformat(), "end": (now + timedelta(days=13)).isoformat()}
    document = bank.document(lambda one: one["window"].update(window))
    made = Made(UUID(int=0), document, now + timedelta(days=13))
    if state == "unpublished":
        draft = await bank.begin(document)
        await edited(bank, draft, edit)
        return replace(made, activity=draft.activity)
    out = await bank.out(document)
    if edit != "published":
        better = bank.document(lambda one: one["window"].update(window))
        better["plays"][0]["chances"].update(units=5)
        ask = SaveDraft(key=bank.key(), activity=out.activity, draft_version=0, document=better)
        await edited(bank, await save_draft(ask, actor=bank.who("designer"), work=bank.work), edit)
    for move in MOVES.get(state, [end_activity] if state in LATER else []):
        ask = MoveActivity(key=bank.key(), activity=out.activity, reason="演练")
        await move(ask, actor=bank.who("operator"), work=bank.work)
    for later in LATER.get(state, ()):
        sql = "update activities_activity set state = $2 where id = $1"
        await bank.house.run(sql, out.activity, later)
    return replace(made, activity=out.activity)


async def edited(bank, draft, state):
    """Bring a draft of the designer's there."""
    if state == "draft":
        return
    submitted = await bank.submit(draft)
    if state == "changes_requested":
        await bank.send_back(submitted, "branch")
    if state == "approved":
        await bank.approve(submitted)


def tries(bank, asker):
    """Give every act on an activity, and those on the newest revision of its editor."""

    async def shown(made):
        return (await asker.asks(SHOWN, id=made.id))["activity"]

    async def act(mutation, made, **more):
        return await accepted(asker, mutation, key=bank.key(), activity=made.id, **more)

    async def versioned(mutation, made, with_document):
        more = {"draftVersion": (await shown(made))["draftVersion"]}
        return await act(mutation, made, **more, **({"document": made.document} if with_document else {}))

    async def extend(made):
        return await act("extendActivity", made, endsAt=(made.ends_at + timedelta(days=1)).isoformat())

    async def on_revision(mutation, made):
        newest = next(one for one in (await shown(made))["revisions"] if one["kind"] == "edit")
        return await accepted(asker, mutation, key=bank.key(), revision=newest["id"])

    moves = ("pause", "resume", "halt", "end")
    return {
        **{move: partial(act, f"{move}Activity", reason="演练") for move in moves},
        "save": partial(versioned, "saveDraft", with_document=True),
        "submit": partial(versioned, "submitRevision", with_document=False),
        "restock": partial(act, "restockActivity", play="wheel", item="lounge", units=5),
        "extend": extend,
        "publish": partial(on_revision, "publishRevision"),
        "withdraw": partial(on_revision, "withdrawRevision"),
    }


def served_by(asker):
    """Read what may be done with an activity and with the newest revision of its editor."""

    async def served(made):
        shown = (await asker.asks(SHOWN, id=made.id))["activity"]
        newest = next(one for one in shown["revisions"] if one["kind"] == "edit")
        return shown["actions"] + newest["actions"]

    return served


def those(**extra):
    """Give what each of some people may do, by their names."""
    return {name: set(acts.split()) for name, acts in extra.items()}


@pytest.mark.parametrize(
    ("state", "edit", "expected"),
    [
        ("unpublished", "draft", those(designer="save submit", branch="")),
        ("unpublished", "in_review", those(designer="withdraw", colleague="", operator="")),
        ("unpublished", "changes_requested", those(colleague="save")),
        ("unpublished", "approved", those(designer="publish withdraw", colleague="publish")),
        ("scheduled", "published", those(operator="save restock extend end", branch="end")),
        ("running", "draft", those(operator="save submit restock extend pause halt end")),
        ("running", "in_review", those(designer="withdraw restock extend", branch="pause halt end")),
        ("paused", "approved", those(colleague="publish restock extend", branch="resume halt end")),
        ("halted", "draft", those(designer="", operator="end")),
        ("halted", "approved", those(designer="withdraw", operator="end")),
        ("ended", "draft", those(designer="", operator="")),
        ("ended", "in_review", those(designer="withdraw", operator="")),
        ("settling", "published", those(operator="")),
        ("archived", "published", those(operator="")),
    ],
)
async def test_an_activity_names_the_acts_that_are_accepted(bank, ask, state, edit, expected):
    for name, acts in {**expected, "auditor": set()}.items():
        make = partial(activity_in, bank, state, edit)
        named = await acts_that_hold(make, served_by(ask(name)), tries(bank, ask(name)))
        assert (name, named) == (name, acts)


LISTED = """query($state: String) { activities(state: $state) { edges { node { id revisionState } } } }"""


async def test_what_its_maker_took_back_is_not_shown_as_returned(bank, ask):
    """A return waits for its maker's work; what one took back oneself is no news to anybody."""
    designer = ask("designer")
    for act, expected in (("withdrawRevision", "withdrawn"), ("returnRevision", "changes_requested")):
        made = await activity_in(bank, "unpublished", "in_review")
        submitted = (await designer.asks(SHOWN, id=made.id))["activity"]["revisions"][0]
        before = await waiting(bank)
        if act == "withdrawRevision":
            assert await accepted(designer, act, key=bank.key(), revision=submitted["id"])
        else:
            row = (
                await bank.house.rows("select * from activities_revision order by edited_at desc limit 1")
            )[0]
            await bank.send_back(
                RevisionSubmitted(made.activity, row["id"], row["approval"], row["hash"]), "branch"
            )
        shown = (await designer.asks(SHOWN, id=made.id))["activity"]["revisions"][0]
        listed = (await designer.asks(LISTED, state=expected))["activities"]["edges"]
        assert shown["state"] == expected
        assert [one["node"]["revisionState"] for one in listed if one["node"]["id"] == made.id] == [expected]
        assert await waiting(bank) - before == (expected == "changes_requested")


async def waiting(bank):
    """Count what came back to the designer."""
    async with bank.work.read() as read:
        return await returned_waiting(read, bank.who("designer"))


async def test_a_waiting_extension_is_withdrawn_by_its_maker_and_stands_in_the_way_of_another(bank, ask):
    async def extended() -> tuple[Made, RevisionSubmitted]:
        made = await activity_in(bank, "running", "published")
        later = ExtendActivity(
            key=bank.key(), activity=made.activity, ends_at=made.ends_at + timedelta(days=1)
        )
        return made, await extend_activity(later, actor=bank.who("colleague"), work=bank.work)

    for name, expected in (("colleague", {"save", "withdraw"}), ("designer", {"save"})):
        asker = ask(name)

        async def served(row, asker=asker):
            made, waiting = row
            shown = (await asker.asks(SHOWN, id=made.id))["activity"]
            newest = shown["revisions"][0]
            assert (newest["id"], newest["waits"]) == (text_id("rev", waiting.revision), True)
            return shown["actions"] + newest["actions"]

        async def withdraw(row, asker=asker):
            revision = text_id("rev", row[1].revision)
            return await accepted(asker, "withdrawRevision", key=bank.key(), revision=revision)

        def on_activity(one, row):
            return one(row[0])

        every = {act: partial(on_activity, one) for act, one in tries(bank, asker).items()}
        named = await acts_that_hold(extended, served, {**every, "withdraw": withdraw})
        assert (name, named) == (name, expected)
