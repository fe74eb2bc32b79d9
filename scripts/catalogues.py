"""Compiles the words, ``locales/<locale>/<domain>.po``: one file for the server, one per page for browsers.

    python -m scripts.catalogues           complete the English files, compile, say what is missing
    python -m scripts.catalogues --check   change nothing; fail where something is missing or out of date

A new sentence is written in ``zh_CN/<domain>.po``; its English entry is the sentence itself, added here.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from scripts.words_used import apart, at_once, ever, in_browsers, in_parts, on_server, parts_apart

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "walletdesk" / "locales"
SERVER = SOURCES / "catalogue.json"
BROWSERS = ROOT / "ui" / "i18n"
LOCALES = {"zh-CN": "zh_CN", "en": "en"}  # as readers ask for it -> as gettext names the folder
PAGES = {
    "widget": ("widget", "card"),
    "workspace": ("workspace", "admin", "board", "card"),
    "outgoing": ("outgoing", "staff"),
    "knowledge": ("editor", "staff"),
    "answers": ("answers", "staff"),
    "searches": ("searches", "staff"),
    "staffing": ("staffing", "staff"),
    "surveys": ("surveys", "staff"),
    "reports": ("figures", "staff"),
    "tickets": ("tickets", "pieces", "staff"),
    "lost": ("lost", "staff"),
    "call": ("call",),
    "settings": ("workspace", "admin", "staff"),
}  # what a browser loads -> its domains
LATER = "-later"  # beside a page's words: those that only its parts say
PARTED = ("widget",)  # pages whose parts have words of their own
SHARING = ("workspace", "settings")  # pages of one set of words, each with those that its own modules say
BROWSERS_OWN = (
    "widget",
    "workspace",
    "board",
    "outgoing",
    "editor",
    "answers",
    "searches",
    "staffing",
    "surveys",
    "figures",
    "tickets",
    "pieces",
    "lost",
    "call",
    "staff",
)  # said by pages alone, in their own way
FIELD = re.compile(r"\{(\w+)\}")

Sentence = str | dict[str, str]


def domains() -> list[str]:
    return sorted(path.stem for path in (SOURCES / "zh_CN").glob("*.po"))


def entries(locale: str, domain: str) -> list[polib.POEntry]:
    path = SOURCES / LOCALES[locale] / f"{domain}.po"
    return [entry for entry in polib.pofile(str(path), check_for_duplicates=True) if not entry.obsolete]


def sentence(locale: str, entry: polib.POEntry) -> Sentence:
    """The translation, or its plural forms by category; Chinese has one form, English two."""
    if not entry.msgid_plural:
        return str(entry.msgstr)
    forms = [str(entry.msgstr_plural[index]) for index in sorted(entry.msgstr_plural)]
    return dict(zip(("one", "other") if locale == "en" else ("other",), forms, strict=True))


def words(locale: str, chosen: Iterable[str]) -> dict[str, Sentence]:
    present = [domain for domain in chosen if domain in domains()]
    found = [(str(entry.msgid), sentence(locale, entry)) for d in present for entry in entries(locale, d)]
    return dict(sorted(found))


def artefacts() -> dict[Path, str]:
    """Every compiled file with what must stand in it."""
    made = {SERVER: as_json({locale: words(locale, spoken_by_server()) for locale in LOCALES})}
    for locale in LOCALES:
        for page, chosen in PAGES.items():
            said = {one: words for one, words in words(locale, chosen).items() if not is_itself(one, words)}
            if page in SHARING:
                said = {one: said[one] for one in said if one in ever(page)}
            first = said if page not in PARTED else {one: said[one] for one in said if one in at_once(page)}
            made[BROWSERS / locale / f"{page}.json"] = as_catalogue(locale, first)
            if page in PARTED:
                made |= parted(locale, page, {one: said[one] for one in said if one not in first})
    return made


def parted(locale: str, page: str, rest: dict[str, Sentence]) -> dict[Path, str]:
    """What is not said at first: of all parts together, and of each that brings its own words."""
    own = {lazy: {one for one in rest if one in apart(page, lazy)} for lazy in parts_apart(page)}
    few = set().union(*own.values()) - in_parts(page)
    together = {one: words for one, words in rest.items() if one not in few}
    made = {BROWSERS / locale / f"{page}{LATER}.json": as_catalogue(locale, together)}
    for lazy, ones in own.items():
        said = {one: rest[one] for one in sorted(ones & few)}
        made[BROWSERS / locale / f"{page}-{Path(lazy).stem}.json"] = as_catalogue(locale, said)
    return made


def is_itself(msgid: str, said: Sentence) -> bool:
    """English mostly says what stands in the program: what no catalogue holds is said as it stands."""
    return said == msgid


def as_catalogue(locale: str, messages: dict[str, Sentence]) -> str:
    return as_json({"locale": locale, "messages": {key(one): said for one, said in messages.items()}})


def key(msgid: str) -> str:
    """What stands for a sentence in a page's catalogue: the sentence itself stands in the page already."""
    units = msgid.encode("utf-16-le")
    total = 0
    for low, high in zip(units[::2], units[1::2], strict=True):
        total = (total * 31 + low + 256 * high) % 2**32
    return base36(total % 36**5)


