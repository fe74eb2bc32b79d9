"""What the bot promises, with its memory in any storage. A subclass brings the fixture ``bot``."""

import json
from dataclasses import replace

import pytest

from tests.support.assistant import ARTICLES, STOLEN, Bot, closed_until_monday, heard
from walletdesk.assistant import Promise
from walletdesk.assistant.model import sentences as s
from walletdesk.conversations import Ask, Form, Priority, Status


def reason(bot: Bot) -> str:
    return bot.talk.requests[0][0] if bot.talk.requests else ""


def packet_of(bot: Bot) -> dict[str, object]:
    told: dict[str, object] = json.loads(bot.talk.requests[0][2] or "{}")
    return told


class AnswerPromises:
    async def test_the_first_message_says_that_it_is_a_bot(self, bot: Bot) -> None:
        first, second = await bot.hears("my tx is pending"), await bot.hears("still pending")
        assert "support bot, not a person" in first
        assert "support bot, not a person" not in second

    async def test_an_answer_is_the_article_with_its_source_and_a_question(self, bot: Bot) -> None:
        said = await bot.hears("my tx is pending")
        assert "[text of tx-pending]" in said
        assert s.DID_THIS_HELP in said
        assert bot.last.source is not None
        assert (bot.last.source.id, bot.last.source.url) == ("tx-pending", "/help/tx-pending")
        assert bot.buttons == ["solved", "not_solved", "person"]

    async def test_close_topics_are_offered_and_not_guessed(self, bot: Bot) -> None:
        said = await bot.hears("something close")
        assert s.WHICH_ONE in said
        assert "[text of" not in said
        assert bot.buttons == ["topic:tx-pending", "topic:token-not-shown", "none", "person"]

    @pytest.mark.parametrize(
        "tap", ["Title of token-not-shown", "2", "2.", "②", " title of TOKEN-not-shown "]
    )
    async def test_a_choice_is_taken_by_its_words_or_its_number(self, bot: Bot, tap: str) -> None:
        await bot.hears("something close")
        assert "[text of token-not-shown]" in await bot.hears(tap)

    @pytest.mark.parametrize(
        "tap", ["２", "第二个", "选第二个", "two", "the second one", "我要2", "option 2"]
    )
    async def test_a_number_may_be_said_in_many_ways(self, bot: Bot, tap: str) -> None:
        await bot.hears("something close")
        assert "[text of token-not-shown]" in await bot.hears(tap)

    async def test_where_nothing_can_be_tapped_the_choices_have_numbers(self, bot: Bot) -> None:
        said = await bot.hears("something close", channel="email")
        lines = said.splitlines()
        assert f"«{s.WITH_A_NUMBER}»" in lines
        assert lines[-4:-2] == ["1. Title of tx-pending", "2. Title of token-not-shown"]
        assert "[text of tx-pending]" in await bot.hears("1", channel="email")
        assert s.WITH_A_NUMBER not in await bot.hears("something close")

    async def test_what_did_not_help_leads_to_what_else_was_close(self, bot: Bot) -> None:
        await bot.hears("something close on tron")
        await bot.hears("2")
        said = await bot.hears(bot.label("not_solved"))
        assert s.ONE_OF_THESE in said
        assert bot.buttons == ["topic:tx-pending", "none", "person"]

    async def test_each_fact_is_asked_for_once_and_reaches_the_person(self, bot: Bot) -> None:
        tx = "0x" + "cd" * 32
        await bot.hears("my tx is pending")
        await bot.hears(bot.label("not_solved"))
        said = await bot.hears(tx)
        assert s.NOTED_WITH_THE_REST in said
        asked = bot.last.form
        assert asked == Form(kind=Ask.CHAIN, name=f"«{s.NETWORK}»")
        assert s.BRING_A_PERSON in await bot.hears("TRC20")
        assert bot.last.form is None
        await bot.hears("human")
        assert packet_of(bot)["facts"] == {"ids": [tx], "chain": "TRON"}

    async def test_a_fact_can_be_skipped(self, bot: Bot) -> None:
        await bot.hears("my tx is pending")
        await bot.hears(bot.label("not_solved"))
        await bot.hears(bot.label("person"))
        assert reason(bot) == "asked"

    async def test_a_greeting_is_answered_with_what_people_ask_most(self, bot: Bot) -> None:
        said = await bot.hears("hello")
        assert "Hello, I'm Sample Wallet's support bot" in said
        assert s.NO_SECRETS in said
        assert bot.buttons == ["topic:tx-pending", "topic:stolen-funds", "topic:scam-fake-support", "person"]

    async def test_solved_ends_it_and_writing_again_begins_anew(self, bot: Bot) -> None:
        await bot.hears("my tx is pending")
        assert s.GLAD in await bot.hears(bot.label("solved"))
        assert bot.talk.head.status is Status.RESOLVED
        bot.talk.head.status = Status.OPEN
        assert "[text of tx-pending]" in await bot.hears("pending again")

    async def test_the_library_is_asked_in_the_language_that_is_written(self, bot: Bot) -> None:
        await bot.hears("我的交易 pending 了怎么办", locale="en")
        await bot.hears("usdt", locale="zh-TW")
        assert [locale for _, locale in bot.library.asked[:2]] == ["zh-CN", "zh-CN"]

    @pytest.mark.parametrize("thanks", ["thanks", "ok thank you very much", "好的谢谢", "嗯嗯知道了"])
    async def test_thanks_are_taken_and_no_miss(self, bot: Bot, thanks: str) -> None:
        await bot.hears("my tx is pending")
        for _ in range(3):
            assert s.GLAD in await bot.hears(thanks)
        assert bot.talk.requests == []

    @pytest.mark.parametrize("words", ["解决了", "Solved."])
    async def test_solved_is_understood_unasked(self, bot: Bot, words: str) -> None:
        await bot.hears("qwerty asdf")
        assert s.GLAD in await bot.hears(words)
        assert bot.talk.head.status is Status.RESOLVED

    async def test_a_second_short_cry_is_read_with_the_question_before_it(self, bot: Bot) -> None:
        await bot.hears("something close")
        await bot.hears("hello?? its been hours")
        assert bot.buttons[-4:] == ["topic:tx-pending", "topic:token-not-shown", "none", "person"]
        assert bot.library.asked[-1][0] == "something close hello?? its been hours"

    async def test_a_long_second_message_stands_alone(self, bot: Bot) -> None:
        await bot.hears("something close")
        assert await bot.hears("qwerty asdf " * 10)
        assert "close" not in bot.library.asked[-1][0]

    async def test_offering_a_secret_is_refused(self, bot: Bot) -> None:
        assert s.DONT_SEND in await bot.hears("我把助记词发给你，你帮我看看")
        assert bot.talk.requests == []


