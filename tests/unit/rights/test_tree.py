"""Where a node of the catalogue may stand."""

from uuid import UUID

import pytest

from largesse.rights.catalogue.tree import DEPTH_MAX, NodeMisplaced, expect_place, height, placed
from largesse.rights.entitlements.entitlement import use_cost

A, B, C, D = (UUID(int=one) for one in range(1, 5))


def test_a_node_never_stands_below_itself():
    parents = {A: None, B: A, C: B}
    for parent in (A, B, C):
        with pytest.raises(NodeMisplaced):
            expect_place(parents, parent, A)
    expect_place(parents, A, C)
    expect_place(parents, None, C)


def test_a_branch_moves_only_where_all_of_it_fits():
    line = [UUID(int=one) for one in range(10, 10 + DEPTH_MAX)]
    parents = {node: line[at - 1] if at else None for at, node in enumerate(line)} | {A: None, B: A}
    assert height(parents, A) == 2
    expect_place(parents, line[DEPTH_MAX - 3], A)
    with pytest.raises(NodeMisplaced):
        expect_place(parents, line[DEPTH_MAX - 2], A)
    with pytest.raises(NodeMisplaced):
        expect_place(parents, line[-1])


def test_a_node_takes_its_place_before_another_or_last():
    assert placed([A, B, C], C, A) == [C, A, B]
    assert placed([A, B], D, None) == [A, B, D]
    assert placed([A, B], A, B) == [A, B]


def test_uses_of_a_right_cost_together_what_the_right_does():
    spent = 0
    for used in (1, 2, 3):
        spent += use_cost(100, 3, used, spent)
    assert spent == 100
    # the first use, of 33, is reversed and made again: 34 were left for it
    assert use_cost(100, 3, 3, 100 - 33) == 33
    assert use_cost(1, 3, 2, 1) == 0
