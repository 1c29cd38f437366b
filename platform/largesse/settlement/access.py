"""Which roles hold which operation; makers and signers are both finance, told apart by the rows."""

_SEES = ("finance", "auditor", "approver_head")

ACCESS: dict[str, tuple[str, ...]] = {
    "settlement.read": _SEES,
    "settlement.export": ("finance", "auditor"),
    "settlement.save_profile": ("finance",),
    "settlement.approve_profile": ("finance",),
    "settlement.load_statement": ("finance",),
    "settlement.release_statement": ("finance",),
    "settlement.supersede_statement": ("finance",),
    "settlement.create_batch": ("finance",),
    "settlement.change_batch": ("finance",),
    "settlement.void_batch": ("finance",),
    "settlement.record_rate": ("finance",),
    "settlement.run_matching": ("finance",),
    "settlement.propose_disposition": ("finance",),
    "settlement.approve_disposition": ("finance",),
    "settlement.submit_batch": ("finance",),
    "settlement.approve_batch": ("finance",),
}
