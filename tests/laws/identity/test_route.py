"""Laws of the approval route, whatever people try in whatever order."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from largesse.identity.approvals.route import Case, Person, Signature, Step, after, complete, seat_for
from largesse.kernel.errors import Refusal

ROLES = ("approver_branch", "approver_head", "finance")
PEOPLE = [UUID(int=n) for n in range(1, 9)]
MAKER = PEOPLE[0]

persons = st.builds(
    Person,
    st.sampled_from(PEOPLE),
    st.frozensets(st.sampled_from(ROLES), max_size=2),
    st.sampled_from(["head_office", "branch"]),
    reaches=st.booleans(),
)
steps = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(ROLES), min_size=1, max_size=2),
        st.integers(0, 2),
        st.frozensets(st.sampled_from(PEOPLE[1:]), max_size=2),
    ),
    min_size=1,
    max_size=4,
).map(
    lambda rows: tuple(
        Step(seq, roles, need if need or seated else 1, seated=seated)
        for seq, (roles, need, seated) in enumerate(rows, start=1)
    )
)
tries = st.lists(
    st.tuples(
        persons,
        st.lists(persons, max_size=2),
        st.sampled_from(["approve", "approve", "approve", "return"]),
        st.integers(0, 3),
    ),
    max_size=25,
)


def play(route, attempts):
    """Walk a case as ``sign`` does, refusals leaving it as it was."""
    case = Case(MAKER, "sha256:aa", "pending", 1, route)
    for hand, principals, decision, to in attempts:
        try:
            seat = seat_for(case, hand, principals)
        except Refusal:
            continue
        back = to if decision == "return" and 1 <= to < case.step else None
        signature = Signature(case.step, seat.id, hand.id, decision)
        state, step = after(case, signature, back)
        kept = (*case.signatures, signature)
        if back is not None:
            kept = tuple(one for one in kept if one.step < back)
        case = replace(case, state=state, step=step, signatures=kept)
    return case


@given(steps, tries)
def test_nobody_counts_twice_and_the_maker_never(route, attempts):
    case = play(route, attempts)
    acted = [who for one in case.signatures for who in {one.person, one.hand}]
    assert MAKER not in acted
    assert len(acted) == len(set(acted))


@given(steps, tries)
def test_approved_means_that_every_step_is_full_and_pending_that_the_earlier_ones_are(route, attempts):
    case = play(route, attempts)
    past = route if case.state == "approved" else route[: case.step - 1]
    assert all(complete(step, case.signatures) for step in past)
    if case.state == "pending":
        assert not complete(case.current, case.signatures)


@given(steps, tries)
def test_a_route_ends_at_the_latest_when_all_have_acted(route, attempts):
    case = play(route, attempts)
    assert len(case.signatures) <= len(PEOPLE) - 1
    assert 1 <= case.step <= len(route)
