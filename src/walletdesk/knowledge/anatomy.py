"""The fixed parts of an article's text, and what is missing from one.

A body is Markdown: an optional quoted stop line, then four sections under fixed headings. What is true only
for one kind of custody stands between ``::: self_custody`` (or ``custodial``) and ``:::``; ``[^id]`` rests on
a fact; ``{link:name}``, ``{article:id}`` and ``{app}`` are filled in when it is shown, and so is
``![what it shows](picture:name-640x480)``, which says how large it is, so that nothing jumps when it comes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from walletdesk.kernel.errors import Invalid
from walletdesk.knowledge.model import PRIORITY_ROUTE, Article, Custody

HEADINGS = {
    "zh-CN": ("发生了什么", "现在怎么做", "千万别做", "什么时候找人工，准备什么"),
    "en": (
        "What happened",
        "What to do now",
        "What never to do",
        "When to ask a person, and what to have ready",
    ),
}
LINKS = frozenset(
    {"verify", "portal", "report", "download", "status", "complaint", "tx_check", "freeze", "crisis"}
)
NEVER = {"zh-CN": ("别",), "en": ("Never", "Don't")}
SECRETS = {"zh-CN": ("助记词", "私钥"), "en": ("phrase", "private key")}
FOOTNOTE = re.compile(r"\[\^([a-z0-9]+)\]")
VARIABLE = re.compile(r"\{(?:(link|article):([a-z0-9_-]+)|(app))\}")
PICTURE = re.compile(r"!\[([^\]\n]*)\]\(picture:([a-z2-7]{24}-([1-9]\d{0,4})x([1-9]\d{0,4}))\)")
MOST_PICTURES = 20
_BRANCH = re.compile(r"^::: (self_custody|custodial)\n(.*?)^:::$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^\d+\. +(.+)$", re.MULTILINE)
_SENTENCE = re.compile(r".+?(?:[。？]|[.?](?=\s|$)|$)\s*")
_LEAD = re.compile(r"(.+?(?:[。：？](?:\[\^\w+\])?|[.:?](?:\[\^\w+\])?(?=\s|$)))\s*")
LONGEST_LEAD = 90  # characters: a longer beginning is no heading, and the step stays in one piece
_BLANK_AFTER_CHINESE = re.compile("(?<=[。；：，、？]) ")
_HAN = re.compile("[\u3400-\u9fff]")
_LINE = re.compile(r"^- +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Branch:
    """Text for one kind of custody, or for everyone."""

    custody: Custody
    text: str

    @property
    def steps(self) -> list[str]:
        return _STEP.findall(self.text)

    @property
    def around_steps(self) -> tuple[str, str]:
        """What stands before the first step, and after it besides the steps."""
        before, _, rest = (
            self.text.partition("\n1. ") if not self.text.startswith("1. ") else ("", "", self.text)
        )
        after = "\n".join(line for line in rest.splitlines()[1:] if not _STEP.match(line))
        return before.strip(), after.strip()


@dataclass(frozen=True, slots=True)
class Parts:
    stop: str
    happened: str
    branches: tuple[Branch, ...]
    never: str
    person: str

    def steps_for(self, custody: Custody) -> list[str]:
        """The steps of this kind of custody; nobody is shown another's."""
        return [step for b in self.branches if b.custody in {custody, Custody.ANY} for step in b.steps]

    @property
    def never_lines(self) -> list[str]:
        return _LINE.findall(self.never)


def split(body: str, locale: str) -> Parts:
    """The parts of a body; what is not there is empty. ``faults`` says what must be."""
    head, *sections = re.split(r"^## +", body, flags=re.MULTILINE)
    texts = dict(_titled(section) for section in sections)
    happened, todo, never, person = (texts.get(heading, "") for heading in headings(locale))
    stop = " ".join(line.lstrip("> ") for line in head.splitlines() if line.startswith(">"))
    return Parts(stop, happened, tuple(_branches(todo)), never, person)


