"""Words that may not stand in the house, and texts that must stand in both languages."""

import json
import re
from pathlib import Path

import pytest
from tests.house.tree import ROOT, files, text

from largesse.app import ROOMS
from largesse.kernel import errors

UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b|\bcoming soon\b|\bnot implemented\b", re.IGNORECASE
)
MACHINE = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root/\.pyenv)/[a-z.]")
ADDRESS = re.compile(r"https?://")
NAMES = {"utils", "helpers", "manager", "common", "misc"}


def lines_with(pattern, paths, read):
    return [
        f"{path}:{number}"
        for path in paths
        for number, line in enumerate(read(path).split("\n"), 1)
        if pattern.search(line)
    ]


def sources():
    wanted = files("*.py", "*.ts", "*.tsx", "*.mjs", "*.css", "*.md", "*.json", "*.toml", "Makefile")
    return [p for p in wanted if p.name not in {"test_words.py", "package-lock.json"}]


def test_nothing_is_left_unfinished():
    code = [p for p in sources() if p.suffix in {".py", ".ts", ".tsx", ".mjs", ".css"}]
    assert lines_with(UNFINISHED, code, text) == []


def test_no_path_of_a_machine_stands_in_the_house():
    assert lines_with(MACHINE, sources(), text) == []


def test_locks_carry_hashes_and_no_addresses():
    hashed, packages = Path("requirements.lock"), Path("widgets/package-lock.json")
    fetched = [line for line in text(packages).split("\n") if ADDRESS.search(line)]
    assert (lines_with(ADDRESS, [hashed], text), fetched) == ([], [])


def missing_platforms(lock):
    """Give the optional packages that no entry stands for: `npm ci` refuses such a lock."""
    packages = lock["packages"]
    wanted = {name for one in packages.values() for name in one.get("optionalDependencies", {})}
    return sorted(
        name for name in wanted if not any(place.endswith(f"node_modules/{name}") for place in packages)
    )


def test_the_npm_lock_has_every_platform_and_a_gap_is_caught():
    assert missing_platforms(json.loads(text(Path("widgets/package-lock.json")))) == []
    gap = {"packages": {"node_modules/a": {"optionalDependencies": {"a-linux": "1.0.0"}}}}
    assert missing_platforms(gap) == ["a-linux"]


@pytest.mark.parametrize(
    ("pattern", "crime"),
    [(UNFINISHED, "# TODO later"), (MACHINE, "see /" + "work/main"), (ADDRESS, "https://pypi.example")],
)
def test_a_forbidden_word_is_caught(pattern, crime):
    assert lines_with(pattern, [Path("x")], lambda _: crime) == ["x:1"]


def test_no_file_is_named_after_nothing():
    assert [p for p in files("platform/**/*.py", "plugins/**/*.py") if p.stem in NAMES] == []


def test_no_migration_reopens_other_rooms_tables():
    grants = re.compile(r"on all (tables|sequences)", re.IGNORECASE)
    assert lines_with(grants, files("platform/largesse/migrations/**/*.py"), text) == []


def copies():
    return files("platform/largesse/**/copy/*.json", "widgets/apps/**/copy/*.json")


def apart(where, zh, en):
    """Give the texts that only one language has, that are empty, or whose facts differ."""
    place = re.compile(r"\{([a-z_A-Z]+(?:@[a-z_.]*)?)\}")
    wrong = [f"{where}: {key}" for key in sorted(zh.keys() ^ en.keys())]
    both = sorted(zh.keys() & en.keys())
    wrong += [
        f"{where}: {k} facts differ" for k in both if {*place.findall(zh[k])} != {*place.findall(en[k])}
    ]
    return wrong + [f"{where}: {k} is empty" for k in both if not (zh[k].strip() and en[k].strip())]


def test_every_text_stands_in_chinese_and_english_with_the_same_facts():
    wrong = []
    for chinese in [p for p in copies() if p.name == "zh-CN.json"]:
        zh, en = json.loads(text(chinese)), json.loads(text(chinese.with_name("en.json")))
        wrong += apart(chinese.parent, zh, en)
    assert wrong == []


