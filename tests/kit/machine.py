"""A small Linux of its own, in which tests run where a part of the tree of control groups was given to them.

``python -m tests.kit.machine --kernel VMLINUZ --modules FOLDER TEST…`` boots a kernel in
``qemu-system-x86_64``, emulated, without a network; it sees this machine's files read-only and writes to
memory. The tests run there once as root, in a folder with the mark that systemd gives with ``Delegate=yes``,
and once as an ordinary user to whom a folder was given; both must pass. On Debian, two packages have all it
needs: ``apt-get download`` a ``linux-image-…-amd64`` and ``busybox-static``, unpacked with ``dpkg -x``.
"""

import argparse
import gzip
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from largesse.kernel.settings import CHECKOUT

WANTED = ("virtio_pci", "9pnet_virtio", "9p", "overlay")
TREE = Path("/sys/fs/cgroup")
NOBODY = 65534
INIT = """#!/busybox sh
/busybox mount -t proc proc /proc; /busybox mount -t sysfs sys /sys; /busybox mount -t devtmpfs dev /dev
for one in /modules/*; do /busybox insmod $one; done
/busybox mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=524288,cache=loose host /low
/busybox mount -t tmpfs memory /up; /busybox mkdir /up/upper /up/work
/busybox mount -t overlay -o lowerdir=/low,upperdir=/up/upper,workdir=/up/work over /all
for one in proc sys dev; do /busybox mount --move /$one /all/$one; done
/busybox echo 'cd "{here}" && exec "{python}" -m tests.kit.machine --inside -- {tests}' >/all/inside.sh
exec /busybox switch_root /all /bin/sh /inside.sh
"""


def main() -> int:
    """Boot, run and say; inside of the machine, run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kernel", type=Path)
    parser.add_argument("--modules", type=Path, help="The folder that holds the kernel's modules (.ko).")
    parser.add_argument("--busybox", type=Path, default=Path("/bin/busybox"), help="A static one.")
    parser.add_argument("--within-s", type=float, default=1200)
    parser.add_argument("--inside", action="store_true")
    parser.add_argument("tests", nargs="+")
    asked = parser.parse_args()
    if asked.inside:
        inside(asked.tests)
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first"
        first.write_bytes(gzip.compress(first_files(asked.modules, asked.busybox, asked.tests), 1))
        said = []
        with subprocess.Popen(
            ["timeout", str(asked.within_s), *emulator(asked.kernel, first)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as machine:
            for line in machine.stdout:
                sys.stdout.write(line)
                sys.stdout.flush()
                said.append(line)
    ended = re.findall(r"^(\w+) ended with (-?\d+)", "".join(said), re.MULTILINE)
    return 0 if ended == [("root", "0"), ("nobody", "0")] else 1


def emulator(kernel: Path, first: Path) -> list[str]:
    """Give the command that boots."""
    return [
        *("qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-m", "1400", "-smp", "1"),
        *("-nodefaults", "-no-reboot", "-display", "none", "-serial", "stdio", "-net", "none"),
        *("-fsdev", "local,id=all,path=/,security_model=none,readonly=on,multidevs=remap"),
        *("-device", "virtio-9p-pci,fsdev=all,mount_tag=host"),
        *("-kernel", str(kernel), "-initrd", str(first), "-append", "console=ttyS0 loglevel=2 panic=-1"),
    ]


def first_files(modules: Path, busybox: Path, tests: list[str]) -> bytes:
    """Pack what the kernel starts with, in the form that it reads (cpio, newc)."""
    init = INIT.format(here=CHECKOUT, python=sys.executable, tests=" ".join(tests))
    files = {"init": init.encode(), "busybox": busybox.read_bytes()}
    files |= {f"modules/{n:02}": one.read_bytes() for n, one in enumerate(in_order(modules))}
    folders = ("modules", "proc", "sys", "dev", "low", "up", "all")
    packed = b"".join(entry(name, 0o040755, b"") for name in folders)
    packed += b"".join(entry(name, 0o100755, body) for name, body in files.items())
    return packed + entry("TRAILER!!!", 0, b"")


def entry(name: str, mode: int, body: bytes) -> bytes:
    """Pack one file."""
    numbers = (0, mode, 0, 0, 1, 0, len(body), 0, 0, 0, 0, len(name) + 1, 0)
    head = b"070701" + b"".join(b"%08X" % one for one in numbers) + name.encode() + b"\0"
    return head + bytes(-len(head) % 4) + body + bytes(-len(body) % 4)


def in_order(modules: Path) -> list[Path]:
    """Give the wanted modules with those that they need, each after what it needs."""
    known = {one.stem.replace("-", "_"): one for one in modules.rglob("*.ko")}
    found: list[Path] = []

    def add(name: str) -> None:
        module = known[name.replace("-", "_")]
        needed = re.search(rb"\0depends=([^\0]*)\0", module.read_bytes())
        for one in needed[1].decode().split(",") if needed else ():
            if one:
                add(one)
        if module not in found:
            found.append(module)

    for name in WANTED:
        add(name)
    return found


def inside(tests: list[str]) -> None:
    """Be the first process of the machine: give parts of the tree away, run the tests in them, switch off."""
    os.environ |= {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/tmp", "GROUPS_WERE_GIVEN": "1"}
    for kind, where in (("tmpfs", "/tmp"), ("tmpfs", "/run"), ("cgroup2", str(TREE))):
        subprocess.run(["mount", "-t", kind, "none", where], check=True)
    for one in {*Path(sys.executable).parents, *Path(sys.executable).resolve().parents, *CHECKOUT.parents}:
        one.chmod(one.stat().st_mode | 0o055)
    (TREE / "cgroup.subtree_control").write_text("+memory +pids")
    for name, uid in (("root", 0), ("nobody", NOBODY)):
        given = TREE / f"given-{name}"
        given.mkdir()
        if uid:
            for one in (given, *(given / file for file in ("cgroup.procs", "cgroup.subtree_control"))):
                os.chown(one, uid, uid)
        else:
            os.setxattr(given, "user.delegate", b"1")
        sys.stdout.write(f"{name} ended with {run(given, uid, tests)}\n")
        sys.stdout.flush()
    Path("/proc/sysrq-trigger").write_text("o")
    signal.pause()


def run(given: Path, uid: int, tests: list[str]) -> int:
    """Run the tests in a part of the tree, as a user."""
    child = os.fork()
    if not child:
        (given / "cgroup.procs").write_text(str(os.getpid()))
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        os.execv(sys.executable, [sys.executable, "-B", "-m", "pytest", "-p", "no:cacheprovider", *tests])
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
