"""Households 家庭: who belongs together, by the bank's file or by both sides' consent.

Words       *payer* 主账户 who invites and may remove; *member* everybody else; *sees* what members see of
            each other: own (nothing), shared (rights without amounts), all; *agreed* what one agreed to
Invariant   one household a person at a time; ``audience_customer.household`` is where a client is a member;
            nobody sees more of a member than that member agreed to, whatever the household says later
Source      docs/explanation/households.md; PIPL 31 for children under 14
"""
