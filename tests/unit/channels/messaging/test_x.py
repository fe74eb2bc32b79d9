"""X: what is signed and by whom, whose messages are heard, and what is not kept."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.channels.messaging.test_providers import AT, account, hooked
from walletdesk.channels.messaging.fakes import Reply, Told
from walletdesk.channels.messaging.fakes.x import CRC, OWN, FakeX
from walletdesk.channels.messaging.model import (
    FileOut,
    FileRef,
    Hook,
    Incoming,
    Out,
    State,
    TryLater,
    Turned,
    Unsure,
    What,
)
from walletdesk.channels.messaging.providers.x import HEADER, X, signature
from walletdesk.channels.messaging.providers.x_oauth import signature as oauth

PROVIDER = X()
OUT = Out(to="3805104374", key="dlv_1", text="It has arrived.")


def heard(fake: FakeX, **told: object) -> list[Incoming]:
    accepted = PROVIDER.accept(fake.posted(told, AT), account(fake))
    assert accepted is not None
    return [one for piece in accepted.pieces for one in PROVIDER.read(piece.raw, account(fake))]


def direct(sender: str = "3805104374", to: str = OWN, **data: object) -> dict[str, Any]:
    said = {"target": {"recipient_id": to}, "sender_id": sender, "message_data": data}
    return {
        "type": "message_create",
        "id": "77",
        "created_timestamp": "1392078023603",
        "message_create": said,
    }


def post(writer: str = "3805104374", **more: object) -> dict[str, Any]:
    named = {"user_mentions": [{"id_str": OWN}]}
    return {"id_str": "5", "text": "@us my phrase", "user": {"id_str": writer}, "entities": named, **more}


def test_the_published_signature_of_a_request() -> None:
    """As it stands in "Authorizing a request" of X's documents."""
    told = {
        "status": "Hello Ladies + Gentlemen, a signed OAuth request!",
        "oauth_consumer_key": "xvz1evFS4wEEPTGEFPHBog",
        "oauth_nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": "1318622958",
        "oauth_token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
        "oauth_version": "1.0",
    }
    keys = (
        "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
        "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
    )
    url = "https://api.twitter.com/1/statuses/update.json?include_entities=true"
    assert oauth("POST", url, told, keys) == "tnnArxj06cWHq44gCs1OSKk/jLY="


def test_the_check_of_the_address_forges_no_message() -> None:
    """Anybody may ask what we answer to a token: it must not be the signature of something to be believed."""
    fake = FakeX()
    body = hooked(fake, Told(id="1", text="hello")).body.decode()
    for token in (body, "{}", "", " ", "a" * 201, "a\n", "a{"):
        assert PROVIDER.accept(Hook(method="GET", query={"crc_token": token}, at=AT), account(fake)) is None
    signed = signature(fake.given["consumer_secret"], CRC.encode())
    back = Hook(method="POST", headers={HEADER: signed}, body=CRC.encode(), at=AT)
    assert PROVIDER.accept(back, account(fake)) is None
    asked = Hook(method="GET", query={"crc_token": CRC}, at=AT)
    accepted = PROVIDER.accept(asked, account(fake))
    assert accepted is not None
    assert json.loads(accepted.answer) == {"response_token": signed}
    assert PROVIDER.accept(asked, account(fake, consumer_secret="")) is None
    hook = hooked(fake, Told(id="1", text="hello"))
    assert PROVIDER.accept(replace(hook, body=hook.body + b" "), account(fake)) is None


def test_only_what_others_wrote_to_this_account_is_heard() -> None:
    fake = FakeX()
    ours = direct(sender=OWN, to="3805104374", text="Hello")
    room = direct(to="another", text="hi all")
    [one] = heard(fake, direct_message_events=[ours, room, direct(text="Hi")])
    assert (one.text, one.peer) == ("Hi", "3805104374")
    assert heard(fake, for_user_id="another", direct_message_events=[direct(text="Hi")]) == []


