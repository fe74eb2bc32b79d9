"""What a page is, in the words of schema.org: what search engines show of it is what stands on it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from walletdesk.knowledge import Page, PageBranch, PageStep

Described = Mapping[str, object]
_TAG = re.compile(r"<[^>]+>")
_STAR = re.compile(r"<sup>.*?</sup>")
_END_OF_LINE = re.compile(r"</(?:p|li)>")


def text_of(markup: str) -> str:
    """Safe markup as it is read, on one line; the stars of its facts lead nowhere outside the page."""
    spaced = _END_OF_LINE.sub(" ", _STAR.sub("", markup))
    return " ".join(unescape(_TAG.sub("", spaced)).split())


def article(page: Page, trail: Sequence[tuple[str, str]]) -> Described:
    """``trail``: name and whole address of each page above, and of this one."""
    return _graph(trail_of(trail), _question(page), *(_how_to(page, branch) for branch in page.branches))


def listing(name: str, locale: str, trail: Sequence[tuple[str, str]]) -> Described:
    page = {"@type": "CollectionPage", "name": name, "inLanguage": locale, "url": trail[-1][1]}
    return _graph(trail_of(trail), page)


def trail_of(trail: Sequence[tuple[str, str]]) -> Described:
    places = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def _graph(*parts: Described) -> Described:
    return {"@context": "https://schema.org", "@graph": list(parts)}


def _question(page: Page) -> Described:
    said = " ".join(part for part in (text_of(page.stop), text_of(page.happened), *_numbered(page)) if part)
    question = {"@type": "Question", "name": page.title, "acceptedAnswer": {"@type": "Answer", "text": said}}
    return {"@type": "FAQPage", "inLanguage": page.locale, "mainEntity": [question]}


def _numbered(page: Page) -> Iterator[str]:
    """The steps of the stricter truth: what holds for somebody of whom nothing is known."""
    for branch in page.branches[:1]:
        for number, step in enumerate(branch.steps, 1):
            yield f"{number}. {_whole(step)}"


def _how_to(page: Page, branch: PageBranch) -> Described:
    name = f"{page.title} ({branch.heading})" if branch.heading else page.title
    steps = [
        {"@type": "HowToStep", "position": number, "name": _short(step), "text": _whole(step)}
        for number, step in enumerate(branch.steps, 1)
    ]
    return {"@type": "HowTo", "name": name, "inLanguage": page.locale, "step": steps}


def _short(step: PageStep) -> str:
    return text_of(step.lead or step.rest)


def _whole(step: PageStep) -> str:
    return " ".join(part for part in (text_of(step.lead), text_of(step.rest)) if part)
