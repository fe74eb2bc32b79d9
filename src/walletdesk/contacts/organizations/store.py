"""Organizations in SQL. The only file that knows their tables."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.contacts.organizations.model import Organization, OrganizationId
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

ORGANIZATION = table(
    "organization",
    sa.Column("id", Text, primary_key=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("owner", Text),
    sa.Column("version", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
)
DOMAIN = table(
    "organization_domain",
    sa.Column("domain", Text, primary_key=True),
    sa.Column("organization", Text, nullable=False),
)
MEMBER = table(
    "organization_member",
    sa.Column("contact", Text, primary_key=True),
    sa.Column("organization", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
)
_O = ORGANIZATION.c
sa.Index("organization_domains", DOMAIN.c.organization)
_one = sa.select(_O.id, _O.name, _O.owner, _O.version)
ALL = statement(_one.order_by(_O.name, _O.id))
FIND = statement(_one.where(_O.id == sa.bindparam("id")))
OF_MEMBER = statement(
    _one.join(MEMBER, MEMBER.c.organization == _O.id).where(MEMBER.c.contact == sa.bindparam("contact"))
)
OF_DOMAIN = statement(
    _one.join(DOMAIN, DOMAIN.c.organization == _O.id).where(DOMAIN.c.domain == sa.bindparam("domain"))
)
ALL_DOMAINS = statement(sa.select(DOMAIN.c.organization, DOMAIN.c.domain).order_by(DOMAIN.c.domain))
DOMAINS_OF = statement(
    sa.select(DOMAIN.c.domain).where(DOMAIN.c.organization == sa.bindparam("id")).order_by(DOMAIN.c.domain)
)
_values: dict[str, sa.BindParameter[object]] = {
    column.name: sa.bindparam(column.name) for column in ORGANIZATION.columns
}
ADD = statement(sa.insert(ORGANIZATION).values(_values))
REPLACE = statement(
    sa.update(ORGANIZATION)
    .where(_O.id == sa.bindparam("which"), _O.version == sa.bindparam("before"))
    .values({name: value for name, value in _values.items() if name != "id"})
)
DROP_DOMAINS = statement(sa.delete(DOMAIN).where(DOMAIN.c.organization == sa.bindparam("which")))
ADD_DOMAIN = statement(
    insert(DOMAIN)
    .values(domain=sa.bindparam("domain"), organization=sa.bindparam("organization"))
    .on_conflict_do_nothing()
    .returning(DOMAIN.c.domain)
)
REMOVE = statement(sa.delete(ORGANIZATION).where(_O.id == sa.bindparam("which")))
DROP_MEMBERS = statement(sa.delete(MEMBER).where(MEMBER.c.organization == sa.bindparam("which")))
_member = insert(MEMBER).values(
    contact=sa.bindparam("contact"), organization=sa.bindparam("organization"), at=sa.bindparam("at")
)
PUT = statement(
    _member.on_conflict_do_update(
        index_elements=["contact"],
        set_={"organization": sa.bindparam("organization"), "at": sa.bindparam("at")},
    )
)
TAKE_OUT = statement(sa.delete(MEMBER).where(MEMBER.c.contact == sa.bindparam("who")))


class SqlReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def all(self) -> Sequence[Organization]:
        domains: dict[str, list[str]] = {}
        for organization, domain in await self._db.all(ALL_DOMAINS):
            domains.setdefault(organization, []).append(domain)
        return [_organization(row, domains.get(row[0], [])) for row in await self._db.all(ALL)]

    async def find(self, id: OrganizationId) -> Organization | None:
        return await self._with_domains(await self._db.one(FIND, id=id))

    async def of_member(self, contact: ContactId) -> Organization | None:
        return await self._with_domains(await self._db.one(OF_MEMBER, contact=contact))

    async def of_domain(self, domain: str) -> Organization | None:
        return await self._with_domains(await self._db.one(OF_DOMAIN, domain=domain))

    async def _with_domains(self, row: Row | None) -> Organization | None:
        if row is None:
            return None
        return _organization(row, [domain for (domain,) in await self._db.all(DOMAINS_OF, id=row[0])])


class SqlOrganizations:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, organization: Organization, at: datetime) -> None:
        await self._tx.run(ADD, **_row(organization, at))

    async def replace(self, organization: Organization, at: datetime) -> bool:
        row = _row(organization, at)
        before = organization.version - 1
        return await self._tx.run(REPLACE, which=row.pop("id"), before=before, **row) == 1

    async def claim(self, organization: Organization) -> bool:
        await self._tx.run(DROP_DOMAINS, which=organization.id)
        claimed = [
            await self._tx.one(ADD_DOMAIN, domain=domain, organization=organization.id)
            for domain in organization.domains
        ]
        return all(claimed)

    async def remove(self, id: OrganizationId) -> bool:
        for drop in (DROP_DOMAINS, DROP_MEMBERS):
            await self._tx.run(drop, which=id)
        return await self._tx.run(REMOVE, which=id) == 1

    async def put(self, contact: ContactId, id: OrganizationId, at: datetime) -> None:
        await self._tx.run(PUT, contact=contact, organization=id, at=millis(at))

    async def take_out(self, contact: ContactId) -> None:
        await self._tx.run(TAKE_OUT, who=contact)


class OrganizationsWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.organizations = SqlOrganizations(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[OrganizationsWork]]:
    return works(db, lambda tx: OrganizationsWork(tx, audit(tx)))


def _row(organization: Organization, at: datetime) -> dict[str, str | int | None]:
    return {
        "id": organization.id,
        "name": organization.name,
        "owner": organization.owner,
        "version": organization.version,
        "changed_at": millis(at),
    }


def _organization(row: Row, domains: Sequence[str]) -> Organization:
    id, name, owner, version = row
    return Organization(
        id=OrganizationId(id),
        name=name,
        domains=tuple(domains),
        owner=AgentId(owner) if owner else None,
        version=version,
    )
