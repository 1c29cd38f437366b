"""Amounts as people write them: minor units to decimals by whole-number arithmetic only."""


def decimal(amount_minor: int, exponent: int = 2) -> str:
    """Write ``-123456`` as ``-1234.56``."""
    if exponent == 0:
        return str(amount_minor)
    sign = "-" if amount_minor < 0 else ""
    whole, part = divmod(abs(amount_minor), 10**exponent)
    return f"{sign}{whole}.{part:0{exponent}d}"
