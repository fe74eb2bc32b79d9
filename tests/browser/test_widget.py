"""The widget's own promises: nothing lost, nothing twice, nothing jumps, nothing secret leaves."""

import pytest
from playwright.async_api import expect

from tests.support.browser import PageMaker, commit, compose
from tests.support.widget import HEX, PHRASE, Widget, until


async def test_nobody_is_known_who_only_looks(widget: Widget) -> None:
    await widget.open()
    assert [asked for asked in widget.server.asked if "config" not in asked] == []


async def test_the_first_sentence_opens_a_conversation(widget: Widget) -> None:
    await widget.open()
    await widget.write("My transfer is pending")
    await expect(widget.messages).to_have_count(1)
    await expect(widget.messages).to_contain_text("Received")
    assert [sent["text"] for sent in widget.server.sent] == ["My transfer is pending"]


async def test_an_answer_says_that_it_is_automatic_and_where_it_comes_from(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "contact", "pending")
    source = {"id": "tx-pending", "title": "A transfer is stuck", "url": "/help/en/tx-pending"}
    await widget.known(id)
    await widget.server.say(id, "bot", "It waits behind an older one.", source=source)
    answer = widget.messages.last
    await expect(answer.locator(".chip")).to_have_text("Automatic answer")
    await expect(answer.get_by_role("link")).to_have_attribute("href", "/help/en/tx-pending")


async def test_a_choice_is_sent_by_one_tap(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "bot", "Which one?", choices=[{"id": "a", "text": "Not arrived"}])
    await widget.known(id)
    await widget.page.get_by_role("button", name="Not arrived").click()
    await expect(widget.messages.last).to_contain_text("Received")
    assert widget.server.sent[-1]["text"] == "Not arrived"
    await expect(widget.page.get_by_role("button", name="Not arrived")).to_have_count(0)


async def test_enter_while_a_word_is_composed_sends_nothing(widget: Widget) -> None:
    await widget.open()
    await widget.field.click()
    await compose(widget.page, "zhuanzhang")
    await widget.page.keyboard.press("Enter")
    assert widget.server.sent == []
    await commit(widget.page, "转账")
    await widget.page.keyboard.press("Enter")
    await expect(widget.messages).to_contain_text("Received")
    assert [sent["text"] for sent in widget.server.sent] == ["转账"]


async def test_shift_enter_begins_a_new_line(widget: Widget) -> None:
    await widget.open()
    await widget.field.fill("one")
    await widget.field.press("Shift+Enter")
    await widget.field.press_sequentially("two")
    assert await widget.field.input_value() == "one\ntwo"
    assert widget.server.sent == []


async def test_the_place_in_line_is_shown_and_followed(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "contact", "help")
    await widget.known(id)
    await widget.page.get_by_role("button", name="Talk to a person").click()
    await expect(widget.page.get_by_text("You are number 6 in line.")).to_be_visible()
    await widget.server.set_head(id, queue={"position": 2})
    await expect(widget.page.get_by_text("You are number 2 in line.")).to_be_visible()
    await widget.server.set_head(id, queue={"position": None})
    await expect(widget.page.get_by_text("Your place is not known yet.")).to_be_visible()


async def test_a_person_can_be_asked_for_before_anything_was_written(widget: Widget) -> None:
    await widget.open()
    await widget.page.get_by_role("button", name="Talk to a person").click()
    await expect(widget.page.get_by_text("You are number 6 in line.")).to_be_visible()
    assert widget.server.sent[0]["text"] == "I want to talk to a person."


async def test_a_refused_message_stays_and_can_be_sent_again(widget: Widget, page_maker: PageMaker) -> None:
    page_maker.allow("status of 409")
    await widget.open()
    widget.server.refusal = 409, {"status": 409, "code": "conflict", "detail": "Not in this state."}
    await widget.write("hello")
    await expect(widget.page.get_by_text("Not in this state.")).to_be_visible()
    await widget.page.get_by_role("button", name="Send again").click()
    await expect(widget.messages).to_contain_text("Received")
    assert len(widget.server.sent) == 1


@pytest.mark.parametrize("text", [PHRASE, f"my private key is {HEX}"], ids=["phrase", "key"])
async def test_a_secret_is_stopped_and_leaves_no_trace(widget: Widget, text: str) -> None:
    await widget.open()
    await widget.write("My wallet is empty")
    await widget.connected()
    await widget.write(text)
    await expect(widget.page.get_by_role("alert")).to_contain_text("It was stopped: not sent, not kept")
    await widget.field.press("Enter")
    await widget.field.press("Enter")
    assert await widget.field.input_value() == ""
    assert text not in await widget.kept_in_browser()
    assert text not in str([widget.server.sent, widget.server.heard])
    assert len(widget.server.sent) == 1


