"""The people of appointments meet at these points."""

from tests.appointments.conftest import meet

__all__ = ["meet"]
