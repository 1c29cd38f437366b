"""The account the servers run as: our own, or, when we are root, one that is not."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from largesse.embedded.refusals import AccountNameless, NoAccountToDropTo
from largesse.kernel.uids import Uids

UNPRIVILEGED = ("postgres", "nobody")
_HOUSE = "largesse"


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def server_account(data: Path) -> Account | None:
    """Give the account that the servers run as; None when we are an ordinary user and keep our own.

    Args:
        data: the servers' data folder; once it exists its owner is kept, whatever accounts came since.

    Raises:
        AccountNameless: ``embedded.account_nameless``, PostgreSQL cannot run without a passwd entry.
        NoAccountToDropTo: ``embedded.no_account_to_drop_to``.
    """
    if os.geteuid() != 0:
        _named_entry(os.geteuid())
        return None
    if data.exists() and data.stat().st_uid != 0:
        return _of(_named_entry(data.stat().st_uid))
    for name in UNPRIVILEGED:
        try:
            return _of(pwd.getpwnam(name))
        except KeyError:
            continue
    raise NoAccountToDropTo(wanted=", ".join(UNPRIVILEGED))


def house_account(uids: Uids) -> Account:
    """Give the account of web, worker and commands: the first of the home's uids, and its group."""
    return Account(_HOUSE, uids.first, uids.first)


def starts_as(account: Account, argv: Sequence[str | Path], env: Mapping[str, str] | None = None) -> bool:
    """Try whether an account can run a program that ends by itself, with our environment unless given one."""
    try:
        result = subprocess.run(  # noqa: S603 - a fixed question
            argv,
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            env=env,
            capture_output=True,
            check=False,
            cwd="/",
        )
    except OSError:
        return False
    return result.returncode == 0


def _of(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _named_entry(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise AccountNameless(uid=uid) from None
