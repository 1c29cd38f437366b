"""What a partner relies on: names, shapes and rules of the SDK."""

# ruff: noqa: ARG002 - plugins in miniature take the arguments that their hooks declare

import json
import shutil

import pytest

from largesse.contracts.registry import folder
from largesse.kernel.settings import CHECKOUT
from largesse_sdk import (
    Declined,
    Lifecycle,
    Money,
    NotSupported,
    Probe,
    ProviderInfo,
    SettlementSourceV1,
)
from largesse_sdk import __version__ as sdk_version
from largesse_sdk.cli import main
from largesse_sdk.contracts.registry import CAPABILITIES, InvalidPlugin, Registry
from largesse_sdk.contracts.rights_types import Fulfilment
from largesse_sdk.kit import CHECKS
from largesse_sdk.package.check import check
from largesse_sdk.process import protocol
from largesse_sdk.process.egress import allowed
from largesse_sdk.reference.hooks import page
from largesse_sdk.reference.schemas import documents, stale
from largesse_sdk.values import Outcome

LOUNGE = CHECKOUT / "plugins" / "lounge"


class Small(Lifecycle, SettlementSourceV1):
    async def describe(self, ctx):
        return ProviderInfo(name={}, capabilities=())

    async def test_connection(self, ctx):
        return Probe(ok=True)

    async def list_statements(self, ctx, period):
        return ()

    async def fetch_statement(self, ctx, statement):
        raise NotSupported

    async def parse_statement(self, ctx, blob, cursor):
        raise NotSupported


def test_the_exported_schemas_are_current():
    assert stale(folder() / "plugin") == []


def test_a_changed_schema_is_caught(tmp_path):
    shutil.copytree(folder() / "plugin", tmp_path / "plugin")
    (tmp_path / "plugin" / "rights_provider.v1.schema.json").write_text("{}")
    assert stale(tmp_path / "plugin") == ["rights_provider.v1.schema.json"]


def test_every_hook_is_in_the_reference():
    assert (CHECKOUT / "docs" / "reference" / "hooks.md").read_text("utf-8") == page()
    assert "`rights_client_link`" in page()


def test_every_check_of_the_kit_is_in_the_reference():
    reference = (CHECKOUT / "docs" / "reference" / "conformance.md").read_text("utf-8")
    assert [
        one.name for one in CHECKS if f"| {one.name} | {one.capability} | {one.rule} |" not in reference
    ] == []


def test_every_method_of_every_capability_is_exported_with_its_types():
    rights = documents()["rights_provider.v1.schema.json"]["x-methods"]
    assert {"places", "slots", "client_link", "issue", "query"} <= set(rights)
    assert rights["issue"]["arguments"] == {"request": {"$ref": "#/$defs/IssueRequest"}}
    assert len(CAPABILITIES) == 3


def test_an_outcome_that_nobody_stated_is_unknown():
    assert Fulfilment().outcome is Outcome.UNKNOWN


def test_money_is_whole_minor_units():
    with pytest.raises(TypeError):
        Money(amount_minor=1.5, currency="CNY")
    with pytest.raises(ValueError):
        Money(amount_minor=1, currency="yuan")


def test_only_methods_that_the_plugin_implements_are_offered():
    registry = Registry(Small())
    assert "settlement_source.v1.parse_statement" in registry.methods()
    assert "lifecycle.v1.health" not in registry.methods()
    assert registry.find("lifecycle.v1.health")
    with pytest.raises(NotSupported):
        registry.find("rights_provider.v1.issue")


async def test_every_call_goes_through_its_hook_and_has_one_answer():
    registry, called = Registry(Small()), []
    registry.manager.add_hookcall_monitoring(
        before=lambda hook, impls, _given: called.append((hook, len(impls))), after=lambda *_: None
    )
    tried = await registry.find("lifecycle.v1.test_connection").run(None, {})
    assert (tried, called) == (Probe(ok=True), [("plugin_test_connection", 1)])


