"""What is wrong with the TLS files is told at the start, with the file at fault."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from leaflets.base.errors import UsageError
from leaflets.service.guard.tls import check_tls_files


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A sound certificate and its key."""
    issued = trustme.CA().issue_cert("pharmacy.example")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    issued.cert_chain_pems[0].write_to_path(certificate)
    issued.private_key_pem.write_to_path(key)
    return certificate, key


def code(certificate: Path, key: Path) -> tuple[str, str]:
    """The code and the file of what is wrong."""
    with pytest.raises(UsageError) as wrong:
        check_tls_files(certificate, key)
    assert wrong.value.place
    return wrong.value.code, Path(wrong.value.place.file).name


def test_sound_files_pass(files: tuple[Path, Path]) -> None:
    check_tls_files(*files)


def test_absent_swapped_and_foreign_files_are_told(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    certificate, key = files
    assert code(certificate, tmp_path / "absent.pem") == ("Y957", "absent.pem")
    assert code(key, certificate) == ("Y957", "key.pem")
    other = tmp_path / "other.pem"
    trustme.CA().issue_cert("pharmacy.example").private_key_pem.write_to_path(other)
    assert code(certificate, other) == ("Y959", "other.pem")


def test_a_weak_key_and_a_key_with_a_password_are_told(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "pharmacy.example")])
    start = datetime.datetime(2026, 1, 1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, start, start.replace(year=2036))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    plain, locked = serialization.NoEncryption(), serialization.BestAvailableEncryption(b"secret")
    pem, openssl = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
    (tmp_path / "weak.pem").write_bytes(certificate)
    (tmp_path / "key.pem").write_bytes(key.private_bytes(pem, openssl, plain))
    (tmp_path / "locked.pem").write_bytes(key.private_bytes(pem, openssl, locked))
    assert code(tmp_path / "weak.pem", tmp_path / "key.pem") == ("Y958", "weak.pem")
    sound = tmp_path / "sound.pem"
    trustme.CA().issue_cert("pharmacy.example").cert_chain_pems[0].write_to_path(sound)
    assert code(sound, tmp_path / "locked.pem") == ("Y959", "locked.pem")
