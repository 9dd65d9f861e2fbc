"""The numbers of people, as addresses show them: nobody comes from one to the next by counting.

A route says ``<person:person_id>``; its view gets the number, and `path` is given it. In between stands the
number encrypted with a key made of the server's secret: one block, in which everything but the number must be
zero, so that nobody can make one up either. `app` says which secret.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from werkzeug.routing import BaseConverter, ValidationError

BLOCK, NUMBER = 16, 4


class Opaque:
    """Makes and reads them with one secret."""

    def __init__(self, secret: str) -> None:
        key = sha256(b"opaque\0" + secret.encode()).digest()
        # One block of its own each: there is nothing that a mode would chain.
        self._cipher = Cipher(AES(key), ECB())  # noqa: S305 - see above

    def hide(self, number: int) -> str:
        block = number.to_bytes(NUMBER) + bytes(BLOCK - NUMBER)
        encryptor = self._cipher.encryptor()
        return _written(encryptor.update(block) + encryptor.finalize())

    def show(self, text: str) -> int | None:
        """The number; None for what was not made here."""
        try:
            hidden = urlsafe_b64decode(text + "==")
        except ValueError:
            return None
        if len(hidden) != BLOCK or _written(hidden) != text:
            return None
        decryptor = self._cipher.decryptor()
        block = decryptor.update(hidden) + decryptor.finalize()
        return None if any(block[NUMBER:]) else int.from_bytes(block[:NUMBER])


def _written(hidden: bytes) -> str:
    """There is one way to write it."""
    return urlsafe_b64encode(hidden).decode().rstrip("=")


_opaque = Opaque("")


def use(secret: str) -> None:
    """Hide numbers with this secret from now on. Called once, by `app`."""
    global _opaque
    _opaque = Opaque(secret)


class PersonNumber(BaseConverter):
    """The converter ``person``."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> int:
        number = _opaque.show(value)
        if number is None:
            raise ValidationError
        return number

    def to_url(self, value: object) -> str:
        return _opaque.hide(int(str(value)))