def test_a_text_that_one_language_lacks_is_caught():
    zh, en = {"a": "甲", "b": "{n} 份", "c": ""}, {"b": "{m} left", "c": "x"}
    assert apart("x", zh, en) == ["x: a", "x: b facts differ", "x: c is empty"]


AUDITED = re.compile(r"""\.audit\(\s*"([a-z_]+\.[a-z_]+)\"""")
APPROVED = re.compile(r"""^SUBJECT = "([a-z_]+\.[a-z_]+)"$""", re.MULTILINE)


def untold(sources, pattern, start, told):
    """Give what the sources name and the console has no words for."""
    found = {name for source in sources for name in pattern.findall(source)}
    return sorted(name for name in found if f"{start}.{name}" not in told)


def test_what_is_audited_or_approved_has_words_on_the_console():
    sources = [text(path) for path in files("platform/largesse/**/*.py")]
    told = {}
    for path in files("widgets/apps/console/src/rooms/identity/*/copy/zh-CN.json"):
        told |= json.loads(text(path))
    assert len(AUDITED.findall("".join(sources))) > 60
    assert untold(sources, AUDITED, "did", told) == []
    assert untold(sources, APPROVED, "subject", told) == []


def test_what_can_fail_to_be_delivered_has_words_on_the_console():
    told = json.loads(text(Path("widgets/apps/console/src/rooms/identity/deliveries/copy/zh-CN.json")))
    wanted = {f"topic.{topic}" for room in ROOMS for topic in room.handlers}
    assert len(wanted) > 10
    wanted |= {f"handler.{one.name}" for room in ROOMS for some in room.handlers.values() for one in some}
    assert sorted(wanted - set(told)) == []


def test_an_act_without_words_is_caught():
    crime = 'tx.audit(\n    "rights.batch_lost", x)\nSUBJECT = "rights.batch"\n'
    assert untold([crime], AUDITED, "did", {}) == ["rights.batch_lost"]
    assert untold([crime], APPROVED, "subject", {}) == ["rights.batch"]


def known_codes():
    for room in ROOMS:
        for path in sorted((ROOT / "platform" / "largesse" / room.name).rglob("*.py")):
            dotted = ".".join(path.relative_to(ROOT / "platform").with_suffix("").parts)
            __import__(dotted.removesuffix(".__init__"))
    return {code: cls for code, cls in errors.registry().items() if cls.__module__.startswith("largesse.")}


def test_every_refusal_is_told_in_both_languages():
    texts = {}
    for path in files("platform/largesse/**/copy/zh-CN.json"):
        texts |= json.loads(text(path))
    assert sorted(set(known_codes()) - set(texts)) == []


def test_every_refusal_is_in_the_reference():
    reference = text(Path("docs/reference/errors.md"))
    assert sorted(code for code in known_codes() if f"`{code}`" not in reference) == []


def test_every_room_names_its_codes_after_itself():
    wrong = [
        code
        for code, cls in known_codes().items()
        if cls.__module__.split(".")[1] not in {code.split(".")[0], "embedded", "cli"}
    ]
    assert wrong == []


def test_every_room_says_who_may_do_what():
    for room in ROOMS:
        shows = any(room.face(face).queries for face in ("console", "client", "partner"))
        assert bool(room.access) == shows, room.name


# A count that may be one, followed by a word for many; limits and ages of the house are never one.
ONE_AS_MANY = re.compile(
    r"(?<!of )\{(?!most|want|\w+_max|time_s|wait_s)(\w+)\} (?:[a-z]+ )?"
    r"(?:rows|lines|minutes|tries|keys|clients|migrations|uses|cells|problems|sessions|differences)\b"
)

# Limits, shares and what is told of several alone.
NEVER_ONE = {"audience.launch_keys_several", "home.clients.none.of", "rule.bucket", "upload.limits.rows"}


def test_no_english_sentence_counts_one_thing_as_many():
    wrong = [
        f"{path.parent}: {key}"
        for path in copies()
        if path.name == "en.json"
        for key, words in json.loads(text(path)).items()
        if key not in NEVER_ONE and ONE_AS_MANY.search(words)
    ]
    assert wrong == []


def test_a_sentence_that_counts_one_as_many_is_caught():
    assert ONE_AS_MANY.search("{bad} bad rows.")
    assert not ONE_AS_MANY.search("{bad} bad {bad|row|rows}.")
