"""Rights that another system granted 外部权益导入: a file of them becomes rights here, once each.

Words       *system* 来源系统 the short name of who granted them; *reference* 来源凭证号 its own number of one
            right. A file: pending -> waiting -> reading -> done | refused | cancelled;
            pending -> returned | withdrawn
Invariant   a reference of a system gives one right, in whatever file it comes again; its units stand in
            batches of the kind ``elsewhere``, which hold exactly what was given and give nothing else
Source      docs/explanation/rights-from-elsewhere.md, docs/decisions/0070-rights-from-elsewhere.md
"""
