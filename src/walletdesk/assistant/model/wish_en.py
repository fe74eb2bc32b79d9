"""Does an English clause ask for a person? Works on words; typing errors are forgiven where it matters."""

from collections.abc import Sequence
from itertools import pairwise


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PEOPLE = _set(
    "human humans hooman person agent agents representative rep reps operator supervisor manager "
    "employee colleague"
)
_ANYBODY = _set("someone somebody anyone anybody")
_OFFICE = _set("support staff team service care desk")
_TALK = _set("talk speak chat connect contact reach call put pass hand escalate bring switch message")
_WANT = _set("get give need want wanna prefer request find")
_SMALL = _set(
    "a an the real live actual true good proper some any your our customer support service care human "
    "technical "
    "to with through of from me us over up in on this it case one for being directly straight chat"
)
_POLITE = _set(
    "please pls plz plse now asap ok okay then sir hello hi hey just again i me my immediately quick quickly "
    "urgent urgently help "
    "a an the real live actual some any want need not no"
)
_ALONE = _PEOPLE | frozenset({"customer", "support", "service", "care", "staff", "chat", "team", "live"})
_ALONE_PAIRS = frozenset(
    {
        ("customer", "service"),
        ("customer", "support"),
        ("customer", "care"),
        ("live", "chat"),
        ("live", "support"),
        ("support", "staff"),
        ("support", "team"),
    }
)
_PRESENT = _set("there here real alive home around online available")
_ACTS = _set("look check take reply answer call contact review handle help assist explain")
_NOBODY = _set("nobody noone")
_ANSWERS = _set(
    "answers answering answer replies replying reply responds responding cares helps helping listening there"
)
_QUEUE = _set("queue line")
_MODAL = _set("can could will would let")
_NOT_A_PERSON_AFTER = _set(
    "error errors readable verification check token tokens fee fees wallet contract string mode sized "
    "generated"
)
_NOT = _set("not dont no never without doesnt didnt")
_BEFORE_VERB = _set("to want need wanna like have let me you please really even")
_CURSE = _set("useless stupid dumb hate stop terrible rubbish garbage idiot")
_BOT = _set("bot bots robot chatbot")
_TYPED = (
    "human",
    "person",
    "agent",
    "representative",
    "operator",
    "supervisor",
    "manager",
    "speak",
    "talk",
    "support",
)
_RIGHT = frozenset(
    {"personal", "persona", "persons", "speaks", "talks", "tall", "tale", "walk", "urgent", "humane"}
)


def wants_person_en(words: Sequence[str]) -> bool:
    said = [_mended(word) for word in words]
    rules = (_is_alone, _no_bot, _anyone, _could_somebody, _is_asked, _where, _nobody, _again)
    return any(rule(said) for rule in rules)


def _is_alone(said: Sequence[str]) -> bool:
    """Nothing but the word and politeness around it."""
    if not said or not all(word in _POLITE or word in _ALONE for word in said) or _NOT & set(said):
        return False
    return bool(_PEOPLE & set(said)) or any(pair in _ALONE_PAIRS for pair in pairwise(said))


def _is_asked(said: Sequence[str]) -> bool:
    return any(_asks(said, at) for at, word in enumerate(said) if word in _PEOPLE | _ANYBODY | _OFFICE)


def _asks(said: Sequence[str], at: int) -> bool:
    """A verb of wanting or talking stands before the person, with nothing but small words between."""
    if at + 1 < len(said) and said[at + 1] in _NOT_A_PERSON_AFTER:
        return False
    verb = _before(said, at, _SMALL)
    if verb < 0 or _is_refused(said, verb):
        return False
    return _fits(said[verb], said[at], said[verb + 1 : at])


def _fits(verb: str, person: str, between: Sequence[str]) -> bool:
    if verb == "transfer":  # money is transferred too: only "transfer me" or "transfer to an agent" is a wish
        return person in _PEOPLE and (person != "person" or "me" in between)
    if person in _OFFICE:
        return verb in _TALK
    return verb in _TALK or verb in _WANT


