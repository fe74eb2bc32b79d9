"""Texts that offer what does not exist in self-custody: the sets that judge it, and what the house says."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from walletdesk.automation.starter import starter_replies
from walletdesk.knowledge import Custody
from walletdesk.knowledge.anatomy import split
from walletdesk.knowledge.starter import starter_topics
from walletdesk.safety.advice import Severity, known, offered

DATA = Path(__file__).parents[2] / "data"
FROZEN = {
    "first.jsonl": "a7f8880e7b222b1beb2a020a8dc42e48a6bd217f23d319a86b387c334f1ff710",
    "second.jsonl": "3bbc481d91de5c18fa5658af232660ac3f6941e80525d81d12ddc39631ec02ec",
    "third.jsonl": "dc0451ab419418ff2ce139666245d4d01059b650a2739a940918fd2d8cdbeab3",
    "fourth.jsonl": "64f67cff93186ac55c72aa68b6ee04e7f23d233aef129c333e1f6516460e96f1",
}
Row = dict[str, object]


def rows_of(file: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / file).read_text("utf-8").splitlines()]


def shares(rows: list[Row]) -> tuple[float, float]:
    """How many that offer it are held, and how many honest ones."""
    held = {True: [0, 0], False: [0, 0]}
    for row in rows:
        counted = held[bool(row["blocked"])]
        counted[0] += bool(offered(str(row["text"]), known()))
        counted[1] += 1
    return held[True][0] / held[True][1], held[False][0] / max(1, held[False][1])


@pytest.mark.parametrize(("name", "digest"), FROZEN.items())
def test_a_judging_set_is_the_one_that_was_frozen(name: str, digest: str) -> None:
    assert sha256((DATA / "services" / name).read_bytes()).hexdigest() == digest


def test_what_is_usually_said_is_held() -> None:
    """Of the three sets that the rules were then tuned for; the README tells what they reach beyond."""
    rows = [row for name in ("first", "second", "third") for row in rows_of(f"services/{name}.jsonl")]
    recall, false = shares(rows)
    assert recall >= 0.95
    assert false == 0


def test_honest_advice_of_all_kinds_goes_out() -> None:
    """Sentences that were written long before these rules, for other ones."""
    names = ("first", "written", "second_dev", "second_held")
    rows = [row for name in names for row in rows_of(f"advice/{name}.jsonl") if not row["blocked"]]
    stopped = [row["id"] for row in rows if offered(str(row["text"]), known())]
    assert (len(rows) > 1_300, stopped) == (True, [])


def test_nothing_that_the_house_says_where_contacts_hold_their_keys_is_blocked() -> None:
    said = [wording.text for reply in starter_replies() for wording in reply.wordings.values()]
    for topic in starter_topics():
        for locale, body in topic.bodies.items():
            parts = split(body, locale)
            said += [parts.happened, *parts.steps_for(Custody.SELF_CUSTODY)]
    stopped = [
        text[one.start : one.end]
        for text in said
        for one in offered(text, known())
        if one.severity is Severity.BLOCK
    ]
    assert (len(said) > 300, stopped) == (True, [])


@pytest.mark.parametrize(
    "text",
    [
        "I have already frozen your account.",
        "We already reset your password for you.",
        "您的账户已经冻结了。",
        "刚刚给您重置了密码。",
    ],
)
def test_saying_that_it_is_done_already_is_no_excuse(text: str) -> None:
    assert offered(text, known())


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("I'll freeze your wallet right away.", "freeze_account"),
        ("我马上帮您冻结钱包。", "freeze_account"),
        ("We can reset your password.", "reset_password"),
        ("您的助记词我们可以帮您找回。", "recover_phrase"),
    ],
)
def test_only_what_is_asked_about_is_looked_for(text: str, service: str) -> None:
    assert {one.rule for one in offered(text, known())} == {service}
    others = offered(text, known() - {service, "change_account"})
    assert others == []
