"""The transcript that somebody downloaded, opened from a disk."""

from pathlib import Path

import pytest

from tests.support.browser import Look, PageMaker, axe, pairs, picture
from walletdesk.conversations.transcript_page import Line, page

TITLES = {"zh-CN": "对话记录", "en": "Your conversation"}
TALKS = {
    "zh-CN": (
        Line(
            "2026 年 11 月 22 日（周日）09:00（北京时间）",
            "您",
            "转了 100 USDT，两个小时了还没到。\n急。",
            "own",
        ),
        Line("09:01", "机器人", "先停一下，别再操作。把看到的告诉我，一步一步来。", "ours"),
        Line("09:02", "系统", "已转人工。", "event"),
        Line("09:04", "客服小周", f"前面的内容我都看过了。\n交易哈希：0x{'9f' * 32}", "ours"),
    ),
    "en": (
        Line(
            "Sun 22 Nov 2026, 09:00 (Beijing time)",
            "You",
            "I sent 100 USDT two hours ago.\nNothing came.",
            "own",
        ),
        Line("09:01", "Bot", "Pause here and don't do anything else yet.", "ours"),
        Line("09:02", "System", "A person was asked for.", "event"),
        Line("09:04", "Ann", f"I've read everything above.\nTransaction ID: 0x{'9f' * 32}", "ours"),
    ),
}
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
GROUNDS = {"light": "rgb(242, 245, 243)", "dark": "rgb(13, 20, 18)"}
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize("look", pairs())
async def test_it_reads_well_wherever_it_is_opened(page_maker: PageMaker, tmp_path: Path, look: Look) -> None:
    file = tmp_path / "conversation.html"
    file.write_bytes(page(look.locale, TITLES[look.locale], TALKS[look.locale]))
    page_maker.allow("asked the outside world: file:.*/conversation.html$")
    opened = await page_maker(look)
    await opened.goto(file.as_uri())
    await picture(opened, f"transcript-{'-'.join(look)}")
    assert await axe(opened) == []
    assert await opened.evaluate(SIDEWAYS) is False
    assert await opened.evaluate(GROUND) == GROUNDS[look.scheme]
