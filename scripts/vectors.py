"""Make what is shipped of the starters' meaning: `make vectors`, after phrasings or strangers changed.

Vectors that are missing are made, those of phrasings that are gone are dropped; what is learned from all of
them is learned anew, which takes some seconds.
"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from walletdesk.knowledge.retrieval.encoder import shared
from walletdesk.knowledge.retrieval.heads import KeptHeads
from walletdesk.knowledge.retrieval.keeping import KeptVectors, read, write
from walletdesk.knowledge.retrieval.meaning import Line, lines_of
from walletdesk.knowledge.starter import starter_head, starter_topics, starter_vectors, strangers


def starter_lines() -> list[Line]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return lines_of([topic.article(locale, at=at) for topic in starter_topics() for locale in topic.locales])


async def main(file: Path, head: Path) -> None:
    kept = KeptVectors(shared(), shipped=file)
    lines, far = starter_lines(), [one.text for one in strangers()]
    wanted = [*(line.text for line in lines), *far]
    missing = kept.missing(wanted)
    await kept.learn(missing)
    write(file, kept.model, kept.only(wanted))
    KeptHeads(kept, far).save(head, lines)
    print(f"{len(missing)} made, {len(read(file, kept.model))} kept")


if __name__ == "__main__":
    asyncio.run(main(starter_vectors(), starter_head()))
