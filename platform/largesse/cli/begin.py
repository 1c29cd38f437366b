"""`largesse begin`: the head office and its first administrator, in a house where nobody works yet."""

from typing import Annotated

import typer

from largesse.cli.acting import act
from largesse.cli.loading import loading
from largesse.cli.speech import say
from largesse.store.work import Work


def command(
    email: Annotated[str, typer.Argument(help="The administrator's e-mail, to sign in with.")],
    name: Annotated[str, typer.Argument(help="The administrator's name.")],
    number: Annotated[str, typer.Option(help="The administrator's staff number.")] = "00001",
    head_office: Annotated[str, typer.Option(help="Code of the head office.")] = "HQ",
) -> None:
    """Open the head office and enrol its first administrator, and tell how that person gets in."""
    act(lambda work: _begin(work, email, name, number, head_office))
    say("cli.begun", {"email": email})


async def _begin(work: Work, email: str, name: str, number: str, head_office: str) -> None:
    with loading():
        from largesse.embedded.refusals import BegunAlready
        from largesse.identity.staff.enrol import EnrolStaff, enrol
        from largesse.identity.units.units import OpenHeadOffice, open_head_office
        from largesse.kernel.actor import SYSTEM

    async with work.read() as read:
        if await read.value("select exists (select from identity_staff)"):
            raise BegunAlready
    head = OpenHeadOffice(key="begin-head-office", code=head_office, name_zh="总行", name_en="Head office")
    unit = (await open_head_office(head, actor=SYSTEM, work=work)).unit
    first = EnrolStaff(key="begin-admin", number=number, email=email, name=name, unit=unit, roles=("admin",))
    await enrol(first, actor=SYSTEM, work=work)
