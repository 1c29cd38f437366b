"""The module of the page on adding a statement format, found by its name as a distribution's would be."""

from tests.kit.how_tos import code_of

exec(code_of("add-a-statement-format"))
