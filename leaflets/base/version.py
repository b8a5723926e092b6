"""The version of the program; written into every PDF."""

from typing import Final

VERSION: Final = "0.1.0"