def _before(said: Sequence[str], at: int, skipped: frozenset[str]) -> int:
    """Index of the nearest word before ``at`` that is not skipped; -1 when there is none."""
    for index in range(at - 1, -1, -1):
        if said[index] not in skipped or (said[index] == "chat" and said[index + 1] in {"with", "to"}):
            return index
    return -1


def _word_before(said: Sequence[str], at: int, skipped: frozenset[str]) -> str:
    index = _before(said, at, skipped)
    return said[index] if index >= 0 else ""


def _is_refused(said: Sequence[str], verb: int) -> bool:
    before = _before(said, verb, _BEFORE_VERB)
    if before < 0 or said[before] not in _NOT:
        return False
    return not (
        before > 0 and said[before - 1] in {"can", "could", "why"}
    )  # "i can not reach an agent" is a wish


def _anyone(said: Sequence[str]) -> bool:
    """As in "anyone there?" and "is there a human"."""
    if "else" in said:
        return False
    near = set(said)
    if {"anyone", "anybody", "someone", "somebody"} & near and len(said) <= 4:
        return bool(_PRESENT & near)
    return any(
        word in _PEOPLE and _word_before(said, at, _SMALL - {"any"}) in {"there", "any"}
        for at, word in enumerate(said)
    )


def _where(said: Sequence[str]) -> bool:
    """Who looks for the button wants what is behind it: "where is the human button", "human where"."""
    if not {"where", "wheres"} & set(said):
        return False
    return any(
        word in _PEOPLE and said[at + 1 : at + 2] != ["wallet"] and _near_where(said, at)
        for at, word in enumerate(said)
    )


def _near_where(said: Sequence[str], at: int) -> bool:
    near = said[max(0, at - 6) : at + 4]
    return bool({"where", "wheres"} & set(near)) and not {"sent", "send", "address", "transfer"} & set(said)


def _nobody(said: Sequence[str]) -> bool:
    pairs = {first if (first, then) != ("no", "one") else "nobody" for first, then in pairwise(said)} | set(
        said
    )
    return bool(_NOBODY & pairs and _ANSWERS & set(said))


def _again(said: Sequence[str]) -> bool:
    """As in "escalate this", "put me back in the queue", "a member of staff", "rather someone than a bot"."""
    near = set(said)
    if "escalate" in near and not _NOT & near:
        return True
    if {"put", "get"} & near and "me" in near and _QUEUE & near and not _NOT & near:
        return True
    if ("member", "of") in set(pairwise(said)) and {"staff", "team"} & near and (_TALK | _WANT) & near:
        return True
    return {"rather", "than"} <= near and bool(_BOT & near) and bool((_PEOPLE | _ANYBODY) & near)


def _could_somebody(said: Sequence[str]) -> bool:
    """As in "can a human look at this" and "could someone from support take over"."""
    return any(
        word in _PEOPLE | _ANYBODY
        and _word_before(said, at, _SMALL) in _MODAL
        and bool(_ACTS & set(said[at:]))
        for at, word in enumerate(said)
    )


def _no_bot(said: Sequence[str]) -> bool:
    near = set(said)
    if not _BOT & near:
        return False
    if near <= _BOT | _POLITE:
        return bool(_NOT & near)
    wish = {"want", "like", "need", "talk", "speak"} & near
    return bool(_CURSE & near) or bool(wish and _NOT & near)


def _mended(word: str) -> str:
    """The word that was meant, if it is one slip away from one we look for."""
    if len(word) < 4 or word in _RIGHT:
        return word
    return next((meant for meant in _TYPED if _one_slip(word, meant)), word)


def _one_slip(typed: str, meant: str) -> bool:
    """One letter missing, doubled or wrong, or two swapped. Short words: swapped letters only."""
    if typed == meant or abs(len(typed) - len(meant)) > 1 or typed[0] != meant[0]:
        return typed == meant
    if sorted(typed) == sorted(meant):
        return sum(a != b for a, b in zip(typed, meant, strict=True)) == 2
    if len(meant) < 5:
        return False
    if len(typed) == len(meant):
        return sum(a != b for a, b in zip(typed, meant, strict=True)) == 1
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
