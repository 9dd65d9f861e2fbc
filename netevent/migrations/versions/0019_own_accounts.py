"""Links for a forgotten password and a new address, and what kind of browser is logged in."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

from netevent.migrations.columns import code, exact

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("logins", Column("device", String(80), nullable=False, server_default=""))
    op.add_column("login_links", Column("purpose", code(10), nullable=False, server_default="login"))
    op.add_column("login_links", Column("email", exact(255), nullable=False, server_default=""))
