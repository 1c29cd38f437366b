"""The filter of system calls, run as the kernel runs it, for both machines that it is written for."""

import errno
import struct

import pytest

from largesse.plugging.walls.system_calls import REFUSED, filter_for

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
ALLOWED, NO, NONE_SUCH, KILLED = "allowed", errno.EPERM, errno.ENOSYS, "killed"
OWN = 4711


def answer(machine: str, number: int, *arguments: int, arch: int | None = None):
    """Run the filter on one call and say what becomes of it; see linux/filter.h for the instructions."""
    data = struct.pack(
        "<iIQ6Q", number, arch or MACHINES[machine][1], 0, *arguments, *[0] * (6 - len(arguments))
    )
    steps = list(struct.iter_unpack("=HBBI", filter_for(machine, OWN)))
    at, held = 0, 0
    while True:
        code, yes, no, k = steps[at]
        at += 1
        match code:
            case 0x20:
                (held,) = struct.unpack_from("<I", data, k)
            case 0x54:
                held &= k
            case 0x06:
                return {0x7FFF0000: ALLOWED, 0x80000000: KILLED}.get(k, k & 0xFFFF)
            case _:
                true = {0x15: held == k, 0x35: held >= k, 0x45: bool(held & k)}[code]
                at += yes if true else no


# As the kernel counts them (asm/unistd_64.h, asm-generic/unistd.h), and not as the filter lists them.
FORBIDDEN = {
    "a socket of any family, by path or address": ({41, 42, 49, 50}, {198, 203, 200, 201}),
    "io_uring": ({425, 426, 427}, {425, 426, 427}),
    "keys": ({248, 249, 250}, {217, 218, 219}),
    "namespaces": ({272, 308, 155, 161, 165}, {97, 268, 41, 51, 40}),
    "other programs and processes": ({59, 322, 62, 101, 310, 311, 438}, {221, 281, 129, 117, 270, 271, 438}),
}


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_no_plugin_may_is_refused_by_the_kernels_own_numbers(machine, what):
    numbers = FORBIDDEN[what][MACHINES[machine][0]]
    assert {number: answer(machine, number) for number in numbers} == dict.fromkeys(numbers, NO)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_refused_call_is_answered_with_a_no_and_the_rest_go_through(machine):
    column = MACHINES[machine][0]
    refused = {numbers[column] for numbers in REFUSED.values()} - {None}
    narrowed = {"x86_64": {56, 53, 302, 135, 234}, "aarch64": {220, 199, 261, 92, 131}}[machine]
    assert {answer(machine, number) for number in refused} == {NO}
    assert answer(machine, 435) == NONE_SUCH
    rest = set(range(470)) - refused - narrowed - {435}
    assert {answer(machine, number) for number in rest} == {ALLOWED}


@pytest.mark.parametrize(("machine", "clone"), [("x86_64", 56), ("aarch64", 220)])
def test_threads_and_processes_may_be_made_but_no_namespace(machine, clone):
    threads = 0x3D0F00
    assert answer(machine, clone, threads) == ALLOWED
    assert answer(machine, clone, 17) == ALLOWED
    for namespace in (0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        assert answer(machine, clone, namespace | 17) == NO
        assert answer(machine, clone, (1 << 32) | namespace) == NO


@pytest.mark.parametrize(("machine", "pair"), [("x86_64", 53), ("aarch64", 199)])
def test_a_pair_of_streams_may_be_made_but_nothing_that_sends_to_an_address(machine, pair):
    stream, datagram, close_on_exec = 1, 2, 0x80000
    assert answer(machine, pair, 1, stream | close_on_exec) == ALLOWED
    assert answer(machine, pair, 1, datagram) == NO
    assert answer(machine, pair, 1, datagram | close_on_exec) == NO
    assert answer(machine, pair, 2, stream) == NO


@pytest.mark.parametrize(("machine", "calls"), [("x86_64", (302, 135, 234)), ("aarch64", (261, 92, 131))])
def test_limits_personality_and_signals_are_for_itself_alone(machine, calls):
    limits, personality, to_thread = calls
    assert answer(machine, limits, 0) == ALLOWED
    assert answer(machine, limits, 1) == NO
    assert answer(machine, personality, 0xFFFFFFFF) == ALLOWED
    assert answer(machine, personality, 0x0040000) == NO
    assert answer(machine, to_thread, OWN) == ALLOWED
    assert answer(machine, to_thread, 1) == NO


def test_another_word_length_ends_the_process_and_the_x32_kind_is_refused():
    assert answer("x86_64", 1, arch=0x40000003) == KILLED
    assert answer("aarch64", 1, arch=0x40000028) == KILLED
    assert answer("x86_64", 0x40000000 | 41) == NO


def test_an_unknown_machine_gets_no_filter():
    assert filter_for("riscv64", OWN) is None
