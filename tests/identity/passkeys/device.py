"""A device that keeps a passkey, as browsers and phones do it, and may also do it wrong."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


@dataclass(slots=True)
class Device:
    """One passkey. The browser says `site` and `origin`; the device `verifies` its owner, or does not."""

    site: str = "localhost"
    origin: str = "http://localhost:8000"
    verifies: bool = True
    sign_count: int = 0
    handle: str = ""
    credential_id: bytes = field(default_factory=lambda: token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> str:
        """Make the passkey that the server asks for."""
        self.handle = options["user"]["id"]
        length = len(self.credential_id).to_bytes(2)
        attested = bytes(16) + length + self.credential_id + cbor2.dumps(self._public())
        made = {"fmt": "none", "attStmt": {}, "authData": self._data(NEW) + attested}
        client = self._client("webauthn.create", options["challenge"])
        return self._sent({"clientDataJSON": text(client), "attestationObject": text(cbor2.dumps(made))})

    def sign(self, options: dict[str, Any], steps: int = 1) -> str:
        """Log in; the count of signatures moves on by `steps`."""
        self.sign_count += steps
        client, data = self._client("webauthn.get", options["challenge"]), self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {"authenticatorData": text(data), "signature": text(signature), "userHandle": self.handle}
        return self._sent(response | {"clientDataJSON": text(client)})

    def _sent(self, response: dict[str, Any]) -> str:
        written = text(self.credential_id)
        return json.dumps({"id": written, "rawId": written, "type": "public-key", "response": response})

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + self.sign_count.to_bytes(4)

    def _public(self) -> dict[int, Any]:
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}


def text(some: bytes) -> str:
    return urlsafe_b64encode(some).decode().rstrip("=")
