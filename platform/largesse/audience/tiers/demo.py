"""The demo's bands and what its tiers ask and add; nobody of the demo moves by them."""

from largesse.audience.tiers.bands import KeepBand, keep_band
from largesse.audience.tiers.keep import ChangeTierRules, KeepTier, TierAdd, change_tier_rules, keep_tier
from largesse.store.demo import Stage

BANDS = (
    ("starting", "50-300万", "CNY 0.5–3 m", "", "", "小有积蓄", "A tidy sum"),
    (
        *("growing", "300-600万", "CNY 3–6 m"),
        *("再增加一个资产段，即可晋升金卡", "One band more to Gold", "家道殷实", "Well off"),
    ),
    (
        *("rich", "600-1000万", "CNY 6–10 m", "再增加一个资产段，即可晋升铂金"),
        *("One band more to Platinum", "家财万贯", "Ten thousand strings of cash"),
    ),
    (
        *("richest", "1000万以上", "Above CNY 10 m", "再增加一个资产段，即可晋升黑金"),
        *("One band more to Black", "富甲一方", "Richest in the county"),
    ),
)
TIERS = (
    ("classic", "普通客户", "Classic", "ink", "light", None, (("专属客户经理", "An adviser of your own"),)),
    ("gold", "金卡", "Gold", "gold", "light", "growing", (("生日好礼", "A birthday gift"),)),
    ("platinum", "铂金", "Platinum", "platinum", "light", "rich", (("机场贵宾厅", "Airport lounge"),)),
    (
        *("black", "黑金", "Black", "black", "black-gold", "richest"),
        (("全家健康管家", "Health care for the family"), ("高尔夫畅打", "Golf all year")),
    ),
)


async def seed(stage: Stage) -> None:
    """Describe the bands, then the tiers by them."""
    staff, work = stage.system, stage.work
    for code, zh, en, gap_zh, gap_en, idiom_zh, idiom_en in BANDS:
        band = KeepBand(
            key=f"demo-band-{code}",
            code=code,
            name_zh=zh,
            name_en=en,
            gap_zh=gap_zh,
            gap_en=gap_en,
            idiom_zh=idiom_zh,
            idiom_en=idiom_en,
        )
        await keep_band(band, actor=staff, work=work)
    for code, zh, en, face, theme, enters, adds in TIERS:
        tier = KeepTier(
            key=f"demo-tier-{code}",
            code=code,
            name_zh=zh,
            name_en=en,
            face=face,
            theme=theme,
            adds=tuple(TierAdd(zh=one, en=other) for one, other in adds),
            version=1,
        )
        await keep_tier(tier, actor=staff, work=work)
        if enters:
            rules = ChangeTierRules(
                key=f"demo-rules-{code}", code=code, enter_band=enters, valid_months=12, version=2
            )
            await change_tier_rules(rules, actor=staff, work=work)
