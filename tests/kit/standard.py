"""What documents are checked against and played by in tests: the application's own operators and rules."""

from largesse.activities.guard.standard import standard_of
from largesse.play.extensions import deciders_of
from tests.kit.application import APP

STANDARD = standard_of(APP.house)
OPERATORS = STANDARD.operators
DECIDERS = deciders_of(APP.house)
