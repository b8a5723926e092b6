"""`render` and what it made before: the same words on the command line, the same answers of all
files, the same leaflet. It is found before anything is loaded that could make one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from ..cache.identity import identity
from ..cache.store import Cache, Kept
from ..library.asked import Asked, listening
from ..library.shelf import holds
from . import console
from .progress import Progress
from .target import Form, Named, Target, default_out, target_of

__all__ = ["Keeper", "cache_folder", "keeper_of"]

NONE: Final = "--no-cache"
PERSONAL: Final = "--particulars"  # what is made for one patient is not kept
FLAGS: Final = ("--summary", "--strict", "--embed", "--impose", "--verbose")  # take no value
HEARD: Final = ("LEAFLETS_", "SOURCE_DATE_EPOCH")  # what of the environment has a say


class Name(NamedTuple):
    """After what a leaflet's file is named."""

    monograph: str
    language: str


class Keeper:
    """What one command line made, or will have made."""

    def __init__(self, cache: Cache, arguments: list[str]) -> None:
        self.cache = cache
        self.out = _out(arguments)
        if self.out is not None:  # where it goes is no part of what it is
            at = arguments.index("--out")
            arguments = arguments[:at] + arguments[at + 2 :]
        heard = sorted(
            f"{name}={os.environ[name]}" for name in os.environ if name.startswith(HEARD)
        )
        told = "\0".join([identity(), *arguments, "", *heard])
        self.key = sha256(told.encode("utf-8", "surrogateescape")).hexdigest()

    def again(self) -> bool:
        """Give what was made before, with the same remarks; False if it must be made."""
        kept = self.cache.get(self.key)
        if kept is None or not all(holds(asked) for asked in _asked(kept)):
            return False
        about = kept.about
        out = default_out(about["form"]) if self.out is None else self.out
        target, progress = target_of(out, about["form"]), Progress(about["verbose"])
        for verb in ("read", "compose", "typeset"):
            progress.skip(verb, "cached")
        for remark in about["said"]:
            console.remark(remark)
        with progress.step("write") as told:
            path = target.put(kept.content, Name(*about["name"]), about["look"])
            told.says = f"{path or 'standard output'}, {len(kept.content)} bytes"
        progress.skip("attach", "not asked for")
        if path:
            console.say(str(path))
        return True

    @contextmanager
    def watching(self, target: Target, form: Form, verbose: bool) -> Iterator[Target]:
        """Keep what is put into the target that is given, with all that is read and said meanwhile.

        It must hold nothing of any patient.
        """
        watched = Watched(target)
        with listening() as asked, console.overheard() as said:
            yield watched
        about = {
            "asked": list(asked), "said": said, "name": watched.name, "look": watched.look,
            "form": form, "verbose": verbose,
        }  # fmt: skip
        self.cache.put(self.key, Kept(about, watched.content))


class Watched:
    """A target that remembers what was put into it."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.content, self.name, self.look = b"", Name("", ""), ""

    def put(self, content: bytes, leaflet: Named, layout: str) -> Path | None:
        """Put it into the target itself."""
        self.content, self.look = content, layout
        self.name = Name(leaflet.monograph, leaflet.language)
        return self.target.put(content, leaflet, layout)


def _asked(kept: Kept) -> Iterator[Asked]:
    for how, root, parts, answer in kept.about["asked"]:
        yield Asked(how, root, tuple(parts), answer)


def keeper_of(arguments: list[str]) -> Keeper | None:
    """The keeper of a command line; None where nothing is to be kept."""
    refused = any(argument.startswith((NONE, PERSONAL)) for argument in arguments)
    folder = None if refused or not _is_plain(arguments) else cache_folder()
    return Keeper(Cache(folder), arguments) if folder else None


def _is_plain(arguments: list[str]) -> bool:
    """Whether --out, without knowing all other options, is seen for what it is."""
    outs = [at for at, argument in enumerate(arguments) if argument.startswith("--out")]
    if not outs:
        return True
    before = arguments[outs[0] - 1]
    alone = len(outs) == 1 and arguments[outs[0]] == "--out" and outs[0] + 1 < len(arguments)
    return alone and "--" not in arguments and (before in FLAGS or not before.startswith("-"))


def _out(arguments: list[str]) -> str | None:
    return arguments[arguments.index("--out") + 1] if "--out" in arguments else None


def cache_folder() -> Path | None:
    """Where this user's programs keep what can be made again; None if there is no such place."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # noqa: PTH117
        home = os.environ.get("HOME", "")
        if not os.path.isabs(home):  # noqa: PTH117
            return None
        base = f"{home}/.cache"
    return Path(base, "leaflets")
