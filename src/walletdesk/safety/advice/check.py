"""Judges a text clause by clause: what is forbidden, reported, over, or made right before is no advice."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from walletdesk.safety.advice.likeness import Likeness
from walletdesk.safety.advice.matching import Finder, Span
from walletdesk.safety.advice.model import Context, Family, Found, Rule, RuleBook, Severity, Words
from walletdesk.safety.advice.plain import Plain, plain

_CLAUSE = re.compile(
    r"[。！？；：…!?;:\n]|[，,](?!\s*就)|\.(?=[\s\[]|$)|\s(?:-|\u2013|\u2014)\s|\u2014\u2014"
)
_SENTENCE = re.compile(r"[。！？；…!?;\n]|\.(?=[\s\[]|$)")
_NEAR = 60  # the words of one condition ("back up", "compare") stand together
_NEXT = 30  # characters of the following sentence that may take it back
_TOUCH = 2  # characters between neighbours
_SURE = frozenset({Family.SECRET, Family.DESTROY, Family.OWN})  # what these find is never doubted
_MOST = 20  # of one rule in one text; nobody needs to be told more often


def check(text: str, book: RuleBook) -> list[Found]:
    """All findings in order of place; of several on the same words the gravest stands alone.

    A rule yields to a text that is clearly a warning, but never lets go what it blocks. What a text
    resembles is asked only where no rule can say what is wrong.
    """
    shape = plain(text)
    reading = _Reading(shape.text, book.context)
    acts = [(rule, act) for rule in book.rules for act in islice(reading.acts(rule), _MOST)]
    alike = next((rule for rule in book.rules if rule.alike), None)
    if alike is None:
        return _gravest([_found(rule, shape, act) for rule, act in acts])
    like = Likeness(shape.text)
    judged = [(_yielding(rule, like.helps(act, reading.clause(act))), act) for rule, act in acts]
    found = [_found(rule, shape, act) for rule, act in judged if rule]
    return _gravest(found) or [_found(alike, shape, act) for act in islice(like.harms(), _MOST)]


def _yielding(rule: Rule, helps: bool) -> Rule | None:
    """What blocks yields to a second person and no further: kind words can be put around anything."""
    if rule.family in _SURE or not helps:
        return rule
    return replace(rule, severity=Severity.SECOND_PERSON) if rule.severity is Severity.BLOCK else None


def _found(rule: Rule, shape: Plain, act: Span) -> Found:
    return Found(rule.id, rule.family, rule.severity, *shape.spot(*act))


def _gravest(found: Sequence[Found]) -> list[Found]:
    """Those that overlap say the same thing twice: blocking first, then the longer."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.severity is not Severity.BLOCK, f.start - f.end, f.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return _together(sorted(kept, key=lambda f: f.start))


def _together(found: Sequence[Found]) -> list[Found]:
    """Neighbours of one rule (卸载 and 重装) are one finding."""
    joined: list[Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and last.rule == one.rule and one.start - last.end <= _TOUCH:
            joined[-1] = replace(last, end=one.end)
        else:
            joined.append(one)
    return joined


class _Reading:
    """A plain text with its borders, and the words that turn a meaning round."""

    def __init__(self, text: str, context: Context) -> None:
        self._context = context
        self._size = len(text)
        self._finder = Finder(_masked(text, context.mask))
        self._clauses = [found.start() for found in _CLAUSE.finditer(text)]
        self._sentences = [found.start() for found in _SENTENCE.finditer(text)]
        self._ready: dict[tuple[Words, ...], int] = {}

    def acts(self, rule: Rule) -> Iterator[Span]:
        borders = self._sentences if rule.strict else self._clauses
        for pattern in rule.patterns:
            yield from (act for act in self._finder.rows(pattern, borders) if self._counts(act, rule))

    def clause(self, act: Span) -> Span:
        return self._around(self._clauses, act)

    def _counts(self, act: Span, rule: Rule) -> bool:
        sentence = self._around(self._sentences, act)
        is_secret = rule.family is Family.SECRET
        near = self.clause(act) if is_secret else sentence
        if rule.unless and self._holds(rule.unless, *near):
            return False
        if any(self._ready_from(condition) <= act[0] for condition in rule.after):
            return False
        if rule.strict:
            return True
        return not (
            self._is_heading(sentence)
            or self._is_no_advice(act, near)
            or self._is_joined(act, sentence, is_secret=is_secret)
            or (not is_secret and self._holds(self._context.next, sentence[1], sentence[1] + _NEXT))
        )

    def _is_heading(self, sentence: Span) -> bool:
        """A heading names what an article is about."""
        return self._finder.text.startswith("#", sentence[0])

    def _is_no_advice(self, act: Span, near: Span) -> bool:
        """``near``: the sentence, or of a secret the act's own clause: anything can be said around it."""
        words, clause = self._context, self.clause(act)
        begin, told = self._last_cut(clause[0], act[0]), self._last_cut(near[0], act[0])
        return (
            self._holds(words.negation, begin, act[1])
            or self._holds(words.firm, clause[0], act[1])
            or self._holds(words.negation_after, act[1], clause[1])
            or self._holds(words.supposed, begin, act[0])
            or self._holds(words.past, begin, clause[1])
            or self._holds(words.reported, told, act[1])
            or self._holds(words.verdict, told, near[1])
        )

    def _is_joined(self, act: Span, sentence: Span, *, is_secret: bool) -> bool:
        """A list goes on under the negation that opened it: "don't uninstall, clear its data or reset it".

        A secret that is to come to us, or to be typed "here", is no item of such a list.
        """
        clause, told = self.clause(act)[0], self._last_cut(sentence[0], act[0])
        if clause <= told or not self._holds(self._context.joined, clause, sentence[1]):
            return False
        if is_secret and self._holds(self._context.ours, *act):
            return False
        return self._holds(self._context.negation, told, clause)

    def _last_cut(self, begin: int, act: int) -> int:
        """Where the last new start ("please", "then") before the act ends: what stood before it is over."""
        return max(begin, self._finder.all(self._context.cut).last_end(act) or begin)

    def _ready_from(self, condition: tuple[Words, ...]) -> int:
        """From where on in the text all of a condition was said, unnegated and near its first words."""
        if condition not in self._ready:
            self._ready[condition] = min(map(max, self._complete(condition)), default=self._size + 1)
        return self._ready[condition]

    def _complete(self, condition: tuple[Words, ...]) -> Iterator[list[int]]:
        first, *others = condition
        for start, end in self._finder.all(first):
            if not self._is_denied((start, end)):
                near = [self._finder.all(words).within(start - _NEAR, end + _NEAR) for words in others]
                said = [span for span in near if span is not None and not self._is_denied(span)]
                if len(said) == len(others):
                    yield [end, *(stop for _, stop in said)]

    def _is_denied(self, span: Span) -> bool:
        clause = self._around(self._clauses, span)
        return self._holds(self._context.negation, self._last_cut(clause[0], span[0]), span[1])

    def _holds(self, words: Words, begin: int, end: int) -> bool:
        return self._finder.all(words).within(begin, end) is not None

    def _around(self, borders: list[int], span: Span) -> Span:
        right = bisect_left(borders, span[0])
        end = bisect_left(borders, span[1])
        begin = borders[right - 1] + 1 if right else 0
        return begin, borders[end] if end < len(borders) else self._size


def _masked(text: str, words: Words) -> str:
    """False friends ("don't worry", 发现) become signs that no word holds."""
    for word in words:
        if word in text:
            text = text.replace(word, "\u00b7" * len(word))
    return text