class HandoffPromises:
    async def test_asking_for_a_person_is_enough(self, bot: Bot) -> None:
        said = await bot.hears("human pls")
        assert s.HANDING_OVER in said
        assert reason(bot) == "asked"
        assert bot.talk.head.status is Status.WAITING_FOR_AGENT

    async def test_one_miss_offers_a_person_and_two_bring_one(self, bot: Bot) -> None:
        first = await bot.hears("qwerty asdf")
        assert s.NO_ANSWER in first
        assert bot.buttons == ["person", "message", "other_words"]
        assert bot.talk.requests == []
        await bot.hears("uiop hjkl")
        assert reason(bot) == "misses"

    @pytest.mark.parametrize("taps", [["not_solved"], ["none"]], ids=["not solved", "none of these"])
    async def test_what_did_not_help_counts_as_a_miss(self, bot: Bot, taps: list[str]) -> None:
        await bot.hears("my tx is pending" if taps == ["not_solved"] else "something close")
        await bot.hears(bot.label(taps[0]))
        assert bot.talk.requests == []
        await bot.hears("qwerty asdf")
        assert reason(bot) == "misses"

    async def test_trying_other_words_is_not_a_miss(self, bot: Bot) -> None:
        await bot.hears("qwerty asdf")
        assert s.OTHER_WORDS in await bot.hears(bot.label("other_words"))
        assert "[text of tx-pending]" in await bot.hears("it is pending")

    async def test_files_alone_are_not_pretended_to_be_read(self, bot: Bot) -> None:
        assert s.NO_FILES in await bot.hears("", files=True)
        await bot.hears("", files=True)
        assert reason(bot) == "misses"

    async def test_an_id_alone_is_kept_for_the_person(self, bot: Bot) -> None:
        tx = "0x" + "ab" * 32
        assert s.NOTED in await bot.hears(tx)
        await bot.hears("human")
        assert packet_of(bot)["facts"] == {"ids": [tx]}

    async def test_the_packet_spares_the_contact_every_question(self, bot: Bot) -> None:
        await bot.hears("my tx is pending")
        await bot.hears(bot.label("not_solved"))
        await bot.hears("talk to a person")
        told = packet_of(bot)
        assert told["said"] == ["my tx is pending"]
        assert told["articles"] == [{"id": "tx-pending", "title": "Title of tx-pending"}]
        assert told["choices"] == ["«Not solved»"]
        assert (told["category"], told["locale"], told["reason"]) == ("transfers", "en", "asked")
        assert bot.talk.requests[0][1] == "funds"

    async def test_what_was_asked_in_a_form_is_known_and_is_no_question(self, bot: Bot) -> None:
        tx = "0x" + "ab" * 32
        bot.talk.head.answers = json.dumps([{"id": "tx", "value": tx}])
        await bot.hears(f"my tx is pending\nTransaction ID: {tx}")
        assert bot.library.asked == [("my tx is pending", "en")]
        await bot.hears(bot.label("not_solved"))
        assert bot.last.form == Form(kind=Ask.CHAIN, name=f"«{s.NETWORK}»")  # the ID is there already
        await bot.hears("human")
        told = packet_of(bot)
        assert list(told)[1] == "answers"
        assert (told["answers"], told["said"]) == ([{"id": "tx", "value": tx}], ["my tx is pending"])
        assert told["facts"] == {"ids": [tx]}

    async def test_the_id_of_a_transfer_is_asked_for_in_a_field(self, bot: Bot) -> None:
        await bot.hears("my tx is pending")
        said = await bot.hears(bot.label("not_solved"))
        assert s.ADD_THE_ID in said
        assert s.BRING_A_PERSON not in said  # one thing is asked at a time
        assert bot.last.form == Form(kind=Ask.TX, name=f"«{s.TRANSACTION_ID}»")
        assert "person" in bot.buttons

    async def test_what_is_filled_into_a_form_is_no_question(self, bot: Bot) -> None:
        await bot.hears("my tx is pending")
        await bot.hears(bot.label("not_solved"))
        asked = len(bot.library.asked)
        assert s.NOTED_WITH_THE_REST in await bot.hears("my tx is pending", fills=True)
        assert len(bot.library.asked) == asked
        assert s.NOTED_WITH_THE_REST in await bot.hears("huobi chain", fills=True)
        assert s.URGENT in await bot.hears("someone stole all my coins", fills=True)
        assert "huobi chain" in str(packet_of(bot)["facts"])

    async def test_asked_whether_it_is_us_it_says_how_to_see_for_oneself(self, bot: Bot) -> None:
        for text in ("Are you the real support?", "你们是官方客服吗？"):
            said = await bot.hears(text)
            assert s.CHECK_US in said
            assert s.URGENT not in said
            assert bot.buttons == ["at_risk", "person"]
        assert bot.talk.requests == []
        assert s.URGENT in await bot.hears(bot.label("at_risk"))

    async def test_of_anybody_else_it_stays_danger(self, bot: Bot) -> None:
        for text in ("are you the real support? he wants my phrase", "有人加我微信说你们是官方客服"):
            assert s.CHECK_US not in await bot.hears(text)

    async def test_after_a_person_was_asked_for_the_bot_is_silent(self, bot: Bot) -> None:
        await bot.hears("human")
        assert await bot.hears("my tx is pending") == ""
        assert await bot.hears("hello") == ""

    async def test_after_a_person_was_asked_for_the_bot_does_nothing_at_all(self, bot: Bot) -> None:
        bot.around.promise = closed_until_monday()
        await bot.hears("human")
        await bot.hears("human")
        await bot.hears("pending")
        assert len(bot.around.opened) == 1
        assert bot.library.asked == []

    async def test_a_person_asked_for_while_the_bot_was_thinking_silences_it(self, bot: Bot) -> None:
        class SlowLibrary(type(bot.library)):  # type: ignore[misc]
            async def best_answer(self, question: str, locale: str) -> object:
                bot.talk.head.status = Status.WAITING_FOR_AGENT
                return await super().best_answer(question, locale)

        bot.library.__class__ = SlowLibrary
        assert await bot.hears("my tx is pending") == ""
        assert bot.talk.said == {}


