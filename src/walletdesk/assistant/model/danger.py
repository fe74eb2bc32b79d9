"""Does somebody tell of theft, of strangers who give orders, of danger to life? Asked before any ranking.

One of two nets: an article whose route is ``risk`` is the other. A false alarm costs a minute of an agent, a
missed one costs a wallet.
"""

import re
from enum import StrEnum

from walletdesk.assistant.model.general import asks_in_general
from walletdesk.assistant.model.leak import gave_secret
from walletdesk.assistant.model.nets import Net
from walletdesk.assistant.model.reading import plain
from walletdesk.assistant.model.strangers import STRANGERS, TAKEN
from walletdesk.assistant.model.traps import Trap, trap_in


class Danger(StrEnum):
    LIFE = "life"
    STOLEN = "stolen"
    COACHED = "coached"
    TRAPPED = "trapped"  # a fake app, bait, a permission taken: nothing need be gone yet


_PHRASE_ZH = "(?:助记[词词码]|注记词|住记词|私[钥匙锁]|密匙|密钥)"
_COIN_ZH = "(?:币|钱|u|usdt|资产|余额|usdc|trx|eth|btc|代币|钱包|身家)"
_LIFE_ZH = r"不想活|想死(?!机)|自杀|跳楼|轻生|活着没(?:有)?意思|结束(?:自己的?)?生命|活不下去"
_LIFE_EN = (
    r"\b(?:want(?: to|na) die|kill(?:ing)? (?:my ?self|me)|suicid\w*|end (?:my life|it all)"
    r"|(?:don'?t|do not) want to live)\b"
)
_STOLEN_ZH = "|".join(
    (
        r"被(?:人|谁|黑客|偷偷)?(?:盗|偷|转走|转空|划走|划空|黑了|清空)",
        r"(?:盗|偷)(?:走|了)|全没了|没了.{0,4}在线等|空了.{0,3}在线等",
        f"{_COIN_ZH}.{{0,4}}(?:被|全)?(?:转空|划走|转走了|清空)",
        f"{_COIN_ZH}(?:就|一下|突然|全)?(?:空|没)了"
        r".{0,8}(?:不是我|签|点|链接|授权|扫|假)",
        f"(?:签[了名字]|点(?:了|开|击|进)(?!加速|取消|确认)|链接|授权|扫|假|[个维]码).{{0,14}}{_COIN_ZH}?"
        r".{0,2}(?:就|全|都)?(?:空|没)了",
        r"(?:有人|黑客|骗子).{0,6}(?:转走|转我|在转|动了|盗|偷)",
        r"拦得住|不是我(?:转|操作|本人)",
        f"{_PHRASE_ZH}.{{0,4}}(?:泄[露漏]|被.{{0,4}}(?:看|知道|拿))",
        f"(?:人|骗子|对方|他们?)(?:已经|都)?(?:拿到|知道|看到|骗走|拿走)了?我的?{_PHRASE_ZH}",
        r"被(?:人)?多签|权限.{0,3}被.{0,2}改",
        r"被(?:杀猪盘|诈)?骗了?(?!.{0,2}(?:怎么防|吗))|诈骗了",
    )
)
_STOLEN_EN = "|".join(
    (
        r"\b(?:drained|swept|sweeper|rugged|compromised|scammed|robbed)\b",
        r"\b(?:hacked|hacker|stolen|stole)\b",
        r"\bsome(?:one|body) (?:is|has|just)? ?(?:moving|moved|transferr(?:ing|ed)|took|emptied|withdrew)\b",
        r"\b(?:unauthori[sz]ed|(?:didn'?t|did not) (?:make|do|sign|authori[sz]e)"
        r"(?! (?:it (?:to|in|yet|work)"
        r"|anything|something|nothing|much|its?elf|sense|any|so|well|the trick)))\b(?! it$)",
        r"\b(?:see it leaving|can you stop it|now its? empty|(?:everything|crypto|coins?) (?:are|is) gone)\b",
        r"\b(?:seed|recovery|secret) ?(?:phrase|phase|words?)?\b.{0,20}\b(?:leaked|stolen|exposed)\b",
        r"\bmultisigged\b",
    )
)
_COACHED_ZH = "|".join(
    (
        r"(?:自称|官方|冒充|假|有个|电报|群里|这个).{0,6}(?:客服|官方).{0,14}"
        r"(?:(?:让|要|叫)我(?!们?(?:等|找|联系|问|来|提供))"
        r"|加我|私信|真的吗|是假的"
        r"|(?<!时候)(?<!不)联系我(?!们)|打.{0,3}电话|来电)",
        r"客服.{0,8}(?:(?:让|要|叫)我(?!们?(?:等|找|联系|问|来|提供))|打电话|共享)",
        r"(?:交|付|缴).{0,3}(?:解冻费|保证金|手续费才|税才|税|押金|激活费)",
        r"(?:群里|群).{0,6}(?:通知|说).{0,8}(?:迁移|升级|验证)",
        r"(?:人|对方|他|她|专家|律师|团队|黑客|公司|说).{0,10}(?:追回|找回|要回).{0,6}(?:被盗|币|资产)"
        r"|冒充客服|共享屏幕|安全账户",
    )
)
_COACHED_EN = "|".join(
    (
        r"(?<!exchange )\b(?:support|agent|admin|rep|expert|someone|they|he|she)\b.{0,30}"
        r"(?:\b(?:asks?|asking|asked|told me)\b(?!.{0,16}\b(?:tx ?id|hash|tx|wait"
        r"|he sent|she sent|they sent|it was sent|it is sent"
        r"|to check|to contact|to ask|you|why|when|if|how|that)\b)"
        r"|\b(?:messaged me|dm'?d me|called me|contacted me)\b)",
        r"\b(?:pay|want|need)\b.{0,12}\b(?:fee|tax|deposit)\b.{0,20}\b(?:release|unlock|unfreeze)\b",
        r"\b(?:they|he|she|who|must|pay)\b.{0,20}\b(?:tax|deposit)\b.{0,20}\bwithdraw\w*",
        r"\b(?:they|he|she|who)\b.{0,20}\bfee\b.{0,20}\bwithdraw\w*",
        r"\bshare my screen\b|\b(?:in)?to (?:\w+ )?safe wallet\b"
        r"|\bmust (?:validate|verify|migrate|sync) (?:my|the|your) wallet\b",
        r"\bfake (?:support|agent|customer service)\b|\bsays? (?:he|she|they) (?:is|are) from\b"
        r"",
        r"\b(?:he|she|they|who|expert|company|someone|guy)\b.{0,20}\bget (?:my|your|the) \w+ back\b",
    )
)
_ASKING = Net(
    r"防止|避免|预防|如果|会不会|怎么防|会怎样|什么是|是什么意思|怎么(?:设置|创建)"
    r"|\b(?:how (?:do|can|to)\b.{0,12}\bprotect|can (?:my|a)\b.{0,20}\bbe|is it possible|what (?:is|are))\b"
)
_OWN_DOING = re.compile(  # the wallet is elsewhere, not the money
    r"重装|换.{0,2}手机|刷机|更新|升级|导入|恢复|密码|卸载"
    r"|\b(?:reinstall\w*|updat\w+|restor\w+|new phone|reset|pass?word)\b"
)
_ALL_GONE = re.compile(r"全没了|\b(?:everything|crypto|coins?) (?:are|is) gone\b")
_HARMLESS = re.compile(
    r"\b(?:battery|phone) is drained\b|stolen bases|盗版"
    r"|\b(?:wife|husband|mom|mum|mother|dad|boss|wait\w*|confirmations?|fees?|gas|chart|this|it)"
    r"(?: will| would| is| are|'s|'ll| gonna)? kill(?:s|ing)? me\b"
)
_GONE = re.compile(  # from the hands of whoever tells it, not what they are told to send
    f"{_COIN_ZH}[^,.!?;，。！？；]{{0,6}}?(?:没了|不见了?|空了|全没|归零|少了|被(?:他|她|人|对方)?(?:转|划|提|盗|偷))"
    r"|(?:转|打|付|汇|充)(?:了|过去了?|出去了?|给(?:了|他了?|她了?|对方了?|客服了?|骗子了?))(?!.{0,4}(?:才|就能))"
    r"|\b(?:money|coins?|crypto|funds|usdt|eth|btc|balance|tokens?|everything|wallet) (?:\w+ ){0,3}?"
    r"(?:gone|empty|emptied|zero|missing|disappeared|vanished|drained|stolen)\b"
    r"|\bi (?:have |just |already )*(?:sent|paid|transferred|moved)\b"
    r"|\b(?:he|she|they) (?:took|emptied|stole)\b"
)
_LIFE = re.compile(f"{_LIFE_ZH}|{_LIFE_EN}")
_NETS = (
    (Danger.COACHED, Net(f"{_COACHED_ZH}|{_COACHED_EN}")),
    (Danger.STOLEN, Net(f"{_STOLEN_ZH}|{_STOLEN_EN}")),
)
_WIDER = (  # newer than the first frozen list; asked last, and never of what is general
    (Danger.STOLEN, TAKEN),
    (Danger.COACHED, STRANGERS),
)


