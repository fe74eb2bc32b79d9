"""Has somebody let the recovery phrase or a key out of their hands? Told as done; no question, no refusal.

Whoever tells of it is in danger before anything is missing, so no word of theft is needed.
"""

import re
from typing import Final

MOST: Final = 1_500  # letters: each place is looked at with what stands around it

_PHRASE_ZH = (
    "(?:助记[词码]|[注住]记词|私[钥匙锁]|密[匙钥]|种子词|恢复短语|keystore"
    "|(?:12|24|十二|二十四)个?(?:单词|词|字)|单词)"
)
_SPOKEN_ZH = "(?:给|告诉|告知|说|报|念|读|发|交|提供|透露|截图|截屏|拍照|拍)"
_TYPED_ZH = "(?:输入|输|填写|填|粘贴|敲)"
_THEM_ZH = "(?:客服|对方|骗子|别人|人家|他们?|她们?|它|那个?人|群|网站|网页|网址|链接)"
_DONE_ZH = f"(?:了|过去|出去|完|过|给了?{_THEM_ZH}|到{_THEM_ZH}|到.{{0,4}}(?:网站|网页|群|链接))"
_ACT_ZH = f"(?P<act>{_SPOKEN_ZH}|{_TYPED_ZH})(?P<rest>[^,.!?;。，！？；\n]{{0,9}}?{_DONE_ZH})"
_GIVEN_ZH = re.compile(f"(?=(?P<said>{_PHRASE_ZH}.{{0,14}}?{_ACT_ZH}))")
_GAVE_ZH = re.compile(f"(?=(?P<said>{_ACT_ZH}[^,.!?;。，！？；\n]{{0,8}}?{_PHRASE_ZH}))")
_NOT_ZH = re.compile(
    r"(?:没有?|未曾?|(?<!要)不(?!小心|知道|懂|该|应该)|别|勿|拒绝)(?:敢|想|会|能|要|肯|有|再|随便|轻易){0,3}"
    rf"(?:(?:把|将|给|跟|向|对)?(?:我的?|{_THEM_ZH}|任何人|谁|{_PHRASE_ZH}))*$"
)
_MAYBE_ZH = re.compile(
    r"(?:如果|假如|要是|要不要|该不该|能不能|可不可以|应不应该|是不是[要该得]|需不需要)[^,.;。，；]*$"
)
_ASKED_ZH = re.compile(r"(?:可以|能|应该|需要|必须|想|打算|准备|让我?|叫我?|要我|要求我?|得)[^,.;。，；我]*$")
_TO_ME_ZH = re.compile(r"^[^,.;。，；]{0,5}(?:给我|告诉我|[你您](?!们))|^了?我(?!的)")
_FROM_APP_ZH = re.compile(r"(?:钱包|应用|软件|系统|app)(?:会|就|只|都|里)?$")
_OWN_WALLET_ZH = re.compile(
    "错|无效|不对|不正确|不匹配|恢复|导入|找回|新手机|换手机|重装|地址不一样|余额|是空|空的|没有?币|没有?钱"
    "|不显示|顺序|校验|下一步|点不了"
)
_ELSEWHERE_ZH = re.compile(f"{_THEM_ZH}|页面|陌生|假|机器人|表|空投|dapp")
_STOPPED = re.compile(  # the widget's own words, for whoever asks for a person after it
    "(?:机密|助记词|私钥).{0,8}被拦下|(?:secret|recovery phrase|private key).{0,16} was stopped"
)
_SPLIT_ZH = re.compile("[,.!?;:。，！？；：\n]")

