"""Keeps programs running: starts them, restarts them when they end, stops them all.

Words       part: one program that must be running, and what must be done before it starts
Invariant   one thread; every wait ends early when a stop is requested
            a part that ended comes back after a delay that doubles from 0.2 s to 10 s
            a part that hangs is killed, and so comes back as one that ended
            programs end before the servers they use; everything ends within STOP_S
Source      docs/explanation/embedded-servers.md
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from largesse.embedded import orphans
from largesse.embedded.children import Child, Program
from largesse.embedded.heartbeat import Heartbeat
from largesse.embedded.refusals import NotReady
from largesse.embedded.signals import Signals
from largesse.kernel.errors import Refusal

DELAY_MIN_S = 0.2
DELAY_MAX_S = 10.0
STABLE_AFTER_S = 30.0
TICK_S = 1.0
SOON_S = 0.05
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
        answers: tells whether it is ready; None: it is ready once it runs.
        server: True when others use it, so that it is stopped after them.
        heartbeat: the pipe into which it beats; None: that it runs is all one can see.
    """

    program: Program
    prepare: Callable[[], None] = lambda: None
    answers: Callable[[], bool] | None = None
    server: bool = False
    heartbeat: Heartbeat | None = None


class Supervised:
    """A part and the child that runs it now."""

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
        if self.part.heartbeat:
            self.part.heartbeat.began()
        self.child = Child(self.part.program)
        self._since = time.monotonic()
        return self.child

    def hangs(self) -> bool:
        """Say whether it runs and has been silent for too long."""
        return bool(self.child and self.part.heartbeat and self.part.heartbeat.hangs())

    def take_exit_code(self) -> int | None:
        """Give the exit code once when it has ended, and set when to start it again; None otherwise."""
        if self.child is None:
            return None
        code = self.child.exit_code()
        if code is None:
            return None
        if time.monotonic() - self._since > STABLE_AFTER_S:
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
        """Seconds until the start after the next failure."""
        return min(DELAY_MAX_S, DELAY_MIN_S * (1 << min(self.failures, 10)))


class Supervisor:
    """The parts of one installation, in the order in which they start."""

    def __init__(self, signals: Signals, say: Say) -> None:
        """Nothing runs yet.

        Args:
            signals: where a request to stop arrives.
            say: takes a copy key and its facts, and tells them to people.
        """
        self._signals, self._say = signals, say
        self._parts: list[Supervised] = []
        self._short_lived: list[Child] = []
        orphans.adopt()

    def start(self, part: Part) -> None:
        """Start a part and wait until it answers.

        Raises:
            ProgramFailed: ``embedded.program_failed``.
            StopRequested: while waiting.
        """
        one = Supervised(part)
        self._parts.append(one)
        child = one.start()
        while part.answers and not part.answers():
            if child.exit_code() is not None:
                raise child.failed()
            self._signals.pause(0.02)

    def run_to_end(self, program: Program) -> None:
        """Run a program to its end.

        Raises:
            ProgramFailed: ``embedded.program_failed`` unless it ends with 0.
            StopRequested: while waiting.
        """
        child = Child(program)
        self._short_lived.append(child)
        while child.exit_code() is None:
            self._signals.pause(TICK_S)
        self._short_lived.remove(child)
        child.must_succeed(timeout_s=1)

    def wait_until(self, answers: Callable[[], bool], timeout_s: float) -> None:
        """Keep the parts running until ``answers``; a part that keeps ending is a failure.

        Raises:
            NotReady: ``embedded.not_ready``.
            StopRequested: while waiting.
        """
        end = time.monotonic() + timeout_s
        while not answers():
            self.check()
            failing = [one for one in self._parts if one.failures > 3]
            if failing or time.monotonic() > end:
                raise NotReady(program=failing[0].part.program.name if failing else "/readyz")
            self._signals.pause(0.05)

    def keep(self, each_time: Callable[[], None] = lambda: None) -> None:
        """Keep the parts running for ever, calling ``each_time`` at least once a second.

        Raises:
            StopRequested: the only way it ends.
        """
        while True:
            self.check()
            each_time()
            due = [max(one.due - time.monotonic(), SOON_S) for one in self._parts if one.child is None]
            self._signals.pause(min([TICK_S, *due]))

    def check(self) -> None:
        """Kill what hangs, reap what ended, start what is due."""
        orphans.reap(self._known())
        for one in self._parts:
            if one.hangs() and one.child:
                self._say("embedded.child_hangs", {"program": one.part.program.name})
                one.child.kill()
            code = one.take_exit_code()
            if code is not None:
                orphans.kill(self._known())
                facts = {"program": one.part.program.name, "exit_code": code}
                self._say("embedded.child_ended", facts | {"delay_s": round(one.due - time.monotonic(), 1)})
            if one.child is None and time.monotonic() >= one.due and one.part.program.may_start:
                self._try(one)

    def restart(self, except_for: Collection[str]) -> None:
        """Restart the programs, except the servers and those named in ``except_for``."""
        for one in self._parts:
            if one.child and not one.part.server and one.part.program.name not in except_for:
                one.child.stop(PROGRAMS_STOP_S)
                one.child, one.due, one.failures = None, 0.0, 0

    def stop(self) -> None:
        """Stop everything, the servers last; no process is left."""
        started = [one for one in self._parts if one.child]
        users = [one.child for one in started if one.child and not one.part.server]
        servers = [one.child for one in started if one.child and one.part.server]
        _stop_all([*users, *self._short_lived], PROGRAMS_STOP_S)
        _stop_all(servers, SERVERS_STOP_S)
        orphans.kill([])

    def _try(self, one: Supervised) -> None:
        try:
            one.start()
        except Refusal:
            one.postpone()
        else:
            self._say("embedded.child_started", {"program": one.part.program.name})

    def _known(self) -> set[int]:
        return {one.child.pid for one in self._parts if one.child} | {
            child.pid for child in self._short_lived
        }


def _stop_all(children: list[Child], timeout_s: float) -> None:
    until = time.monotonic() + timeout_s
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait(max(0.0, until - time.monotonic()))
        child.kill()
