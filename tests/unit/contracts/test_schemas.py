"""Every shape has its schema, examples of both kinds, and generated files that are current."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from tests.kit.application import APP

from largesse.contracts import events
from largesse.contracts.emit import Emitter
from largesse.contracts.emit_python import PYTHON
from largesse.contracts.generate import main, outputs, stale
from largesse.contracts.registry import folder, names, schema
from largesse.contracts.telling import teller
from largesse.contracts.validate import validate
from largesse.kernel.errors import Broken

ROOT = folder().parent
CORE = [name for name in names() if "/" not in name]
SHOWN = [name for name in names() if "/" not in name or name.startswith("events/")]


# Whole activities, each shown for one play; every other folder of examples is called by its schema.
ACTIVITIES = {"plays": "activity.v1"}


def examples(kind: str):
    root = folder() / "examples" / kind
    found = ((path.parent.relative_to(root).as_posix(), path) for path in sorted(root.rglob("*.json")))
    return [(ACTIVITIES.get(name, name), path) for name, path in found]


@pytest.mark.parametrize("name", names())
def test_every_schema_is_sound_and_named_by_its_urn(name):
    jsonschema.Draft202012Validator.check_schema(schema(name))
    if not name.startswith("plugin/"):
        assert schema(name)["$id"] == f"urn:largesse:schema:{name}"
        assert schema(name)["description"]


@pytest.mark.parametrize("name", SHOWN)
def test_every_schema_is_shown_by_examples_of_both_kinds(name):
    for kind in ("valid", "invalid"):
        assert list((folder() / "examples" / kind / name).glob("*.json")), f"{name} has no {kind} example"


@pytest.mark.parametrize(("name", "path"), examples("valid"), ids=lambda one: str(one)[-60:])
def test_valid_examples_fit(name, path):
    assert validate(name, json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(("name", "path"), examples("invalid"), ids=lambda one: str(one)[-60:])
def test_invalid_examples_do_not_fit_and_both_validators_agree(name, path):
    document = json.loads(path.read_text("utf-8"))
    assert validate(name, document) != []
    assert not teller(name).is_valid(document)


def defaults(node, at=""):
    if isinstance(node, dict):
        if "default" in node and ("type" in node or "enum" in node or "$ref" in node):
            yield at, node
        for key, inner in node.items():
            yield from defaults(inner, f"{at}/{key}")
    if isinstance(node, list):
        for index, inner in enumerate(node):
            yield from defaults(inner, f"{at}/{index}")


@pytest.mark.parametrize("name", names())
def test_every_default_fits_its_own_schema(name):
    for _, node in defaults(schema(name)):
        assert teller(name).evolve(schema=node).is_valid(node["default"])


def test_generated_files_are_current():
    assert stale(outputs()) == []
    assert main(["--check"], outputs()) == 0


def test_a_changed_generated_file_is_caught_and_written_again(tmp_path):
    path = tmp_path / "types.ts"
    path.write_text("old", "utf-8")
    wanted = {path: "new", tmp_path / "a/b.md": "made"}
    assert main(["--check"], wanted) == 1
    assert main([], wanted) == 0
    assert stale(wanted) == []


def test_the_generated_python_is_python():
    [text] = [text for path, text in outputs().items() if path.suffix == ".py"]
    compile(text, "documents_gen.py", "exec")


def test_every_topic_that_the_code_names_has_a_schema():
    rooms = "|".join(APP.house.rooms)
    topic = re.compile(rf"[\"'](({rooms})\.[a-z]+(?:_[a-z]+)+\.v\d+)[\"']")
    files = [path for path in (ROOT / "platform" / "largesse").rglob("*.py") if "_gen" not in path.name]
    named = {found[0] for path in files for found in topic.findall(path.read_text("utf-8"))}
    assert len(named) > 10
    assert sorted(named - set(events.topics())) == []


def test_a_topic_without_a_schema_is_a_finding():
    assert [one.code for one in events.findings("rights.nothing_happened.v1", {})] == [
        "contracts.topic_unknown"
    ]
    assert (
        events.findings("audience.import_asked.v1", {"import": "01939d6e-7b1a-7c3e-8f00-000000000001"}) == []
    )
    assert [one.code for one in events.findings("audience.import_asked.v1", {"import": "x"})] == [
        "contracts.wrong_form"
    ]


def test_an_unknown_schema_is_a_bug():
    with pytest.raises(Broken):
        schema("nothing.v1")


def test_the_glossary_has_one_word_per_thing():
    words = json.loads((folder() / "glossary.json").read_text("utf-8"))["words"]
    for language in ("id", "zh-CN", "en"):
        said = [word[language] for word in words]
        assert len(said) == len(set(said))


def test_the_generator_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "largesse.contracts.generate", "--check"],
        capture_output=True,
        cwd=Path("/"),
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_one_type_name_never_means_two_shapes_and_no_shape_lives_elsewhere():
    emitter = Emitter(PYTHON)
    emitter.module(["money.v1"])
    with pytest.raises(Broken):
        emitter._shape({"type": "object", "properties": {}}, "Money", "other.v1#")
    with pytest.raises(Broken):
        emitter._ref("https://example.com/shape", "money.v1")
