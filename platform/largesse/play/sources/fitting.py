"""Whether what a plugin's manifest says of an event is what the bank declared of it; pure.

Invariant   the bank's declaration is what events are judged by and what the guard reads; a manifest that
            names a family of products is never granted under another
"""

from dataclasses import replace
from typing import Literal

from largesse.audience.facts.regulated import EventName, Prop
from largesse_sdk.emitting import Emits, EmitsProp

Misfit = Literal[
    "undeclared", "retired", "family", "prop_missing", "prop_undeclared", "prop_kind", "prop_family"
]


def misfit_of(told: Emits, declared: EventName | None) -> tuple[Misfit, str] | None:
    """Give the first thing that keeps an event from being granted, and the value it is about; else None."""
    if declared is None:
        return "undeclared", ""
    if declared.retired:
        return "retired", ""
    if told.regulated not in {"none", declared.regulated}:
        return "family", told.regulated
    props, known = {one.name for one in told.props}, {one.name: one for one in declared.props}
    lacking: list[tuple[Misfit, str]] = [
        ("prop_missing", one.name) for one in declared.props if one.needed and one.name not in props
    ]
    unfit = [(why, one.name) for one in told.props if (why := _prop(one, known.get(one.name))) is not None]
    return next(iter([*lacking, *unfit]), None)


def narrowed(declared: EventName, told: Emits) -> EventName:
    """Give a declared event with those values alone that the manifest names; needed where either says so."""
    named = {one.name: one.needed for one in told.props}
    props = [
        replace(one, needed=one.needed or named[one.name]) for one in declared.props if one.name in named
    ]
    return replace(declared, props=tuple(props))


def _prop(told: EmitsProp, declared: Prop | None) -> Misfit | None:
    if declared is None:
        return "prop_undeclared"
    if told.kind != declared.kind:
        return "prop_kind"
    return "prop_family" if told.regulated not in {"none", declared.regulated} else None