async def test_what_a_plugin_does_not_write_is_answered_by_its_capability_through_the_same_hook():
    method = Registry(Small()).find("lifecycle.v1.health")
    assert method.hook.spec.opts["firstresult"]
    assert (await method.run(None, {})).ok


def test_a_misspelt_method_a_wrong_argument_and_a_missing_method_are_refused():
    class Misspelt(Small):
        async def list_statement(self, ctx, period):
            return ()

    class Misshapen(Small):
        async def list_statements(self, ctx, days):
            return ()

    class Missing(Lifecycle, SettlementSourceV1):
        async def describe(self, ctx):
            return None

    for kind in (Misspelt, Misshapen, Missing):
        with pytest.raises(InvalidPlugin):
            Registry(kind())


def test_helpers_begin_with_an_underscore():
    class Helped(Small):
        def _help(self):
            return 1

    assert Registry(Helped()).plugin._help() == 1


@pytest.mark.parametrize(
    ("url", "rule", "may"),
    [
        ("https://api.example/v1", "api.example:443", True),
        ("https://api.example:8443/v1", "api.example:443", False),
        ("http://api.example/v1", "api.example:443", False),
        ("https://api.example.evil.example/", "api.example:443", False),
        ("https://api.example@evil.example/", "api.example:443", False),
        ("https://evil.example/?api.example:443", "api.example:443", False),
        ("http://10.0.0.7:8090/v1", "${config.base_url}", True),
        ("http://10.0.0.7:8091/v1", "${config.base_url}", False),
        ("https://10.0.0.7:8090/v1", "${config.base_url}", False),
        ("http://10.0.0.7:8090/v1", "${config.other}", False),
        ("http://169.254.169.254/latest", "${config.metadata}", False),
        ("file:///etc/passwd", "${config.base_url}", False),
        ("http://[::1", "${config.base_url}", False),
    ],
)
def test_a_request_goes_only_where_the_manifest_says(url, rule, may):
    config = {"base_url": "http://10.0.0.7:8090", "metadata": "http://169.254.169.254"}
    assert allowed(url, [rule], config) is may


def test_the_handshake_binds_protocol_and_code():
    line = protocol.handshake("sha256:aa")
    assert line == f"LP|1|{sdk_version}|sha256:aa\n".encode()
    assert protocol.read_handshake(line, "sha256:aa") == sdk_version
    for wrong in (b"LP|2|0.1.0|sha256:aa\n", b"LP|1|0.1.0|sha256:bb\n", b"hello\n", b""):
        with pytest.raises(ValueError):
            protocol.read_handshake(wrong, "sha256:aa")


def test_a_message_longer_than_a_line_is_never_written():
    with pytest.raises(protocol.TooLong):
        protocol.result(1, "x" * protocol.LINE_MAX)


def test_a_no_keeps_its_kind_its_code_and_its_time_over_the_line():
    line = json.loads(protocol.refusal(1, Declined("sold out", code="lounge.sold_out", retry_after_s=3)))
    error = protocol.read_refusal(line["error"])
    assert (type(error), error.error_code, error.retry_after_s) == (Declined, "lounge.sold_out", 3.0)
    assert protocol.read_refusal({"code": -32603, "message": "boom"}) is None


def test_the_lounge_is_fit_and_a_field_that_sounds_secret_is_not(tmp_path, capsys):
    assert check(LOUNGE) == []
    copy = tmp_path / "lounge"
    shutil.copytree(LOUNGE, copy, ignore=shutil.ignore_patterns("supplier", "tests", "__pycache__"))
    schema = json.loads((copy / "config.schema.json").read_text())
    del schema["properties"]["api_key"]["x-secret"]
    (copy / "config.schema.json").write_text(json.dumps(schema))
    with pytest.raises(SystemExit) as left:
        main(["check", str(copy), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert left.value.code == 1
    assert [(one["check"], one["path"]) for one in told["findings"]] == [
        ("C02", "config.schema.json#api_key")
    ]
