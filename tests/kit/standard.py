"""What documents are checked against and played by in tests: the application's own grammar and rules."""

from largesse.activities.guard.standard import standard_of
from largesse.play.plans.memory import means_of
from tests.kit.application import APP

STANDARD = standard_of(APP.house)
GRAMMAR = STANDARD.grammar
MEANS = means_of(APP.house)
DECIDERS = MEANS.deciders
