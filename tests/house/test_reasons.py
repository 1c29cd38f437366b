"""What a refusal says is said in the reader's language: no English reason stands in a Chinese message.

A reason is a phrase, a key of the copy files (``kernel.reasons``); mypy refuses a text in its place. Seen
here besides: a literal text that fills a message, a key that no copy has, a fact that a text waits for.
"""

import ast
import re
from dataclasses import fields, is_dataclass, make_dataclass
from functools import cache
from typing import get_args, get_type_hints

import pytest
from tests.house.tree import files, text
from tests.kit.english import CHINESE, english_in

from largesse.cli.reference import pages
from largesse.kernel import expression, reasons
from largesse.kernel.copy import LOCALES, catalogue
from largesse.kernel.errors import Malformed, Phrase, Refusal, registry
from largesse.notices.channels.channels import NAMES as NAMES_OF_CHANNELS
from largesse.plugging.calls.reply import OutcomeWord
from largesse.plugging.installations.installation import State
from largesse_sdk.package.config_schema import TYPES

PLACE = re.compile(r"\{([a-z_]+)(?:@([a-z_.]*))?\}")
WORD = re.compile(r"[a-z]{3,}")
SHARED = {"because", "Phrase"}
NAMES = {"program", "wheel"}  # fields that hold what a thing is called, in every language


def places(template):
    """Give what a text waits for: each fact and the words among which it is looked up, None: as it stands."""
    return {name: among if at else None for name, at, among in _places(template)}


def _places(template):
    return [(one[1], "@" in one[0], one[2]) for one in PLACE.finditer(template)]


def imported(tree):
    """Give the module that each name of a file comes from."""
    return {
        alias.asname or alias.name: one.module
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom)
        for alias in one.names
    }


def literals(node):
    """Give the texts that an argument may be, as far as they are written there."""
    match node:
        case ast.Constant(value=str() as value):
            return [value]
        case ast.JoinedStr(values=values):
            return ["{}".join(one.value for one in values if isinstance(one, ast.Constant))]
        case ast.IfExp(body=body, orelse=other):
            return [*literals(body), *literals(other)]
        case ast.BoolOp(values=values):
            return [one for value in values for one in literals(value)]
        case ast.BinOp(left=left, right=right):
            return [*literals(left), *literals(right)]
    return []


def calls(tree):
    return [one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]


def written(call, kind):
    """Give the literal texts of a refusal's call by the field that they fill."""
    names = [one.name for one in fields(kind)] if is_dataclass(kind) else []
    given = [*zip(names, call.args, strict=False), *((one.arg, one.value) for one in call.keywords)]
    return [(name, value) for name, node in given if name not in {"path", *NAMES} for value in literals(node)]


def told_in_one_language(source, module, refusals, texts):
    """Give the lines of a file where a literal text fills a refusal's message as it stands."""
    tree, wrong = ast.parse(source), []
    origins = imported(tree)
    for call in [
        one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
    ]:
        kind = refusals.get((origins.get(call.func.id, module), call.func.id))
        if kind is None:
            continue
        waited = places(texts.get(kind.code, ""))
        for name, value in written(call, kind):
            among = waited.get(name)
            if name in waited and WORD.search(value) and f"{among}.{value}" not in texts:
                wrong.append(f"{module}:{call.lineno}: {value}")
    return wrong


def key_of(node):
    """Give the literal key of a phrase; of one that is put together, its beginning and ``…``."""
    match node:
        case ast.Constant(value=str() as key):
            return key
        case ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]):
            return start + "…"
    return None


def unsaid(source, module, texts):
    """Give the phrases of a file that no copy says, or whose text waits for a fact that is not given."""
    wrong = []
    for call in calls(ast.parse(source)):
        if call.func.id not in SHARED or not call.args:
            continue
        keys = [key for node in (call.args[0], *branches(call.args[0])) if (key := key_of(node))]
        given = {one.arg for one in call.keywords}
        for key in keys:
            if key.endswith("…"):
                wrong += [] if any(one.startswith(key[:-1]) for one in texts) else [f"{module}: {key}"]
            elif key not in texts:
                wrong.append(f"{module}: {key}")
            elif (
                None not in given
                and call.func.id == "because"
                and (lost := places(texts[key]).keys() - given)
            ):
                wrong.append(f"{module}: {key} without {', '.join(sorted(lost))}")
    return wrong


def branches(node):
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    return node.values if isinstance(node, ast.BoolOp) else []


def sources():
    """Give the modules of the house by their dotted name."""
    for path in files("platform/largesse/**/*.py"):
        if "migrations" not in path.parts:
            dotted = ".".join(path.with_suffix("").parts[1:]).removesuffix(".__init__")
            yield dotted, text(path)


@cache
def kinds():
    """Give every refusal of the house by its module and name; writing the reference loads all modules."""
    pages()
    ours = [kind for kind in registry().values() if kind.__module__.startswith("largesse.")]
    return {(kind.__module__, kind.__name__): kind for kind in ours}


@pytest.mark.parametrize("locale", LOCALES)
def test_no_literal_text_fills_a_message(locale):
    texts = catalogue(locale)
    read = dict(sources())
    assert len(kinds()) > 150
    assert sum(source.count("raise Malformed(") for source in read.values()) > 100
    assert [
        one for name, source in read.items() for one in told_in_one_language(source, name, kinds(), texts)
    ] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_phrase_is_said_with_the_facts_that_it_waits_for(locale):
    assert [one for name, source in sources() for one in unsaid(source, name, catalogue(locale))] == []


