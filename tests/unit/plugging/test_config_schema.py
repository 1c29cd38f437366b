"""A plugin's configuration schema is kept to, and cannot cost more than it may."""

import http.server
import json
import shutil
import threading

import pytest

from largesse.kernel.settings import CHECKOUT
from largesse.plugging.installations.installation import ConfigUnfit, split_config
from largesse.plugging.packages.config_schema import SchemaUnfit, compiled
from largesse.plugging.packages.discover import discover
from largesse_sdk.package.check import check

LOUNGE = CHECKOUT / "plugins" / "lounge"


def a_schema(field, **more):
    return {"type": "object", "additionalProperties": False, "properties": {"url": field}, **more}


def doubling(depth, times=2):
    """Each definition refers twice, or more often, to the next one: small to write, endless to keep to."""
    more = {f"d{at}": {"allOf": [{"$ref": f"#/$defs/d{at + 1}"}] * times} for at in range(depth)}
    return {**more, f"d{depth}": {"type": "string"}}


def nested(depth, field):
    for _ in range(depth):
        field = {"not": field}
    return field


@pytest.fixture
def elsewhere():
    """A server that counts who asks it."""
    asked = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}/schema.json", asked
    server.shutdown()
    running.join()
    server.server_close()


def test_nothing_is_fetched_for_a_schema(elsewhere, tmp_path):
    address, asked = elsewhere
    local = tmp_path / "schema.json"
    local.write_text("{}")
    for ref in (address, local.as_uri(), "other.json", "#", "#/properties/url"):
        with pytest.raises(SchemaUnfit) as refused:
            split_config(a_schema({"$ref": ref}), {"url": "x"}, {})
        assert refused.value.place == "/properties/url/$ref"
    assert asked == []


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        (a_schema({"type": "string", "pattern": "(?=a)b"}), "/properties/url/pattern"),
        (a_schema({"type": "string", "pattern": r"(a)\1"}), "/properties/url/pattern"),
        (a_schema({"type": "string", "pattern": "a" * 501}), "/properties/url/pattern"),
        (a_schema({"type": "string", "pattern": "((a{999}){999}){999}"}), "/properties/url/pattern"),
        (a_schema({"type": "string", "pattern": "(unclosed"}), "/properties/url/pattern"),
        (a_schema({"$ref": "#/$defs/d0"}, **{"$defs": doubling(30)}), None),
        (a_schema({"$ref": "#/$defs/a"}, **{"$defs": {"a": {"$ref": "#/$defs/a"}}}), "/$defs/a/$ref"),
        (a_schema(nested(40, {"type": "string"})), None),
        (a_schema({"anyOf": [{"type": "string"}] * 2_001}), "/properties/url"),
        (a_schema({"enum": list(range(501))}), "/properties/url/enum"),
        (a_schema({"enum": [{"deep": {}}]}), "/properties/url/enum"),
        (a_schema({"type": "text"}), "/properties/url/type"),
        (a_schema({"$ref": "#/$defs/d0"}, **{"$defs": doubling(11)}), None),
        (a_schema({"$ref": "#/$defs/d0"}, **{"$defs": doubling(3, times=40)}), "/$defs/d1"),
        (a_schema({"type": "string", "minLength": -1}), "/properties/url/minLength"),
        (a_schema({"$dynamicRef": "#a"}), "/properties/url/$dynamicRef"),
        (a_schema({"patternProperties": {"(a+)+$": {}}}), "/properties/url/patternProperties"),
        (a_schema({"$id": "http://elsewhere.example/"}), "/properties/url/$id"),
        (a_schema({}, **{"$schema": "http://json-schema.org/draft-07/schema#"}), "/$schema"),
        (a_schema({"properties": {"key": {"type": "string", "x-secret": True}}}), None),
    ],
)
def test_a_schema_beyond_the_subset_is_refused_at_its_place(schema, place):
    with pytest.raises(SchemaUnfit) as refused:
        compiled(schema)
    assert place is None or refused.value.place == place
    assert refused.value.place.startswith("/")


def test_a_definition_that_is_used_twice_is_no_circle():
    twice = a_schema({"$ref": "#/$defs/name"}, **{"$defs": {"name": {"type": "string", "maxLength": 3}}})
    twice["properties"]["other"] = {"$ref": "#/$defs/name"}
    assert split_config(twice, {"url": "abc", "other": "de"}, {}) == ({"url": "abc", "other": "de"}, {})
    with pytest.raises(ConfigUnfit) as refused:
        split_config(twice, {"url": "abc", "other": "long"}, {})
    assert refused.value.field == "other"


def test_a_pattern_that_would_backtrack_answers_at_once():
    schema = a_schema({"type": "string", "pattern": "^(([a-z])+.)+[A-Z]([a-z])+$"})
    with pytest.raises(ConfigUnfit) as refused:
        split_config(schema, {"url": "a" * 50_000 + "!"}, {})
    assert refused.value.field == "url"
    assert refused.value.reason.key == "plugging.unfit.pattern"
    assert len(refused.value.facts()["detail"]) <= 200


def test_a_missing_and_an_unknown_field_are_named():
    schema = a_schema({"type": "string"}, required=["url"])
    for config, field in (({}, "url"), ({"url": "u", "more": 1}, "more"), ({"url": {"a": 1}}, "url")):
        with pytest.raises(ConfigUnfit) as refused:
            split_config(schema, config, {})
        assert (refused.value.field, refused.value.path) == (field, f"config.{field}")


def test_a_schema_is_compiled_once():
    assert compiled(a_schema({"type": "string"})) is compiled(a_schema({"type": "string"}))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(a_schema({"$ref": "file:///etc/passwd"})),
        json.dumps(a_schema({"type": "string", "pattern": "(?!a)"})),
        json.dumps(a_schema({"type": "string", "title": "x" * 70_000})),
        json.dumps(a_schema({"type": "string", "minLength": 10**30})),
        '{"type": "object", "not": ' * 5_000 + "{}" + "}" * 5_000,
    ],
)
def test_an_author_is_told_by_the_check_and_the_house_lists_nothing(tmp_path, text):
    folder = tmp_path / "plugins" / "lounge"
    shutil.copytree(LOUNGE, folder, ignore=shutil.ignore_patterns("supplier", "tests", "__pycache__"))
    (folder / "config.schema.json").write_text(text)
    told = [one.message for one in check(folder) if one.path == "config.schema.json"]
    assert told
    found, broken = discover([folder.parent])
    assert found == []
    assert "config.schema.json" in broken[0].reason
