"""What one may do with a plugin of the catalogue now."""

from largesse.kernel.actor import Actor
from largesse.plugging.installations.installation import STARTS, State, stands_tested
from largesse.plugging.installations.lock import decides_for
from largesse.plugging.installations.reads import CataloguePlugin


def actions(actor: Actor, plugin: CataloguePlugin) -> list[str]:
    """Name the acts that neither state, operation nor reach forbids, each as its operation is called."""
    if not decides_for(plugin.org_unit, actor) or not actor.reaches(plugin.org_unit):
        return []
    found = ["install"] if plugin.state is None else _steps(plugin, plugin.state)
    return [step for step in found if actor.may(f"plugging.{step}")]


def _steps(plugin: CataloguePlugin, state: State) -> list[str]:
    found = [step for step, begins in STARTS.items() if state in begins and step != "upgrade"]
    if not stands_tested(plugin.tested_config, plugin.config_number, ok=plugin.tested_ok):
        found = [step for step in found if step != "enable"]
    if plugin.previous is None:
        found = [step for step in found if step != "roll_back"]
    return [*found, "test"] if plugin.config_number else [*found]
