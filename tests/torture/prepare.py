"""Enrols somebody who may read everything: ``python -m tests.torture.prepare``."""

import asyncio

from walletdesk.app.wiring.system import build
from walletdesk.kernel.viewers import Role
from walletdesk.platform.settings import load
from walletdesk.staff import NewAgent

LOGIN, PASSWORD = "reader", "for the storm only, reader"


async def enrol() -> None:
    system = await build(load(None))
    new = NewAgent(
        login=LOGIN,
        name="Reader",
        role=Role.ADMIN,
        languages=("zh-CN", "en"),
        skills={"general": 2},
        capacity=6,
    )
    await system.staff.personnel.enrol(new, PASSWORD)
    await system.engine.db.close()


if __name__ == "__main__":
    asyncio.run(enrol())
