"""Which roles hold which operation of this room."""

from largesse.identity.access import ROLES

_DESIGN = ("designer", "operator")
_DUTY = ("operator", "approver_branch", "approver_head")
_SIGN = ("approver_branch", "approver_protection", "approver_head")

ACCESS: dict[str, tuple[str, ...]] = {
    "activities.read_activity": ROLES,
    "activities.check_activity": ROLES,
    "activities.preview_activity": ROLES,
    "activities.create_activity": _DESIGN,
    "activities.save_draft": _DESIGN,
    "activities.submit_revision": _DESIGN,
    "activities.withdraw_revision": _DESIGN,
    "activities.approve_revision": _SIGN,
    "activities.return_revision": _SIGN,
    "activities.publish_revision": _DESIGN,
    "activities.pause_activity": _DUTY,
    "activities.resume_activity": _DUTY,
    "activities.halt_activity": _DUTY,
    "activities.end_activity": _DUTY,
    "activities.restock_activity": _DESIGN,
    "activities.extend_activity": _DESIGN,
    "activities.read_rules": ROLES,
    "activities.propose_rule": ("approver_protection",),
    "activities.decide_rule": ("approver_head",),
    "activities.simulate_activity": tuple(dict.fromkeys((*_DESIGN, *_SIGN))),
}
