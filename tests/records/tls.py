"""Certificates for tests, from an authority that is trusted where SSL_CERT_FILE says so."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme


class Authority:
    """An authority whose certificates this machine trusts only after `trust`."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._made, self._file, self._patch = trustme.CA(), folder / "authority.pem", patch
        for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            patch.delenv(name, raising=False)

    def context(self, host: str = "127.0.0.1") -> ssl.SSLContext:
        """For a server that shows a certificate for this host."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._made.issue_cert(host).configure_cert(context)
        return context

    def ask_for_certificates(self, context: ssl.SSLContext) -> None:
        """Let a server serve only those who show a certificate of this authority."""
        self._made.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED

    def client_certificate(self, folder: Path) -> tuple[Path, Path]:
        """Return the files of a certificate and of its key."""
        made = self._made.issue_cert("client@example.org")
        certificate, key = folder / "client.pem", folder / "client.key"
        made.cert_chain_pems[0].write_to_path(certificate)
        made.private_key_pem.write_to_path(key)
        return certificate, key

    def trust(self) -> None:
        """As whoever runs the machine would."""
        self._made.cert_pem.write_to_path(self._file)
        self._patch.setenv("SSL_CERT_FILE", str(self._file))


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """See the class."""
    return Authority(tmp_path, monkeypatch)
