"""This run's own home, chosen when this is imported: before anything of the platform reads its settings."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from largesse.kernel.settings import settings

MEMORY = Path("/dev/shm")
MEMORY_MIN_BYTES = 4 * 2**30


def memory() -> Path | None:
    """Give where folders of files are made in a tenth of a disk's time, if this machine has room to spare.

    None where programs may not be started from there either.
    """
    if not os.access(MEMORY, os.W_OK) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    free = min(shutil.disk_usage(MEMORY).free, os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return MEMORY if free >= MEMORY_MIN_BYTES else None


def folder(parent: Path | None = None) -> Path:
    """Make a folder that ends with the run and that programs of another account may enter."""
    made = Path(tempfile.mkdtemp(prefix="largesse-tests-", dir=parent))
    made.chmod(0o755)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


assert settings.cache_info().currsize == 0, "settings were read before this run's home was chosen"
HOME = folder() / "app"
os.environ["LARGESSE_HOME"] = str(HOME)
os.environ.setdefault("LARGESSE_LEASE_S", "1")
os.environ["LARGESSE_DEMO"] = "true"
os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)