class DangerPromises:
    @pytest.mark.parametrize("text", ["我的币被盗了", "someone stole my usdt", "币被盗了，转人工"])
    async def test_theft_gets_safe_steps_and_a_person_at_once(self, bot: Bot, text: str) -> None:
        said = await bot.hears(text)
        assert (
            said.index(s.URGENT) < said.index(s.HANG_UP) < said.index(STOLEN.text) < said.index(s.SECOND_SCAM)
        )
        assert reason(bot) == "risk"
        assert bot.talk.head.priority is Priority.SECURITY
        assert bot.talk.requests[0][1] == "risk"
        assert packet_of(bot)["risk"] is True

    async def test_what_the_article_says_itself_is_not_said_twice(
        self, bot: Bot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = replace(STOLEN, text=f"«{s.HANG_UP}» Then move what is left.")
        monkeypatch.setitem(ARTICLES, "stolen-funds", whole)
        said = await bot.hears("i got drained")
        assert said.count(s.HANG_UP) == 1
        assert said.count(s.SECOND_SCAM) == 1

    async def test_in_danger_nobody_is_asked_whether_it_helped(self, bot: Bot) -> None:
        said = await bot.hears("i got drained")
        assert s.DID_THIS_HELP not in said
        assert bot.last.choices == ()
        assert said.lstrip("«").startswith("I'm Sample Wallet's support bot, not a person.")

    async def test_an_article_of_the_risk_route_brings_a_person_too(self, bot: Bot) -> None:
        await bot.hears("an official caller makes me sign with him on the line, is that risky")
        assert reason(bot) == "risk"

    async def test_a_ranking_cries_no_danger_that_nobody_named(self, bot: Bot) -> None:
        await bot.hears("something risky")
        assert bot.buttons == ["topic:token-not-shown", "topic:scam-fake-support", "none", "person"]
        assert bot.talk.requests == []

    async def test_what_may_be_danger_brings_a_person_and_no_answer(self, bot: Bot) -> None:
        said = await bot.hears("something close, my coins get fewer every day")
        assert s.MAYBE_AT_RISK in said
        assert s.UNTIL_THEN in said
        assert "[text of" not in said
        assert bot.last.source is not None
        assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.HIGH)

    async def test_the_menu_leads_to_a_person_in_danger(self, bot: Bot) -> None:
        await bot.hears("hello")
        await bot.hears(bot.label("topic:scam-fake-support"))
        assert reason(bot) == "risk"

    async def test_a_life_is_worth_more_than_money(self, bot: Bot) -> None:
        said = await bot.hears("钱都没了我真的想死")
        assert s.YOUR_SAFETY in said
        assert "[text of" not in said
        assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.SECURITY)


