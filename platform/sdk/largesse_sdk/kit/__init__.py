"""The conformance kit: what every provider's plugin must prove, against its own test supplier.

A partner writes a *bench* that drives the test supplier, then one parametrised test::

    @pytest.mark.parametrize("check", checks_for(MyPlugin()), ids=lambda check: check.name)
    async def test_conformance(check, bench):
        await check.run(Subject(plugin=MyPlugin(), manifest=read(HERE), bench=bench))

Words       *bench* the partner's test supplier in the kit's words; *subject* plugin and bench together
Source      docs/reference/conformance.md
"""

from largesse_sdk.kit.bench import Bench
from largesse_sdk.kit.checks import CHECKS, checks_for
from largesse_sdk.kit.local import LocalHost
from largesse_sdk.kit.rule import Check
from largesse_sdk.kit.subject import Subject

__all__ = ["CHECKS", "Bench", "Check", "LocalHost", "Subject", "checks_for"]
