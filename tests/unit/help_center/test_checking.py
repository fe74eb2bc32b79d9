"""The check page through the whole edge: what is said of each kind of thing, and what is never said."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.support.help_center import CODE, Reaching, public_pages
from tests.support.web import client
from walletdesk.app.wiring.checking import Names
from walletdesk.help_center.checking import Thing, What
from walletdesk.help_center.checking.model import thing_in
from walletdesk.platform.settings import Settings
from walletdesk.registry import Entry, Kind, Registry

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
HOME = "http://127.0.0.1:8080"
SAME = {"origin": HOME, "sec-fetch-site": "same-origin", "accept": "text/html"}


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with client(await public_pages(Reaching(), topics=())) as asked:
        yield asked


async def ask(web: httpx.AsyncClient, q: str, **more: str) -> list[dict[str, Any]]:
    answer = await web.post("/api/verify", json={"q": q, "locale": "en", **more})
    assert answer.status_code == 200, answer.text
    assert answer.json()["stopped"] is False
    return list(answer.json()["answers"])


@pytest.mark.parametrize(
    ("pasted", "thing"),
    [
        (" 4278 1934 ", Thing(What.CODE, "4278 1934")),
        ("４２７８１９３４", Thing(What.CODE, "42781934")),
        ("WD-12", Thing(What.TICKET, "WD-12")),
        ("工单号：12", Thing(What.TICKET, "工单号:12")),
        ("+1 (555) 010-0100", Thing(What.PHONE, "+1 (555) 010-0100")),
        ("tel:+15550100100", Thing(What.PHONE, "+15550100100")),
        ("mailto:help@samplewallet.example", Thing(What.MAIL, "help@samplewallet.example")),
        (
            "https://samplewallet.example@x.example/",
            Thing(What.SITE, "https://samplewallet.example@x.example/"),
        ),
        ("samplewallet.example", Thing(What.SITE, "samplewallet.example")),
        ("sаmplewallet.example", Thing(What.SITE, "sаmplewallet.example")),
        ("@samplewallet", Thing(What.HANDLE, "@samplewallet")),
        ("Telegram: @samplewallet", Thing(What.HANDLE, "Telegram:samplewallet")),
        ("微信 samplewallet", Thing(What.HANDLE, "微信:samplewallet")),
        ("0x" + "ab" * 20, Thing(What.ADDRESS, "0x" + "ab" * 20)),
        ("Please open https://x.example and write to @y", None),
        ("", None),
    ],
)
def test_a_paste_is_known_for_what_it_is(pasted: str, thing: Thing | None) -> None:
    assert thing_in(pasted) == thing


@pytest.mark.parametrize(
    "pasted",
    [
        "https://help.samplewallet.example/en/contact",
        "HELP.samplewallet.example",
        "help@samplewallet.example",
        "@SampleWallet",
        "t.me/samplewallet",
        "telegram @samplewallet",
        "+1 555 010 0100",
        HOME,
    ],
)
async def test_what_is_on_the_list_is_official_and_never_called_safe(
    web: httpx.AsyncClient, pasted: str
) -> None:
    (said,) = await ask(web, pasted)
    assert (said["answer"], said["title"], said["danger"]) == ("official", "Official", "")
    assert "never asks for" in said["never"]
    assert "safe" not in str(said).lower()


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("help.sarnplewallet.example", "“rn” reads like “m”."),
        ("help@sarnplewallet.example", "“rn” reads like “m”."),
        ("samplewallet.net", "The name is ours, the ending is not."),
        ("sample-wallet.com", "It is our name, cut up."),
        ("samplewallet-support.com", "It is our name with something added."),
        ("samplewalet.com", "It differs from our name by a letter or two."),
        ("samplewallet.example.login-id.net", "The site belongs to login-id.net."),
        ("https://samplewallet.example@login-id.net/", "It belongs to login-id.net."),
        ("@SampleWallet_Support", "It is our name with something added."),
        ("示例钱包客服", "It is our name with something added."),
    ],
)
async def test_a_look_alike_is_not_ours_and_its_trick_is_told(
    web: httpx.AsyncClient, pasted: str, sentence: str
) -> None:
    (said,) = await ask(web, pasted)
    assert (said["answer"], said["lookalike"]) == ("not_ours", True)
    assert said["about"] == "and built to look like us"
    assert any(sentence in each for each in said["says"]), said["says"]
    assert said["danger"]


async def test_the_signed_list_is_named_with_its_number_and_dates(web: httpx.AsyncClient) -> None:
    (said,) = await ask(web, "help@samplewallet.example")
    assert said["facts"] == [
        {"name": "Signed list", "said": "number 118, signed 20 Nov 2026, valid to 20 Dec 2026"}
    ]


async def test_both_names_are_spelled_side_by_side(web: httpx.AsyncClient) -> None:
    (said,) = await ask(web, "help.sarnplewallet.example")
    marked = [[part["text"] for part in line["parts"] if part["differs"]] for line in said["lines"]]
    whole = ["".join(part["text"] for part in line["parts"]) for line in said["lines"]]
    assert whole == ["help.sarnplewallet.example", "help.samplewallet.example"]
    assert marked == [["rn"], ["m"]]


@pytest.mark.parametrize(
    ("pasted", "theirs"),
    [
        ("@sample.wallet", "sample.wallet"),
        ("telegram: @samplewallet.help", "samplewallet.help"),
        ("微信 sarnplewallet", "sarnplewallet"),
    ],
)
async def test_a_handle_is_spelled_beside_our_handle_also_where_it_has_a_dot(
    web: httpx.AsyncClient, pasted: str, theirs: str
) -> None:
    answer = await web.post("/api/verify", json={"q": pasted, "locale": "zh-CN"})
    (said,) = answer.json()["answers"]
    assert (said["answer"], said["what"], said["lookalike"]) == ("not_ours", "handle", True)
    assert ["".join(part["text"] for part in line["parts"]) for line in said["lines"]] == [
        theirs,
        "samplewallet",
    ]
    page = await web.post("/verify?locale=zh-CN", data={"q": "telegram @samplewallet"}, headers=SAME)
    assert "Telegram @samplewallet" in page.text


def test_a_site_is_not_spelled_beside_a_handle() -> None:
    registry = Registry(["http://127.0.0.1:8080"])
    registry.use([Entry(kind=Kind.HANDLE, value="telegram:samplewallet_")])
    alike = Names(registry, Settings()).alike(Thing(What.SITE, "https://claim-samplewallet.example/login"))
    assert alike is not None
    assert (alike.tricks, alike.theirs, alike.ours) == (("added",), (), ())


async def test_a_site_on_a_block_list_is_a_known_scam_with_its_origin(web: httpx.AsyncClient) -> None:
    (said,) = await ask(web, "https://claim.wallet-airdrop.example/x")
    assert (said["answer"], said["title"]) == ("known_bad", "Known scam")
    facts = {fact["name"]: fact["said"] for fact in said["facts"]}
    assert facts["List"] == "A public list, 3 Feb 2026"
    assert facts["Licence of the list"] == "Apache-2.0"


async def test_what_was_reported_and_confirmed_is_a_known_scam(web: httpx.AsyncClient) -> None:
    (said,) = await ask(web, "@confirmed_fake")
    assert (said["answer"], said["danger"] != "") == ("known_bad", True)
    assert said["says"] == ["It was reported to us, and one of us looked: it is a fake."]
    assert [fact["said"] for fact in said["facts"]] == ["14", "21 Nov 2026"]


async def test_what_nobody_knows_is_not_ours_and_nothing_more(web: httpx.AsyncClient) -> None:
    (said,) = await ask(web, "medium.com")
    assert (said["answer"], said["lookalike"]) == ("not_ours", False)
    assert said["says"][-1] == "More than that we do not know about it."


async def test_a_code_is_good_once_and_a_wrong_one_says_no_more(web: httpx.AsyncClient) -> None:
    wrong, first, again, short = [
        (await ask(web, code, what="code"))[0] for code in ("00000000", CODE, CODE, "123456")
    ]
    assert [one["answer"] for one in (wrong, first, again, short)] == [
        "not_ours",
        "official",
        "not_ours",
        "not_ours",
    ]
    assert wrong["says"] == again["says"] == short["says"]


async def test_a_stranger_hears_the_same_of_every_ticket(web: httpx.AsyncClient) -> None:
    answers = [(await ask(web, number))[0] for number in ("WD-10001", "WD-99999")]
    assert {one["answer"] for one in answers} == {"untold"}
    assert answers[0]["says"] == answers[1]["says"]
    assert "private link" in answers[0]["says"][0]


async def test_a_number_that_no_ticket_can_bear_is_not_ours(web: httpx.AsyncClient) -> None:
    answers = [(await ask(web, number))[0] for number in ("WD-1", "WD-0", "WD-123456")]
    assert {one["answer"] for one in answers} == {"not_ours"}
    assert "never gave out" in answers[0]["says"][0]


async def test_a_whole_message_is_taken_apart_and_the_worst_comes_first(web: httpx.AsyncClient) -> None:
    said = await ask(
        web,
        "您好，我是示例钱包客服。电话 +1 555 010 0100，请打开 https://samplewallet-claim.com "
        "并联系 @SampleWallet_Help，或者看 wallet-airdrop.example",
    )
    assert [(one["answer"], one["what"]) for one in said] == [
        ("known_bad", "site"),
        ("not_ours", "site"),
        ("not_ours", "handle"),
        ("official", "phone"),
    ]


async def test_words_with_nothing_to_compare_say_so(web: httpx.AsyncClient) -> None:
    (said,) = await ask(web, "somebody told me that my coins are lost")
    assert (said["answer"], said["what"], said["value"]) == ("untold", "other", "")


async def test_a_phrase_is_stopped_and_never_shown_again(web: httpx.AsyncClient) -> None:
    answer = await web.post("/api/verify", json={"q": PHRASE, "locale": "en"})
    assert answer.json() == {"answers": [], "stopped": True}
    page = await web.post("/verify?locale=en", data={"q": PHRASE}, headers=SAME)
    assert page.status_code == 422
    assert "It was stopped" in page.text
    assert "legal winner" not in page.text
    assert "/help/en/stolen-funds" in page.text


async def test_the_page_says_without_a_script_what_the_api_says(web: httpx.AsyncClient) -> None:
    (said,) = await ask(web, "help.sarnplewallet.example")
    page = await web.post("/verify?locale=en", data={"q": "help.sarnplewallet.example"}, headers=SAME)
    shown = page.text.partition('role="status"')[2].partition("<aside")[0]
    for words in (said["title"], said["about"], *said["says"], said["danger"], said["never"]):
        assert words in shown
    assert "<mark>rn</mark>" in shown
    assert 'action="/report/draft?locale=en"' in shown
    assert '<input type="hidden" name="value" value="help.sarnplewallet.example">' in shown
    assert page.headers["cache-control"] == "no-store"


async def test_what_was_pasted_is_shown_as_text_alone(web: httpx.AsyncClient) -> None:
    page = await web.post("/verify?locale=en", data={"q": '"><b>x</b>.example'}, headers=SAME)
    assert "<b>x</b>" not in page.text


async def test_one_address_cannot_ask_without_end(web: httpx.AsyncClient) -> None:
    asked = {"q": "medium.com", "locale": "en"}
    answers = [
        await web.post("/api/verify", json=asked) for _ in range(120)
    ]  # a busy machine gives some back
    assert 429 in {answer.status_code for answer in answers}
    page = await web.post("/verify?locale=en", data={"q": "medium.com"}, headers=SAME)
    assert page.status_code == 429
    assert re.search(r"Too many attempts\. Try again in \d+ seconds", page.text)


async def test_every_public_page_leads_here_in_one_tap() -> None:
    web = client(await public_pages(Reaching()))
    for path in ("/help/en/", "/help/en/forgot-password", "/contact?locale=en", "/verify?locale=en"):
        text = (await web.get(path)).text
        assert text.partition("<main")[0].count('href="/verify?locale=en"') == 1, path
        assert text.partition("<footer")[2].count('href="/verify?locale=en"') == 1, path
