"""Rights: what the institution gives, from supply to use, in one register.

Words       *provider* 服务商 fulfils; *product* 权益 and *SKU* say what; *batch* 发行批次 says how many, for
            how much, until when; *budget* 预算 caps the money; *entitlement* 权益实例 is one right in one
            client's hands; *order* 履约单 asks a provider; *redemption* 核销 is a use, nothing else;
            *reversal of use* 撤销核销
Invariant   total = free + held + issued for each batch; reserved + spent <= cap for each budget;
            an entitlement moves only along ``entitlement.MOVES``; a code opens one entitlement
Source      docs/explanation/stock.md, docs/explanation/entitlement.md
"""
