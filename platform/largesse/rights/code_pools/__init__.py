"""Code pools 码池: codes that a provider honours, kept sealed, each given to one right at most.

Words       *pool* belongs to a SKU and its provider; *code* has a number in its pool; *lot* 入码批次 is
            what came in at once; *cursor* is a run of numbers that can be given out. A code goes
            imported 已导入 -> available 可用 -> allocated 已占用 -> delivered 已发放 -> redeemed 已核销,
            or ends expired 已过期 or revoked 已作废
Invariant   I4: a code belongs to at most one right, a right has at most one code, and a provider's codes are
            each there once; allocated goes back to available only where its holder never saw it
Source      docs/explanation/code-pools.md
"""
