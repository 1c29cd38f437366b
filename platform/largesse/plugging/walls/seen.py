"""What the host sees of a child's walls: read from the kernel, never taken from what the plugin says.

Words       *limits* no file may grow, few may be open, memory is bounded; *network* none; *user* a uid of its
            own; *processes* it can name none of ours; *files* only its code and its libraries can be
            read; *system_calls* what it never needs is refused; *total* memory and processes of all that it
            started are bounded together, by a group that it cannot write to
Invariant   a process that holds any power, or could get one, has no wall: it could take them down
Source      proc(5), cgroups(7)
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from largesse.plugging.walls import groups, tree
from largesse.plugging.walls.enter import OPEN_MAX

WALLS = ("limits", "network", "user", "processes", "files", "system_calls", "total")
_DEPTH_MAX = 3
_POWERS = {"CapPrm", "CapEff", "CapAmb"}


@dataclass(frozen=True)
class Sight:
    """One process as the kernel shows it; ``network``, ``bounds`` are empty where it hides them from us."""

    status: dict[str, str]
    limits: dict[str, str]
    network: str
    bounds: dict[str, str] = field(default_factory=dict)


def look(pid: int | Literal["self"]) -> Sight:
    """Look at a process; OSError where it is gone or hidden from us."""
    folder = Path("/proc") / str(pid)
    return Sight(
        status=dict(_pairs((folder / "status").read_text("utf-8", "replace"))),
        limits=dict(_hard_limits((folder / "limits").read_text("utf-8"))),
        network=_network(folder),
        bounds=groups.bounds_of(pid),
    )


def only_process(keeper: int) -> int:
    """Give the process that will run the plugin: the last of the single file below the keeper.

    Raises:
        OSError: there is none, or more than our own code starts.
    """
    pid, found = keeper, tree.children(keeper)
    for _ in range(_DEPTH_MAX):
        if not found and pid != keeper:
            return pid
        if len(found) != 1:
            break
        pid, found = found[0], tree.children(found[0])
    raise OSError(f"unexpected processes below {keeper}")


def standing(child: Sight, host: Sight, tried: dict[str, bool]) -> tuple[str, ...]:
    """Name the walls that stand around a child.

    Args:
        child: the process as it is just before it imports the plugin.
        host: this process.
        tried: what our code met when it tried, in that process, what ``files`` and ``system_calls`` forbid.
    """
    mine, its = host.status, child.status
    if its["NoNewPrivs"] != "1" or any(int(its[name], 16) for name in _POWERS):
        return ()
    stands = {
        "limits": _bounded(child.limits),
        "network": child.network not in {"", host.network},
        "user": _own_user(its["Uid"].split(), mine["Uid"].split()) and not its["Groups"].strip(),
        "processes": len(its["NSpid"].split()) > len(mine["NSpid"].split()),
        "files": tried.get("files") is True,
        "system_calls": tried.get("system_calls") is True and _filters(its) > _filters(mine),
    }
    stands["total"] = _bounded_in_total(its=child.bounds, mine=host.bounds) and (
        stands["files"] or stands["user"]  # else it could write to its group as we can
    )
    return tuple(name for name in WALLS if stands[name])


def _network(folder: Path) -> str:
    try:
        return str((folder / "ns" / "net").readlink())
    except PermissionError:  # root in a container may not look at another user's process
        return ""


def _filters(status: dict[str, str]) -> int:
    """Count filters of system calls; kernels before 5.9 say only whether there is one."""
    if status.get("Seccomp") != "2":
        return 0
    return int(status.get("Seccomp_filters", "1"))


def _own_user(its: list[str], mine: list[str]) -> bool:
    return len(set(its)) == 1 and its[0] not in {"0", *mine}


def _bounded_in_total(its: dict[str, str], mine: dict[str, str]) -> bool:
    most = its.get("memory.max", ""), its.get("pids.max", "")
    return its.get("group") != mine.get("group") and all(one.isdigit() for one in most)


def _bounded(limits: dict[str, str]) -> bool:
    few = limits["Max open files"]
    return (
        limits["Max file size"] == limits["Max core file size"] == "0"
        and limits["Max address space"] != "unlimited"
        and few != "unlimited"
        and int(few) <= OPEN_MAX
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(name, value.strip()) for name, _, value in (line.partition(":") for line in text.splitlines())]


def _hard_limits(text: str) -> list[tuple[str, str]]:
    """Read the table of limits: name up to column 26, soft, hard, unit."""
    return [(line[:25].strip(), line[25:].split()[1]) for line in text.splitlines()[1:]]
