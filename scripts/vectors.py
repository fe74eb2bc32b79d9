"""Make the vectors of the starter articles that are shipped: `make vectors`, after their phrasings changed.

Only those that are missing are made; those of phrasings that are gone are dropped.
"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from walletdesk.knowledge.retrieval.encoder import shared
from walletdesk.knowledge.retrieval.keeping import KeptVectors, read, write
from walletdesk.knowledge.retrieval.meaning import lines_of
from walletdesk.knowledge.starter import starter_topics, starter_vectors


def texts() -> list[str]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    articles = [topic.article(locale, at=at) for topic in starter_topics() for locale in topic.locales]
    return [line.text for line in lines_of(articles)]


async def main(file: Path) -> None:
    kept = KeptVectors(shared(), shipped=file)
    wanted = texts()
    missing = kept.missing(wanted)
    await kept.learn(missing)
    write(file, kept.model, kept.only(wanted))
    print(f"{len(missing)} made, {len(read(file, kept.model))} kept")


if __name__ == "__main__":
    asyncio.run(main(starter_vectors()))
