"""Currencies: how many decimals each has, and how people call it; the front end's table is made from this.

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
# Beside its code, in lower case; a sign or a word may stand for several. Without an entry: by its code alone.
CALLED: Mapping[str, tuple[str, ...]] = {
    "CNY": ("¥", "人民币", "元", "圆", "yuan", "rmb", "renminbi", "cnh"),
    "HKD": ("hk$", "$", "港元", "港币", "港圆", "港幣", "hong kong dollars"),
    "MOP": ("mop$", "$", "澳门元", "澳门币", "葡币", "macau patacas", "patacas"),
    "TWD": ("nt$", "$", "新台币", "新臺幣", "台币", "new taiwan dollars"),
    "USD": ("us$", "$", "美元", "美金", "美圆", "us dollars", "dollars"),
    "EUR": ("€", "欧元", "euros", "euro"),
    "GBP": ("£", "英镑", "pounds sterling", "pounds"),
    "JPY": ("¥", "円", "日元", "日圆", "日圓", "日币", "japanese yen", "yen"),
    "KRW": ("₩", "韩元", "韩圆", "韩币", "korean won"),
    "SGD": ("s$", "$", "新加坡元", "新加坡币", "新币", "坡币", "singapore dollars"),
    "AUD": ("a$", "$", "澳大利亚元", "澳元", "澳币", "australian dollars"),
    "CAD": ("c$", "$", "加拿大元", "加元", "加币", "canadian dollars"),
    "NZD": ("nz$", "$", "新西兰元", "纽元", "new zealand dollars"),
    "CHF": ("瑞士法郎", "瑞郎", "swiss francs"),
    "SEK": ("瑞典克朗", "swedish kronor"),
    "NOK": ("挪威克朗", "norwegian kroner"),
    "DKK": ("丹麦克朗", "danish kroner"),
    "ISK": ("冰岛克朗", "icelandic kronur"),
    "RUB": ("₽", "俄罗斯卢布", "卢布", "roubles", "rubles"),
    "THB": ("฿", "泰铢", "thai baht", "baht"),
    "MYR": ("马来西亚林吉特", "林吉特", "令吉", "马币", "ringgit"),
    "IDR": ("印尼盾", "印度尼西亚卢比", "rupiah"),
    "PHP": ("₱", "菲律宾比索", "philippine pesos"),
    "INR": ("₹", "印度卢比", "indian rupees"),
    "VND": ("₫", "越南盾", "越盾", "dong"),
    "AED": ("阿联酋迪拉姆", "迪拉姆", "dirhams"),
    "SAR": ("沙特里亚尔", "saudi riyals"),
    "ZAR": ("南非兰特", "兰特", "rand"),
    "MXN": ("墨西哥比索", "mexican pesos"),
    "BRL": ("r$", "巴西雷亚尔", "雷亚尔", "brazilian reais"),
    "CLP": ("智利比索", "chilean pesos"),
    "CLF": ("智利发展单位", "unidades de fomento"),
    "PYG": ("₲", "巴拉圭瓜拉尼", "guaranies"),
    "UYI": ("乌拉圭指数化比索",),
    "UYW": ("乌拉圭名义工资指数单位",),
    "BHD": ("巴林第纳尔", "bahraini dinars"),
    "IQD": ("伊拉克第纳尔", "iraqi dinars"),
    "JOD": ("约旦第纳尔", "jordanian dinars"),
    "KWD": ("科威特第纳尔", "kuwaiti dinars"),
    "LYD": ("利比亚第纳尔", "libyan dinars"),
    "TND": ("突尼斯第纳尔", "tunisian dinars"),
    "OMR": ("阿曼里亚尔", "omani rials"),
    "BIF": ("布隆迪法郎", "burundian francs"),
    "DJF": ("吉布提法郎", "djiboutian francs"),
    "GNF": ("几内亚法郎", "guinean francs"),
    "KMF": ("科摩罗法郎", "comorian francs"),
    "RWF": ("卢旺达法郎", "rwandan francs"),
    "UGX": ("乌干达先令", "ugandan shillings"),
    "VUV": ("瓦努阿图瓦图", "vatu"),
    "XAF": ("中非法郎", "central african francs"),
    "XOF": ("西非法郎", "west african francs"),
    "XPF": ("太平洋法郎", "pacific francs"),
}


def decimals(currency: str) -> int:
    """Give how many decimals a currency has."""
    return DECIMALS.get(currency, USUAL)
