"""Templates are compiled once, before the first request."""

from __future__ import annotations

from netevent.core.web import pages


def test_every_template_stays_compiled():
    """However many there are: beyond the bound of a cache each page would throw out that of another."""
    pages.compile_all()
    environment = pages.environment()
    names = environment.list_templates()
    first = [environment.get_template(name) for name in names]
    assert all(one is environment.get_template(name) for one, name in zip(first, names, strict=True))
