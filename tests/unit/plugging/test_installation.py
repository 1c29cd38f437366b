"""What an installation's states and configuration allow."""

import pytest

from largesse.kernel.reasons import because
from largesse.plugging.installations.installation import (
    MASK,
    ConfigUnfit,
    ConsentIncomplete,
    NotTested,
    State,
    WrongState,
    after_configuring,
    after_test,
    asks_of,
    check_consent,
    check_enable,
    expect,
    keeps_test,
    masked,
    split_config,
)
from largesse_sdk.package.manifest import Manifest, Personal, Support

MANIFEST = Manifest(
    manifest=1,
    id="bank.trial",
    version="1.0.0",
    sdk=">=0.1",
    tier="subprocess",
    capabilities=["rights_provider.v1"],
    title={"en": "Trial"},
    support=Support(owner="ops@bank.example"),
    egress=["${config.base_url}"],
    callbacks=["/trial"],
    pii=[Personal(field="beneficiary.name", purpose="guest list")],
)
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["url", "key"],
    "properties": {"url": {"type": "string"}, "key": {"type": "string", "minLength": 8, "x-secret": True}},
}


def test_consent_covers_addresses_personal_fields_and_callbacks():
    asks = ["callback:/trial", "net:${config.base_url}", "pii:beneficiary.name"]
    assert asks_of(MANIFEST) == asks
    check_consent(MANIFEST, asks)
    with pytest.raises(ConsentIncomplete, match=r"pii:beneficiary\.name"):
        check_consent(MANIFEST, asks[:2])


def test_secrets_part_from_the_plain_configuration():
    plain, secrets = split_config(SCHEMA, {"url": "u", "key": "12345678"}, {})
    assert (plain, secrets) == ({"url": "u"}, {"key": "12345678"})
    assert masked(SCHEMA, plain, set(secrets)) == {"url": "u", "key": MASK}


def test_a_mask_sent_back_keeps_the_secret_and_a_mask_without_one_is_missing():
    _, secrets = split_config(SCHEMA, {"url": "u", "key": MASK}, {"key": "12345678"})
    assert secrets == {"key": "12345678"}
    with pytest.raises(ConfigUnfit) as refused:
        split_config(SCHEMA, {"url": "u", "key": MASK}, {})
    assert refused.value.path == "config.key"


def test_a_refused_secret_is_never_repeated():
    with pytest.raises(ConfigUnfit) as refused:
        split_config(SCHEMA, {"url": "u", "key": "short"}, {})
    assert (refused.value.field, refused.value.reason) == (
        "key",
        because("plugging.unfit.minLength", limit="8"),
    )


def test_an_unknown_field_is_refused():
    with pytest.raises(ConfigUnfit):
        split_config(SCHEMA, {"url": "u", "key": "12345678", "more": 1}, {})


def test_a_new_configuration_must_be_tested_again():
    assert after_configuring("enabled") == "configured"
    with pytest.raises(WrongState):
        after_configuring("uninstalled")


@pytest.mark.parametrize(
    ("state", "ok", "then"),
    [
        ("configured", True, "tested"),
        ("configured", False, "configured"),
        ("tested", False, "configured"),
        ("disabled", True, "tested"),
        ("enabled", False, "enabled"),
    ],
)
def test_a_test_moves_only_what_is_not_enabled(state, ok, then):
    assert after_test(state, ok=ok) == then


def test_only_what_was_tested_as_it_stands_is_enabled():
    check_enable("tested", tested=True)
    with pytest.raises(NotTested):
        check_enable("configured", tested=False)
    for state in ("consented", "enabled", "uninstalled"):
        with pytest.raises(WrongState):
            check_enable(state, tested=True)


def test_only_what_runs_or_was_suspended_is_disabled():
    for state in State:
        if state in {"enabled", "suspended"}:
            expect(state, "disable")
        else:
            with pytest.raises(WrongState):
                expect(state, "disable")


def test_a_failed_test_is_kept_of_all_but_the_enabled():
    assert [state for state in State if not keeps_test(state, ok=False)] == ["enabled"]
    assert all(keeps_test(state, ok=True) for state in State)