async def test_a_phrase_is_stopped_before_anybody_presses_send(widget: Widget) -> None:
    await widget.open()
    await widget.field.fill(PHRASE)
    await expect(widget.page.get_by_role("alert")).to_contain_text("recovery phrase")
    assert await widget.field.input_value() == ""


async def test_half_a_phrase_is_kept_nowhere_while_it_is_typed(widget: Widget) -> None:
    await widget.open()
    half = " ".join(PHRASE.split()[:6])
    await widget.field.fill(half)
    assert half not in await widget.kept_in_browser()


async def test_a_phrase_in_pieces_is_stopped(widget: Widget) -> None:
    words = PHRASE.split()
    await widget.open()
    for start in (0, 4):
        await widget.write(" ".join(words[start : start + 4]))
        await expect(widget.messages.last).to_contain_text("Received")
    await widget.write(" ".join(words[8:]))
    alert = widget.page.get_by_role("alert")
    await expect(alert).to_contain_text("This completes a recovery phrase.")
    await expect(alert).to_contain_text("What you sent of it before is being withdrawn.")
    assert len(widget.server.sent) == 2
    await until(lambda: widget.server.withdrawn == 1)


async def test_sixty_four_characters_are_asked_about_before_they_are_sent(widget: Widget) -> None:
    await widget.open()
    await widget.write(HEX)
    await expect(widget.page.get_by_role("alert")).to_contain_text("Which is it?")
    assert widget.server.sent == []
    assert HEX not in await widget.kept_in_browser()
    await widget.page.get_by_role("button", name="A transaction ID", exact=True).click()
    await expect(widget.messages).to_contain_text("Received")
    assert widget.server.sent[0]["text"] == f"transaction ID (hash) {HEX}"


async def test_a_question_waits_for_its_answer_whatever_is_written_meanwhile(widget: Widget) -> None:
    await widget.open()
    await widget.write(HEX)
    await widget.write("Is anybody there?")
    await expect(widget.messages.last).to_contain_text("Received")
    await expect(widget.page.get_by_role("alert")).to_contain_text("Which is it?")
    await widget.page.get_by_role("button", name="A transaction ID", exact=True).click()
    await expect(widget.messages.last).to_contain_text(HEX)
    await expect(widget.messages.last).to_contain_text("Received")
    await expect(widget.page.get_by_role("alert")).to_have_count(0)
    assert [sent["text"] for sent in widget.server.sent] == [
        "Is anybody there?",
        f"transaction ID (hash) {HEX}",
    ]


@pytest.mark.parametrize("begun", [False, True], ids=["at first", "in a conversation"])
async def test_a_stopped_secret_leaves_the_way_to_a_person(widget: Widget, *, begun: bool) -> None:
    words = ["My coins are gone"][: int(begun)]
    await widget.open()
    for text in words:
        await widget.write(text)
        await expect(widget.messages).to_contain_text("Received")
    await widget.write(f"help me please {PHRASE}")
    await expect(
        widget.page.get_by_text("Anything else in that message was not sent either.")
    ).to_be_visible()
    await widget.page.locator(".w-card").get_by_role("button", name="Talk to a person").click()
    await expect(widget.page.get_by_text("You are number 6 in line.")).to_be_in_viewport()
    await expect(widget.messages).to_have_count(len(words) + 1)
    wish = "What I wrote looked like a secret and was stopped. I want to talk to a person."
    assert [sent["text"] for sent in widget.server.sent] == [*words, wish]
    await expect(widget.page.get_by_role("alert")).to_contain_text("recovery phrase")


async def test_the_red_tile_is_told_as_words_that_the_bot_knows(widget: Widget) -> None:
    await widget.open()
    await widget.page.get_by_role("button", name="Stolen, or phrase leaked?").click()
    await expect(widget.messages).to_contain_text("Received")
    assert [sent["text"] for sent in widget.server.sent] == ["Stolen, or phrase leaked?"]


async def test_whoever_is_not_sure_is_treated_as_robbed(widget: Widget) -> None:
    await widget.open()
    await widget.write(HEX)
    await widget.page.get_by_role("button", name="A private key, or not sure").click()
    await expect(widget.page.get_by_role("alert")).to_contain_text("Treat it as leaked.")
    assert widget.server.sent == []


