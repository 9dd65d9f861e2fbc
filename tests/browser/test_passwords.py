"""The button that shows a password."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from tests.browser.venue import Venue


async def test_a_password_is_shown_and_hidden_again(browser: Browser, venue: Venue):
    context = await browser.new_context(base_url=venue.base_url)
    page = await context.new_page()
    await page.goto("/login")
    field, button = page.locator("#password"), page.get_by_role("button", name="Show the password")
    await field.fill("what was typed")
    await button.click()
    await expect(field).to_have_attribute("type", "text")
    await expect(button).to_have_attribute("aria-pressed", "true")
    await expect(field).to_be_focused()
    await button.click()
    await expect(field).to_have_attribute("type", "password")
    await context.close()