def test_addresses_are_shown_as_they_lead_and_pictures_are_files() -> None:
    urls = [{"url": "https://t.co/a", "expanded_url": "https://wallet.example/help"}]
    media = {"type": "photo", "media_url_https": "https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg"}
    attachment = {"type": "media", "media": {**media, "url": "https://t.co/b"}}
    text = "See https://t.co/a https://t.co/b"
    said = direct(text=text, entities={"urls": urls}, attachment=attachment)
    film = direct(text="https://t.co/b", attachment={"media": {"type": "video", "url": "https://t.co/b"}})
    one, other = heard(FakeX(), direct_message_events=[said, film])
    assert one.text == "See https://wallet.example/help"
    assert one.files == (FileRef(id=media["media_url_https"], name="photo.jpg"),)
    assert (other.text, other.odd) == ("", "video")


def test_of_a_mention_nothing_is_kept_but_that_it_was_made() -> None:
    fake = FakeX()
    accepted = PROVIDER.accept(fake.posted({"tweet_create_events": [post()]}, AT), account(fake))
    assert accepted is not None
    assert [b"phrase" in piece.raw for piece in accepted.pieces] == [False]
    [one] = heard(fake, tweet_create_events=[post()])
    assert (one.what, one.external_id, one.peer) == (What.ELSEWHERE, "post:5", "public:3805104374")
    passed_on, elsewhere = post(retweeted_status={"id_str": "4"}), post(entities={})
    assert heard(fake, tweet_create_events=[passed_on, elsewhere, post(writer=OWN)]) == []
    [answer] = heard(fake, tweet_create_events=[post(entities={}, in_reply_to_user_id_str=OWN)])
    assert answer.what is What.ELSEWHERE


def test_the_last_that_was_read_and_all_before_it() -> None:
    read = {"created_timestamp": "1392078023603", "sender_id": "3805104374", "last_read_event_id": "9"}
    last, before = heard(FakeX(), direct_message_mark_read_events=[read, {**read, "sender_id": OWN}])
    assert (last.of, last.state, before.of, before.state) == ("9", State.READ, "", State.READ)
    assert before.at is not None


async def test_a_hint_in_public_answers_the_post_and_a_changed_token_is_used_at_once() -> None:
    fake = FakeX()
    hint = replace(OUT, to="public:3805104374", reply_to="post:5")
    await PROVIDER.send(hint, account(fake))
    assert fake.sent[0].to == "5"
    for changed in ("access_token", "access_secret", "consumer_secret"):
        with pytest.raises(Turned, match="credentials"):
            await PROVIDER.send(OUT, account(fake, **{changed: "another"}))
    assert len(fake.sent) == 1


async def test_answers_of_x_say_whether_it_may_go_later() -> None:
    fake = FakeX()
    until = {"x-rate-limit-reset": str(int(AT.timestamp()) + 90)}
    fake.instead += [
        Reply(429, {}, until),
        Reply(429, {}),
        Reply(403, {"type": "https://api.twitter.com/2/problems/client-forbidden"}),
        Reply(402, {}),
        Reply(503, {}),
    ]
    told = []
    for _ in range(5):
        try:
            await PROVIDER.send(OUT, account(fake))
        except TryLater as later:
            told.append(("later", str(later.seconds)))
        except Turned as turned:
            told.append((turned.reason, str(turned.health)))
        except Unsure:
            told.append(("unsure", ""))
    assert told == [
        ("later", "90"),
        ("later", "60"),
        ("credentials", "True"),
        ("refused", "True"),
        ("unsure", ""),
    ]
    fake.instead.append(Unsure())
    file = FileOut(name="a.png", type="image/png", body=b"x")
    with pytest.raises(TryLater):
        await PROVIDER.send(replace(OUT, text="", file=file), account(fake))


@pytest.mark.parametrize(
    "url",
    [
        "https://outside.example/a",
        "http://ton.twitter.com/a",
        "https://ton.twitter.com.outside.example/a",
        "https://a@ton.x.com/a",
        "",
    ],
)
async def test_a_picture_in_a_message_leads_to_x_alone(url: str) -> None:
    fake = FakeX()
    with pytest.raises(Turned):
        await PROVIDER.fetch(FileRef(id=url), account(fake))
    assert fake.asked == 0