async def test_a_secret_that_only_the_server_sees_is_dropped_too(
    widget: Widget, page_maker: PageMaker
) -> None:
    page_maker.allow("status of 422")
    await widget.open()
    problem = {"status": 422, "code": "secret_stopped", "detail": "This looks like a secret."}
    widget.server.refusal = 422, problem
    await widget.write("something odd")
    await expect(widget.page.get_by_role("alert")).to_contain_text("Treat it as leaked.")
    assert "something odd" not in await widget.kept_in_browser()
    await expect(widget.messages).to_have_count(0)


async def test_a_rating_has_four_parts_and_nothing_is_chosen_beforehand(widget: Widget) -> None:
    id = widget.server.conversation(status="resolved", survey="asked")
    widget.server.add(id, "agent", "Solved?")
    page = widget.page
    await page.add_init_script("localStorage.setItem('wd.device', 'd')")
    await widget.open()
    await page.get_by_role("button", name="Solved?").click()
    await page.get_by_role("button", name="Rate the service").click()
    await expect(page.locator("input:checked")).to_have_count(0)
    await page.get_by_role("radio", name="Partly").check()
    for part, mark in (("Speed", 4), ("Professionalism", 2), ("Communication", 5), ("Overall", 3)):
        await page.get_by_role("group", name=part).get_by_role("radio", name=str(mark)).check()
    await page.get_by_role("button", name="Send rating").click()
    await expect(page.get_by_text("Your rating has arrived.")).to_be_visible()
    given = {"overall": 3, "speed": 4, "professionalism": 2, "manner": 5, "solved": 3, "comment": ""}
    assert widget.server.surveys == [given]


async def test_a_conversation_ends_only_after_a_second_question(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "contact", "hi")
    await widget.known(id)
    await widget.page.get_by_role("button", name="More").click()
    await widget.page.get_by_role("button", name="End conversation").click()
    await widget.page.get_by_role("button", name="Go on").click()
    assert widget.server.heads[id]["status"] == "open"
    await widget.page.get_by_role("button", name="More").click()
    await widget.page.get_by_role("button", name="End conversation").click()
    await widget.page.get_by_role("dialog").get_by_role("button", name="End conversation").click()
    await until(lambda: widget.server.heads[id]["status"] == "resolved")


async def test_typing_is_told_but_never_what_is_typed(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "contact", "hi")
    await widget.known(id)
    await widget.field.press_sequentially("twelve words")
    await until(lambda: any(frame["t"] == "typing" for frame in widget.server.heard))
    assert "twelve" not in str(widget.server.heard)


async def test_what_stands_on_the_screen_counts_as_read(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "Hello")
    await widget.known(id)
    await widget.server.say(id, "agent", "Are you there?")
    await until(lambda: {"t": "read", "conversation": id, "seq": 2} in widget.server.heard)


async def test_a_file_goes_up_and_travels_with_the_message(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "Please send a picture.")
    await widget.known(id)
    file = {"name": "log.txt", "mimeType": "text/plain", "buffer": b"no secrets"}
    await widget.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    await expect(widget.page.get_by_text("Ready to send")).to_be_visible()
    await widget.write("here")
    await expect(widget.messages.last.locator("wd-attachment")).to_be_visible()
    await expect(widget.messages.last).to_contain_text("Received")
    assert widget.server.sent[-1]["attachments"] == ["att_1"]


async def test_a_file_that_is_too_large_is_refused_at_once(widget: Widget) -> None:
    id = widget.server.conversation()
    widget.server.add(id, "agent", "Please send a picture.")
    await widget.known(id)
    file = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": bytes(5_000_001)}
    await widget.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    await expect(widget.page.get_by_text("This file is larger than 5 MB.")).to_be_visible()
    assert not any("attachments" in asked for asked in widget.server.asked)


async def test_the_language_changes_on_the_spot_and_is_remembered(
    widget: Widget, page_maker: PageMaker
) -> None:
    await widget.open()
    await widget.page.get_by_role("button", name="More").click()
    await widget.page.get_by_role("button", name="中文").click()
    await expect(widget.page.get_by_role("heading", level=1)).to_have_text("您好，遇到什么事了？")
    await widget.page.reload()
    await expect(widget.page.get_by_role("heading", level=1)).to_have_text("您好，遇到什么事了？")
    assert await widget.page.locator("html").get_attribute("lang") == "zh-CN"
