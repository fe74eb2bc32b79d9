"""What the messengers of Meta share, and what each makes of the webhooks that its documents show."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.channels.messaging.test_providers import AT, WHATSAPP, account, hooked
from walletdesk.channels.messaging.fakes import Fake, Reply, Told, fakes
from walletdesk.channels.messaging.fakes.meta import error, posted
from walletdesk.channels.messaging.model import (
    Button,
    FileOut,
    FileRef,
    Incoming,
    Out,
    State,
    TryLater,
    Turned,
    Unsure,
    What,
)
from walletdesk.channels.messaging.ports import Answered
from walletdesk.channels.messaging.providers import providers
from walletdesk.channels.messaging.providers.meta import judge, signature

FAMILY = ["instagram", "messenger", "whatsapp"]
OUT = Out(to="16505551234", key="dlv_1", text="It has arrived.")


def value(**told: object) -> dict[str, Any]:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"}
    change = {"field": "messages", "value": {"metadata": metadata, **told}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def said(type: str, **more: object) -> dict[str, Any]:
    return {"from": "16505551234", "id": "wamid.1", "timestamp": "1749416383", "type": type, **more}


def heard(fake: Fake, told: Mapping[str, Any]) -> list[Incoming]:
    provider = providers()[fake.kind]
    accepted = provider.accept(posted(told, AT), account(fake))
    assert accepted is not None
    return [one for piece in accepted.pieces for one in provider.read(piece.raw, account(fake))]


def test_the_signature_is_that_of_the_formula() -> None:
    """Meta publishes none; this is GitHub's for the same formula."""
    expected = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert signature("It's a Secret to Everybody", b"Hello, World!") == expected


@pytest.mark.parametrize("kind", FAMILY)
def test_a_body_that_was_touched_or_a_wrong_check_is_refused(kind: str) -> None:
    fake, provider = fakes()[kind](), providers()[kind]
    hook = hooked(fake, Told(id="1", text="hello"))
    assert provider.accept(replace(hook, body=hook.body + b" "), account(fake)) is None
    checked = fake.check(AT)
    assert checked is not None
    asked, challenge = checked
    accepted = provider.accept(asked, account(fake))
    assert accepted is not None
    assert (accepted.answer, accepted.pieces) == (challenge, ())
    for query in ({**asked.query, "hub.verify_token": "x"}, {**asked.query, "hub.mode": "x"}, {}):
        assert provider.accept(replace(asked, query=query), account(fake)) is None
    nothing = {**asked.query, "hub.verify_token": ""}
    assert provider.accept(replace(asked, query=nothing), account(fake, verify_token="")) is None


def test_of_several_numbers_only_ours_is_kept() -> None:
    other = WHATSAPP.replace(b"106540352242922", b"106540352242923")
    told = json.loads(WHATSAPP)
    told["entry"] += json.loads(other)["entry"]
    fake = fakes()["whatsapp"]()
    assert [one.text for one in heard(fake, told)] == ["Does it come in another color?"]
    assert heard(fake, json.loads(other)) == []
    assert providers()["whatsapp"].read(other, account(fake)) == []


@pytest.mark.parametrize(
    ("message", "text", "odd"),
    [
        (
            said("interactive", interactive={"type": "button_reply", "button_reply": {"title": "Yes"}}),
            "Yes",
            "",
        ),
        (said("interactive", interactive={"type": "list_reply", "list_reply": {"title": "No"}}), "No", ""),
        (said("button", button={"text": "Go on"}), "Go on", ""),
        (said("audio", audio={"id": "1", "voice": True}), "", "voice"),
        (said("video", video={"id": "1", "caption": "See"}), "See", ""),
        (said("location", location={"latitude": 1.5}), "", "location"),
        (said("unsupported", errors=[{"code": 131051}]), "", "message"),
    ],
)
def test_what_is_said_in_whatsapp_is_a_text_or_its_kind(message: object, text: str, odd: str) -> None:
    [one] = heard(fakes()["whatsapp"](), value(messages=[message]))
    assert (one.text, one.odd, one.peer) == (text, odd, "16505551234")


def test_a_document_of_whatsapp_keeps_its_name_and_its_caption() -> None:
    document = {"id": "77", "filename": "receipt.pdf", "caption": "Here"}
    [one] = heard(fakes()["whatsapp"](), value(messages=[said("document", document=document)]))
    assert (one.files, one.text) == ((FileRef(id="77", name="receipt.pdf"),), "Here")


