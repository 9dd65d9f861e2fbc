"""Recovery codes: what stands in for the app when the phone is gone.

Ten of 50 bits, each used once. Kept as hashes under the server's secret: of a copy of the database alone
nobody finds one by trying. Called by `identity.second_step.service`.
"""

from __future__ import annotations

from netevent.core.credentials import CODE_LENGTH, new_code, signature
from netevent.identity.accounts import Account

HOW_MANY = 10
HALF = CODE_LENGTH // 2


def new_codes() -> tuple[str, ...]:
    return tuple(f"{code[:HALF]}-{code[HALF:]}" for code in (new_code() for _ in range(HOW_MANY)))


def bare(typed: str) -> str:
    """As it was made, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def hash_of(server_secret: str, account: Account, code: str) -> str:
    return signature(server_secret, "recovery", account.kind.value, str(account.id), bare(code))
