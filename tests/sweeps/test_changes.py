"""Every change is heard by somebody, or listed here as silent with its reason."""

from quart import Quart

from netevent.changes import KINDS

SILENT = {
    "MeetingPointsChanged": "a rename is rare, and each form and list reads the names anew",
    "ImportProgressed": "the page of an import asks once a second: it lives for seconds",
}


def test_every_change_has_a_listener(app: Quart):
    heard = {kind.__name__ for kind in app.extensions["bus"].heard()}
    assert set(KINDS) - heard == set(SILENT)
