"""The digest of a short command: OpenSSL's, whether it is loaded or not."""

from __future__ import annotations

import hashlib
import subprocess
import sys

from leaflets.base.hashing import sha256

ALONE = (
    "import sys; from leaflets.base.hashing import sha256; made = sha256(b'one'); made.update(b'two');"
    "print(made.hexdigest(), 'hashlib' in sys.modules)"
)


def test_it_is_the_same_without_openssl_which_is_not_loaded_for_it() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [hashlib.sha256(b"onetwo").hexdigest(), "False"]


def test_what_is_loaded_is_used() -> None:
    assert type(sha256(b"")) is type(hashlib.sha256())
