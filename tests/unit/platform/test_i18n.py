"""Words in the reader's language."""

from datetime import UTC, datetime

import pytest

from walletdesk.platform.i18n import knows, negotiate, translate, when

SUNDAY = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("zh-Hant-HK;q=0.4, en-GB;q=0.5", "en"),
        ("en;q=0, zh;q=0.1", "zh-CN"),
        ("fr-FR, de", "en"),
        ("*", "en"),
        ("", "en"),
        ("zh;q=", "en"),
        (",;q=1,,;;,zh;q=0.3;x=y", "en"),
    ],
)
def test_the_browsers_languages_choose_by_weight(header: str, locale: str) -> None:
    assert negotiate(None, header) == locale


def test_a_language_asked_for_by_name_wins_over_the_browser() -> None:
    assert negotiate("zh_CN", "en") == "zh-CN"


def test_a_name_we_do_not_have_falls_back_to_the_browser_and_then_to_the_installation() -> None:
    assert negotiate("xx", "zh") == "zh-CN"
    assert negotiate("xx", "yy", default="zh-CN") == "zh-CN"


def test_a_sentence_is_said_in_the_readers_language_with_its_fields_filled() -> None:
    msgid = "Too many attempts. Try again in {retry_after} seconds."
    assert translate("zh-CN", msgid, retry_after=30) == "次数太多了。30 秒后再试。"
    assert translate("en", msgid, retry_after=30) == "Too many attempts. Try again in 30 seconds."


def test_chinese_and_what_fills_it_are_kept_apart_where_they_would_touch() -> None:
    msgid = "{app} help"
    assert translate("zh-CN", msgid, app="Sample Wallet") == "Sample Wallet 帮助中心"
    assert translate("zh-CN", msgid, app="示例钱包") == "示例钱包帮助中心"
    assert translate("zh-CN", "I'm {app}'s support bot, not a person.", app="X1").startswith("我是 X1 的客服")
    by = "A person answers by {reply_by}."
    assert translate("zh-CN", by, reply_by="16:28") == "最晚 16:28 有人回复。"
    assert translate("zh-CN", by, reply_by="16:28（北京时间）") == "最晚 16:28（北京时间）有人回复。"


def test_a_sentence_that_nobody_translated_stays_english() -> None:
    assert translate("zh-CN", "Nobody wrote {what}.", what="this") == "Nobody wrote this."
    assert not knows("Nobody wrote {what}.")


def test_a_value_cannot_reach_into_objects_or_fields() -> None:
    assert (
        translate("en", "{name} {missing}", name="{0.__class__} {name}") == "{0.__class__} {name} {missing}"
    )


def test_times_carry_weekday_and_zone_in_both_languages() -> None:
    assert when("zh-CN", SUNDAY, "Asia/Shanghai") == "11 月 22 日（周日）09:00（北京时间）"
    assert when("en", SUNDAY, "Asia/Shanghai") == "Sun 22 Nov, 09:00 (Beijing time)"


def test_the_year_is_said_only_when_it_is_another_one() -> None:
    next_year = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
    assert when("en", next_year, "Asia/Shanghai", now=SUNDAY) == "Mon 4 Jan 2027, 09:00 (Beijing time)"
    assert when("zh-CN", next_year, "UTC", now=SUNDAY) == "2027 年 1 月 4 日（周一）01:00（协调世界时）"


def test_other_zones_are_named_by_their_city() -> None:
    assert when("zh-CN", SUNDAY, "Asia/Tokyo").endswith("10:00（东京时间）")
    assert when("en", SUNDAY, "America/New_York") == "Sat 21 Nov, 20:00 (New York time)"
