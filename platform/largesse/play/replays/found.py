"""What a bench came to, put together for whoever reads it."""

from largesse.play.replays.bench import Bench
from largesse.play.replays.outcome import Given, Outcome, Right
from largesse.play.simulations.tally import Round, bounds


def outcome_of(bench: Bench, took_s: float) -> Outcome:
    """Give what the events of the day came to.

    Args:
        bench: after the last event.
        took_s: how long it took, in seconds.
    """
    draft, tally = bench.draft, bench.tally
    plans = list(draft.plans.values())
    return Outcome(
        hash=draft.hash,
        events=tally.events,
        heard=tally.heard,
        attempts=tally.attempts,
        decided=tally.decided,
        currency=draft.currency,
        cost_minor=tally.cost_minor,
        cap_minor=draft.cap_minor,
        names=tally.names(),
        apart=tally.apart(),
        given=_given(bench),
        rights=tuple(
            Right(ref, dict(draft.titles[ref]), units, tally.right_costs[ref])
            for ref, units in sorted(tally.rights.items())
        ),
        refused=tally.refused(),
        moved=tally.moved(),
        bounds=bounds([Round(shorts=bench.world.shorts)], plans),
        clients_all=tally.clients_all,
        clients=tally.clients(),
        examples=tally.examples(),
        real=None if bench.comparing is None else bench.comparing.found(),
        took_s=round(took_s, 2),
    )


def _given(bench: Bench) -> tuple[Given, ...]:
    """Say how often each outcome came of the plays that wait or came to anything."""
    tally, found = bench.tally, list[Given]()
    played = {one.play for one in bench.draft.listening} | {play for play, _ in tally.given}
    for name, plan in bench.draft.plans.items():
        if name not in played:
            continue
        for one in plan.everything:
            key = (name, one.id)
            prize = one.prize and one is not plan.fallback
            times, cost = tally.given[key], tally.outcome_costs[key]
            found.append(Given(name, one.id, dict(one.title), prize, times, cost))
    return tuple(found)