class AfterHoursPromises:
    async def test_people_are_said_to_be_back_at_a_day_and_an_hour(self, bot: Bot) -> None:
        bot.around.promise = closed_until_monday()
        said = await bot.hears("human")
        assert "Our people are back at Mon 23 Nov 01:00 Asia/Shanghai." in said
        assert "Your message is stored under WD-7." in said
        assert "You'll have a reply by Mon 23 Nov 01:00 Asia/Shanghai." in said
        assert s.ADD_MORE in said

    async def test_it_is_queued_all_the_same(self, bot: Bot) -> None:
        bot.around.promise = closed_until_monday()
        await bot.hears("human")
        assert reason(bot) == "asked"
        assert len(bot.around.opened) == 1

    async def test_what_is_not_known_is_said_to_be_unknown(self, bot: Bot) -> None:
        bot.around.promise = Promise(is_open=False)
        said = await bot.hears("human")
        assert s.BACK_UNKNOWN in said
        assert s.WAIT_UNKNOWN in said
        assert "{" not in said

    async def test_the_bot_answers_at_any_hour(self, bot: Bot) -> None:
        bot.around.promise = closed_until_monday()
        assert "[text of tx-pending]" in await bot.hears("my tx is pending")
        assert bot.around.opened == []

    async def test_a_message_can_be_left_while_people_are_there(self, bot: Bot) -> None:
        await bot.hears("qwerty asdf")
        said = await bot.hears(bot.label("message"))
        assert "Your message is stored under WD-7." in said
        assert reason(bot) == "message"

    async def test_theft_after_hours_is_urgent_and_honest(self, bot: Bot) -> None:
        bot.around.promise = closed_until_monday()
        said = await bot.hears("i got drained")
        assert s.URGENT in said
        assert "back at Mon 23 Nov" in said
        assert bot.around.opened[0].priority is Priority.SECURITY


class RepeatPromises:
    async def test_the_same_message_twice_gets_one_answer(self, bot: Bot) -> None:
        assert await bot.hears("my tx is pending")
        assert await bot.again("my tx is pending") == ""
        assert len(bot.talk.said) == 1

    async def test_one_miss_delivered_twice_is_one_miss(self, bot: Bot) -> None:
        await bot.hears("qwerty asdf")
        await bot.again("qwerty asdf")
        assert bot.talk.requests == []

    async def test_a_crash_after_the_answer_repeats_nothing_and_forgets_nothing(self, bot: Bot) -> None:
        bot.talk.fails_to_request = 1
        with pytest.raises(OSError, match="no connection"):
            await bot.hears("human")
        await bot.again("human")
        assert len(bot.talk.said) == 1
        assert reason(bot) == "asked"

    async def test_an_older_message_that_arrives_late_is_let_be(self, bot: Bot) -> None:
        await bot.hears("hello")
        await bot.hears("my tx is pending")
        await bot.assistant.consider(heard("hello", 1))
        assert len(bot.talk.said) == 2

    async def test_a_conversation_nobody_knows_is_let_be(self, bot: Bot) -> None:
        bot.talk.head.status = Status.CLOSED
        assert await bot.hears("my tx is pending") == ""


class AssistantPromises(AnswerPromises, HandoffPromises, DangerPromises, AfterHoursPromises, RepeatPromises):
    """All of them."""
