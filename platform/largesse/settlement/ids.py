"""Prefixes of settlement's ids outside, for example ``stm_01jd…``."""

STATEMENT, LINE, PROFILE = "stm", "lin", "pro"
BATCH, BREAK, DISPOSITION, ITEM = "bch", "brk", "dsp", "itm"
