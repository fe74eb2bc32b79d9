"""The catalogues are complete, up to date, and hold every sentence that the program says."""

from pathlib import Path

import polib
import pytest

from scripts import catalogues
from scripts.words_used import in_browsers, on_server


def test_nothing_is_empty_fuzzy_or_differs_in_its_fields() -> None:
    assert list(catalogues.faults()) == []


def test_the_compiled_files_are_those_of_the_sources() -> None:
    assert list(catalogues.stale()) == []


def test_no_page_has_one_key_for_two_sentences() -> None:
    assert list(catalogues.alike()) == []


def test_every_sentence_the_server_says_is_in_a_catalogue() -> None:
    known = catalogues.words("zh-CN", catalogues.spoken_by_server())
    assert sorted({f"{u.where}: {u.sentence}" for u in on_server() if u.sentence not in known}) == []


@pytest.mark.parametrize("page", sorted(catalogues.PAGES))
def test_every_sentence_a_page_says_is_in_its_catalogue(page: str) -> None:
    known = catalogues.words("zh-CN", catalogues.PAGES[page])
    assert sorted({f"{u.where}: {u.sentence}" for u in in_browsers(page) if u.sentence not in known}) == []


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("", "empty"),
        ("等几天。", "leaves out a {field}"),
        ("等 {count} 天，{name}。", "fills a {field} that the English sentence does not have"),
    ],
)
def test_a_bad_entry_is_told(translation: str, fault: str) -> None:
    entry = polib.POEntry(msgid="Wait {count} days.", msgstr=translation)
    assert fault in list(catalogues.entry_faults(entry))


def test_a_fuzzy_entry_is_told() -> None:
    entry = polib.POEntry(msgid="Wait.", msgstr="等。", flags=["fuzzy"])
    assert list(catalogues.entry_faults(entry)) == ["fuzzy"]


def test_plural_forms_are_named_by_their_category() -> None:
    entry = polib.POEntry(
        msgid="{count} day", msgid_plural="{count} days", msgstr_plural={0: "{count} day", 1: "{count} days"}
    )
    assert catalogues.sentence("en", entry) == {"one": "{count} day", "other": "{count} days"}


def test_the_chinese_file_alone_is_enough_to_begin_a_domain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zh_CN").mkdir()
    (tmp_path / "en").mkdir()
    (tmp_path / "zh_CN" / "demo.po").write_text('msgid "Wait."\nmsgstr "等一下。"\n', "utf-8")
    monkeypatch.setattr(catalogues, "SOURCES", tmp_path)
    catalogues.complete_english()
    assert catalogues.words("en", ["demo"]) == {"Wait.": "Wait."}
