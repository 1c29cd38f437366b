"""The name of an operator, an effect or a trigger stands in its own modules and nowhere else."""

import re
from pathlib import Path

import pytest
from tests.house.tree import files, text
from tests.kit.standard import GRAMMAR

OPERATORS, EFFECTS, TRIGGERS = (
    set(some.known) for some in (GRAMMAR.operators, GRAMMAR.effects, GRAMMAR.triggers)
)
GENERATED = {
    Path("platform/largesse/contracts/documents_gen.py"),
    Path("widgets/packages/contracts/src/documents_gen.ts"),
}
# Words of everyday use besides: they are looked for only where a document can come to.
COMMON = {"answer", "pick", "streak", "threshold"}
NO_DOCUMENTS = re.compile(
    "platform/largesse/(?:rights|notices|audience|plugging|media|identity|contracts|faces|store|kernel)/.+"
    "|widgets/apps/console/src/(?!rooms/activities/).+"
)
SHARED = {Path("platform/largesse/play/states/states.py"): {"streak"}}  # a kind of state is called so too
QUOTED = re.compile(r"""(["'`])([a-z_.]+)\1""")
FIELD_DO = re.compile(r"""["'`]do["'`]|\.do\b|\bdo:\s""")
READ_DO = {
    Path("platform/largesse/activities/documents/grammar.py"),  # finds the effect in its table
    Path("platform/largesse/contracts/choice.py"),  # finds its schema
    Path("widgets/packages/kernel/src/actions.ts"),  # the editor's actions have a ``do`` of their own
}


def sources():
    """Give the modules in which a name could be branched on."""
    found = files(
        "platform/largesse/**/*.py",
        "widgets/apps/**/*.ts",
        "widgets/apps/**/*.tsx",
        "widgets/packages/**/*.ts",
    )
    return [path for path in found if path not in GENERATED and "tests" not in path.parts]


def owner(path, kind):
    """Give the name of the module of this kind that a file belongs to, dots as ``_``; else nothing."""
    rooms = "platform/largesse/(?:activities|play)|widgets/apps/studio/src"
    own = re.fullmatch(rf"(?:{rooms})/{kind}/([a-z_]+)(?:/.+)?(?:\.py|\.tsx?)", path.as_posix())
    return own[1] if own else ""


def strays(paths, read, kind, names):
    """Give the lines that hold a name of this kind as a string outside the module of that name."""
    wrong = []
    for path in paths:
        foreign = {name for name in names if name.replace(".", "_") != owner(path, kind)}
        foreign -= SHARED.get(path, set())
        if NO_DOCUMENTS.fullmatch(path.as_posix()):
            foreign -= COMMON
        for number, line in enumerate(read(path).split("\n"), 1):
            if {name for _, name in QUOTED.findall(line)} & foreign:
                wrong.append(f"{path}:{number}")
    return wrong


def readers_of_do(paths, read):
    """Give the lines that read or write the field ``do`` outside of an effect's own module.

    An effect's name is a common word, ``state`` or ``grant``, so that the field tells what the name cannot.
    """
    return [
        f"{path}:{number}"
        for path in paths
        if path not in READ_DO and not owner(path, "effects")
        for number, line in enumerate(read(path).split("\n"), 1)
        if FIELD_DO.search(line)
    ]


@pytest.mark.parametrize(("kind", "names"), [("operators", OPERATORS), ("triggers", TRIGGERS)])
def test_nothing_but_an_operator_or_a_trigger_knows_its_name(kind, names):
    assert len(sources()) > 300
    assert strays(sources(), text, kind, names) == []


def test_nothing_but_an_effect_knows_its_name():
    own = [path for path in sources() if owner(path, "effects")]
    assert len(own) > len(EFFECTS)
    assert strays(own, text, "effects", EFFECTS) == []
    assert readers_of_do(sources(), text) == []


def caught(crimes, lawful, find):
    """Tell that exactly the crimes are found, each at its first line."""
    told = {Path(path): line for path, line in (crimes | lawful).items()}
    assert find(told, told.__getitem__) == [f"{path}:1" for path in crimes]


