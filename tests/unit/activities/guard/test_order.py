"""What the check finds is worked on rule by rule, what stops submitting first."""

from largesse.activities.guard.problem import Problem, by_rule


def test_errors_go_first_and_one_rules_findings_stand_together():
    found = [
        Problem("activities.b", "/plays/0", "warning"),
        Problem("activities.c", "/rights/1", "error"),
        Problem("activities.a", "/window", "error"),
        Problem("activities.b", "/goal", "warning"),
        Problem("activities.c", "/rights/0", "error"),
    ]
    assert [(one.severity, one.code[-1], one.path) for one in by_rule(found)] == [
        ("error", "a", "/window"),
        ("error", "c", "/rights/0"),
        ("error", "c", "/rights/1"),
        ("warning", "b", "/goal"),
        ("warning", "b", "/plays/0"),
    ]
