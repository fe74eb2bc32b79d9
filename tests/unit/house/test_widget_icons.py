"""The widget's two sprites are what its scripts say, taken out of the one that everybody draws."""

from scripts import widget_icons
from tests.support.css import icons
from tests.unit.house.test_stylesheets import named_icons


def test_the_widgets_sprites_are_up_to_date() -> None:
    assert widget_icons.stale() == []


def test_every_icon_of_the_widget_is_in_one_of_them() -> None:
    drawn = "".join(widget_icons.sprites().values())
    named = {name for name, where in named_icons() if where.startswith("ui/widget/")}
    assert sorted(name for name in named & icons() if f'"i-{name}"' not in drawn) == []
    assert named
