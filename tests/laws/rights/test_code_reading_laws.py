"""Laws of reading codes: however a code is dressed it is read, and reads as itself; none is made up."""

import html
from urllib.parse import quote
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from largesse.kernel.ids import text_id
from largesse.rights.codes.code12 import grouped, with_check
from largesse.rights.codes.reading import Scanned, read_code

HEX = some.text("0123456789abcdef", min_size=22, max_size=22)
IDS = some.uuids()
TOKENS = some.builds(lambda one, mac: f"LG1.{text_id('ent', one)}.{mac}", IDS, HEX)
PASSES = some.builds(lambda one, mac: f"LB1.{text_id('bkg', one)}.{mac}", IDS, HEX)
DIGITS = some.integers(0, 10**11 - 1).map(with_check)
WIDE = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}
CHINESE_KEYS = str.maketrans({".": "。", "_": "——", "?": "？", ":": "："})

# What stands around a code, from the inside out.
LINKS = (
    lambda code: code,
    lambda code: f"https://bank.example/counter/tea?c={code}",
    lambda code: f"https://bank.example/counter/tea?utm=1&amp;C={code}&amp;lang=en#top",
    lambda code: f"bankapp://open?url={quote(f'https://bank.example/counter/tea?c={code}', safe='')}",
    lambda code: (
        f"https://bank.example/j?url={quote(quote(f'/counter/tea?c={code}', safe=''), safe='')}&from=1"
    ),
    lambda code: f"https://bank.example/#/counter?code={code}",
)
# What devices and people do to it.
DRESSES = (
    lambda text: text,
    str.upper,
    str.lower,
    str.swapcase,
    lambda text: text.translate(WIDE),
    lambda text: text.translate(CHINESE_KEYS),
    lambda text: f"{text}\r\n",
    lambda text: f"\ufeff\u200b{text}\t",
    lambda text: f"请核销：  {text}  谢谢",
    html.escape,
    lambda text: text.replace(".", "%2E").replace("_", "%5f"),
)
dressed = some.lists(some.sampled_from(DRESSES), max_size=3)


@given(some.one_of(TOKENS, PASSES), some.sampled_from(LINKS), dressed)
def test_a_scanned_code_is_read_however_it_is_sent(code, link, dress):
    text = link(code)
    for put_on in dress:
        text = put_on(text)
    kind = "token" if code.startswith("LG1") else "pass"
    assert read_code(text) == Scanned(kind, code)


SPACED = (
    lambda code: code,
    grouped,
    lambda code: "-".join(grouped(code).split()),
    lambda code: "—".join(grouped(code).split()),
    "　".join,
    lambda code: "、".join(grouped(code).split()),
    lambda code: "，".join(grouped(code).split()),
    lambda code: "·".join(grouped(code).split()),
    lambda code: code.translate(WIDE),
    lambda code: quote(grouped(code)),
)
ENDS = some.text("0123456789", min_size=4, max_size=4)
BETWEEN = some.sampled_from([" ", "-", "　", "，", "/", "、", ""])


@given(DIGITS, some.sampled_from(SPACED), some.sampled_from(["{}", "核销码：{}\r", "{}。", "?c={}"]))
def test_twelve_digits_are_read_however_they_are_spaced(code, spaced, around):
    found = read_code(around.format(spaced(code)))
    assert (found.kind, found.code, found.phone_ends) == ("digits", code, "")


@given(
    DIGITS, some.sampled_from([lambda code: code, grouped]), BETWEEN, ENDS, some.sampled_from(["", "1380000"])
)
def test_the_phones_end_behind_the_digits_is_read_with_them(code, spaced, between, ends, mobile):
    assert read_code(f"{spaced(code)}{between}{mobile}{ends}\n") == Scanned("digits", code, ends)


@given(some.text(max_size=80))
def test_what_was_read_reads_as_itself_and_nothing_is_made_up(text):
    found = read_code(text)
    again = read_code(found.code)
    assert (again.kind, again.code) == (found.kind, found.code)
    if found.kind == "digits":
        assert len(found.code) == 12


@given(IDS, HEX)
def test_a_code_of_nothing_of_ours_is_no_token(one: UUID, mac):
    assert read_code(f"LG1.{text_id('ord', one)}.{mac}").kind != "token"
    assert read_code(f"LG2.{text_id('ent', one)}.{mac}").kind != "token"
