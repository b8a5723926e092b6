"""The login file of a FHIR server (login=FILE): its shape, and the credentials that it names."""

import json
from pathlib import Path
from typing import Any, Final, Literal

from ....base.errors import Fault, Place, SettingsError, UsageError, reason
from ....content.monograph.scalars import WebAddress
from ....source.schema import FileShape, field, read
from ....source.yaml import Text, parse
from .address import is_private

__all__ = [
    "NO_LOGIN", "Certificate", "Login", "OAuthClient", "ServerLogin", "read_login", "signing_key",
    "unusable",
]  # fmt: skip

FILE_BYTES: Final = 20_000  # of a login, a secret or a key
# what the store does, in the words of SMART App Launch 2: hl7.org/fhir/smart-app-launch/scopes
SCOPE: Final = "system/DocumentReference.crus system/Binary.crd system/MedicationDispense.rus"


class Login(FileShape):
    """How this program logs in. Paths of other files are relative to the folder of this file."""

    client_id: Text | None = field(
        "The name under which the authorization server knows this program.", default=None
    )
    secret_file: Text | None = field("A file with the secret of that client.", default=None)
    secret_in: Literal["header", "body"] = field(
        "Where the authorization server wants the secret.", default="header"
    )
    key_file: Text | None = field(
        "A file with the private key of that client, PEM or JWK: RSA, or on the curve P-384.",
        default=None,
    )
    key_id: Text | None = field("The name of the key (kid) at the server.", default=None)
    token_url: WebAddress | None = field(
        "Where tokens are given; without it, the FHIR server's smart-configuration tells.",
        default=None,
    )
    scope: Text | None = field("The rights to ask for, separated by spaces.", default=None)
    certificate: Text | None = field("A file with our certificate, PEM.", default=None)
    certificate_key: Text | None = field(
        "The file with its key, if it is not in the same file.", default=None
    )


class Certificate:
    """The files of a client certificate and of its key ("" if in the same file)."""

    def __init__(self, file: str, key: str, place: Place) -> None:
        self.file, self.key, self.place = file, key, place


class OAuthClient:
    """A client of an authorization server.

    secret, token_url: "" if the login gives none. key: content of a private key; b"" without one.
    This is no struct, because the representation of a struct would show the secret.
    """

    def __init__(self, login: Login, secret: str, key: bytes, place: Place) -> None:
        self.id = str(login.client_id)
        self.secret, self.secret_in, self.key = secret, login.secret_in, key
        self.key_id = str(login.key_id or "")
        self.token_url = str(login.token_url or "")
        self.scope = str(login.scope or SCOPE)
        self.place = place


class ServerLogin:
    """The credentials that a login gives. client, certificate: None if it gives none."""

    def __init__(self, client: OAuthClient | None, certificate: Certificate | None) -> None:
        self.client, self.certificate = client, certificate


NO_LOGIN: Final = ServerLogin(None, None)


def read_login(file: str) -> ServerLogin:
    """Read a login, and the secret or key that it names.

    Raises SettingsError with the faults of the file, UsageError R713.
    """
    content = _content(file, Place(file), "login")
    faults: list[Fault] = []
    login = read(Login, parse(content, file, SettingsError, faults), SettingsError, faults)
    place = Place(file)
    if login.client_id is None:
        others = (login.secret_file, login.key_file, login.token_url, login.scope)
        if any(other is not None for other in others):
            raise unusable("The login names no client.", "Add client-id.", place)
        client = None
    else:
        client = _client(login, file, place)
    certificate = None
    if login.certificate is not None:
        key = _beside(file, login.certificate_key) if login.certificate_key else ""
        certificate = Certificate(_beside(file, login.certificate), key, login.certificate.place)
    return ServerLogin(client, certificate)


def _client(login: Login, file: str, place: Place) -> OAuthClient:
    if (login.secret_file is None) == (login.key_file is None):
        says = "A client shows who it is by a secret or by a key."
        raise unusable(says, "Give either secret-file or key-file.", place)
    if login.token_url is not None and not is_private(login.token_url):
        says = "Everybody on the way could read what is sent to that token-url."
        raise unusable(says, "Begin it with https://.", login.token_url.place)
    if login.key_file is not None:
        key = _content(_beside(file, login.key_file), login.key_file.place, "key")
        return OAuthClient(login, "", key, login.key_file.place)
    name = login.secret_file
    assert name is not None
    secret = _content(_beside(file, name), name.place, "secret").decode("ascii", "replace").strip()
    if not secret.isprintable() or not secret.isascii() or not secret:
        raise unusable("That is not a secret.", "Put it alone into the file.", name.place)
    return OAuthClient(login, secret, b"", name.place)


def signing_key(client: OAuthClient) -> tuple[Any, str, str]:
    """Return the key of a client for signing, its algorithm and its name.

    SMART App Launch 2 has two algorithms: RS384, and ES384 for a key on the curve P-384.
    Raises UsageError R713 for another key, or without a name.
    """
    # only a client with a key needs them
    from cryptography.exceptions import UnsupportedAlgorithm
    from joserfc import jwk
    from joserfc.errors import JoseError

    kinds: dict[str, Any] = {"RSA": jwk.RSAKey, "EC": jwk.ECKey}
    is_jwk = client.key.lstrip().startswith(b"{")
    for kind, algorithm in (("RSA", "RS384"), ("EC", "ES384")):
        try:
            key = kinds[kind].import_key(json.loads(client.key) if is_jwk else client.key)
        except (JoseError, UnsupportedAlgorithm, ValueError, TypeError, KeyError):
            continue
        name = client.key_id or key.kid or ""
        fits = key.is_private and (kind == "RSA" or key.curve_name == "P-384")
        if fits and name:
            return key, algorithm, name
        if fits:
            raise unusable("The key has no name.", "Add key-id.", client.place)
    hint = "Give a private RSA key, or one on the curve P-384: PEM without a password, or JWK."
    raise unusable("That is not a key to sign with.", hint, client.place)


def _content(path: str, place: Place, what: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "the name is not a name of a file"
        says = f"The file of the {what} cannot be read: {why}."
        raise unusable(says, "Check its name.", place) from None
    if len(content) > FILE_BYTES:
        raise unusable(f"The file of the {what} is too large.", "Check its name.", place)
    return content


def _beside(file: str, name: str) -> str:
    return str(Path(file).parent / name)


def unusable(says: str, hint: str, place: Place) -> UsageError:
    """R713: the login, or a file that it names, cannot be used. It never repeats what is in it."""
    return UsageError(says, hint, code="R713", place=place)
