"""Different spellings of one word made the same before texts are compared: scripts, homophones, short forms.

Only what people write every day in this trade; a table that a lead edits comes with the answer engine.
"""

import re

_SCRIPTS = (  # traditional, simplified
    "錢钱 轉转 帳账 賬账 帐账 鏈链 網网 絡络 碼码 復复 導导 備备 嗎吗 個个 們们 麼么 這这 還还 "
    "沒没 冇没 錯错 買买 賣卖 費费 續续 價价 漲涨 關关 閉闭 開开 啟启 號号 際际 據据 單单 資资 "
    "產产 顯显 餘余 額额 確确 認认 選选 擇择 擔担 權权 銷销 點点 邊边 識识 釣钓 魚鱼 詐诈 騙骗 "
    "盜盗 竊窃 聯联 繫系 電电 話话 頁页 載载 裝装 銀银 幣币"
)
_CHARACTERS = str.maketrans({pair[0]: pair[1] for pair in _SCRIPTS.split()})
_WORDS = {
    "旷工费": "矿工费",
    "燃料费": "矿工费",
    "油费": "矿工费",
    "受权": "授权",
    "注记词": "助记词",
    "住记词": "助记词",
    "註记词": "助记词",
    "助记码": "助记词",
    "私匙": "私钥",
    "私锁": "私钥",
    "密匙": "私钥",
    "波厂": "波场",
    "动结": "冻结",
    "唔": "不",
    "点算": "怎么办",
    "udst": "usdt",
    "ustd": "usdt",
    "seed phase": "recovery phrase",
    "seed phrase": "recovery phrase",
    "recieve": "receive",
    "adress": "address",
}
_FOUND = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))


def alike(text: str) -> str:
    """The text in the spelling that is compared; not for showing."""
    return _FOUND.sub(lambda match: _WORDS[match[0]], text.lower().translate(_CHARACTERS))
