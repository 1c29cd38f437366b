"""Currencies: how many decimals each has; the table of the front end is written from this one.

Invariant   decimals follow from the currency, never from a setting: a yen has none, a dinar three
Source      ISO 4217, table of minor units; docs/decisions/0057-screens-say-what-is-so.md
"""

from collections.abc import Mapping

USUAL = 2
DECIMALS: Mapping[str, int] = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV"), 0
    ),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


def decimals(currency: str) -> int:
    """Give how many decimals a currency has."""
    return DECIMALS.get(currency, USUAL)
