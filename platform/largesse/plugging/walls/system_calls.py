"""The filter of system calls: what a plugin never needs is answered by the kernel with a plain no.

Words       *refused* always; *narrowed* allowed for one value of an argument only
Invariant   a machine whose numbers we do not know gets no filter, and then this wall is not claimed; another
            word length than the filter's ends the process; calls of the x32 kind are refused
Source      seccomp(2), linux/filter.h, linux/seccomp.h; numbers from asm/unistd_64.h (x86-64) and
            asm-generic/unistd.h (aarch64)
"""

import ctypes
import errno
import os
import struct
import sys

Instruction = tuple[int, int, int, int]

REFUSED: dict[str, tuple[int | None, int | None]] = {
    # other doors than the one socket it was given
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    # ways around this very filter, and memory that belongs to no process
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "userfaultfd": (323, 282),
    # other programs and other processes
    "execve": (59, 221), "execveat": (322, 281), "kill": (62, 129), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "process_madvise": (440, 440), "kcmp": (312, 272),
    "move_pages": (279, 239), "migrate_pages": (256, 238),
    # leaving the process group in which it can be ended at one stroke
    "setsid": (112, 157),
    "setpgid": (109, 154),
    # new worlds, in which it would have powers again
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "move_mount": (429, 429), "open_tree": (428, 428),
    "open_tree_attr": (467, 467), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    # keys, and parts of the kernel that only administrators need
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "fanotify_init": (300, 262), "lookup_dcookie": (212, 18),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "syslog": (103, 116),
    "acct": (163, 89), "swapon": (167, 224), "swapoff": (168, 225), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "adjtimex": (159, 171), "clock_adjtime": (305, 266), "sethostname": (170, 161),
    "setdomainname": (171, 162), "vhangup": (153, 58), "iopl": (172, None), "ioperm": (173, None),
    "modify_ldt": (154, None),
}  # fmt: skip

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_CLONE, _CLONE3, _SOCKETPAIR = (56, 220), 435, (53, 199)
_PRLIMIT, _PERSONALITY, _TGKILL = (302, 261), (135, 92), (234, 131)
_NAMESPACES, _X32, _AS_IT_IS = 0x7E020000, 0x40000000, 0xFFFFFFFF
_AF_UNIX, _STREAM, _TYPES = 1, 1, 0xF
_LOAD, _EQUAL, _AT_LEAST, _ANY_OF, _ONLY, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_REFUSE: Instruction = (_ANSWER, 0, 0, _ERRNO | errno.EPERM)
_NO_SUCH_CALL: Instruction = (_ANSWER, 0, 0, _ERRNO | errno.ENOSYS)
_PASS: Instruction = (_ANSWER, 0, 0, _ALLOW)
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


def install(libc: ctypes.CDLL) -> bool:
    """Filter the calls of this process and of all that it starts; False where that is not possible."""
    program = filter_for(os.uname().machine, os.getpid()) if sys.maxsize > 2**32 else None
    if program is None:
        return False
    code = ctypes.create_string_buffer(program)
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    done: int = libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, head, 0, 0)
    return done == 0


def filter_for(machine: str, process: int) -> bytes | None:
    """Give the filter's instructions for a machine, 8 bytes each; None for a machine that we do not know.

    Args:
        machine: as ``uname -m`` says.
        process: the id, as the process sees itself, that may send signals to its own threads.
    """
    known = _MACHINES.get(machine)
    if known is None:
        return None
    column, arch = known
    steps: list[Instruction] = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, arch), (_ANSWER, 0, 0, _KILL)]
    steps.append((_LOAD, 0, 0, _NUMBER))
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32), _REFUSE]
    for numbers in REFUSED.values():
        number = numbers[column]
        if number is not None:
            steps += _call(number, [_REFUSE])
    steps += _call(
        _CLONE3, [(_ANSWER, 0, 0, _ERRNO | errno.ENOSYS)]
    )  # libc then takes clone, which can be read
    steps += _call(_CLONE[column], [*_argument(0), (_ANY_OF, 0, 1, _NAMESPACES), _REFUSE, _PASS])
    steps += _call(_SOCKETPAIR[column], _a_stream_of_its_own())
    for numbers, wanted in ((_PRLIMIT, 0), (_PERSONALITY, _AS_IT_IS), (_TGKILL, process)):
        steps += _call(numbers[column], [*_argument(0), (_EQUAL, 1, 0, wanted), _REFUSE, _PASS])
    steps.append(_PASS)
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _call(number: int, answer: list[Instruction]) -> list[Instruction]:
    return [(_EQUAL, 0, len(answer), number), *answer]


def _argument(position: int) -> list[Instruction]:
    """Load the lower half of an argument; the kernel itself reads no more of these."""
    return [(_LOAD, 0, 0, _ARGUMENTS + 8 * position)]


def _a_stream_of_its_own() -> list[Instruction]:
    """Let it make two connected streams; a datagram socket could send to any path."""
    family = [*_argument(0), (_EQUAL, 1, 0, _AF_UNIX), _REFUSE]
    kind = [*_argument(1), (_ONLY, 0, 0, _TYPES), (_EQUAL, 1, 0, _STREAM), _REFUSE]
    return [*family, *kind, _PASS]
