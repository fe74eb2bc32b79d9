"""A text made plain for comparison, with the place where each of its characters stood."""

import re
from dataclasses import dataclass

from walletdesk.safety.folding import fold

# One sign for one sign: enough to read the words of the rules in either script.
_TRADITIONAL = str.maketrans(
    "詞記鑰給發驗證錢轉帳備載裝刪數據錄繳費凍鎖連結簽遠協螢聯絡係請別騙對說讓還過會時間應關開擊點鏈網頁輸馬個們這裡從為動後無須貼張圖傳資產幣進測試確認復廠設並員專幫誰絕歸賬筆額團隊視頻訊軟體檔覽稅質觀碼註報訴寫將來實麼嗎沒處機號釋鑽標導軌賠償撤銷補級閉斷舊內賣丟並擔問題單獨紙麥",
    "词记钥给发验证钱转账备载装删数据录缴费冻锁连结签远协萤联络系请别骗对说让还过会时间应关开击点链网页输马个们这里从为动后无须贴张图传资产币进测试确认复厂设并员专帮谁绝归账笔额团队视频讯软体档览税质观码注报诉写将来实么吗没处机号释钻标导轨赔偿撤销补级闭断旧内卖丢并担问题单独纸麦",
)
_SIGNS = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u3000": " ", "\t": " "})
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
_BLANKS = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Plain:
    """``places[i]`` is from where to where ``text[i]`` stood."""

    text: str
    places: list[tuple[int, int]]

    def spot(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start][0], self.places[end - 1][1]


def plain(text: str) -> Plain:
    """Small letters, one script, one kind of apostrophe, and no blanks between Chinese signs."""
    folded, places = fold(text)
    small = "".join([letter.lower() if len(letter.lower()) == 1 else letter for letter in folded])
    small = small.translate(_TRADITIONAL).translate(_SIGNS)
    gone = {i for found in _HAN_GAP.finditer(small) for i in range(*found.span())}
    gone |= {i for found in _BLANKS.finditer(small) for i in range(found.start() + 1, found.end())}
    if not gone:
        return Plain(small, places)
    kept = [i for i in range(len(small)) if i not in gone]
    return Plain("".join([small[i] for i in kept]), [places[i] for i in kept])
