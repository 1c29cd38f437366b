"""What others sent is read by a child that is bounded, and whose end is told."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import pytest
from tests.kit.waiting import eventually
from tests.unit.store import confined_readers as of

from largesse.kernel.copy import LOCALES, told
from largesse.store.confined.limits import (
    Limits,
    ReadingBroken,
    ReadingBusy,
    ReadingTooLarge,
    ReadingTooSlow,
)
from largesse.store.confined.readers import WAITING_MAX, Readers


@pytest.fixture(scope="module")
def readers():
    """Readers of two places with little memory and time."""
    made = Readers(Limits(memory_mb=128, time_s=120), places=2)
    yield made
    made.close()


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_file_is_read_in_another_process_and_its_parts_come_back_in_order(readers):
    data = os.urandom(5 * 2**20)
    assert await readers.read(int, of.lengths, data, 7, 8) == [len(data), 7, 8]
    [facts] = await readers.read(dict, of.facts, b"")
    assert facts["pid"] != os.getpid()
    assert readers.peak_kb > 0


async def test_a_child_has_no_environment_no_file_of_ours_and_writes_none(readers, tmp_path):
    [facts] = await readers.read(dict, of.facts, b"")
    assert facts["environment"] in ([], ["LC_CTYPE"])
    assert len(facts["files"]) <= 5
    assert await readers.read(str, of.writing, b"", str(tmp_path / "left")) == ["refused"]
    assert (tmp_path / "left").read_bytes() == b""


async def test_one_that_asks_for_memory_without_end_is_too_large(readers):
    with pytest.raises(ReadingTooLarge) as refused:
        await readers.read(int, of.hungry, b"")
    assert refused.value.memory_mb == 128


async def test_a_child_gets_the_memory_that_was_named_and_no_more(readers):
    [got_mb] = await readers.read(int, of.greedy, b"", 512)
    assert 64 < got_mb <= 128


async def test_one_that_never_ends_is_killed_at_its_deadline_whatever_it_ignores():
    readers = Readers(Limits(memory_mb=128, time_s=1), places=1)
    try:
        with pytest.raises(ReadingTooSlow):
            await readers.read(int, of.endless, b"")
        assert await readers.read(int, of.lengths, b"four") == [4]
    finally:
        readers.close()


@pytest.mark.parametrize("reader", [of.dying, of.puzzled, of.lying])
async def test_one_that_dies_or_lies_is_a_refusal_and_the_next_is_read(readers, reader):
    with pytest.raises(ReadingBroken) as refused:
        await readers.read(int, reader, b"")
    assert "13800138000" not in f"{refused.value!r}{refused.value.__cause__}"
    assert await readers.read(int, of.lengths, b"four") == [4]


async def test_one_that_gives_back_without_end_is_too_large(readers):
    with pytest.raises(ReadingTooLarge):
        await readers.read(str, of.flooding, b"")


async def test_a_reader_that_nobody_can_find_is_told_and_the_next_is_read(readers):
    def local(_data):
        yield 0

    local.__qualname__, local.__module__ = "absent", "tests.unit.store.confined_readers"
    of.absent = local
    try:
        with pytest.raises(ReadingBroken):
            await readers.read(int, local, b"")
    finally:
        del of.absent
    assert await readers.read(int, of.lengths, b"four") == [4]


@pytest.fixture
def gate(tmp_path):
    """Make a named pipe; whoever reads it waits for a writer."""

    def made(name="gate"):
        os.mkfifo(tmp_path / name)
        return tmp_path / name

    return made


async def test_as_many_are_read_at_once_as_there_are_places_and_a_crowd_is_sent_away(readers):
    asked = [asyncio.create_task(readers.read(int, of.lengths, b"four")) for _ in range(WAITING_MAX + 3)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(one, ReadingBusy) for one in answers) == 1
    assert sum(isinstance(one, list) for one in answers) == WAITING_MAX + 2


async def test_the_loop_and_its_threads_go_on_while_files_are_read(gate):
    readers = Readers(Limits(memory_mb=128, time_s=120), places=2)
    gates = [gate(f"gate{at}") for at in range(12)]
    try:
        reading = asyncio.gather(*(readers.read(str, of.held, b"", str(one)) for one in gates))
        for turn in range(100):
            assert await asyncio.to_thread(int, turn) == turn
        assert not reading.done()
        for one in gates:
            await asyncio.to_thread(one.write_text, "go")
        assert await reading == [["go"]] * 12
    finally:
        readers.close()


async def test_children_end_with_the_fork_server_and_a_new_one_takes_over(gate):
    readers = Readers(Limits(memory_mb=128, time_s=120), places=1)
    try:
        [facts] = await readers.read(dict, of.facts, b"")
        reading = asyncio.create_task(readers.read(str, of.held, b"", str(gate())))
        child = await asyncio.to_thread(_child_of, facts["parent"])
        os.kill(facts["parent"], signal.SIGKILL)
        with pytest.raises(ReadingBroken):
            await reading
        await asyncio.to_thread(eventually, lambda: not lives(child))
        assert await readers.read(int, of.lengths, b"four") == [4]
    finally:
        readers.close()


async def test_a_fork_server_that_hung_up_and_has_not_ended_yet_is_replaced():
    readers = Readers(Limits(memory_mb=128, time_s=120), places=1)
    try:
        [facts] = await readers.read(dict, of.facts, b"")
        os.kill(facts["parent"], signal.SIGSTOP)
        readers._control.shutdown(socket.SHUT_RDWR)
        assert await readers.read(int, of.lengths, b"four") == [4]
        assert not lives(facts["parent"])
    finally:
        readers.close()


def _child_of(server):
    children = Path(f"/proc/{server}/task/{server}/children")
    return int(eventually(lambda: children.read_text().split())[0])


@pytest.mark.parametrize(
    "refusal", [ReadingTooSlow(60), ReadingTooLarge(1024), ReadingBroken(), ReadingBusy()]
)
def test_each_end_is_told_in_both_languages(refusal):
    words = {told(refusal, locale) for locale in LOCALES}
    assert len(words) == 2
    assert not any(refusal.code in one or "{" in one for one in words)