def test_a_branch_on_an_operators_name_is_caught():
    crimes = {
        "platform/largesse/play/attempt.py": 'if plan.op == "weighted":',
        "platform/largesse/activities/operators/certain/odds.py": 'return decide["op"] != "weighted"',
        "widgets/apps/studio/src/settings/Plays.tsx": "{play.decide.op === 'certain' ? <A /> : <B />}",
        "widgets/apps/console/src/rooms/activities/Steering.tsx": "const op = `weighted`;",
        "platform/largesse/insight/funnel.py": 'if op == "pick":',
        "platform/largesse/rights/offers/offer.py": 'if op == "certain":',
    }
    lawful = {
        "platform/largesse/rights/complaints/complain.py": 'ALLOWED = ("answer",)',
        "platform/largesse/activities/operators/weighted/__init__.py": 'name="weighted",',
        "platform/largesse/play/operators/weighted.py": 'raise Broken("weighted")',
        "widgets/apps/studio/src/operators/certain.tsx": 'op: "certain",',
        "platform/largesse/play/group.py": "# a weighted mean, certain to be told",
    }
    caught(crimes, lawful, lambda paths, read: strays(paths, read, "operators", OPERATORS))


def test_a_branch_on_a_triggers_name_is_caught():
    crimes = {
        "platform/largesse/activities/guard/playable.py": 'TRIGGERS = {"user.act"}',
        "platform/largesse/play/triggers/user_act.py": 'OTHER = "user.enter"',
        "widgets/apps/studio/src/settings/edits.ts": 'on: { kind: "user.act" },',
    }
    lawful = {
        "platform/largesse/activities/triggers/user_act.py": 'name="user.act",',
        "platform/largesse/play/triggers/user_enter.py": 'raise Broken("user.enter")',
        "widgets/apps/studio/src/triggers/user_act.ts": 'kind: "user.act",',
        "widgets/apps/console/src/rooms/activities/inWords.ts": "t(`trigger.${on.kind}`)",
    }
    caught(crimes, lawful, lambda paths, read: strays(paths, read, "triggers", {"user.act", "user.enter"}))


def test_a_branch_on_an_effects_name_is_caught():
    crimes = {
        "platform/largesse/activities/documents/document.py": 'if effect["do"] == "grant":',
        "platform/largesse/play/plan.py": 'match effect.get("do"):',
        "widgets/apps/studio/src/settings/edits.ts": "if (effect.do !== kind) continue;",
        "widgets/packages/kernel/src/facts.ts": "const { do: name } = effect;",
    }
    lawful = {
        "platform/largesse/activities/documents/grammar.py": 'self.effects.known[effect["do"]]',
        "platform/largesse/play/plans/limits.py": 'return {"grant": 1}[count]',
        "widgets/apps/studio/src/effects/grant.tsx": 'put([{ do: "grant", right }])',
        "widgets/apps/console/src/parts/narrow.ts": "// what this cannot do is told",
    }
    caught(crimes, lawful, readers_of_do)
    others = {"platform/largesse/activities/effects/points.py": 'return effect["do"] != "grant"'}
    mine = {"platform/largesse/activities/effects/grant.py": 'name="grant",'}
    caught(others, mine, lambda paths, read: strays(paths, read, "effects", {"grant", "points"}))


PARTS = {
    "operators": (
        "platform/largesse/activities/operators/{}/shape.py",
        "platform/largesse/activities/operators/{}/odds.py",
    ),
    "effects": ("platform/largesse/activities/effects/{}.py",),
    "triggers": ("platform/largesse/activities/triggers/{}.py",),
}
SERVED_PARTS = {
    "operators": ("platform/largesse/play/operators/{}.py", "widgets/apps/studio/src/operators/{}.tsx"),
    "effects": ("platform/largesse/play/effects/{}.py", "widgets/apps/studio/src/effects/{}.tsx"),
    "triggers": ("platform/largesse/play/triggers/{}.py",),
}


@pytest.mark.parametrize("kind", PARTS)
def test_each_has_its_module_and_its_schema_and_what_is_served_has_its_play_and_its_editor(kind):
    named = getattr(GRAMMAR, kind)
    assert named.served
    wanted = {Path(f"schemas/{kind}/{name}.v1.schema.json") for name in named.known}
    for parts, names in ((PARTS, named.known), (SERVED_PARTS, named.served)):
        wanted |= {Path(part.format(name.replace(".", "_"))) for name in names for part in parts[kind]}
    there = files("platform/**/*.py", f"schemas/{kind}/*.json", "widgets/apps/studio/**/*.tsx")
    assert wanted - set(there) == set()
