"""The states of an installation, and what an administrator must agree to. Pure.

Words       consented -> configured -> tested -> enabled <-> suspended -> disabled; any -> uninstalled
Invariant   only a configuration that was tested live can be enabled; a changed one must be tested again
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.errors import Malformed, Missing, Phrase, Plain, Refusal
from largesse.kernel.reasons import because, one_of
from largesse.plugging.packages.config_schema import Wrong, compiled
from largesse_sdk.package.manifest import Manifest, secrets_of
from largesse_sdk.values import FieldProblem

MASK = "••••••"


class State(StrEnum):
    """Where an installation stands."""

    REQUESTED = "requested"
    CONSENTED = "consented"
    CONFIGURED = "configured"
    TESTED = "tested"
    ENABLED = "enabled"
    SUSPENDED = "suspended"
    UPGRADING = "upgrading"
    DISABLED = "disabled"
    UNINSTALLED = "uninstalled"


_ASKED = frozenset({"limit", "multiple_of", "options", "types"})
_TOLD = frozenset(
    [
        *("required", "type", "enum", "minLength", "maxLength", "pattern", "minimum", "maximum"),
        *("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems"),
        "additionalProperties",
    ]
)
ENVIRONMENTS = frozenset({"sandbox", "production"})
_FIXED = frozenset({State.UNINSTALLED, State.UPGRADING, State.REQUESTED})
Step = Literal["configure", "enable", "disable", "upgrade", "roll_back", "uninstall"]
_CONFIGURED = frozenset({State.CONFIGURED, State.TESTED, State.ENABLED, State.SUSPENDED, State.DISABLED})
STARTS: dict[Step, frozenset[State]] = {
    "configure": frozenset(State) - _FIXED,
    "enable": frozenset({State.CONFIGURED, State.TESTED, State.SUSPENDED, State.DISABLED}),
    "disable": frozenset({State.ENABLED, State.SUSPENDED}),
    "upgrade": _CONFIGURED,
    "roll_back": _CONFIGURED,
    "uninstall": frozenset(State) - _FIXED,
}


@dataclass(frozen=True)
class PluginMissing(Missing):
    """No such plugin lies on the plugin path."""

    code = "plugging.plugin_missing"
    plugin: str


@dataclass(frozen=True)
class InstallationMissing(Missing):
    """No such installation for this actor."""

    code = "plugging.installation_missing"
    installation: str


@dataclass(frozen=True)
class AlreadyInstalled(Refusal):
    """The plugin is installed for this org unit already."""

    code = "plugging.already_installed"
    plugin: str


@dataclass(frozen=True)
class OfTheInstitution(Refusal):
    """The installation is the whole institution's; who reaches a part of it sees it and leaves it alone."""

    code = "plugging.of_the_institution"


@dataclass(frozen=True)
class ConsentIncomplete(Refusal):
    """The plugin asks for more than was agreed to."""

    code = "plugging.consent_incomplete"
    missing: str
    path: str | None = "consents"


@dataclass(frozen=True)
class ConfigUnfit(Refusal):
    """A field of the configuration is wrong; ``path`` names it."""

    code = "plugging.config_unfit"
    field: str
    reason: Phrase
    path: str | None = None


@dataclass(frozen=True)
class NotConfigured(Refusal):
    """There is no configuration to test yet."""

    code = "plugging.not_configured"


@dataclass(frozen=True)
class NotTested(Refusal):
    """The configuration as it stands was not tested, or its test failed."""

    code = "plugging.not_tested"


@dataclass(frozen=True)
class WrongState(Refusal):
    """The installation's state does not allow this."""

    code = "plugging.wrong_state"
    state: str


