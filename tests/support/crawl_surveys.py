"""The way to the fields of surveys: the two mailed pages, what a lead writes down, and where reports go."""

from tests.support.crawl import Crawl, at
from tests.support.matrix_surveys import asked, poor, pulsed


async def how_it_was(crawl: Crawl) -> None:
    await at(f"/survey?t={await asked(crawl.scene)}&locale=en", ".message-form")(crawl)


async def one_question(crawl: Crawl) -> None:
    await at(f"/pulse?t={await pulsed(crawl.scene)}&locale=en", ".message-form")(crawl)


async def mailed_reports(crawl: Crawl) -> None:
    await crawl.is_admin()
    await at("/workspace/reports", "#mail-address")(crawl)


async def reviews(crawl: Crawl) -> None:
    """A low mark that is about to be done."""
    await crawl.is_admin()
    await poor(crawl.scene)
    await at("/workspace/surveys", "[data-review]")(crawl)
    await crawl.page.locator("[data-review] button[aria-expanded]").first.click()
    await crawl.page.locator("#done-note").wait_for()
