"""How much a plugin may take of the machine: all its processes together, however many it starts.

Words       *share* what the processes below one keeper are and hold now
Invariant   what one installation may hold in one of our processes is its manifest's memory and ``BASE_MB``
Source      docs/explanation/plugins.md
"""

from dataclasses import dataclass

from largesse.plugging.walls import tree

LOOK_EVERY_S = 0.25
PROCESSES_MAX = 32
BASE_MB = 64  # what interpreter, SDK and the namespace's first process hold before a plugin does anything
_MIB = 2**20


@dataclass(frozen=True)
class Exceeded:
    """More than its share. ``code`` is ``plugging.too_many_processes`` or ``plugging.too_much_memory``."""

    code: str
    note: str


def exceeds(keeper: int, memory_mb: int) -> Exceeded | None:
    """Look at what the processes below a keeper are and hold.

    Args:
        keeper: process id.
        memory_mb: MiB that the manifest names.
    """
    found = tree.below(keeper)
    if len(found) > PROCESSES_MAX:
        return Exceeded("plugging.too_many_processes", f"{len(found)} > {PROCESSES_MAX}")
    most = memory_mb + BASE_MB
    held = tree.held(found, most * _MIB)
    if held > most * _MIB:
        return Exceeded(
            "plugging.too_much_memory", f"{held // _MIB} MiB > {most} MiB, {len(found)} processes"
        )
    return None