def danger_in(text: str) -> Danger | None:
    """The gravest that is told of. A question about what might happen is not a story of what did."""
    said = _HARMLESS.sub(" ", plain(text))
    if _OWN_DOING.search(said):
        said = _ALL_GONE.sub(" ", said)
    in_general = asks_in_general(said)
    is_general = in_general or _ASKING.search(said)
    if _LIFE.search(said):
        return Danger.LIFE
    if gave_secret(said):  # graver than who asked for it
        return Danger.STOLEN
    if found := next((danger for danger, net in _NETS if net.search(said) and not is_general), None):
        return found
    return None if in_general else _wider(said)


def _wider(said: str) -> Danger | None:
    if found := next((danger for danger, net in _WIDER if net.search(said)), None):
        return found
    return Danger.TRAPPED if trap_in(said) else None


def safety_topic(text: str, danger: Danger) -> str:
    """The article for it: the graver matter first, then the narrower one.

    Whoever has lost money to an impostor needs the steps after a theft before those against impostors.
    """
    said = plain(text)
    if danger is Danger.COACHED:
        return "stolen-funds" if _GONE.search(said) else "scam-fake-support"
    trap = trap_in(said)
    if danger is Danger.TRAPPED and trap:
        return trap.value
    return Trap.HIJACKED.value if trap is Trap.HIJACKED else "stolen-funds"
