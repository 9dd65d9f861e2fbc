"""Phones that are sent push: locked, woken, and with notifications on them. For `tests.browser.push`.

The server sends to the push service of the tests, which decrypts what it is sent; from there Chromium is
given it as if its own service had brought it. What Chromium cannot do without its maker's service is stood in
for: to subscribe there. A headless shell, moreover, shows no notifications: the worker's list of them is then
kept by the test's script. A tap on a notification is an event that the test makes, so the browser does not
let it open a window: the test does.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession, Page, Worker

from tests.browser.pages import Visits, is_live
from tests.push.service import PushBrowser, PushService

STANDS_IN = """
(() => {
    if (!isSecureContext || location.protocol === "about:") return;
    const text = (name) => localStorage.getItem(name);
    const keep = (name, value) => localStorage.setItem(name, value);
    const made = (json, options) => json && {
        ...json,
        options,
        toJSON: () => json,
        unsubscribe: async () => (localStorage.removeItem("test.subscription"), true),
    };
    PushManager.prototype.subscribe = async function (options) {
        if (text("test.permission") === "denied") throw new Error("denied");
        const json = JSON.parse(await window.newSubscription());
        const key = [...new Uint8Array(options.applicationServerKey)];
        keep("test.subscription", JSON.stringify({ json, key }));
        return made(json, options);
    };
    PushManager.prototype.getSubscription = async function () {
        const { json, key } = JSON.parse(text("test.subscription") ?? "{}");
        return json ? made(json, { applicationServerKey: new Uint8Array(key).buffer }) : null;
    };
    Object.defineProperty(Notification, "permission", { get: () => text("test.permission") ?? "default" });
    Notification.requestPermission = async () => {
        keep("test.permission", text("test.answer") ?? "granted");
        return Notification.permission;
    };
    ServiceWorkerRegistration.prototype.getNotifications = async () => (await window.notifications())
        .map((one) => ({ ...one, close: () => window.closeNotification(one.tag) }));
})();
"""
# What a headless shell has not.
KEEPS_NOTIFICATIONS = """() => {
    if (Notification.permission === "granted" || self.kept) return;
    self.kept = [];
    self.registration.showNotification = async (title, about) => {
        const close = () => { self.kept = self.kept.filter((other) => other !== one); };
        const one = { title, ...about, close };
        self.kept = [...self.kept.filter((other) => !one.tag || other.tag !== one.tag), one];
    };
    self.registration.getNotifications = async () => self.kept;
}"""
COUNTS_PUSHES = """() => {
    if (self.taken !== undefined) return;
    self.taken = 0;
    const waitUntil = PushEvent.prototype.waitUntil;
    PushEvent.prototype.waitUntil = function (work) {
        work.finally(() => { self.taken += 1; });
        waitUntil.call(this, work);
    };
}"""
NOTIFICATIONS = """async () => (await self.registration.getNotifications())
    .map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, url: data?.url }))"""
CLOSE = """async (tag) => {
    for (const one of await self.registration.getNotifications()) if (one.tag === tag) one.close();
}"""
TAP = """async (tag) => {
    const notification = (await self.registration.getNotifications()).find((one) => one.tag === tag);
    let opened = "", working;
    self.clients.openWindow = async (address) => { opened = address; return null; };
    const waitUntil = (work) => { working = work; };
    self.dispatchEvent(Object.assign(new ExtendableEvent("notificationclick"), { notification, waitUntil }));
    await working;
    return opened;
}"""
ALLOW = "Notify me"
# Chromium shows one of its own where a worker shows nothing often.
CHROMIUMS_OWN = "user_visible_auto_notification"
MUST_COME = 60  # seconds


@dataclass  # without slots: Playwright leaves a mark on the owner of a listener
class Phone:
    """One person's phone. `pocket` is no page of ours, and stays open when the phone is locked."""

    service: PushService
    page: Page
    pocket: Page
    base_url: str
    cdp: CDPSession
    subscribed: list[PushBrowser] = field(default_factory=list)
    registrations: list[str] = field(default_factory=list)
    given: int = 0

    @property
    def browser(self) -> PushBrowser:
        return self.subscribed[-1]

    @property
    def worker(self) -> Worker:
        (worker,) = self.page.context.service_workers
        return worker

    async def lock(self) -> None:
        """No page of ours is open, and no socket."""
        await self.page.close()

    async def wake(self, path: str) -> Page:
        self.page = await self.page.context.new_page()
        await self.page.goto(path)
        await is_live(self.page)
        return self.page

    async def allow(self) -> None:
        """By a tap, on the page of notifications."""
        await self.page.goto("/attendee/notifications")
        await self.changes(ALLOW)
        await self.page.get_by_text("Notifications are on").wait_for()
        await self.worker.evaluate(KEEPS_NOTIFICATIONS)
        await self.worker.evaluate(COUNTS_PUSHES)

        async def is_known() -> bool:
            await self._taken()  # what Chromium told before it answered has come
            return bool(self.registrations)

        await until(is_known)

    async def changes(self, button: str) -> None:
        """On the page of notifications, which loads anew then: its list of devices is another one."""
        async with self.page.expect_event("load"):
            await self.page.get_by_role("button", name=button).click()

    async def is_given(self, count: int = 1) -> list[dict[str, Any]]:
        """Wait until so many more pushes to this phone are with the service, and give them to its worker."""
        fresh = (await self.sent(self.given + count))[self.given :]
        for payload in fresh:
            await self.give(json.dumps(payload))
        self.given += len(fresh)
        return fresh

    async def sent(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many were sent to this phone since push was turned on there."""
        while len(self.service.payloads(self.browser)) < count:
            await self.service.arrived(len(self.service.pushes) + 1, MUST_COME)
        return self.service.payloads(self.browser)

    async def give(self, text: str) -> None:
        """Chromium's own way: it wakes the worker, which hears of a push; waits until it has done so."""
        before = await self._taken()
        told = {"origin": f"{self.base_url}/", "registrationId": self.registrations[-1], "data": text}
        await self.cdp.send("ServiceWorker.deliverPushMessage", told)

        async def is_taken() -> bool:
            return await self._taken() > before

        await until(is_taken)

    async def notifications(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.worker.evaluate(NOTIFICATIONS)
        return [one for one in found if one["tag"] != CHROMIUMS_OWN]

    async def tap(self, tag: str) -> str:
        """The address that the worker opens."""
        return str(await self.worker.evaluate(TAP, tag)).removeprefix(self.base_url)

    async def _new_subscription(self) -> str:
        self.subscribed.append(self.service.new_browser())
        return json.dumps(self.browser.json)

    async def _taken(self) -> int:
        return int(await self.worker.evaluate("self.taken"))

    async def _close(self, tag: str) -> None:
        await self.worker.evaluate(CLOSE, tag)


async def take_phone(visits: Visits, service: PushService, path: str, who: str, **options: Any) -> Phone:
    """A phone in whose browser `who` is logged in and looks at `path`."""
    page = await visits.open("about:blank", who, **options)
    context = page.context
    await context.grant_permissions(["notifications"])
    pocket = await context.new_page()
    phone = Phone(service, page, pocket, visits.base_url, await context.new_cdp_session(pocket))
    phone.cdp.on("ServiceWorker.workerRegistrationUpdated", lambda told: _note(phone, told))
    await phone.cdp.send("ServiceWorker.enable")
    await context.expose_function("newSubscription", phone._new_subscription)
    await context.expose_function("notifications", phone.notifications)
    await context.expose_function("closeNotification", phone._close)
    await context.add_init_script(STANDS_IN)
    await page.goto(path)
    return phone


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(MUST_COME):
        while not await is_so():
            pass


def _note(phone: Phone, told: dict[str, Any]) -> None:
    found = told["registrations"]
    phone.registrations += [one["registrationId"] for one in found if one["scopeURL"] == f"{phone.base_url}/"]
