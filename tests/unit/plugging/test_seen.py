"""A wall is named only where the kernel shows it, whatever the child says."""

from dataclasses import replace

import pytest

from largesse.plugging.walls.seen import WALLS, Sight, look, standing

TRIED = {"files": True, "system_calls": True}
BOUNDED = {
    "Max file size": "0",
    "Max core file size": "0",
    "Max address space": "603979776",
    "Max open files": "64",
}
HOUSE, GROUP = "/sys/fs/cgroup/up.service/house", "/sys/fs/cgroup/up.service/plugins/a.70.9.cd"
HOST = Sight(
    {"Uid": "0\t0\t0\t0", "NSpid": "70", "Seccomp": "2", "Seccomp_filters": "1"},
    {},
    "net:[4026531840]",
    {"group": HOUSE, "memory.max": "max", "pids.max": "max"},
)
TOTAL = {"group": GROUP, "memory.max": "134217728", "pids.max": "64"}
CHILD = Sight(
    {
        "NoNewPrivs": "1",
        "CapPrm": "0000000000000000",
        "CapEff": "0000000000000000",
        "CapAmb": "0000000000000000",
        "Uid": "610001\t610001\t610001\t610001",
        "Groups": "",
        "NSpid": "71\t2",
        "Seccomp": "2",
        "Seccomp_filters": "2",
    },
    BOUNDED,
    "net:[4026532201]",
    TOTAL,
)


def but(**status: str) -> Sight:
    return replace(CHILD, status={**CHILD.status, **status})


def test_what_stands_is_named():
    assert standing(CHILD, HOST, TRIED) == WALLS


@pytest.mark.parametrize(
    ("child", "missing"),
    [
        (but(Uid="0\t0\t0\t0"), "user"),
        (but(Uid="610001\t610001\t0\t610001"), "user"),
        (but(Groups="27 999"), "user"),
        (but(NSpid="71"), "processes"),
        (but(Seccomp_filters="1"), "system_calls"),
        (but(Seccomp="0"), "system_calls"),
        (replace(CHILD, network=HOST.network), "network"),
        (replace(CHILD, network=""), "network"),
        (replace(CHILD, limits={**BOUNDED, "Max file size": "unlimited"}), "limits"),
        (replace(CHILD, limits={**BOUNDED, "Max open files": "1024"}), "limits"),
        (replace(CHILD, limits={**BOUNDED, "Max address space": "unlimited"}), "limits"),
        (replace(CHILD, bounds={**TOTAL, "group": HOUSE}), "total"),
        (replace(CHILD, bounds={**TOTAL, "memory.max": "max"}), "total"),
        (replace(CHILD, bounds={**TOTAL, "pids.max": "max"}), "total"),
        (replace(CHILD, bounds={"group": GROUP}), "total"),
        (replace(CHILD, bounds={}), "total"),
    ],
)
def test_a_child_that_claims_every_wall_is_shown_without_the_one_it_has_not(child, missing):
    assert standing(child, HOST, TRIED) == tuple(one for one in WALLS if one != missing)


@pytest.mark.parametrize("name", ["files", "system_calls"])
def test_what_was_tried_and_went_through_is_no_wall(name):
    assert name not in standing(CHILD, HOST, TRIED | {name: False})
    assert name not in standing(CHILD, HOST, {})


def test_a_child_that_could_write_to_its_own_group_is_not_bounded_by_it():
    ours = but(Uid=HOST.status["Uid"])
    assert "total" in standing(ours, HOST, TRIED)
    assert "total" not in standing(ours, HOST, TRIED | {"files": False})
    assert "total" in standing(CHILD, HOST, TRIED | {"files": False})


@pytest.mark.parametrize(
    "child", [but(NoNewPrivs="0"), but(CapEff="0000000000200000"), but(CapPrm="1"), but(CapAmb="1")]
)
def test_who_holds_a_power_has_no_wall_at_all(child):
    assert standing(child, HOST, TRIED) == ()


def test_a_process_of_ours_is_read_from_the_kernel_and_has_no_wall():
    ourselves = look("self")
    assert ourselves.network.startswith("net:[")
    assert ourselves.limits["Max open files"].isdigit()
    assert standing(ourselves, ourselves, TRIED) == ()