@dataclass(frozen=True)
class Standing:
    """Where an installation stands after a step."""

    installation: UUID
    state: State


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a live test found. ``code``: why it could not be made; ``problems``: what it objects to."""

    code: str | None = None
    latency_ms: int = 0
    problems: list[FieldProblem] = field(default_factory=list)


def asks_of(manifest: Manifest) -> list[str]:
    """Name everything that an administrator agrees to, in a stable order."""
    return sorted(
        [
            *(f"net:{rule}" for rule in manifest.egress),
            *(f"pii:{one.field}" for one in manifest.pii),
            *(f"callback:{path}" for path in manifest.callbacks),
            *(f"event:{one.name}" for one in manifest.emits),
            *manifest.permissions,
        ]
    )


def check_consent(manifest: Manifest, consents: list[str]) -> None:
    """Refuse unless every ask of the manifest was agreed to.

    Raises:
        ConsentIncomplete: ``plugging.consent_incomplete``.
    """
    missing = [ask for ask in asks_of(manifest) if ask not in consents]
    if missing:
        raise ConsentIncomplete(", ".join(missing))


def split_config(
    schema: dict[str, Any], given: dict[str, Any], kept: dict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Check a configuration and part it into plain fields and secrets; a masked secret keeps its old value.

    Raises:
        ConfigUnfit: ``plugging.config_unfit`` for the first field that is wrong.
        SchemaUnfit: ``plugging.schema_unfit``: the plugin was listed before its schema was looked at.
    """
    names = secrets_of(schema)
    whole = dict(given)
    for name in names:
        if whole.get(name) == MASK:
            whole.pop(name)
            if name in kept:
                whole[name] = kept[name]
    wrong = compiled(schema).wrong(whole)
    if wrong:
        raise _unfit(wrong[0], names)
    plain = {name: value for name, value in whole.items() if name not in names}
    return plain, {name: str(value) for name, value in whole.items() if name in names}


def masked(schema: dict[str, Any], plain: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    """Give a configuration for the screen: secrets as a mask where there is one."""
    return {**plain, **dict.fromkeys(sorted(secrets_of(schema) & kept), MASK)}


def begins(state: State | None, step: Step) -> bool:
    """Tell whether a step begins in this state."""
    return state in STARTS[step]


def expect(state: State, step: Step) -> None:
    """Refuse a step that does not begin in this state.

    Raises:
        WrongState: ``plugging.wrong_state``.
    """
    if not begins(state, step):
        raise WrongState(state)


def after_configuring(state: State) -> State:
    """Give the state after a new configuration.

    Raises:
        WrongState: ``plugging.wrong_state``.
    """
    expect(state, "configure")
    return State.CONFIGURED


def after_test(state: State, *, ok: bool) -> State:
    """Give the state after a test; a failed test of an enabled installation leaves it as it is."""
    if state in {State.CONFIGURED, State.TESTED, State.DISABLED}:
        return State.TESTED if ok else State.CONFIGURED
    return state


def keeps_test(state: State, *, ok: bool) -> bool:
    """Say whether a test's result is kept: one that failed leaves an enabled installation its proof."""
    return ok or state is not State.ENABLED


def stands_tested(tested: int | None, config: int | None, *, ok: bool | None) -> bool:
    """Say whether the configuration of this number is the one that was tested last, and well."""
    return bool(ok) and tested == config


def check_enable(state: State, *, tested: bool) -> None:
    """Refuse to enable what was not tested as it stands.

    Raises:
        NotTested: ``plugging.not_tested``.
        WrongState: ``plugging.wrong_state``.
    """
    expect(state, "enable")
    if not tested:
        raise NotTested


def check_environment(name: str) -> None:
    """Refuse an environment that is none.

    Raises:
        Malformed: ``kernel.malformed`` at ``environment``.
    """
    if name not in ENVIRONMENTS:
        raise Malformed(one_of(("sandbox", "production")), "environment")


def _unfit(wrong: Wrong, secrets: frozenset[str]) -> ConfigUnfit:
    """Name the field, also a missing or an unknown one; of a secret nothing is repeated."""
    named = wrong.facts.get("property") or next(iter(wrong.facts.get("unexpected", ())), "config")
    name = ".".join(wrong.path) or str(named)
    hidden = name.split(".")[0] in secrets
    return ConfigUnfit(field=name, reason=_why(wrong, hidden=hidden), path=f"config.{name}")


def _why(wrong: Wrong, *, hidden: bool) -> Phrase:
    """Say what the schema asks for; ``hidden``: what the validator said may repeat a secret."""
    facts: dict[str, Plain] = {} if hidden else {"detail": wrong.message}
    for name, value in wrong.facts.items():
        if name in _ASKED:
            between = ", " if name == "types" else " / "
            facts[name] = between.join(map(str, value)) if isinstance(value, list) else str(value)
    word = wrong.keyword if wrong.keyword in _TOLD else "other"
    return because(f"plugging.unfit.{word}", **facts)
