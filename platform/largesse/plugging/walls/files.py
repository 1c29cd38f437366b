"""Landlock: only some folders can be read, nothing can be written, no TCP, no signals outwards.

Source      landlock(7)
"""

import ctypes
import os
import struct

_RULESET, _RULE, _RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_KINDS_OF_ACCESS = {1: 13, 2: 14, 3: 15, 4: 15}
_RULESET_BYTES = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}


def restrict(libc: ctypes.CDLL, readable: list[str]) -> bool:
    """Close the file system but for these folders; False where the kernel cannot.

    Args:
        libc: with errno kept.
        readable: absolute folders; those that are missing are left out.
    """
    version = libc.syscall(_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    every = (1 << _KINDS_OF_ACCESS.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", every, 3, 3)[: _RULESET_BYTES.get(version, 24)]
    rules = libc.syscall(_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    for path in dict.fromkeys(readable):
        try:
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC | os.O_DIRECTORY)
        except OSError:
            continue
        libc.syscall(_RULE, rules, 1, struct.pack("=Qi", _READ_FILE | _READ_DIR, folder), 0)
        os.close(folder)
    stands: bool = libc.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return stands
