"""The whole system of one process: built once, started, stopped in the opposite order."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cached_property

from walletdesk.accounts import catalogue
from walletdesk.app.wiring.answers import answers
from walletdesk.app.wiring.builds import app_problems, releases
from walletdesk.app.wiring.callbacks import callbacks
from walletdesk.app.wiring.digests import mailed_reports
from walletdesk.app.wiring.doors import FormNumbers, FormPromises
from walletdesk.app.wiring.dossiers import (
    BotTransactions,
    KnownTransactions,
    SealedDossiers,
    dossier_faces,
    dossiers,
)
from walletdesk.app.wiring.edge import web_app
from walletdesk.app.wiring.engine import blobs_of, open_engine
from walletdesk.app.wiring.evidence import evidence
from walletdesk.app.wiring.eyes import own_eyes
from walletdesk.app.wiring.faces import faces
from walletdesk.app.wiring.fakes import impersonation
from walletdesk.app.wiring.feedback import feedback
from walletdesk.app.wiring.heart import heart
from walletdesk.app.wiring.hints import hints
from walletdesk.app.wiring.hotline import hotline
from walletdesk.app.wiring.inboxes import intake
from walletdesk.app.wiring.joints import Joints
from walletdesk.app.wiring.learning import learning
from walletdesk.app.wiring.lookout import Lookout, VersionInForce
from walletdesk.app.wiring.mail import mail
from walletdesk.app.wiring.mail_talks import MailAnswers, mail_talks, mail_ways
from walletdesk.app.wiring.mail_wire import mail_wire
from walletdesk.app.wiring.messaging import messaging
from walletdesk.app.wiring.outgoing import Guard, Kept, advice_rules
from walletdesk.app.wiring.outside import chasing
from walletdesk.app.wiring.partners import enterprise
from walletdesk.app.wiring.parts import Parts
from walletdesk.app.wiring.people import contacts, staff
from walletdesk.app.wiring.proof import verification
from walletdesk.app.wiring.registry import official_channels
from walletdesk.app.wiring.reports import reports
from walletdesk.app.wiring.specialists import specialists
from walletdesk.app.wiring.table import subscribe
from walletdesk.app.wiring.theft import theft
from walletdesk.app.wiring.voice import voice
from walletdesk.app.wiring.wording import careful
from walletdesk.app.wiring.work import work
from walletdesk.conversations import Eyes
from walletdesk.kernel.clock import Clock, utc_now
from walletdesk.platform.blobs import DiskBlobs
from walletdesk.platform.http import WebApp
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.platform.settings import Settings
from walletdesk.registry import Registry

MakeEyes = Callable[[Settings, DiskBlobs], Eyes | None]
GOING_AWAY = '{"t":"bye","retry_in":[500,5000]}'  # ms: ten thousand browsers must not come back at once


@dataclass(frozen=True, kw_only=True)
class System(Parts):
    joints: Joints
    lookout: Lookout

    @cached_property
    def web(self) -> WebApp:
        """Made when somebody serves it: a command beside a server pays for no routes."""
        return web_app(self)

    async def start(self) -> None:
        """Take up what an earlier run left, then listen."""
        self.faces.files.intake.clear()
        await self.staff.directory.load()
        await self.contacts.book.remember_signed_out()
        self.answers.library.refresh()
        await self.learning.services.refitting.load()
        self.lookout.start()
        await self.channels.watch.start()
        await self.engine.relay.start()
        await self.engine.jobs.start()
        await self.work.routing_jobs.start()
        await self.work.routing_jobs.plan_repair()
        await self.channels.plan_look(self.engine)
        await self.joints.plan_sweep(timedelta(hours=1))
        await self.joints.plan_checks()
        await self.learning.plan_refit(self.engine)
        await self.dossiers.plan_sweep(self.engine)
        await self.reports.plan_sweep(self.engine)
        await self.mailed_reports.plan(self.engine)
        await self.callbacks.plan(self.engine)
        await self.feedback.old_texts.plan()
        await self.intake.plan(self.engine)
        await self.mail_wire.start()
        for member in await self.staff.directory.members():  # killed, we could not see them go
            if member.availability != "offline":
                await self.work.routing.presence.agent_lost(member.id)

    def say_farewell(self) -> None:
        """Tell every live line when to come back, and end it."""
        self.engine.hub.end_all(GOING_AWAY)

    async def stop(self) -> None:
        """Finish what is at hand, leave the rest on disk for the next start."""
        await self.mail_wire.stop()
        await self.channels.watch.stop()
        await self.lookout.stop()
        await self.faces.polling.end()
        await self.engine.jobs.stop()
        await self.mail_talks.readers.close()
        await self.work.board.close()
        await self.intake.readers.close()
        await self.intake.strangers.close()
        await self.engine.relay.stop()
        await self.engine.db.close()


async def build(settings: Settings, clock: Clock = utc_now, see: MakeEyes = own_eyes) -> System:
    engine, limiter = await open_engine(settings, clock), MemoryLimiter()
    people = contacts(engine, limiter), staff(engine, limiter)
    registry = Registry([settings.public_url, *settings.http.more_origins])
    rules = advice_rules(engine)
    outgoing = Guard(registry, rules, catalogue(settings.custody_mode))
    guards = Kept(outgoing), Kept(Guard(registry, rules))
    talk = heart(engine, outgoing, see(settings, blobs_of(engine)))
    firms = enterprise(engine, *people, talk)
    around = work(engine, talk, people[1], Kept(outgoing), firms.partners)
    channels = official_channels(engine, around.hours, registry)
    booked = callbacks(engine, talk, around, people[1])
    proofs = verification(engine, people, talk, around, limiter, booked)
    known = dossiers(engine, talk)
    writing = careful(engine, outgoing, people)
    answered_with = around, channels, BotTransactions(known), booked.booking
    answering = answers(engine, talk, answered_with, limiter, guards, writing)
    shown_dossiers = dossier_faces(engine, talk, known, (answering, channels, people[1]), limiter)
    told = feedback(engine, people, talk, around)
    counted = reports(engine, talk, people[1], answering)
    mailed = mailed_reports(engine, people[1], counted)
    arriving, numbers = intake(engine), FormNumbers(around)
    back = (
        mail_ways(engine, arriving, people[1]),
        MailAnswers(engine, talk, numbers, FormPromises(around, engine.clock)),
    )
    posted = mail(engine, people[0], talk, proofs.phrases, (told.links, mailed.post), back)
    shown = faces(engine, people, talk, (around, booked.is_booked), limiter, outgoing)
    parts = Parts(
        engine=engine,
        limiter=limiter,
        contacts=people[0],
        staff=people[1],
        heart=talk,
        work=around,
        enterprise=firms,
        specialists=specialists(
            engine, talk, people[1], around, outgoing, KnownTransactions(shown_dossiers.showing)
        ),
        channels=channels,
        dossiers=known,
        answers=answering,
        dossier_faces=shown_dossiers,
        learning=learning(engine, talk, answering),
        verification=proofs,
        impersonation=impersonation(engine, talk, registry, limiter),
        theft=theft(engine, talk, limiter, SealedDossiers(shown_dossiers), channels.sealing),
        callbacks=booked,
        intake=arriving,
        mail_wire=mail_wire(engine, arriving),
        messaging=messaging(engine, people[0], talk, arriving, limiter),
        hotline=hotline(engine, talk, (people[0], around, booked), people[1].directory.shown_as),
        voice=voice(engine, talk, booked, people[1].directory, shown.files.intake),
        releases=releases(engine, registry),
        app_problems=app_problems(engine),
        hints=hints(engine, people[0], talk),
        mail=posted,
        mail_talks=mail_talks(
            engine, people, talk, (around, numbers), (arriving, shown.files.intake, posted)
        ),
        feedback=told,
        faces=shown,
        advice=rules,
        evidence=evidence(engine, talk, people[1], around.ticketing, channels.sealing),
        chasing=chasing(engine, around),
        reports=counted,
        mailed_reports=mailed,
    )
    joints = Joints(parts)
    subscribe(parts, joints)
    shared = {f.name: getattr(parts, f.name) for f in fields(parts)}
    looks = answering.library.look, answering.words.look, VersionInForce(parts.learning).look
    lookout = Lookout(*looks, parts.mail_wire.collecting.look)
    return System(joints=joints, lookout=lookout, **shared)


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock = utc_now, see: MakeEyes = own_eyes
) -> AsyncIterator[System]:
    """A started system, for the server's lifespan and for tests."""
    system = await build(settings, clock, see)
    await system.start()
    try:
        yield system
    finally:
        await system.stop()
