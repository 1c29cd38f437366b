"""The ground floor: values only, which every room stands on and no room owns.

Words       id, money, instant, refusal, actor, canonical JSON, expression, setting, text
Invariant   no input, no output but settings and texts read once; nothing here knows a noun of the business
"""
