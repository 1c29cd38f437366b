"""Names stand in the order of pinyin on every server, with ICU or without."""

import pytest


@pytest.mark.parametrize(
    "names",
    [
        ["Adam", "bella", "Zoe", "阿依古丽", "曾国藩", "查良镛", "周子衿"],
        ["陈婉清", "陳婉青", "单雄信", "沈亦舟", "王安", "王思远", "閻立本"],
        ["岑参", "层林", "吕布", "綠珠", "秦岭", "覃辉", "阳澈", "岳飞", "𠮷田"],
    ],
)
async def test_names_are_sorted_letter_by_letter_and_family_names_by_their_own_reading(house, names):
    sql = "select n from unnest($1::text[]) n order by store_name_order(n), n"
    shuffled = sorted(names, key=lambda name: name[::-1])
    assert [row["n"] for row in await house.rows(sql, shuffled)] == names
