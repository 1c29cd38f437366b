"""What stands on the screen when everything answers: links, log-ins, a QR code for a phone."""

import sys
from dataclasses import dataclass

import segno

from largesse.cli.demo_login import PEOPLE, DemoLogin
from largesse.cli.speech import say
from largesse.embedded.listening import for_phones


@dataclass(frozen=True)
class Greeting:
    """The first words of a running installation.

    Args:
        base: address that links carry.
        host: address that is listened on; decides whether a phone can come.
        login: the demo's, None outside of demo mode.
        production: real clients are served here.
    """

    base: str
    host: str
    login: DemoLogin | None
    production: bool = False

    def give(self) -> None:
        """Print it."""
        say("cli.ready", {"base": self.base})
        say("cli.link_console", {"url": f"{self.base}/console/"})
        if self.login:
            self._demo(self.login)
        if self.production:
            say("cli.production")
        say("cli.how_to_stop")

    def _demo(self, login: DemoLogin) -> None:
        activity = f"{self.base}/a/{login.activity}" if login.activity else self.base
        say("cli.link_activity", {"url": activity})
        if login.supplier_port:
            say("cli.link_desk", {"url": f"http://127.0.0.1:{login.supplier_port}/desk"})
        for name, port in login.other_ports.items():
            say(f"cli.link_desk_{name}", {"url": f"http://127.0.0.1:{port}/desk"})
        say("cli.log_ins", {"password": login.password})
        for start in range(0, len(PEOPLE), 4):
            print(
                "   ", "  ".join(f"{name}@demo.bank".ljust(20) for name in PEOPLE[start : start + 4]).rstrip()
            )
        if for_phones(self.host):
            say("cli.phone", {"url": activity})
            segno.make(activity).terminal(out=sys.stdout, compact=True)
        else:
            say("cli.phone_cannot", {"host": self.host})
