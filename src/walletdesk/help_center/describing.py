"""What a page is, in the words of schema.org: what search engines show of it is what stands on it."""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape

from walletdesk.help_center.guides import Guide
from walletdesk.knowledge import Page, PageBranch, PageStep

Described = Mapping[str, object]
_ENDS_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
DANGER = "risk"  # whoever opens that has no time for what only machines read
_TAG = re.compile(r"<[^>]+>")
_STAR = re.compile(r"<sup>.*?</sup>")
_END_OF_LINE = re.compile(r"</(?:p|li)>")


def text_of(markup: str) -> str:
    """Safe markup as it is read, on one line; the stars of its facts lead nowhere outside the page."""
    spaced = _END_OF_LINE.sub(" ", _STAR.sub("", markup))
    return " ".join(unescape(_TAG.sub("", spaced)).split())


def article(page: Page, trail: Sequence[tuple[str, str]]) -> str:
    """``trail``: name and whole address of each page above, and of this one. Steps: the stricter truth's."""
    steps = [] if page.route == DANGER else [_how_to(page, branch) for branch in page.branches[:1]]
    return _graph(trail_of(trail), _question(page), *steps)


def guide(guide: Guide, trail: Sequence[tuple[str, str]]) -> str:
    said = {
        "@type": "Article",
        "headline": guide.title,
        "description": guide.summary,
        "inLanguage": guide.locale,
        "articleSection": [part.heading for part in guide.parts],
        "articleBody": " ".join(text_of(part.body) for part in guide.parts),
    }
    return _graph(trail_of(trail), said)


def listing(name: str, locale: str, trail: Sequence[tuple[str, str]]) -> str:
    page = {"@type": "CollectionPage", "name": name, "inLanguage": locale, "url": trail[-1][1]}
    return _graph(trail_of(trail), page)


def trail_of(trail: Sequence[tuple[str, str]]) -> Described:
    places = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def _graph(*parts: Described) -> str:
    """As it stands in a page: nothing in it can end the script, and it is as short as it can be."""
    whole = {"@context": "https://schema.org", "@graph": parts}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ENDS_SCRIPT)


def _question(page: Page) -> Described:
    said = " ".join(part for part in (text_of(page.stop), text_of(page.happened)) if part)
    question = {"@type": "Question", "name": page.title, "acceptedAnswer": {"@type": "Answer", "text": said}}
    return {"@type": "FAQPage", "inLanguage": page.locale, "mainEntity": [question]}


def _how_to(page: Page, branch: PageBranch) -> Described:
    name = f"{page.title} ({branch.heading})" if branch.heading else page.title
    steps = [{"@type": "HowToStep", "text": _whole(step)} for step in branch.steps]
    return {"@type": "HowTo", "name": name, "inLanguage": page.locale, "step": steps}


def _whole(step: PageStep) -> str:
    return " ".join(part for part in (text_of(step.lead), text_of(step.rest)) if part)
