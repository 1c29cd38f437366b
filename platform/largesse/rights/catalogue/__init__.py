"""The catalogue: who fulfils rights, what kinds there are, and exactly what is given.

Words       *provider* 服务商 fulfils; *product* 权益 is a kind of right; *SKU* says what it costs
Invariant   a code or short name belongs to one row; a SKU is priced in a currency that the books keep
Source      docs/explanation/stock.md
"""
