"""Read a profile: follow `extends`, and refuse what would lose words or names nothing."""

from __future__ import annotations

from ...base.errors import Fault, ProfileError
from ...base.limits import PROFILE_CHAIN
from ...source.schema import read
from ...source.schema.extends import Load, resolve
from ..monograph.sections import Sections
from .model import Profile
from .validate import meaning_faults

__all__ = ["read_profile"]


def read_profile(load: Load, name: str, sections: Sections) -> Profile:
    """Read the profile `name`, with everything that it extends.

    load gives the bytes of a profile and the name of its file. sections: the agreed list.
    ProfileError tells every fault of the files together; NotFoundError is raised by load.
    """
    found: list[Fault] = []
    node = resolve(load, name, ProfileError, PROFILE_CHAIN, found)
    found.extend(meaning_faults(node, sections))
    return read(Profile, node, ProfileError, found)