def test_reactions_and_groups_are_not_heard_and_a_changed_number_is_left() -> None:
    fake = fakes()["whatsapp"]()
    reaction = said("reaction", reaction={"message_id": "wamid.0", "emoji": "👍"})
    group = said("text", text={"body": "hi all"}, group_id="g1")
    assert heard(fake, value(messages=[reaction, group])) == []
    moved = said("system", system={"type": "user_changed_number", "wa_id": "16505559999"})
    [one] = heard(fake, value(messages=[moved]))
    assert (one.what, one.peer) == (What.LEFT, "16505551234")


def test_whoever_has_a_name_in_whatsapp_is_known_by_the_id_towards_us() -> None:
    writer = {"user_id": "US.13491208655302741918", "profile": {"name": "Ann"}}
    message = {**said("text", text={"body": "hi"}), "from_user_id": "US.13491208655302741918"}
    del message["from"]
    [one] = heard(fakes()["whatsapp"](), value(contacts=[writer], messages=[message]))
    assert (one.peer, one.name) == ("US.13491208655302741918", "Ann")


def test_states_are_receipts_with_the_reason_in_a_word() -> None:
    failed = {"id": "wamid.9", "status": "failed", "errors": [{"code": 131047}]}
    told = value(statuses=[{"id": "wamid.9", "status": "delivered"}, failed, {"id": "x", "status": "played"}])
    one, other = heard(fakes()["whatsapp"](), told)
    assert (one.what, one.of, one.state) == (What.RECEIPT, "wamid.9", State.DELIVERED)
    assert (other.state, other.reason) == (State.FAILED, "window")


async def test_a_changed_token_is_used_at_once() -> None:
    for kind in FAMILY:
        fake, provider = fakes()[kind](), providers()[kind]
        await provider.send(OUT, account(fake))
        with pytest.raises(Turned, match="credentials"):
            await provider.send(OUT, account(fake, access_token="another"))
        assert len(fake.sent) == 1


@pytest.mark.parametrize(
    ("code", "subcode", "expected"),
    [(130429, 0, TryLater), (131056, 0, TryLater), (4, 0, TryLater), (131047, 0, Turned), (190, 460, Turned)],
)
def test_codes_say_whether_it_may_go_later(code: int, subcode: int, expected: type[Exception]) -> None:
    reply = error(400, code, subcode)
    with pytest.raises(expected):
        judge(Answered(reply.status, {}, b""), reply.body)


def test_an_error_of_theirs_leaves_it_open_whether_it_went_out() -> None:
    reply = error(500, 131000)
    with pytest.raises(Unsure):
        judge(Answered(reply.status, {}, b""), reply.body)


async def test_few_short_choices_are_buttons_and_others_a_list() -> None:
    fake, provider = fakes()["whatsapp"](), providers()["whatsapp"]
    few = tuple(Button(str(n), f"Choice {n}") for n in range(3))
    many = tuple(Button(str(n), f"A rather long choice {n}") for n in range(9))
    kinds = []
    for buttons in (few, many):
        await provider.send(replace(OUT, buttons=buttons), account(fake))
        kinds.append(fake.sent[-1].buttons)
    assert kinds == [tuple(one.text for one in few), tuple(one.text for one in many)]


@pytest.mark.parametrize(
    "url",
    [
        "https://outside.example/a",
        "http://lookaside.fbsbx.com/a",
        "https://lookaside.fbsbx.com.outside.example/a",
        "https://a@lookaside.fbsbx.com/a",
        "https://lookaside.fbsbx.com:444@outside.example/a",
        "",
    ],
)
async def test_a_file_is_fetched_from_meta_alone(url: str) -> None:
    fake = fakes()["whatsapp"]()
    fake.files["7"] = b"x"
    fake.instead.append(Reply(body={"url": url}))
    with pytest.raises(Turned):
        await providers()["whatsapp"].fetch(FileRef(id="7"), account(fake))
    assert fake.asked == 1


async def test_a_file_that_broke_off_on_its_way_up_is_brought_again() -> None:
    fake = fakes()["whatsapp"]()
    fake.instead.append(Unsure())
    file = FileOut(name="a.pdf", type="application/pdf", body=b"%PDF")
    with pytest.raises(TryLater):
        await providers()["whatsapp"].send(replace(OUT, text="", file=file), account(fake))