_PHRASE_EN = (
    r"(?:(?:seed|recovery|recovry|secret|backup|mnemonic|wallet) ?"
    r"(?:phrases?|phase|frase|pharse|phrse|words?|keys?)"
    r"|seedphrase|mnemonics?|seeds?|priv(?:ate)? ?keys?|phrases?|keystore"
    r"|(?:12|24|twelve|my|the|secret) words|my keys?)"
)
_SPOKEN_EN = (
    r"(?:gave|gived|given|told|sent|showed|shown|shared|read out|provided|handed|revealed|dictated|leaked)"
)
_TYPED_EN = r"(?:typed|entered|put|filled|pasted|submitted|wrote|uploaded)"
_ANY_EN = (
    f"(?P<act>{_SPOKEN_EN}|{_TYPED_EN}"
    "|(?<=i )(?:already |just )?(?:give|tell|send|show|type|enter)"
    "|(?<=made me )(?:give|tell|send|show|type|enter))"
)
_GAVE_EN = re.compile(rf"(?=\b(?P<said>{_ANY_EN}\b[^,.!?;\n]{{0,24}}?\b{_PHRASE_EN})\b)")
_GIVEN_EN = re.compile(
    rf"(?=\b(?P<said>{_PHRASE_EN}\b.{{0,24}}?\b(?:i|we|and|so|then|was|were) "
    rf"(?:have |had |already |just |then |did |even )?(?P<act>{_SPOKEN_EN}|{_TYPED_EN})\b))"
)
_NOT_EN = re.compile(
    r"(?:\bnot|n't|\bnt|\b(?:dont|didnt|havent|hasnt|wont|never|nobody|without|refused|refuse))"
    r"(?: (?:ever|yet|been|have|to|i|really|even))*\s*$"
)
_MAYBE_EN = re.compile(
    r"\b(?:(?<!i )(?:should|shall|can|could|may|must|would|will|do|does|did)(?: (?:i|we|you|they|he|anyone))?"
    r"|(?:if|unless)(?: (?:i|we|you|someone|anyone))?(?: (?:have|had|ever|already|just|accidentally))?"
    r"|(?:have|need|want|going|ask(?:s|ed|ing)?(?: for)?(?: me)?) to)"
    r"(?: (?:even|ever|really|just|i))* *$"
)
_TO_ME_EN = re.compile(
    r"^\w+ (?:me|us|you)\b|^\w+ (?:down|on paper)\b|^(?:told|asked)\b[^,.;]{0,14}\bto\b"
    r"|^wrote\b(?!.*\b(?:him|her|them|site)\b)"
)
_NOT_ME_EN = re.compile(
    r"\b(?:app|wallet|it|he|she|they|someone|somebody|guy|agent|support) (?:has |just )?$"
)
_OWN_WALLET_EN = re.compile(
    r"\b(?:invalid|wrong|incorrect|restor\w*|import\w*|recover\w* (?:my|the) wallet|new phone|reinstall\w*"
    r"|error|zero|empty|different address|not accepted|(?:the|my|your|this) (?:app|wallet))\b|correctly"
)
_ELSEWHERE_EN = re.compile(
    r"\b(?:site|website|page|web|link|form|dapp|bot|telegram|whatsapp|discord|chat|them|him|her|someone|somebody"
    r"|support|agent|stranger|google|airdrop|fake|scam\w*)\b"
)


def gave_secret(said: str) -> bool:
    """Of text made ``plain``: the phrase or key was given, told, sent, shown, or typed somewhere else."""
    said = said[:MOST]
    if _STOPPED.search(said):
        return True
    return any(
        _is_done_zh(said, found) for rule in (_GIVEN_ZH, _GAVE_ZH) for found in rule.finditer(said)
    ) or any(_is_done_en(said, found) for rule in (_GAVE_EN, _GIVEN_EN) for found in rule.finditer(said))


def _is_done_zh(said: str, found: re.Match[str]) -> bool:
    act = found.start("act")
    before, tail = _SPLIT_ZH.split(said[:act])[-1], said[found.end("act") : found.end("act") + 16]
    whole = _SPLIT_ZH.split(said[: found.start("said")])[-1]
    if _NOT_ZH.search(before) or _NOT_ZH.search(whole) or _MAYBE_ZH.search(before):
        return False
    if _TO_ME_ZH.search(tail) or _FROM_APP_ZH.search(before):
        return False
    if _ASKED_ZH.search(before) and not re.search("[了过]", _SPLIT_ZH.split(tail)[0]):
        return False
    if re.match(_TYPED_ZH, found["act"]):
        return bool(_ELSEWHERE_ZH.search(said)) or not _OWN_WALLET_ZH.search(said)
    return True


def _is_done_en(said: str, found: re.Match[str]) -> bool:
    act = found.start("act")
    before = re.split(r"[,.!?;\n]", said[:act])[-1]
    if _NOT_EN.search(before) or _MAYBE_EN.search(before) or _NOT_ME_EN.search(before):
        return False
    if _TO_ME_EN.search(said[act:]):
        return False
    if re.match(_TYPED_EN, found["act"]):
        return bool(_ELSEWHERE_EN.search(said)) or not _OWN_WALLET_EN.search(said)
    return True
