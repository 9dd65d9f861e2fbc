"""What a browser is told to do with a passkey, and whether what comes back is true. Wraps `webauthn`.

The site's name and origin are those of the base URL, never what a request says of itself. The owner is always
verified by the device (a finger, a face, a PIN), so that a passkey is both steps at once. Called by
`identity.passkeys.service`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    options_to_json_dict,
    parse_client_data_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from netevent.core.credentials import same, signature
from netevent.core.errors import Malformed
from netevent.core.i18n import N_
from netevent.identity.accounts import Account
from netevent.settings import Settings

MILLISECONDS = 5 * 60 * 1000
Found = TypeVar("Found")


class PasskeyRefused(Malformed):
    code = "passkey_refused"
    message = N_("This passkey could not be used. Try again, or log in with your password.")


@dataclass(frozen=True, slots=True)
class Site:
    """As browsers know the server: the name that passkeys belong to, and the origin of its pages."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewKey:
    credential_id: str
    public_key: str
    sign_count: int


def site_of(settings: Settings) -> Site | None:
    """None where no browser has passkeys: an address of digits, or plain HTTP from another machine."""
    host = (urlsplit(settings.base_url).hostname or "").lower()
    is_local = host == "localhost" or host.endswith(".localhost")
    if _is_address(host) or not (settings.secure or is_local):
        return None
    return Site(host, settings.origin)


def options_to_add(
    site: Site, account: Account, handle: bytes, challenge: bytes, present: Sequence[str]
) -> dict[str, Any]:
    event_name = account.event_name.inside(account.language)
    options = generate_registration_options(
        rp_id=site.name,
        rp_name="NetEvent",
        user_id=handle,
        user_name=f"{account.email} ({event_name})" if event_name else account.email,
        user_display_name=account.name or account.email,
        challenge=challenge,
        timeout=MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(one)) for one in present],
    )
    return options_to_json_dict(options)


def options_to_log_in(site: Site, challenge: bytes) -> dict[str, Any]:
    """Without names of passkeys: the device offers those that it has for this site."""
    options = generate_authentication_options(
        rp_id=site.name,
        challenge=challenge,
        timeout=MILLISECONDS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def parsed(text: str) -> dict[str, Any]:
    """What the page's script sent.

    Raises:
        PasskeyRefused: it is something else.
    """
    found = _believed(lambda: json.loads(text))
    if not isinstance(found, dict):
        raise PasskeyRefused
    return found


def challenge_in(credential: dict[str, Any]) -> bytes:
    """The challenge that was signed, as the device says."""
    return _believed(
        lambda: parse_client_data_json(base64url_to_bytes(credential["response"]["clientDataJSON"])).challenge
    )


def id_in(credential: dict[str, Any]) -> str:
    return str(credential.get("id", ""))


def new_key(site: Site, credential: dict[str, Any], challenge: bytes) -> NewKey:
    """Raises:
    PasskeyRefused: it was made for another site, another challenge, or without verifying its owner.
    """
    found = _believed(
        lambda: verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    return NewKey(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )


def new_sign_count(site: Site, credential: dict[str, Any], challenge: bytes, key: NewKey) -> int:
    """How often the passkey has signed, as it says now.

    Raises:
        PasskeyRefused: as `new_key`; or the count went back: somebody has a copy of the passkey.
    """
    return _believed(
        lambda: (
            verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=site.name,
                expected_origin=site.origin,
                credential_public_key=base64url_to_bytes(key.public_key),
                credential_current_sign_count=key.sign_count,
                require_user_verification=True,
            ).new_sign_count
        )
    )


def handle_of(server_secret: str, account: Account) -> bytes:
    """By what a device knows the account; it says nothing of who that is."""
    return bytes.fromhex(signature(server_secret, "passkeys", account.kind.value, str(account.id)))


def is_handle_of(credential: dict[str, Any], handle: bytes) -> bool:
    """Whether the device means this account, if it says whom."""
    said = credential.get("response", {}).get("userHandle")
    return said is None or (isinstance(said, str) and same(said, bytes_to_base64url(handle)))


def _believed(look: Callable[[], Found]) -> Found:
    """Of what strangers send, the library raises what it stumbles over, of many kinds."""
    try:
        return look()
    except Exception as error:
        raise PasskeyRefused from error


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
