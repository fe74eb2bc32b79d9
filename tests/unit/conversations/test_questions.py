"""Whether what was filled into a form has the right form: no more, and in words that help."""

import pytest

from walletdesk.conversations import Answer, Ask, Option, Question, Unfit, as_lines, checked

HASH = "8f14e45fceea167a5a36dedd4bea2543c1f0d9b8a7e6f5d4c3b2a190817263fe"
ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"


def asked(kind: Ask, *, required: bool = False) -> Question:
    kinds = Option(id="phone", name={"en": "By phone number", "zh-CN": "手机号登录"})
    name = {"en": "Label", "zh-CN": "名称"}
    return Question(id="one", kind=kind, name=name, required=required, options=(kinds,))


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (Ask.TX, f"0x{HASH}", f"0x{HASH}"),
        (Ask.TX, f"  {HASH.upper()}\n", HASH.upper()),
        (Ask.TX, f"https://explorer.example/tx/0x{HASH}?tab=1", f"0x{HASH}"),
        (Ask.TX, "5" * 88, "5" * 88),
        (Ask.ADDRESS, ADDRESS, ADDRESS),
        (Ask.ADDRESS, f"0x{HASH}", f"0x{HASH}"),
        (Ask.ADDRESS, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        (Ask.ADDRESS, "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", None),
        (Ask.CHAIN, "BNB Smart Chain (BEP20)", None),
        (Ask.CHAIN, "波场", None),
        (Ask.EMAIL, "someone@mail.example", None),
        (Ask.APP_VERSION, "v4.12.0 (3107)", None),
        (Ask.APP_VERSION, "4", None),
        (Ask.TEXT, "It says: not enough", None),
        (Ask.CHOICE, "phone", None),
    ],
)
def test_what_has_the_right_form_is_kept_tidied(kind: Ask, given: str, kept: str | None) -> None:
    read = checked(asked(kind), given)
    assert isinstance(read, Answer)
    assert read.value == (kept or given)


@pytest.mark.parametrize(
    ("kind", "given", "words", "count"),
    [
        (Ask.TX, "0x90c192cfd3ac94af0f21ddb6", "cut off", 24),
        (Ask.TX, f"0x{HASH}0", "too long", 65),
        (Ask.TX, ADDRESS, "This is an address", None),
        (Ask.TX, "yesterday evening", "not look like a transaction ID", None),
        (Ask.ADDRESS, ADDRESS[:-3], "cut off", 37),
        (Ask.ADDRESS, "my address", "not look like an address", None),
        (Ask.CHAIN, "???", "network", None),
        (Ask.EMAIL, "someone@mail", "not an e-mail address", None),
        (Ask.EMAIL, "a b@mail.example", "not an e-mail address", None),
        (Ask.APP_VERSION, "the newest", "version", None),
        (Ask.CHOICE, "By phone number", "possible values", None),
        (Ask.TEXT, "x" * 501, "at most", None),
    ],
)
def test_what_has_not_is_told_what_is_wrong(kind: Ask, given: str, words: str, count: int | None) -> None:
    read = checked(asked(kind), given)
    assert isinstance(read, Unfit)
    assert words in read.message
    assert read.values.get("count") == count
    assert given not in f"{read}"


@pytest.mark.parametrize("kind", Ask)
def test_only_what_is_needed_may_not_be_left_empty(kind: Ask) -> None:
    assert checked(asked(kind), "  ") is None
    assert checked(asked(kind, required=True), "  ") == Unfit("This is needed.")


def test_answers_read_as_lines_in_the_language_of_the_contact() -> None:
    read = [checked(asked(Ask.CHOICE), "phone"), checked(asked(Ask.TX), f"0x{HASH}")]
    answers = [one for one in read if isinstance(one, Answer)]
    assert as_lines(answers, "en") == f"Label: By phone number\nLabel: 0x{HASH}"
    assert as_lines(answers, "zh-CN") == f"名称：手机号登录\n名称：0x{HASH}"
