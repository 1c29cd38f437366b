"""What a group stands on is asked of the rooms below by functions that cost nothing of their own."""

import pytest

from largesse.kernel.ids import new_id


@pytest.mark.parametrize("asked", ["activities_out", "audience_blocked"])
async def test_the_function_of_a_lower_room_is_taken_whole_into_the_statement(house, asked):
    plan = await house.rows(f"explain select * from {asked}($1)", [new_id()])
    told = "\n".join(row["QUERY PLAN"] for row in plan)
    assert "Scan" in told
    assert "Function Scan" not in told
