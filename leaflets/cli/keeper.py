"""`render` and what it made before: the same words on the command line, the same answers of all
files, the same leaflet. It is found before anything is loaded that could make one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..base.hashing import sha256
from ..cache.identity import identity
from ..cache.store import Cache, Kept
from ..content.library.asked import listening
from ..content.library.shelf import all_hold
from . import console
from .progress import Progress
from .target import Form, Named, Target, default_out, target_of

if TYPE_CHECKING:
    from .bodies import Bodies

__all__ = ["Keeper", "Line", "Name", "Watched", "cache_folder", "deliver", "keeper_of"]

NONE: Final = "--no-cache"
OUT: Final = "--out"
PERSONAL: Final = "--particulars"  # what is made for one patient is not kept
FLAGS: Final = ("--summary", "--strict", "--embed", "--impose", "--verbose")  # take no value
HEARD: Final = ("LEAFLETS_", "SOURCE_DATE_EPOCH")  # what of the environment has a say


class Name(NamedTuple):
    """After what a leaflet's file is named."""

    monograph: str
    language: str


class Line:
    """A command line by what has a say in the leaflet. out: where it goes, which has none."""

    def __init__(self, cache: Cache, arguments: list[str], out: str | None) -> None:
        self.cache, self.out = cache, out
        heard = sorted(
            f"{name}={os.environ[name]}" for name in os.environ if name.startswith(HEARD)
        )
        told = "\0".join([identity(), *arguments, "", *heard])
        self.key = sha256(told.encode("utf-8", "surrogateescape")).hexdigest()

    def known(self) -> Kept | None:
        """What was kept, if all that was read then is as it was."""
        kept = self.cache.get(self.key)
        return kept if kept and all_hold(kept.about["asked"]) else None


class Keeper(Line):
    """What one command line made, or will have made."""

    def again(self) -> bool:
        """Give what was made before, with the same remarks; False if it must be made."""
        kept = self.known()
        if kept is None:
            return False
        form, said = kept.about["form"], kept.about["said"]
        target = target_of(default_out(form) if self.out is None else self.out, form)
        deliver(kept.content, kept.about, target, said)
        return True

    @contextmanager
    def watching(self, target: Target, form: Form, verbose: bool) -> Iterator[Target]:
        """Keep what is put into the target that is given, with all that is read and said meanwhile.

        It must hold nothing of any patient.
        """
        watched = Watched(target)
        with listening() as asked, console.overheard() as said:
            yield watched
        about = {**watched.about, "asked": list(asked), "said": said, "form": form}
        self.cache.put(self.key, Kept({**about, "verbose": verbose}, watched.content))


class Watched:
    """A target that remembers what was put into it. about: the name and look of it."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.content = b""
        self.about: dict[str, Any] = {}

    def put(self, content: bytes, leaflet: Named, layout: str) -> Path | None:
        """Put it into the target itself."""
        self.content = content
        self.about = {"name": Name(leaflet.monograph, leaflet.language), "look": layout}
        return self.target.put(content, leaflet, layout)


def deliver(content: bytes, about: dict[str, Any], target: Target, said: list[str]) -> None:
    """Put what was kept where it is to go, with all that was said when it was made."""
    progress = Progress(about["verbose"])
    for verb in ("read", "compose", "typeset"):
        progress.skip(verb, "cached")
    for remark in said:
        console.remark(remark)
    with progress.step("write") as told:
        path = target.put(content, Name(*about["name"]), about["look"])
        told.says = f"{path or 'standard output'}, {len(content)} bytes"
    progress.skip("attach", "not asked for")
    if path:
        console.say(str(path))


def keeper_of(arguments: list[str]) -> Keeper | Bodies | None:
    """The keeper of a command line; None where nothing is to be kept, or it is hard to read."""
    folder = None if NONE in arguments or "--" in arguments else cache_folder()
    if folder is None:
        return None
    try:
        out, rest = _taken(arguments, OUT)
        file, rest = _taken(rest, PERSONAL)
    except ValueError:
        return None
    if file is None:
        return Keeper(Cache(folder), rest, out)
    from .bodies import Bodies

    return Bodies(Cache(folder), rest, out, file)


def _taken(arguments: list[str], option: str) -> tuple[str | None, list[str]]:
    """The value of an option, and the other arguments. ValueError where, without knowing all other
    options, one cannot be sure."""
    found = [at for at, argument in enumerate(arguments) if argument.startswith(option)]
    if not found:
        return None, arguments
    [at] = found
    before, sure = arguments[at - 1], arguments[at] == option and at + 1 < len(arguments)
    if not sure or (before.startswith("-") and before not in FLAGS):
        raise ValueError
    return arguments[at + 1], arguments[:at] + arguments[at + 2 :]


def cache_folder() -> Path | None:
    """Where this user's programs keep what can be made again; None if there is no such place."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # noqa: PTH117
        home = os.environ.get("HOME", "")
        if not os.path.isabs(home):  # noqa: PTH117
            return None
        base = f"{home}/.cache"
    return Path(base, "leaflets")
