"""What a screen shows before anything is revealed."""

import pytest

from largesse.audience.clients.masking import mask_mobile, mask_name, masked


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王思远", "王**"),
        ("李雷", "李*"),
        ("欧阳澈", "欧阳*"),
        ("欧阳", "欧*"),
        ("王", "王*"),
        ("Anna Smith", "A*** S***"),
        ("  ", ""),
    ],
)
def test_a_name_keeps_the_family_name_only(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize(("number", "shown"), [("13812341234", "138****1234"), ("1234", "**34"), ("", "")])
def test_a_mobile_keeps_three_and_four_digits(number, shown):
    assert mask_mobile(number) == shown


def test_each_field_has_its_own_mask():
    assert masked("name", "王思远") == "王**"
    assert masked("mobile", "13812341234") == "138****1234"
    assert masked("birth_date", "1974-05-17") == "****-05-**"
    assert masked("birth_date", "1974") == "****"
    assert masked("wechat", "oX1234567890") == "****7890"
    assert masked("bank_app", "short") == "****"
