"""Articles as a folder of Markdown, a file for each topic: the same articles make the same bytes.

What its languages have in common stands in front once; where one differs, in a table ``only`` with its name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.model import Article, Fact, Status

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_FIRST = {"zh-CN": 0, "en": 1}  # the order of languages in a file; the others follow by name

Value = str | bool | date | Sequence[str] | Sequence[Fact]


def folder_of(articles: Iterable[Article]) -> dict[str, str]:
    """Names of files and their texts."""
    topics: dict[ArticleId, list[Article]] = defaultdict(list)
    for article in articles:
        topics[article.id].append(article)
    return {f"{id}.md": _file(_in_order(topics[id])) for id in sorted(topics)}


def _in_order(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda a: (_FIRST.get(a.locale, len(_FIRST)), a.locale))


def _file(articles: Sequence[Article]) -> str:
    whole, *others = articles
    shared = _front(whole)
    said = ", ".join(f"{_key(a.locale)} = {_value(a.phrasings)}" for a in articles)
    lines = [
        "+++",
        f"id = {_value(whole.id)}",
        *(f"{name} = {_value(value)}" for name, value in shared.items()),
        f"phrasings = {{{said}}}",
        *(line for other in others for line in _only(other, shared)),
        "+++",
    ]
    lines.insert(4, f"locales = {_value([a.locale for a in articles])}")
    bodies = "".join(f"\n+++ {a.locale}\n# {a.title}\n{a.body}" for a in articles)
    return "\n".join(lines) + bodies + "\n"


def _front(article: Article) -> dict[str, Value]:
    """What is known of it, without what goes without saying."""
    more: dict[str, Value] = {}
    if article.status is not Status.PUBLISHED:
        more["status"] = article.status.value
    if article.category:
        more["category"] = article.category
    if article.internal:
        more["internal"] = True
    return {
        "route": article.route,
        "custody": [each.value for each in article.custody],
        "review_by": article.review_by,
        **more,
        "facts": article.facts,
    }


def _only(article: Article, shared: Mapping[str, Value]) -> list[str]:
    own = _front(article)
    without: dict[str, Value] = {"status": Status.PUBLISHED.value, "category": "", "internal": False}
    differing = {
        name: own.get(name, without.get(name, ""))
        for name in dict.fromkeys([*own, *shared])
        if own.get(name) != shared.get(name)
    }
    if not differing:
        return []
    return [f"[only.{_key(article.locale)}]", *(f"{name} = {_value(v)}" for name, v in differing.items())]


def _key(name: str) -> str:
    return name if set(name) <= _BARE else _text(name)


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if value and isinstance(value[0], Fact):
        return "[\n" + "".join(f"  {_fact(each)},\n" for each in value if isinstance(each, Fact)) + "]"
    return f"[{', '.join(_text(str(each)) for each in value)}]"


def _fact(fact: Fact) -> str:
    parts = [
        f"{name} = {_text(str(value))}" for name, value in asdict(fact).items() if value or name != "as_of"
    ]
    return f"{{{', '.join(parts)}}}"


def _text(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(letter) or _shown(letter) for letter in text) + '"'


def _shown(letter: str) -> str:
    return letter if letter.isprintable() or ord(letter) > 0x9F else f"\\u{ord(letter):04x}"