def headings(locale: str) -> tuple[str, ...]:
    return HEADINGS.get(locale, HEADINGS["en"])


def plain(text: str) -> str:
    """Without pictures and the marks of facts, on one line."""
    words = FOOTNOTE.sub("", PICTURE.sub(" ", text))
    return _BLANK_AFTER_CHINESE.sub("", " ".join(words.split()))


def lead_of(step: str) -> tuple[str, str]:
    """What to do, and the rest of the step: its first sentence, or what stands before the first colon.

    Pictures come last: what they show is no sentence of the step.
    """
    pictures = [found[0] for found in PICTURE.finditer(step)]
    words = PICTURE.sub("", step).strip()
    match = _LEAD.match(words)
    if match is None or len(plain(match[1])) > LONGEST_LEAD:
        return "", " ".join([words, *pictures])
    return match[1].strip(), " ".join([words[match.end() :], *pictures]).strip()


def pictures_of(body: str) -> list[str]:
    """The names of its pictures, in its order, each once."""
    return list(dict.fromkeys(found[2] for found in PICTURE.finditer(body)))


def missing_pictures(body: str, missing: Iterable[str]) -> "list[Lacking]":
    """``missing``: names of pictures that nobody has put in here."""
    return [
        Lacking("This picture is not here: {name}", line=line_of(body, f"picture:{name}"), name=name)
        for name in missing
    ]


def links_of(body: str) -> list[str]:
    """The other articles that a text names, in its order, each once."""
    return list(dict.fromkeys(name for kind, name, _ in VARIABLE.findall(body) if kind == "article"))


def summary_of(body: str, locale: str) -> str:
    """What happened, without the sentences that need a variable."""
    sentences = _SENTENCE.findall(plain(split(body, locale).happened))
    return "".join(sentence for sentence in sentences if "{" not in sentence).strip()


class Lacking(Invalid):
    """What is missing, as a sentence for its editor. ``line`` of the body; 0: the title, or no line of it."""

    code = "incomplete"

    def __init__(self, message: str, *, line: int = 0, **values: str) -> None:
        super().__init__(message, **values)
        self.line = line


def faults(article: Article) -> list[Lacking]:
    """What an article lacks; empty when it may be published."""
    parts = split(article.body, article.locale)
    return [
        *_of_sections(article, parts),
        *_of_never(article.body, parts.never_lines, article.locale),
        *_of_steps(article, parts),
        *_of_facts(article),
        *_of_variables(article),
        *_of_pictures(article),
    ]


def _titled(section: str) -> tuple[str, str]:
    heading, _, text = section.partition("\n")
    return heading.strip(), text.strip()


def _branches(todo: str) -> Iterator[Branch]:
    at = 0
    for match in _BRANCH.finditer(todo):
        if common := todo[at : match.start()].strip():
            yield Branch(Custody.ANY, common)
        yield Branch(Custody(match[1]), match[2].strip())
        at = match.end()
    if rest := todo[at:].strip():
        yield Branch(Custody.ANY, rest)


def line_of(body: str, words: str) -> int:
    """On which line it begins, from 1; 0 where it does not stand there."""
    at = body.find(words)
    return body.count("\n", 0, at) + 1 if at >= 0 and words else 0


