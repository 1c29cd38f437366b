"""Laws of the tree of entries: it is RFC 6962's, and nothing but the entry at its place verifies."""

import hashlib
from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from largesse.kernel.canonical import dumps
from largesse.kernel.errors import Broken
from largesse.play.seeds.number import packet_dice
from largesse.play.selection.cuts import Packet, cut
from largesse.play.selection.merkle import Tree, verify

# The roots of the first n of these leaves, as published with Certificate Transparency.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LISTS = st.lists(st.binary(max_size=6), min_size=1, max_size=70, unique=True)
PLACES = st.integers(0, 10**6)


def by_halves(entries):
    """Give the root as RFC 6962 defines it: split at the largest power of two below the size."""
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    cut = 1 << (len(entries) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + by_halves(entries[:cut]) + by_halves(entries[cut:])).digest()


def test_the_published_roots_come_out():
    leaves = [bytes.fromhex(one) for one in LEAVES]
    assert [Tree(leaves[: n + 1]).root.hex() for n in range(8)] == ROOTS


@given(LISTS)
def test_the_root_is_the_one_of_the_definition_and_every_entry_has_its_proof(entries):
    tree = Tree(entries)
    assert (tree.root, tree.size) == (by_halves(entries), len(entries))
    assert all(verify(tree.root, one, tree.proof(nr)) for nr, one in enumerate(entries))


@given(LISTS, PLACES, st.binary(max_size=6))
def test_another_entry_never_verifies(entries, at, other):
    tree, at = Tree(entries), at % len(entries)
    assume(other != entries[at])
    assert not verify(tree.root, other, tree.proof(at))


@given(LISTS, PLACES, PLACES)
def test_another_place_never_verifies(entries, at, elsewhere):
    tree, at, elsewhere = Tree(entries), at % len(entries), elsewhere % len(entries)
    assume(at != elsewhere)
    assert not verify(tree.root, entries[at], tree.proof(elsewhere))
    assert not verify(tree.root, entries[at], replace(tree.proof(at), index=elsewhere))


@given(LISTS, PLACES, PLACES)
def test_another_order_has_another_root_and_its_proofs_are_worth_nothing(entries, one, two):
    one, two = one % len(entries), two % len(entries)
    assume(one != two)
    turned = [*entries]
    turned[one], turned[two] = entries[two], entries[one]
    tree, other = Tree(entries), Tree(turned)
    assert tree.root != other.root
    assert not verify(tree.root, turned[one], other.proof(one))


@given(
    LISTS, PLACES, PLACES, st.integers(0, 255), st.sampled_from(["bit", "gone", "more", "turned", "twice"])
)
def test_another_proof_never_verifies(entries, at, where, bit, fault):
    tree, at = Tree(entries), at % len(entries)
    proof = tree.proof(at)
    assume(proof.path or fault == "more")
    path, where = [*proof.path], where % (len(proof.path) or 1)
    if fault == "bit":
        path[where] = (int.from_bytes(path[where], "big") ^ 1 << bit).to_bytes(32, "big")
    elif fault == "gone":
        del path[where]
    elif fault == "more":
        path.insert(where, tree.root)
    elif fault == "turned":
        path.reverse()
    else:
        path.insert(where, path[where])
    assume(tuple(path) != proof.path)
    assert not verify(tree.root, entries[at], replace(proof, path=tuple(path)))


@given(LISTS, PLACES)
def test_a_list_with_its_end_repeated_is_another_list(entries, count):
    longer = [*entries, *entries[-(1 + count % len(entries)) :]]
    assert Tree(longer).root != Tree(entries).root


@given(LISTS, PLACES)
def test_a_node_is_no_entry(entries, at):
    tree, at = Tree([*entries, b"more"]), at % len(entries)
    below = hashlib.sha256(b"\x00" + entries[at]).digest()
    proof = tree.proof(at)
    node = below + proof.path[0] if at % 2 == 0 else proof.path[0] + below
    shorter = replace(proof, size=(tree.size + 1) // 2, index=at // 2, path=proof.path[1:])
    assert not verify(tree.root, node, shorter)


@pytest.mark.parametrize("beside", [-1, 3, 10**9])
def test_no_place_outside_the_list_is_proved_or_verified(beside):
    tree = Tree([b"a", b"b", b"c"])
    with pytest.raises(Broken):
        tree.proof(beside)
    assert not verify(tree.root, b"a", replace(tree.proof(0), index=beside))
    with pytest.raises(Broken):
        Tree([])


def test_a_proof_for_a_million_entries_is_below_two_kibibytes():
    tree = Tree(b"%d" % nr for nr in range(1_000_000))
    for at in (0, 524_288, 999_999):
        proof = tree.proof(at)
        assert verify(tree.root, b"%d" % at, proof)
        assert len(dumps(proof.document())) <= 2048


def dice(seed):
    return packet_dice(seed, UUID(int=1), UUID(int=2))


@example(bytes(32), 201, 1, 0)
@given(st.binary(min_size=32, max_size=32), st.integers(2, 201), st.integers(1, 500), st.integers(0, 10**6))
def test_a_packet_is_cut_into_parts_that_make_it_exactly_and_none_is_below_the_least(
    secret, parts, least, over
):
    packet = Packet(least * parts + over, parts, least)
    found = cut(packet, dice(secret))
    assert (len(found), sum(found)) == (parts, packet.total)
    assert min(found) >= least
    assert max(found) <= packet.total - least * (parts - 1)
    assert cut(packet, dice(secret)) == found, "whoever has the secret cuts it alike"


def test_every_way_to_cut_a_packet_is_as_likely_as_any_other_and_so_is_every_place():
    packet, tries = Packet(8, 3, 1), 21_000
    found = [tuple(cut(packet, dice(hashlib.sha256(b"%d" % nr).digest()))) for nr in range(tries)]
    ways = {(a, b, 8 - a - b) for a in range(1, 7) for b in range(1, 8 - a)}
    told = Counter(found)
    assert set(told) == ways
    assert len(ways) == 21
    assert sum((told[way] - 1_000) ** 2 / 1_000 for way in ways) < 45.3, "chi-square, 20 degrees, 0.1 %"
    for place in range(3):
        mean = sum(one[place] for one in found) / tries
        assert abs(mean - 8 / 3) < 0.05, "who comes first has what who comes last has"
