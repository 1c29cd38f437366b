"""Keeps programs running: starts them, sees them end, starts them again, stops them all.

Words       part: one program that must be running, with what has to be true before it starts
Invariant   one thread; every wait ends early when a stop is asked for
            a part that ended comes back after a delay that doubles from 0.2 s to 10 s
            programs end before the servers they use; all of it within STOP_S
Source      docs/explanation/embedded-servers.md
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from largesse.embedded import orphans
from largesse.embedded.children import Child, Program
from largesse.embedded.refusals import NotReady
from largesse.embedded.signals import Signals
from largesse.kernel.errors import Refusal

DELAY_MIN_S = 0.2
DELAY_MAX_S = 10.0
GOOD_WHILE_S = 30.0
TICK_S = 1.0
PROGRAMS_STOP_S = 4.5
SERVERS_STOP_S = 3.5
STOP_S = 10.0

Say = Callable[[str, dict[str, object]], None]


@dataclass(frozen=True)
class Part:
    """One program to keep running.

    Args:
        program: how to run it.
        prepare: run before every start; a Refusal means "not yet".
        answers: None when running is all that can be asked of it.
        server: True when others use it, so that it is stopped after them.
    """

    program: Program
    prepare: Callable[[], None] = lambda: None
    answers: Callable[[], bool] | None = None
    server: bool = False


class Kept:
    """A part and its present child."""

    def __init__(self, part: Part) -> None:
        """Nothing runs yet."""
        self.part = part
        self.child: Child | None = None
        self.failures = 0
        self.due = 0.0
        self._since = 0.0

    def start(self) -> Child:
        """Start it now."""
        self.part.prepare()
        self.child = Child(self.part.program)
        self._since = time.monotonic()
        return self.child

    def fell(self) -> int | None:
        """Give the exit code when it has just been found dead; it is due again after its delay."""
        if self.child is None:
            return None
        code = self.child.exit_code()
        if code is None:
            return None
        if time.monotonic() - self._since > GOOD_WHILE_S:
            self.failures = 0
        self.child.kill()
        self.child = None
        self.postpone()
        return code

    def postpone(self) -> None:
        """Count a failure and set when to try again."""
        self.due = time.monotonic() + self.delay_s
        self.failures += 1

    @property
    def delay_s(self) -> float:
        """How long the next failure waits."""
        return min(DELAY_MAX_S, DELAY_MIN_S * (1 << min(self.failures, 10)))


class Supervisor:
    """The parts of one installation, in the order in which they start."""

    def __init__(self, signals: Signals, say: Say) -> None:
        """Nothing runs yet.

        Args:
            signals: where a wish to stop is heard.
            say: given a copy key and its facts; the terminal decides the words.
        """
        self._signals, self._say = signals, say
        self._kept: list[Kept] = []
        self._errands: list[Child] = []
        orphans.adopt()

    def start(self, part: Part) -> None:
        """Start a part and wait until it answers.

        Raises:
            ProgramFailed: ``embedded.program_failed``.
            StopAsked: somebody lost patience.
        """
        kept = Kept(part)
        self._kept.append(kept)
        child = kept.start()
        while part.answers and not part.answers():
            if child.exit_code() is not None:
                raise child.failed()
            self._signals.pause(0.02)

    def errand(self, program: Program) -> None:
        """Run a program to its end.

        Raises:
            ProgramFailed: ``embedded.program_failed`` unless it ends with 0.
            StopAsked: somebody lost patience.
        """
        child = Child(program)
        self._errands.append(child)
        while child.exit_code() is None:
            self._signals.pause(TICK_S)
        self._errands.remove(child)
        child.must_succeed(timeout_s=1)

    def until(self, answers: Callable[[], bool], timeout_s: float) -> None:
        """Keep the parts running until ``answers``; a part that falls again and again is a failure.

        Raises:
            NotReady: ``embedded.not_ready``.
            StopAsked: somebody lost patience.
        """
        end = time.monotonic() + timeout_s
        while not answers():
            self.look()
            hopeless = [kept for kept in self._kept if kept.failures > 3]
            if hopeless or time.monotonic() > end:
                raise NotReady(program=hopeless[0].part.program.name if hopeless else "/readyz")
            self._signals.pause(0.05)

    def keep(self, each_time: Callable[[], None] = lambda: None) -> None:
        """Keep the parts running for ever, calling ``each_time`` at least once a second.

        Raises:
            StopAsked: the only way out.
        """
        while True:
            self.look()
            each_time()
            due = [kept.due - time.monotonic() for kept in self._kept if kept.child is None]
            self._signals.pause(min([TICK_S, *due]))

    def look(self) -> None:
        """Reap who ended, start who is due."""
        orphans.reap(self._known())
        for kept in self._kept:
            code = kept.fell()
            if code is not None:
                orphans.end(self._known())
                facts = {"program": kept.part.program.name, "exit_code": code}
                self._say("embedded.child_ended", facts | {"delay_s": round(kept.due - time.monotonic(), 1)})
            if kept.child is None and time.monotonic() >= kept.due:
                self._try(kept)

    def renew(self, stays: Collection[str]) -> None:
        """Start the programs anew, except the servers and those whose names are in ``stays``."""
        for kept in self._kept:
            if kept.child and not kept.part.server and kept.part.program.name not in stays:
                kept.child.stop(PROGRAMS_STOP_S)
                kept.child, kept.due, kept.failures = None, 0.0, 0

    def stop(self) -> None:
        """Stop everything, those who use servers first; nothing is left behind."""
        started = [kept for kept in self._kept if kept.child]
        users = [kept.child for kept in started if kept.child and not kept.part.server]
        servers = [kept.child for kept in started if kept.child and kept.part.server]
        _stop_all([*users, *self._errands], PROGRAMS_STOP_S)
        _stop_all(servers, SERVERS_STOP_S)
        orphans.end([])

    def _try(self, kept: Kept) -> None:
        try:
            kept.start()
        except Refusal:
            kept.postpone()
        else:
            self._say("embedded.child_started", {"program": kept.part.program.name})

    def _known(self) -> set[int]:
        return {kept.child.pid for kept in self._kept if kept.child} | {child.pid for child in self._errands}


def _stop_all(children: list[Child], timeout_s: float) -> None:
    until = time.monotonic() + timeout_s
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait(max(0.0, until - time.monotonic()))
        child.kill()
