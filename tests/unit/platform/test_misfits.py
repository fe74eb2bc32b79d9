"""What does not fit is told by place and expectation, never by what was sent."""

from enum import Enum
from typing import Annotated

import msgspec
import pytest

from walletdesk.platform.i18n import knows
from walletdesk.platform.misfits import misfit

SENT = "abandon ability"


class Colour(Enum):
    RED = "red"


class Line(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=20, min_length=2)]
    count: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    share: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    done: bool = False
    name: Annotated[str, msgspec.Meta(pattern="^x")] | None = None
    colour: Colour = Colour.RED
    tags: Annotated[list[str], msgspec.Meta(max_length=1)] = []


class Page(msgspec.Struct, forbid_unknown_fields=True):
    lines: list[Line]
    by_name: dict[str, Line] = {}


CASES = {
    '{"lines":5}': ("lines", "This must be a list."),
    '{"lines":[5]}': ("lines[0]", "This must be an object."),
    "null": ("", "This must be an object."),
    "{}": ("lines", "This is missing."),
    '{"lines":[{}]}': ("lines[0].text", "This is missing."),
    '{"lines":[{"text":7}]}': ("lines[0].text", "This must be text."),
    '{"lines":[{"text":null}]}': ("lines[0].text", "This must be text."),
    '{"lines":[{"text":"x"}]}': ("lines[0].text", "This must be at least {limit} long."),
    f'{{"lines":[{{"text":"{SENT * 2}"}}]}}': ("lines[0].text", "This must be at most {limit} long."),
    f'{{"lines":[{{"text":"{SENT}","{SENT}":1}}]}}': (
        "lines[0]",
        "There is an entry here that is not known.",
    ),
    f'{{"lines":[{{"text":"ok","count":"{SENT}"}}]}}': ("lines[0].count", "This must be a whole number."),
    '{"lines":[{"text":"ok","count":0}]}': ("lines[0].count", "This must be at least {limit}."),
    '{"lines":[{"text":"ok","count":10}]}': ("lines[0].count", "This must be at most {limit}."),
    '{"lines":[{"text":"ok","share":0}]}': ("lines[0].share", "This must be more than {limit}."),
    f'{{"lines":[{{"text":"ok","done":"{SENT}"}}]}}': ("lines[0].done", "This must be true or false."),
    f'{{"lines":[{{"text":"ok","name":"{SENT}"}}]}}': ("lines[0].name", "This has the wrong form."),
    f'{{"lines":[{{"text":"ok","colour":"{SENT}"}}]}}': (
        "lines[0].colour",
        "This is not one of the possible values.",
    ),
    f'{{"lines":[{{"text":"ok","tags":["a","{SENT}"]}}]}}': (
        "lines[0].tags",
        "This must be at most {limit} long.",
    ),
    f'{{"lines":[],"by_name":{{"{SENT}":{{"text":5}}}}}}': ("by_name[...].text", "This must be text."),
}


@pytest.mark.parametrize("sent", CASES)
def test_a_misfit_names_the_place_and_what_is_wanted(sent: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode(sent, type=Page)
    found = misfit(refused.value)
    assert (found.where, found.message) == CASES[sent]
    assert knows(found.message)
    assert SENT not in found.said("en") + found.said("zh-CN") + found.where


def test_a_sender_cannot_forge_the_place() -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode('{"lines":[{"text":"ok","x` - at `$.secret":1}]}', type=Page)
    assert misfit(refused.value).where == "lines[0]"


def test_the_place_may_lie_below_another() -> None:
    assert misfit("Expected `str`, got `int` - at `$.text`", below="body").where == "body.text"