def phrases_as_they_stand(refusals, texts):
    """Give the messages that would show the key of a phrase instead of saying it."""
    return sorted(
        f"{kind.code}: {name}"
        for kind in refusals
        if is_dataclass(kind)
        for name, hint in get_type_hints(kind).items()
        if hint is Phrase and places(texts[kind.code]).get(name, "") != ""
    )


def test_every_message_says_its_phrases():
    for locale in LOCALES:
        assert phrases_as_they_stand(kinds().values(), catalogue(locale)) == []


def lost_words(texts):
    """Give the places whose words are nowhere."""
    among = {words for one in texts.values() for words in places(one).values() if words}
    return sorted(words for words in among if not any(key.startswith(f"{words}.") for key in texts))


def test_every_word_of_a_message_is_looked_up_among_some():
    for locale in LOCALES:
        assert lost_words(catalogue(locale)) == []


def codes_shown(texts):
    """Give the texts that show the code of a state instead of its word."""
    return sorted(key for key, one in texts.items() if places(one).get("state", "") is None)


WORDS = {
    "plugging.state": [one.value for one in State],
    "contracts.type": TYPES,
    "notices.channel": NAMES_OF_CHANNELS,
    "settlement.source_why": set(get_args(OutcomeWord)) - {"succeeded"},
    "kernel.kind": expression._KIND_OF,
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_state_is_said_by_its_word(locale):
    texts = catalogue(locale)
    assert codes_shown(texts) == []
    assert [
        f"{words}.{one}" for words in WORDS for one in WORDS[words] if f"{words}.{one}" not in texts
    ] == []


def foreign(texts):
    """Give the Chinese texts that hold no Chinese, or English prose: commands and names may stand in them."""
    return sorted(
        key
        for key, one in texts.items()
        if english_in(PLACE.sub("", one)) or (".reason." in key and not CHINESE.search(one))
    )


def test_no_chinese_text_holds_english_prose():
    assert foreign(catalogue("zh-CN")) == []


def test_a_shared_reason_is_said_in_both_languages():
    found = [
        reasons.characters(1, 60),
        reasons.visible_characters(2, 9),
        reasons.at_most_characters(9),
        reasons.between(1, 9),
        reasons.entries(1, 9),
        reasons.at_most(9),
        reasons.one_of(("a", "b")),
    ]
    for one in found:
        for locale in LOCALES:
            assert places(catalogue(locale)[one.key]).keys() == dict(one.facts).keys(), one


CRIMES = {
    'from largesse.kernel.errors import Malformed\nraise Malformed("1 to 60 characters", "name")': "1 to 60",
    'from largesse.kernel.errors import Malformed\nraise Malformed(f"one of {x}", "name")': "one of",
    'from largesse.kernel.errors import Malformed\nraise Malformed("so" if x else "not so")': "not so",
    'from crime import Lost\nraise Lost(why="nobody knows")': "nobody knows",
    'from crime import Lost\nraise Lost("gone", state="burnt")': "burnt",
}


@pytest.mark.parametrize("crime", CRIMES)
def test_a_literal_reason_is_caught(crime):
    lost = make_dataclass(
        "Lost", [("why", str), ("state", str)], bases=(Refusal,), namespace={"code": "crime.lost"}
    )
    refusals = {("largesse.kernel.errors", "Malformed"): Malformed, ("crime", "Lost"): lost}
    texts = {
        "kernel.malformed": "填写有误：{reason@}",
        "crime.lost": "丢失（{why}，{state@crime.state}）",
        "crime.state.kept": "已保留",
    }
    found = told_in_one_language(crime, "crime", refusals, texts)
    assert any(CRIMES[crime] in one for one in found)
    innocent = 'from crime import Lost\nraise Lost(x, "kept")\nraise Other("no such thing")'
    assert told_in_one_language(innocent, "crime", refusals, texts) == []


def test_a_phrase_that_nobody_says_is_caught():
    texts = {"crime.reason.length": "{least} 至 {most}"}
    source = 'because("crime.reason.none")\nbecause("crime.reason.length", least=1)\nbecause(f"crimes.{x}")'
    assert unsaid(source, "c", texts) == [
        "c: crime.reason.none",
        "c: crime.reason.length without most",
        "c: crimes.…",
    ]
    assert unsaid('because("crime.reason.length", least=1, most=2)\nbecause(f"crime.{x}")', "c", texts) == []


def test_english_inside_chinese_is_caught():
    texts = {"a": "填写有误：at most 60", "b": "运行 `largesse up now`", "a.reason.b": "must be"}
    assert foreign(texts) == ["a", "a.reason.b"]
    assert codes_shown({"a": "现在是{state}", "b": "现在是{state@b.state}"}) == ["a"]
    assert lost_words({"a": "{state@b.state}", "c.state.d": "丁"}) == ["b.state"]
    shown = make_dataclass("Shown", [("why", Phrase)], namespace={"code": "a"})
    assert phrases_as_they_stand([shown], {"a": "因为 {why}"}) == ["a: why"]
    assert phrases_as_they_stand([shown], {"a": "因为 {why@}"}) == []
