"""The contact page through a day: open, a peak, nobody there, an outage."""

from dataclasses import replace
from datetime import timedelta

from tests.support.help_center import NOW, SOON, reach_of
from walletdesk.help_center.reaching import Kind, Opening, Quiet, Reach, Way
from walletdesk.routing.waits import Basis, Told

AWAY = replace(
    reach_of(
        open=False,
        next_open=SOON,
        by=SOON + timedelta(minutes=15),
        message_by=SOON + timedelta(hours=2),
    ),
    openings=(
        Opening(SOON, SOON + timedelta(hours=11)),
        Opening(SOON + timedelta(hours=24), SOON + timedelta(hours=37)),
    ),
)
LONG = Told(low=12, high=20, expected=960.0, basis=Basis(minutes=60, recent=14, usual=0))
PEAK = replace(
    reach_of(wait=LONG, line=5, message_by=SOON),
    quiet=(Quiet(SOON, minutes=0, joined=31),),
    told=200,
    held=159,
)
MAIL = Way(kind=Kind.MAIL, to="help@samplewallet.example")
OUTAGE = Reach(at=NOW, ways=(*(replace(way, disturbed=True) for way in reach_of().ways), MAIL), lost=True)
OPEN = reach_of(room=True, line=0, by=SOON, message_by=SOON)
