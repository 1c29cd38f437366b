"""What documents are checked against and played by in tests: the application's own grammar and rules."""

from largesse.activities.guard.standard import standard_of
from largesse.play.extensions import deciders_of
from tests.kit.application import APP

STANDARD = standard_of(APP.house)
GRAMMAR = STANDARD.grammar
DECIDERS = deciders_of(APP.house)
