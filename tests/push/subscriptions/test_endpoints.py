"""A stranger's browser says where this server shall post: only push services are believed."""

from __future__ import annotations

import pytest

from netevent.core.errors import Malformed
from netevent.push.subscriptions.endpoints import LONGEST, PushServices, push_services, wants_each_shown

KNOWN = (
    "https://fcm.googleapis.com/fcm/send/abc:APA91b-_x",
    "https://fcm.googleapis.com/wp/abc",
    "https://fcm.googleapis.com:443/wp/abc",
    "https://jmt17.google.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA",
    "https://updates-autopush.push.services.mozilla.com/wpush/v1/x",
    "https://web.push.apple.com/QGuQyavXutnMH",
    "https://db5p.notify.windows.com/w/?token=BQYAAAD%2f",
    "https://wns2-by3p.notify.windows.com/w/?token=x",
)
HOSTILE = (
    "",
    "fcm.googleapis.com/x",
    "http://fcm.googleapis.com/x",
    "http://127.0.0.1/x",
    "http://127.0.0.1:8000/x",
    "https://127.0.0.1/x",
    "https://localhost/x",
    "https://169.254.169.254/latest/meta-data",
    "https://10.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evil.example/fcm.googleapis.com/x",
    "https://evilfcm.googleapis.com/x",
    "https://notify.windows.com.evil.example/x",
    "https://evilnotify.windows.com/x",
    "https://push.apple.com/x",
    "https://googleapis.com/x",
    "https://fcm.googleapis.com@evil.example/x",
    "https://user@fcm.googleapis.com/x",
    "https://user:word@fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:22/x",
    "https://fcm.googleapis.com:/x",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com\\@evil.example/x",
    "https://evil.example\\.push.apple.com/x",
    "https://evil.example#.push.apple.com/x",
    "https://evil.example?.push.apple.com/x",
    "https://evil.example/.push.apple.com/x",
    "https://fcm.googleapis.com/x\r\nHost: evil.example",
    "https://fcm.googleapis.com/x y",
    "https://fcm.googleapis.com/\tx",
    " https://fcm.googleapis.com/x",
    "https://fcm.googleapis.com/x\n",
    "HTTPS://FCM.GOOGLEAPIS.COM/x",
    "https://fcm.googleapis.com./x",
    f"https://{'a' * 64}.push.apple.com/x",
    f"https://{'a.' * 150}push.apple.com/x",
    "https://-a.push.apple.com/x",
    "https://xn--a.push.apple.com/x",
    "https://a-.push.apple.com/x",
    "https://.push.apple.com/x",
    "https://a..push.apple.com/x",
    "https://xn--fcm-googleapis-0ya.com/x",
    "https://fcm.googleapıs.com/x",
    "https://fcm。googleapis。com/x",
    "https://fcm.googleapis.com/é",
    "https:/fcm.googleapis.com/x",
    "https:///fcm.googleapis.com/x",
    "ftp://fcm.googleapis.com/x",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/x",
    "https://fcm.googleapis.com/" + "x" * LONGEST,
)


@pytest.mark.parametrize("endpoint", KNOWN)
def test_the_push_services_of_browsers_are_known(endpoint: str):
    assert PushServices().require(endpoint) == endpoint


@pytest.mark.attack("a subscription with an address of the attacker's choice", "422; nothing is sent there")
@pytest.mark.parametrize("endpoint", HOSTILE)
def test_nothing_else_is(endpoint: str):
    assert not PushServices().knows(endpoint)
    with pytest.raises(Malformed):
        push_services("push.example.org").require(endpoint)


@pytest.mark.parametrize(
    ("endpoint", "is_known"),
    [
        ("https://push.example.org/x", True),
        ("https://push.example.net:8443/x", True),
        ("https://push.example.net/x", False),
        ("https://push.example.org:8443/x", False),
        ("https://sub.push.example.org/x", False),
        ("http://push.example.org/x", False),
        ("http://127.0.0.1:9000/x", True),
        ("http://127.0.0.1:9001/x", False),
    ],
)
def test_a_host_of_the_settings_is_known_too_and_without_encryption_on_this_machine_alone(
    endpoint: str, is_known: bool
):
    services = push_services("Push.example.org, push.example.net:8443,127.0.0.1:9000")
    assert services.knows(endpoint) is is_known


def test_of_apple_each_push_must_show():
    assert [wants_each_shown(one) for one in KNOWN] == ["apple" in one for one in KNOWN]
