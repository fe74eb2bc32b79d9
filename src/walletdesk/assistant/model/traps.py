"""Traps that somebody stepped into, or stands before: a fake app, bait sent to a wallet, a permission taken.

Beside the nets of ``danger``, and only told from what is asked in general: "what is multisig?" is no alarm.
"""

import re
from enum import StrEnum

from walletdesk.assistant.model.nets import Net

_SHAM_ZH = "(?:假(?!设|如|期|定|装|名)|山寨|仿冒|冒牌|盗版|高仿|克隆|李鬼|仿的|钓鱼|非官方|不是官[网方])"
_APP_ZH = "(?:app|apk|应用|软件|钱包|客户端|安装包|下载链接|程序|版|插件|包)"
_FAKE_APP_ZH = "|".join(
    (
        f"{_SHAM_ZH}.{{0,6}}{_APP_ZH}|{_APP_ZH}.{{0,12}}{_SHAM_ZH}",
        f"(?:下载?|安?装|用|登录?|导入?|输入?)(?:了|到|的|过|成|错)?.{{0,6}}{_SHAM_ZH}",
        r"(?:下|装)错了?(?:app|应用|软件|钱包|版|不是|$)|(?:下|装)错了",
        "(?:群[里主友]|朋友|网友|别人|陌生人|百度|搜[索到的]|广告|二维码|网盘|第三方|发来|客服).{0,10}"
        "(?:app|apk|应用|软件|安装包|下载|装[了的]).{0,14}(?:真|假|正版|正规|靠谱|官方|能装|能用"
        "|不对|有问题|安全)",
        r"(?:app|应用|钱包).{0,6}(?:真的|正版|正规|官方)(?:的|版)?(?:吗|么|不|还是)",
        r"(?:朋友|网友|群[里主友]|别人|陌生人|客服|对方|他|她|链接).{0,4}(?:给|发|推荐).{0,6}(?:app"
        r"|apk|应用|软件|安装包|钱包|下载)",
        r"(?:广告|搜索?|百度|谷歌|浏览器|链接).{0,10}(?:点进去|里)?(?:下载?|装)(?:的|了)|(?:下载"
        r"|安装|网站|页面).{0,8}(?:不太?一样|不对劲|怪怪)",
        r"一样的(?:图标|app|应用|钱包).{0,8}(?:真|假|哪个)|版本号?.{0,8}(?:对不上|不一样|没有这个)",
    )
)
_SHAM_EN = (
    r"(?:fake|counterfeit|knock ?-?off|clone[ds]?|copycat|bogus|phony|phish\w*|imitation|unofficial"
    r"|malicious|pirated|rogue)"
)
_APP_EN = r"(?:apps?|apk|wallet|version|extension|software|download|program)"
_FAKE_APP_EN = "|".join(
    (
        rf"\b{_SHAM_EN}\b.{{0,20}}\b{_APP_EN}\b|\b{_APP_EN}\b.{{0,40}}\b{_SHAM_EN}\b",
        rf"\b{_APP_EN}\b.{{0,40}}(?:\bnot (?:the )?(?:real|genuine|official|original|legit)"
        r"|n'?t (?:the )?(?:real|genuine|official|original|legit|from the official))",
        rf"\b{_APP_EN}\b.{{0,30}}\b(?:legit|genuine|the real (?:one|thing))\b",
        rf"\b(?:is|was) (?:this|my|the|that|your) {_APP_EN}\b.{{0,20}}\b(?:real|official|original|safe)\b",
        r"\b(?:google|sponsored|facebook|search|instagram|youtube) ads?\b|\bfrom an ad\b"
        r"|\bsponsored (?:link|result)\b",
        r"\bcop(?:y|ies) of (?:your|the|this) (?:app|wallet|extension|site)\b|\b(?:two|2"
        r"|several) of your apps?\b",
        r"\b(?:apps?|apk|extension|wallet|download\w*|installed)\b.{0,30}\b(?:link in (?:a|the)"
        r"|in a chat|from a (?:chat|link|group|friend|stranger)|telegram|whatsapp)\b",
        r"\bextension\b.{0,60}\b(?:imported|typed|entered|phrase|worried|few|only)\b|\bwrong app\b",
        r"\btwo apps\b.{0,30}\b(?:same|real)\b|\b(?:apk|app|download)\b.{0,20}\b(?:someone|stranger"
        r"|telegram|he|she|they) sent\b",
        r"\b(?:someone|stranger|he|she|they) sent (?:me )?(?:an? |the )?(?:apk|app)\b",
    )
)
_BAIT_ZH = (
    r"(?:空投|空头币|貔[貅休]|(?:陌生|不认识|没买过|来历不明|来路不明|莫名).{0,6}(?:代币|币|nft|空投)|白送)"
)
_TAKEN_ZH = (
    r"(?:点|签|授权|连|输|领|转|卖|换|提|交|骗|假|真|网址|网站|链接|靠谱|删|慌|兑换|不出|收到|多了"
    r"|迁移|可信|打给)"
)
_AIRDROP_ZH = (
    f"{_BAIT_ZH}.{{0,20}}{_TAKEN_ZH}|{_TAKEN_ZH}.{{0,14}}{_BAIT_ZH}|貔[貅休]|只进不出|能买不能卖"
    f"|代币.{{0,16}}(?:网站|网址).{{0,6}}(?:兑换|领)|只能买.{{0,4}}卖"
)
_BAIT_EN = (
    r"(?:air ?drop\w*|honey ?pot|claim (?:page|site|link|button|website)|mint(?:ing)? (?:page|site|link)"
    r"|(?:free|random|unknown|strange|mystery|unexpected|weird) (?:\w+ )?(?:tokens?|nfts?|coins?))"
)
_TAKEN_EN = (
    r"(?:click\w*|sign\w*|connect\w*|approv\w*|enter\w*|typed|asks?|asking|wants?|scam\w*|fake"
    r"|legit|real|trust|safe"
    r"|sell|swap|suspicious|phish\w*|claim\w*|never|didn'?t|appeared|showed|got|received|sent|worth"
    r"|website|delete)"
)
_AIRDROP_EN = (
    rf"\b{_BAIT_EN}\b.{{0,50}}\b{_TAKEN_EN}\b|\b{_TAKEN_EN}\b.{{0,50}}\b{_BAIT_EN}\b|\bhoney ?pot\b"
    r"|\b(?:tokens?|nfts?|coins?)\b.{0,24}\b(?:never (?:bought|asked|ordered)|didn'?t (?:buy|ask)"
    r"|from nowhere|out of nowhere|not mine)\b"
    r"|\b(?:reward|eligible|prize|bonus)\b.{0,40}\b(?:connect|sign|claim)\b|\bconnect and sign\b"
    r"|\b(?:visit|go to)\b.{0,16}\b(?:site|website|link)\b.{0,16}\b(?:redeem|claim|exchange|swap)\b"
    r"|\btoken\b.{0,20}\b(?:website|web address|url|link)\b.{0,12}\bname\b"
)
_HIJACKED_ZH = "|".join(
    (
        r"多签|多重签名|签名(?:权重)?(?:不足|不够)|(?:对方|别人|另一个人|他人).{0,4}签名|(?:两|2|二"
        r"|多|几|三|3)个?人?(?:的)?签名|owner.{0,8}(?:变|改|别人|不是)",
        r"权限.{0,8}(?:被|改|变|没了|没有了|丢|移|控制|别人|他人|陌生|不是我|不足|异常|错误|换|夺|更新)",
        r"权限.{0,6}(?:多了?|出现|有).{0,8}(?:地址|人|账户|key)|(?:改|畀人改).{0,2}权限",
        r"(?:被|改|没有?|别人|他人|陌生人|控制|失去|丢|夺|换).{0,6}权限",
    )
)
_HIJACKED_EN = "|".join(
    (
        r"\bmulti[- ]?sig\w*|\bhijack\w*|\b(?:two|2|multiple|another|second|extra|more) signatures?\b",
        r"\bpermissions?\b.{0,40}\b(?:chang\w*|modif\w*|tak\w+|took|stranger|someone|mine|error"
        r"|unknown|replaced|alter\w*"
        r"|another|else|lost|gone|hacker|update[d]?)\b",
        r"\b(?:changed?|changing|took|lost|modified|replaced|altered|took over|no"
        r"|without)\b.{0,20}\b(?:owner|active|account|tron)?"
        r" ?permissions?\b",
        r"\b(?:someone|somebody|stranger|hacker|they|he)\b.{0,16}\b(?:added|controls?|control of"
        r"|took over|took control|taken over)\b",
        r"\b(?:other|another|strange|unknown|different|some) (?:\w+ )?address\b.{0,24}\b(?:owner"
        r"|control\w*|listed|permission)\b|\bowner\b.{0,16}\b(?:not|isn'?t) mine\b",
        r"\b(?:two|2) people\b.{0,12}\bsign\b",
        r"\b(?:added|unknown|strange|another|other) (?:\w+ )?(?:key|owner|signer|co-?signer)s?\b",
    )
)
_OF_DEVICE = re.compile(  # what a phone asks leave for, not what a chain grants
    r"(?:相机|摄像头|相册|照片|存储|通知|定位|位置|蓝牙|麦克风|文件|悬浮窗|指纹|系统"
    r"|手机)(?:的)?权限|权限.{0,4}(?:相机|通知|蓝牙|存储)"
    r"|\b(?:camera|photos?|storage|notifications?|location|bluetooth|microphone|file) permissions?\b"
    r"|\bpermissions?\b.{0,12}\b(?:camera|photos|notifications?|bluetooth|storage)\b"
)


class Trap(StrEnum):
    """By the id of its topic."""

    HIJACKED = "multisig-hijack"
    FAKE_APP = "fake-app"
    AIRDROP = "airdrop-scam"


_NETS = (
    (Trap.HIJACKED, Net(f"{_HIJACKED_ZH}|{_HIJACKED_EN}")),
    (Trap.AIRDROP, Net(f"{_AIRDROP_ZH}|{_AIRDROP_EN}")),
    (Trap.FAKE_APP, Net(f"{_FAKE_APP_ZH}|{_FAKE_APP_EN}")),
)


def trap_in(said: str) -> Trap | None:
    """``said``: made plain. Whether it is asked in general is for the caller to tell."""
    kept = _OF_DEVICE.sub(" ", said)
    return next((trap for trap, net in _NETS if net.search(kept)), None)
