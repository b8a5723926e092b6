"""One door for each danger: who may read YAML, draw, write, print, or look at the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .source import Module, dotted, modules

# module imported → rooms (or files) that may; nobody: ()
IMPORTS: dict[str, tuple[str, ...]] = {
    "yaml": ("source/yaml/",),
    "reportlab": ("typesetting/", "pdf/"),
    "PIL": ("typesetting/", "pdf/"),
    "xml": ("source/xml.py",),
    "html.parser": ("source/html.py",),
    "ijson": ("source/json_stream.py",),
    "segno": ("content/pictures/qr_code.py",),
    "pikepdf": ("pdf/",),
    "babel": ("content/wording/plurals.py",),
    "pyphen": ("typesetting/hyphens.py",),
    "uharfbuzz": ("pdf/shaping.py",),
    "fontTools": ("pdf/shaped_fonts.py",),
    "icu": ("typesetting/direction.py", "typesetting/word_breaks.py"),
    "sqlite3": ("records/",),
    "psycopg": ("records/",),
    "tempfile": ("base/files/",),
    # what POSIX or Windows alone has
    "fcntl": ("base/files/system.py",),
    "resource": ("base/operating_system.py",),
    "msvcrt": ("base/operating_system.py", "base/files/windows.py"),
    **dict.fromkeys(("grp", "posix", "pty", "pwd", "select", "syslog", "termios", "winreg"), ()),
    # for the one call that syncs one file system, and for a library that has no package
    "ctypes": ("base/files/system.py", "base/operating_system.py", "braille/liblouis.py"),
    "shutil": ("base/files/", "cli/"),
    "click": ("cli/",),
    "rich": ("cli/batch_progress.py",),
    "distributed": ("batch/dask.py",),
    "asyncio": ("exchange/hl7/", "service/"),
    "markdown_it": ("importing/markdown/",),
    "hl7": ("exchange/hl7/",),
    "biip": ("service/counter/scanning.py",),
    "pypdfium2": ("pdf/page_pictures.py",),
    "httpx": ("exchange/fhir/",),  # what goes to the network goes to a server that the user named
    **dict.fromkeys(("authlib", "joserfc"), ("exchange/fhir/record_store/",)),
    **dict.fromkeys(("litestar", "uvicorn", "jinja2"), ("service/",)),
    "random": (),
    "secrets": ("cli/tokens/",),
    "prometheus_client": ("service/",),
    "uuid": ("cli/",),
    "pickle": (),
    "marshal": (),
    "shelve": (),
    "socket": ("service/server.py", "service/supervisor.py"),
    "http": (),
    "ftplib": (),
    "urllib.request": (),
    "reportlab.lib.fontfinder": (),
    # a name that is computed: commands, public names, what ReportLab would load
    "*": ("cli/", "__init__.py", "pdf/engine.py"),
}
# called or read by its dotted name → who may
NAMES: dict[str, tuple[str, ...]] = {
    # what POSIX alone has: the files that also know the way of Windows
    **dict.fromkeys(
        (
            "os.O_CLOEXEC",
            "os.O_DIRECTORY",
            "os.O_NOFOLLOW",
            "os.O_NONBLOCK",
            "os.fchmod",
            "os.pread",
            "os.pwrite",
            "os.sync",
            "os.sysconf",
            "os.writev",
        ),
        ("base/files/system.py",),
    ),
    **dict.fromkeys(
        ("os.statvfs", "signal.SIGHUP", "signal.SIGKILL", "signal.SIGPIPE"),
        ("base/operating_system.py",),
    ),
    **dict.fromkeys(
        ("signal.SIGALRM", "signal.setitimer"), ("batch/timeouts.py", "cli/typesetting_guard.py")
    ),
    **dict.fromkeys(
        ("os.fork", "os.getuid", "os.geteuid", "os.killpg", "os.mkfifo", "os.setsid"), ()
    ),
    "print": ("cli/",),
    "input": ("cli/",),
    "exit": ("cli/",),
    "quit": ("cli/",),
    "sys.exit": ("cli/", "__main__.py"),
    "sys.argv": ("cli/", "service/batch_worker.py"),  # the program of one batch
    "sys.stdout": ("cli/",),
    "sys.stderr": ("cli/",),
    "sys.stdin": ("cli/",),
    "os._exit": ("cli/",),
    # the engine hides RL_ variables from ReportLab while it is imported, and uses none
    "os.environ": ("cli/", "pdf/engine.py"),
    "os.getenv": ("cli/",),
    "Path.home": ("cli/",),
    "Path.cwd": ("cli/",),
    # which ReportLab asks for while it is imported; the engine answers in its place
    "os.getcwd": ("cli/", "pdf/engine.py"),
    "time.time": ("cli/",),
    "time.time_ns": ("cli/",),
    "time.localtime": ("cli/",),
    "time.gmtime": ("cli/",),
    "time.strftime": ("cli/",),
    "time.ctime": ("cli/",),
    "datetime.now": ("cli/",),
    "datetime.utcnow": ("cli/",),
    "datetime.today": ("cli/",),
    "datetime.datetime.now": ("cli/",),
    "datetime.datetime.today": ("cli/",),
    "date.today": ("cli/",),
    "datetime.date.today": ("cli/",),
    "os.urandom": (),
    "os.system": (),
    "os.popen": (),
    "eval": (),
    "exec": (),
    "compile": (),
}
# methods of Path and functions of os that change a folder
WRITERS = {
    "write_text", "write_bytes", "touch", "unlink", "mkdir", "rmdir", "symlink_to", "hardlink_to",
    "os.rename", "os.renames", "os.replace", "os.remove", "os.removedirs", "os.makedirs",
    "os.link", "os.symlink", "os.truncate", "os.ftruncate", "os.chmod", "os.mkfifo", "os.mknod",
}  # fmt: skip
WRITE_FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "O_TMPFILE"}


def _may(module: Module, rooms: tuple[str, ...]) -> bool:
    return str(module).startswith(rooms) if rooms else False


def test_imports_go_through_their_doors() -> None:
    offences = [
        f"{module}:{line} imports {name}"
        for module in modules()
        for name, line in module.imports()
        for danger, rooms in IMPORTS.items()
        if f"{name}.".startswith(f"{danger}.") and not _may(module, rooms)
    ]
    assert not offences


def _aliases(module: Module) -> dict[str, str]:
    """What each imported name stands for, so that `from os import environ` is seen."""
    found: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.asname: a.name for a in node.names if a.asname}
    return found


def _names(module: Module) -> Iterator[tuple[str, int]]:
    aliases = _aliases(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
            name = dotted(node)
            first, _, rest = name.partition(".")
            full = aliases.get(first, first) + (f".{rest}" if rest else "")
            yield name, node.lineno
            yield full, node.lineno


def test_names_go_through_their_doors() -> None:
    offences = [
        f"{module}:{line} uses {name}"
        for module in modules()
        for name, line in _names(module)
        if name in NAMES and not _may(module, NAMES[name])
    ]
    assert not offences


def _writes(call: ast.Call) -> bool:
    name = dotted(call.func)
    last = name.rpartition(".")[2]
    if name in WRITERS or ("." in name and last in WRITERS):
        return True
    if "." in name and last in ("replace", "rename"):
        # with one argument it is a path's; str.replace has two
        return len(call.args) == 1 and not call.keywords
    return last == "open" and _opens_for_writing(call)


def _opens_for_writing(call: ast.Call) -> bool:
    given = [*call.args, *(each.value for each in call.keywords)]
    if given and dotted(given[0]) == "os.devnull":
        return False
    words = [each.value for each in given if isinstance(each, ast.Constant)]
    flags = {
        node.attr for each in given for node in ast.walk(each) if isinstance(node, ast.Attribute)
    }
    mode = any(
        isinstance(word, str) and 0 < len(word) <= 3 and set(word) & set("wax+") for word in words
    )
    return mode or bool(flags & WRITE_FLAGS)


def test_only_files_writes() -> None:
    offences = {
        f"{module}:{call.lineno} {dotted(call.func)}"
        for module in modules()
        for call in module.calls()
        if _writes(call)
    }
    assert any(each.startswith("base/files/") for each in offences), "the door itself is not seen"
    assert not {each for each in offences if not each.startswith("base/files/")}


def test_no_shell() -> None:
    offences = [
        f"{module}:{call.lineno}"
        for module in modules()
        for call in module.calls()
        if "shell" in {each.arg for each in call.keywords}
    ]
    assert not offences
