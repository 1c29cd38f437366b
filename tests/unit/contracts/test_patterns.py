"""A pattern of a schema means the same to whoever tells yes or no and to whoever tells what is wrong."""

import pytest
from tests.unit.activities.conftest import EXAMPLE

from largesse.contracts.validate import validate


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\n\n"])
def test_a_line_end_after_a_name_is_told_as_a_wrong_form(end):
    document = {**EXAMPLE, "plays": [{**EXAMPLE["plays"][0], "id": f"wheel{end}"}]}
    assert [(one.path, one.code) for one in validate("activity.v1", document)] == [
        ("/plays/0/id", "contracts.wrong_form")
    ]