def _of_sections(article: Article, parts: Parts) -> Iterator[Lacking]:
    if not article.title.strip():
        yield Lacking("There is no title.")
    found = re.findall(r"^## +(.+)$", article.body, re.MULTILINE)
    wanted = headings(article.locale)
    if tuple(found) != wanted:
        other = next((one for one, right in zip(found, wanted, strict=False) if one != right), "")
        yield Lacking(
            "The sections are not these, in this order: {headings}",
            line=line_of(article.body, f"## {other}") if other else 0,
            headings=" · ".join(wanted),
        )
    elif not all((parts.happened, parts.branches, parts.never, parts.person)):
        texts = (parts.happened, parts.branches, parts.never, parts.person)
        empty = next(heading for heading, text in zip(wanted, texts, strict=True) if not text)
        yield Lacking(
            "This section is empty: {heading}", line=line_of(article.body, f"## {empty}"), heading=empty
        )
    if bool(parts.stop) != (article.route == PRIORITY_ROUTE):
        yield Lacking(
            "A stop line (> ...) stands above the sections where funds are in danger, and only there."
        )
    if re.search(r"^\+\+\+", article.body, re.MULTILINE):
        yield Lacking(
            "A line begins with +++, which parts languages in files.", line=line_of(article.body, "+++")
        )


def _of_never(body: str, lines: Sequence[str], locale: str) -> Iterator[Lacking]:
    begins, secrets = NEVER.get(locale, NEVER["en"]), SECRETS.get(locale, SECRETS["en"])
    at = line_of(body, f"## {headings(locale)[2]}")
    if not 3 <= len(lines) <= 5:
        yield Lacking("There are not three to five lines on what never to do.", line=at)
    for line in lines:
        if not line.startswith(begins):
            words = " / ".join(begins)
            yield Lacking(
                "A line on what never to do begins with {words}.",
                line=line_of(body, f"- {line}"),
                words=words,
            )
    if lines and not any(secret in line for line in lines for secret in secrets):
        yield Lacking("No line on what never to do speaks of secrets.", line=at)


def _of_steps(article: Article, parts: Parts) -> Iterator[Lacking]:
    kinds = {branch.custody for branch in parts.branches}
    if kinds != set(article.custody):
        yield Lacking(
            "The steps are not for the kinds of wallet that the article names.",
            line=line_of(article.body, f"## {headings(article.locale)[1]}"),
        )
    for branch in parts.branches:
        if not 3 <= len(branch.steps) <= 7:
            first = branch.text.partition("\n")[0]
            yield Lacking("There are not three to seven steps here.", line=line_of(article.body, first))


def _of_facts(article: Article) -> Iterator[Lacking]:
    named, used = {fact.id for fact in article.facts}, set(FOOTNOTE.findall(article.body))
    if len(named) != len(article.facts):
        yield Lacking("Two facts have the same name.")
    for id in sorted(used - named):
        yield Lacking(
            "The text rests on a fact that is not listed: {id}", line=line_of(article.body, f"[^{id}]"), id=id
        )
    yield from (Lacking("Nothing rests on this fact: {id}", id=id) for id in sorted(named - used))


def _of_variables(article: Article) -> Iterator[Lacking]:
    known = VARIABLE.sub(lambda match: " " * len(match[0]), article.body)
    for brace in ("{", "}"):
        if brace in known:
            yield Lacking("There are braces that nobody fills.", line=line_of(known, brace))
            break
    for kind, name, _ in VARIABLE.findall(article.body):
        if kind == "link" and name not in LINKS:
            at = line_of(article.body, f"{{link:{name}}}")
            yield Lacking("No official channel is called {name}.", line=at, name=name)


def _of_pictures(article: Article) -> Iterator[Lacking]:
    body, found = article.body, list(PICTURE.finditer(article.body))
    if "![" in (others := PICTURE.sub("", body)):
        words = next(line for line in others.splitlines() if "![" in line)
        yield Lacking(
            "A picture can only be shown from here. Put it in with the button.",
            line=line_of(body, words[words.index("![") :]),
        )
    if len(found) > MOST_PICTURES:
        yield Lacking("There are more than {count} pictures.", count=str(MOST_PICTURES))
    for one in found:
        said, line = one[1].strip(), body.count("\n", 0, one.start()) + 1
        if not said:
            yield Lacking("Say what this picture shows, for those who cannot see it.", line=line)
        elif (_HAN.search(said) is not None) != article.locale.startswith("zh"):
            yield Lacking("What this picture shows is not said in the article's language.", line=line)
