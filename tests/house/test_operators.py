"""An operator's name stands in its own folders and in what is written from its schema, nowhere else."""

import re
from pathlib import Path

from tests.house.tree import files, text
from tests.kit.standard import OPERATORS

OWN = re.compile(
    r"platform/largesse/(activities|play)/operators/(?P<python>[a-z_]+)(/.+)?\.py"
    r"|widgets/apps/studio/src/operators/(?P<editor>[a-z_]+)\.tsx"
)
GENERATED = {
    Path("platform/largesse/contracts/documents_gen.py"),
    Path("widgets/packages/contracts/src/documents_gen.ts"),
}
NAMED = re.compile(r"""(["'`])([a-z_]+)\1""")


def sources():
    """Give the modules in which an operator could be branched on."""
    found = files(
        "platform/largesse/**/*.py",
        "widgets/apps/**/*.ts",
        "widgets/apps/**/*.tsx",
        "widgets/packages/**/*.ts",
    )
    return [path for path in found if path not in GENERATED and "tests" not in path.parts]


def strays(paths, read, names):
    """Give the lines that hold an operator's name as a string outside the operator's own folder."""
    wrong = []
    for path in paths:
        own = OWN.fullmatch(path.as_posix())
        mine = set(own.groupdict().values()) if own else set()
        for number, line in enumerate(read(path).split("\n"), 1):
            if {name for _, name in NAMED.findall(line)} & names - mine:
                wrong.append(f"{path}:{number}")
    return wrong


def test_nothing_but_an_operator_knows_its_name():
    assert len(sources()) > 300
    assert strays(sources(), text, set(OPERATORS.known)) == []


def test_a_branch_on_an_operators_name_is_caught():
    crimes = {
        "platform/largesse/play/attempt.py": 'if plan.op == "weighted":',
        "platform/largesse/activities/operators/certain/odds.py": 'return decide["op"] != "weighted"',
        "widgets/apps/studio/src/settings/Plays.tsx": "{play.decide.op === 'certain' ? <A /> : <B />}",
        "widgets/apps/console/src/rooms/activities/Steering.tsx": "const op = `weighted`;",
    }
    lawful = {
        "platform/largesse/activities/operators/weighted/__init__.py": 'name="weighted",',
        "platform/largesse/play/operators/weighted.py": 'raise Broken("weighted")',
        "widgets/apps/studio/src/operators/certain.tsx": 'op: "certain",',
        "platform/largesse/play/group.py": "# a weighted mean, certain to be told",
    }
    told = {Path(path): line for path, line in (crimes | lawful).items()}
    assert strays(told, told.__getitem__, {"certain", "weighted"}) == [f"{path}:1" for path in crimes]


def test_each_operator_has_its_shape_its_odds_its_play_its_schema_and_its_editor():
    parts = (
        "platform/largesse/activities/operators/{}/shape.py",
        "platform/largesse/activities/operators/{}/odds.py",
        "platform/largesse/play/operators/{}.py",
        "schemas/operators/{}.v1.schema.json",
        "widgets/apps/studio/src/operators/{}.tsx",
    )
    wanted = {Path(part.format(name)) for name in OPERATORS.known for part in parts}
    assert (
        wanted - set(files("platform/**/*.py", "schemas/operators/*.json", "widgets/apps/studio/**/*.tsx"))
        == set()
    )
