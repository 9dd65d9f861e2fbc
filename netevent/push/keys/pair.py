"""A pair of keys on the curve P-256, as text. Called by `service` and `keeping`."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
POINT_BYTES, NUMBER_BYTES = 65, 32


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both without padding: the number, and the uncompressed point, as browsers want it."""

    private_key: str = field(repr=False)
    public_key: str


def new_pair() -> KeyPair:
    made = ec.generate_private_key(CURVE)
    number = made.private_numbers().private_value.to_bytes(NUMBER_BYTES, "big")
    point = made.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return KeyPair(as_text(number), as_text(point))


def as_text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def as_bytes(text: str) -> bytes:
    """Raises ValueError where it is no such text."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_point(text: str) -> bool:
    """Whether it is an uncompressed point of the curve, written as `as_text` does."""
    try:
        point = as_bytes(text)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError:
        return False
    return len(point) == POINT_BYTES and as_text(point) == text
