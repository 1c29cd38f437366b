"""Chinese letters by how they are typed: the letters of a syllable, and of an initial.

Words       *reading* a syllable without its tone, ü typed as v: ``lv``; *initial* its first letter
Invariant   a letter is read as ``store_name_order`` sorts it, and besides as ``_ALSO`` says
Source      Unicode Unihan, kMandarin
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from largesse.store.sql import statement

# Each syllable and the first of its letters in the order of ``store_name_order``.
_BEGINS = (
    "a锕 ai哀 an安 ang肮 ao凹 ba八 bai掰 ban扳 bang帮 bao勹 bei卑 ben奔 beng嘣 bi逼 bian煸 biao彪 "
    "bie憋 bin傧 bing兵 bo剝 bu晡 ca嚓 cai猜 can参 cang仓 cao操 ce侧 cen岑 ceng噌 cha叉 chai拆 "
    "chan搀 chang伥 chao勦 che砗 chen嗔 cheng撐 chi吃 chong充 chou抽 chu出 chuai揣 chuan巛 chuang疮 "
    "chui吹 chun春 chuo戳 ci呲 cong匆 cou凑 cu粗 cuan撺 cui催 cun村 cuo搓 da嗒 dai呆 dan丹 dang噹 "
    "dao刀 de得 deng噔 di低 dian巅 diao凋 die嗲 ding丁 diu丟 dong东 dou兜 du嘟 duan端 dui堆 dun吨 "
    "duo咄 e婀 ei诶 en恩 er儿 fa发 fan帆 fang匚 fei啡 fen分 feng丰 fou否 fu伕 ga伽 gai垓 gan坩 "
    "gang冈 gao槔 ge仡 gei給 gen根 geng庚 gong供 gou佝 gu估 gua刮 guai乖 guan倌 guang光 gui傀 gun丨 "
    "guo呙 ha铪 hai嗨 han憨 hang夯 hao嚆 he呵 hei黑 hen痕 heng亨 hong烘 hou侯 hu乎 hua哗 huai徊 "
    "huan欢 huang慌 hui咴 hun婚 huo劐 ji丌 jia佳 jian兼 jiang僵 jiao交 jie喈 jin今 jing京 jiong冂 "
    "jiu啾 ju居 juan娟 jue噘 jun军 ka咔 kai开 kan刊 kang康 kao尻 ke嗑 ken啃 keng吭 kong倥 kou抠 ku刳 "
    "kua夸 kuai蒯 kuan宽 kuang劻 kui亏 kun坤 kuo廓 la垃 lai來 lan兰 lang啷 lao捞 le肋 lei勒 leng塄 "
    "li哩 lia俩 lian奁 liang凉 liao撩 lie咧 lin拎 ling令 liu溜 long咙 lou偻 lu噜 luan娈 lun抡 luo囉 "
    "lv榈 lve掠 ma妈 mai埋 man颟 mang忙 mao猫 me么 mei媒 men扪 meng朦 mi咪 mian宀 miao喵 mie乜 min岷 "
    "ming冥 miu謬 mo摸 mou哞 mu毪 n嗯 na那 nai乃 nan囡 nang囔 nao孬 ne疒 nei餒 nen嫩 ni妮 nian拈 "
    "niang娘 niao嬝 nie捏 nin您 ning凝 niu妞 nong侬 nou耨 nu奴 nuan暖 nuo傩 nv女 nve疟 o喔 ou区 pa啪 "
    "pai拍 pan攀 pang乓 pao抛 pei呸 pen喷 peng嘭 pi丕 pian偏 piao剽 pie撇 pin姘 ping乒 po坡 pou剖 "
    "pu仆 qi七 qia掐 qian仟 qiang呛 qiao劁 qie且 qin亲 qing倾 qiong芎 qiu丘 qu屈 quan圈 que缺 qun逡 "
    "ran然 rang瓤 rao娆 re惹 ren人 reng扔 ri日 rong茸 rou揉 ru儒 ruan朊 rui蕤 run润 ruo偌 sa仨 sai噻 "
    "san三 sang桑 sao搔 se啬 sen森 seng僧 sha刹 shai筛 shan删 shang伤 shao捎 she奢 shen伸 sheng升 "
    "shi失 shou收 shu书 shua刷 shuai摔 shuan拴 shuang双 shui誰 shun吮 shuo說 si丝 song凇 sou嗖 su囌 "
    "suan狻 sui濉 sun孙 suo唆 ta他 tai胎 tan坍 tang汤 tao掏 te忑 teng滕 ti剔 tian天 tiao佻 tie帖 "
    "ting厅 tong嗵 tou偷 tu凸 tuan湍 tui推 tun吞 tuo乇 wa娲 wai歪 wan剜 wang汪 wei偎 wen塭 weng嗡 "
    "wo倭 wu乌 xi僖 xia煆 xian仙 xiang乡 xiao哓 xie些 xin心 xing兴 xiong兄 xiu休 xu吁 xuan儇 xue削 "
    "xun勋 ya丫 yan嫣 yang央 yao吆 ye噎 yi一 yin喑 ying嘤 yo哟 yong佣 you优 yu於 yuan冤 yue曰 yun晕 "
    "za匝 zai哉 zan簪 zang臧 zao糟 ze则 zei賊 zen怎 zeng增 zha吒 zhai摘 zhan占 zhang嫜 zhao啁 zhe蜇 "
    "zhen侦 zheng争 zhi之 zhong中 zhou周 zhu侏 zhua抓 zhuai拽 zhuan专 zhuang妆 zhui追 zhun窀 zhuo倬 "
    "zi兹 zong宗 zou诹 zu租 zuan躜 zui嘴 zun尊 zuo昨 "
)
# Frequent letters with a second reading.
_ALSO = (
    "ceng曾 cha查 chang长 chao朝 cheng盛 chong重 chou仇 dai大 dan单 di提翟 du都 duo度 gai盖 hang行 "
    "huan还 ji系 jiao校觉 jie解 ju车 juan圈 kuai会 le乐 lu绿 mu模 nian粘 pian便 pu朴 qia卡 qie茄 qu区 "
    "shen参 shuai率 shuo数 tan弹覃 tiao调 wei尉 xia厦 xiang降 xiu宿 yuan员 zang藏 zhao着 zhe折 zhong种 "
    "zhuan传"
)
_LETTERS = re.compile(r"'([^'\x00-\x7f]+)'")


@cache
def letters_of() -> Mapping[str, str]:
    """Give the letters of each reading."""
    order = "".join(_LETTERS.findall(statement("largesse.store.pinyin", "store_name_order.function")))
    begins = {letter: reading for reading, letter in map(_parted, _BEGINS.split())}
    found: defaultdict[str, str] = defaultdict(str)
    reading = ""
    for letter in order:
        reading = begins.get(letter, reading)
        found[reading] += letter
    for reading, letters in map(_parted, _ALSO.split()):
        found[reading] += letters
    return dict(found)


@cache
def beginning_with(typed: str) -> str:
    """Give the letters whose reading begins so; empty where none does."""
    return "".join(letters for reading, letters in letters_of().items() if reading.startswith(typed))


def _parted(word: str) -> tuple[str, str]:
    """Part a word of the tables into its reading and its letters."""
    reading = word.rstrip("".join(one for one in word if not one.isascii()))
    return reading, word.removeprefix(reading)
