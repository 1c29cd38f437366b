"""What is kept of a rule stands over what is shipped, and tells when the house says something else by now."""

from dataclasses import replace
from datetime import UTC, datetime

from largesse.activities.guard.kept import Kept
from largesse.activities.guard.rules import guard_rules
from largesse.activities.rules.reads import RuleRow, VersionRow
from largesse.kernel.ids import new_id

SAMPLE, UNSIGNED = guard_rules()[0], next(one for one in guard_rules() if one.sign_off is None)
LATE = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # the first of January in Shanghai


def test_a_sample_is_nobodys_sign_off():
    assert SAMPLE.sign_off is not None
    assert Kept.of(SAMPLE).signed_by == {}
    assert Kept.of(SAMPLE).over(SAMPLE, LATE).severity == "warning"


def test_a_signed_rule_stops_from_the_day_of_the_signature_where_the_house_is():
    signed = {"zh-CN": "合规部", "en": "Compliance"}
    kept = Kept(
        **{**{name: getattr(Kept.of(UNSIGNED), name) for name in Kept.__struct_fields__}, "signed_by": signed}
    )
    rule = kept.over(UNSIGNED, LATE)
    assert (rule.severity, rule.check, rule.called) == ("error", UNSIGNED.check, UNSIGNED.called)
    assert rule.signed("en") == "Signed off by Compliance on 2027-01-01"


def test_other_shipped_words_are_told():
    row = VersionRow(
        id=new_id(),
        code=SAMPLE.code,
        version=1,
        org_unit=new_id(),
        body={},
        shipped=Kept.of(SAMPLE).sha,
        state="active",
        approval=new_id(),
        created_by=new_id(),
        created_at=LATE,
        decided_at=LATE,
    )
    assert not RuleRow(SAMPLE, row, None, Kept.of(SAMPLE)).moved
    other = replace(SAMPLE, effective="2027-01-01")
    assert RuleRow(other, row, None, Kept.of(other)).moved