def base36(number: int) -> str:
    return (base36(number // 36) if number >= 36 else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[
        number % 36
    ]


def alike() -> Iterator[str]:
    """Sentences of one page with one key: one of them is worded anew."""
    for page, chosen in PAGES.items():
        keys: dict[str, str] = {}
        for msgid in words("en", chosen):
            other = keys.setdefault(key(msgid), msgid)
            if other != msgid:
                yield f"{page}: one key for two sentences: {other} / {msgid}"


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=0) + "\n"


def faults() -> Iterator[str]:
    """One line for each entry that a reader would notice."""
    for domain in domains():
        english = {e.msgid for e in entries("en", domain)}
        chinese = {e.msgid for e in entries("zh-CN", domain)}
        yield from (f"{domain}: only in one language: {msgid}" for msgid in sorted(english ^ chinese))
        for locale in LOCALES:
            for entry in entries(locale, domain):
                yield from (f"{locale}/{domain}: {fault}: {entry.msgid}" for fault in entry_faults(entry))
    for locale in LOCALES:
        yield from (
            f"{locale}: two meanings in one catalogue: {msgid}" for msgid in sorted(ambiguous(locale))
        )


def ambiguous(locale: str) -> set[str]:
    """Sentences that two domains of one catalogue translate differently: which one is said is chance."""
    found = set()
    for chosen in (*PAGES.values(), spoken_by_server()):
        meaning: dict[str, Sentence] = {}
        for entry in (e for domain in chosen if domain in domains() for e in entries(locale, domain)):
            if meaning.setdefault(entry.msgid, sentence(locale, entry)) != sentence(locale, entry):
                found.add(str(entry.msgid))
    return found


def spoken_by_server() -> tuple[str, ...]:
    return tuple(domain for domain in domains() if domain not in BROWSERS_OWN)


def entry_faults(entry: polib.POEntry) -> Iterator[str]:
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "fuzzy"
    if not all(forms):
        yield "empty"
    fields = set(FIELD.findall(entry.msgid + (entry.msgid_plural or "")))
    if any(set(FIELD.findall(form)) - fields for form in forms):
        yield "fills a {field} that the English sentence does not have"
    if fields - set(FIELD.findall(forms[-1])):
        yield "leaves out a {field}"
    if entry.msgid_plural and "{count}" not in entry.msgid_plural:
        yield "has plural forms without {count}"


def complete_english() -> None:
    """Add to the English files what only the Chinese have: there the sentence is its own translation."""
    for domain in domains():
        path = SOURCES / "en" / f"{domain}.po"
        english = polib.pofile(str(path), wrapwidth=0) if path.exists() else empty()
        known = {entry.msgid for entry in english}
        added = [english_entry(entry) for entry in entries("zh-CN", domain) if entry.msgid not in known]
        english.extend(added)
        if added:
            english.save(str(path), newline="\n")


def empty() -> polib.POFile:
    made = polib.POFile(wrapwidth=0)
    made.metadata = {
        "Language": "en",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return made


def english_entry(entry: polib.POEntry) -> polib.POEntry:
    if entry.msgid_plural:
        forms = {0: entry.msgid, 1: entry.msgid_plural}
        return polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=forms)
    return polib.POEntry(msgid=entry.msgid, msgstr=entry.msgid)


def stale() -> Iterator[str]:
    for path, text in artefacts().items():
        if not path.exists() or path.read_text("utf-8") != text:
            yield f"out of date: {path.relative_to(ROOT)}"


def unknown() -> Iterator[str]:
    """Sentences that the program says and no catalogue holds."""
    everything = words("zh-CN", spoken_by_server())
    missing = (use for use in on_server() if use.sentence not in everything)
    yield from (f"{use.where}: not in any catalogue: {use.sentence}" for use in missing)
    for page, chosen in PAGES.items():
        offered = words("zh-CN", chosen)
        missing = (use for use in in_browsers(page) if use.sentence not in offered)
        yield from (f"{use.where}: not in the catalogue of {page}: {use.sentence}" for use in missing)


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        complete_english()
        for path, text in artefacts().items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    found = [*faults(), *alike(), *stale(), *unknown()]
    print("\n".join(found) or f"{len(domains())} domains in {len(LOCALES)} languages are complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
