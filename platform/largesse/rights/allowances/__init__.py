"""Allowances 额度: what a tier lets one take in a period; a right comes out of it when it is taken.

Words       *rule* so many units of a batch's SKU a period, for a tier, for a person or a household;
            *allowance* a rule for one owner in one period: granted, held, used; *take* a right out of it
Invariant   used + held <= granted, by the guard in the write and a CHECK behind it; one person takes of one
            owner's allowance for each rule and period; what is granted never falls below what is taken
Source      docs/explanation/allowances.md
"""
