"""Every field that is written somewhere is known to the crawl of the canaries.

The crawl walks to states that somebody wrote down. So that it forgets none, the fields are counted where they
are written: a new one fails here until its state is walked to and its row is there.
"""

import re
from collections import Counter
from pathlib import Path

from tests.support.crawl_fields import WRITTEN_IN

ROOT = Path(__file__).parents[3]
FIELD = re.compile(r"<(?:input|textarea)\b[^>]*|contenteditable=|\bthis\.text\(\"")
TEXTLESS = re.compile(r"\btype=\"(?:hidden|radio|checkbox|number|date|datetime-local|time)\"")
ELSEWHERE = (
    "ui/vendor",
    "ui/styleguide",
    "ui/api-docs",
    "ui/demo",
)  # no page of an installation keeps text there


def written() -> Counter[str]:
    files = [*(ROOT / "ui").rglob("*.js"), *(ROOT / "ui").rglob("*.html"), *(ROOT / "src").rglob("*.html")]
    found: Counter[str] = Counter()
    for file in files:
        path = file.relative_to(ROOT).as_posix()
        if not path.startswith(ELSEWHERE):
            fields = [one for one in FIELD.findall(file.read_text("utf-8")) if not TEXTLESS.search(one)]
            found[path] += len(fields)
    return +found


def test_every_field_that_is_written_is_known_to_the_crawl() -> None:
    assert written() == WRITTEN_IN
