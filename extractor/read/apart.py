"""Reading apart: what may hang, explode or crash on a hostile file is read in a process of its own, with limits.

Plain text, JSON lines and CSV are read where they are asked for: their readers take bytes in bounded pieces and build
nothing from them. PDF, HTML, XML, Parquet and the like go through parsers that can take any memory and time from a
few bytes, or bring their process down; so those run in one child, which is started when the first such file comes
and serves until this process ends. Whatever such a file does costs a fault with its reason.

The limits are of processor time, so that a busy machine changes no result, and of memory, by the file's size.
"""

import atexit
import contextlib
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.documents import Release
from extractor.errors import FactwireError, InputError
from extractor.read.containers import Leaf
from extractor.read.records import Fault

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from subprocess import Popen

# What starts processes is imported when the first one is: a plain text needs none, and `feed` is to be quick.

__all__ = ["Allowance", "ReadsLeaf", "begin", "end_children", "fault_of", "guarded", "read_apart", "serve"]

LAID_ASIDE = 4 * 2**30
"""Bytes of a packed file that are laid aside for the child at most."""

GROWN = 256
"""MiB after which a child makes room for a fresh one: parsers keep what they have once taken."""

ReadsLeaf = Callable[[Leaf, Any], Iterator[Release | Fault]]
"""A function of a module, for its name travels: the file and how it is read give releases and faults."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading a file may take: seconds of processor time for an item of it, MiB of memory."""

    seconds: int
    memory: int

    @classmethod
    def of(cls, size: int) -> "Allowance":
        """Three seconds and 160 MiB, and more for a file of many bytes, up to a minute and 2 GiB."""
        return cls(min(3 + size // 250_000, 60), min(160 + 16 * size // 2**20, 2048))

    @property
    def silence(self) -> float:
        """Seconds without an answer after which the process hangs, however busy the machine is."""
        return 30.0 + 10 * self.seconds


def fault_of(leaf: Leaf, error: Exception, last: str = "") -> Fault:
    """What an error means that reading a file raised; `last` is the last item that came out of it before."""
    if isinstance(error, InputError):
        code, message = "unreadable", str(error).removeprefix(f"{leaf.source}: ")
    elif isinstance(error, MemoryError):
        code, message = "memory", "reading it takes more memory than it may; split it, or save it as plain text"
    else:
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        code, message = "unreadable", f"cannot be read ({said})"
    return Fault(leaf.source, leaf.source, code, message + (f", after {last}" if last else ""))


def guarded(reader: ReadsLeaf, leaf: Leaf, reading: object) -> Iterator[Release | Fault]:
    """What `reader` makes of the file; whatever a file does, it is told as a fault, and its neighbours go on."""
    last = ""
    try:
        for item in reader(leaf, reading):
            last = item.source or ""
            yield item
    except InputError as error:
        yield fault_of(leaf, error, last)
    except FactwireError:
        raise  # no fault of the file
    except Exception as error:  # noqa: BLE001  the readers' libraries raise what they like
        yield fault_of(leaf, error, last)


def read_apart(reader: ReadsLeaf, leaf: Leaf, reading: object) -> Iterator[Release | Fault]:
    """The same in the child; on systems without such processes, here. `reading` travels to the child.

    Raises FactwireError where no process can be started.
    """
    if os.name != "posix" or not sys.executable:
        yield from guarded(reader, leaf, reading)
        return
    try:
        with _on_disk(leaf) as path:
            task = _Task(reader, leaf.name, leaf.source, path, reading, Allowance.of(os.stat(path).st_size))
            yield from _answers(task, leaf)
    except (InputError, OSError) as error:
        yield fault_of(leaf, error)


@contextlib.contextmanager
def _on_disk(leaf: Leaf) -> Iterator[str]:
    """Where the file's bytes lie as they are: its own place, or a copy of what was packed or came through a pipe."""
    if leaf.path and stat.S_ISREG(os.stat(leaf.path).st_mode):
        yield os.path.abspath(leaf.path)
        return
    import tempfile

    with tempfile.NamedTemporaryFile(prefix="factwire-") as copy:
        left = LAID_ASIDE
        while data := leaf.stream.read(1 << 20):
            left -= len(data)
            if left < 0:
                raise InputError(f"{leaf.source}: longer than {LAID_ASIDE:,} bytes inside another file; unpack it")
            copy.write(data)
        copy.flush()
        yield copy.name


@dataclass(frozen=True, slots=True)
class _Task:
    """What the child is asked for."""

    reader: ReadsLeaf
    name: str
    source: str
    path: str
    reading: object
    allowed: Allowance


@dataclass(frozen=True, slots=True)
class _End:
    """All items have come; `resident` is how many MiB the child holds."""

    resident: int


class _SilentError(Exception):
    """The child has not answered in the time that even a busy machine needs."""


@dataclass(slots=True)
class _Child:
    """A process that reads one file after another. It ends when its input does, so when this process ends, however."""

    process: "Popen[bytes]"
    pipe: "Connection"
    parent: int
    ready: bool = False

    @classmethod
    def started(cls) -> "_Child":
        """A new one, which gets ready to read."""
        import multiprocessing
        import subprocess

        code = "import sys; sys.path[:] = sys.argv[1:]; from extractor.read.apart import serve; serve()"
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
        ours, theirs = multiprocessing.Pipe()
        try:
            process = subprocess.Popen(
                [sys.executable, "-c", code, *sys.path], env=environment,
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as error:
            ours.close()
            raise FactwireError(f"no process can be started to read files in: {error.strerror or error}") from error
        finally:
            theirs.close()
        return cls(process, ours, os.getpid())

    def awaited(self) -> "_Child":
        """Itself, ready to read."""
        try:
            if not self.ready:
                self.answer(120.0)
        except (EOFError, OSError, _SilentError) as error:
            raise FactwireError(f"the process that reads files does not start: it {_how(self.end())}") from error
        self.ready = True
        return self

    def answer(self, patience: float) -> object:
        """What the child says next. Raises EOFError where it has died, _SilentError where it says nothing."""
        if not self.pipe.poll(patience):
            raise _SilentError
        return self.pipe.recv()

    def end(self) -> int:
        """Kill it, and let go; its exit code."""
        if self.parent == os.getpid():
            self.process.kill()
        self.pipe.close()
        return self.process.wait()


class _Idle:
    """Children that wait for a file. There is more than one only where files are read alternately."""

    def __init__(self) -> None:
        self._children: list[_Child] = []
        self._known = False

    def take(self) -> _Child:
        """One that waits, or a new one."""
        while self._children:
            child = self._children.pop()
            if child.parent == os.getpid() and child.process.poll() is None:
                return child.awaited()
            child.end()
        return self.start().awaited()

    def start(self) -> _Child:
        """A new one, which ends with this process."""
        if not self._known:
            self._known = True
            atexit.register(self.end)
        return _Child.started()

    def back(self, child: _Child) -> None:
        """It waits again."""
        self._children.append(child)

    def end(self) -> None:
        """End them all."""
        while self._children:
            self._children.pop().end()


_idle = _Idle()


def begin() -> None:
    """Start a process that will be asked to read a file, so that it is ready once this one is.

    Raises FactwireError where none can be started.
    """
    if os.name == "posix" and sys.executable:
        _idle.back(_idle.start())


def end_children() -> None:
    """End the processes that wait for a file, as the end of this process does."""
    _idle.end()


def _answers(task: _Task, leaf: Leaf) -> Iterator[Release | Fault]:
    """The items of a file from a child; one fault for whatever ends it."""
    had, last, killed = 0, "", False
    while True:
        child, number = _idle.take(), 0
        whole = False
        try:
            child.pipe.send(task)
            while not isinstance(said := child.answer(task.allowed.silence), _End):
                if isinstance(said, Exception):
                    raise said
                assert isinstance(said, Release | Fault)
                number += 1
                if number > had:
                    had, last = number, said.source or ""
                    yield said
            whole = said.resident < GROWN
            return
        except (EOFError, OSError, _SilentError) as error:
            code = child.end()
            if code == -signal.SIGKILL and not isinstance(error, _SilentError) and not killed:
                killed = True  # from outside, which may be no fault of the file: once more, without what came already
                continue
            yield _fallen(leaf, error, code, task.allowed, f", after {last}" if last else "")
            return
        finally:
            if whole:
                _idle.back(child)
            else:
                child.end()


def _fallen(leaf: Leaf, error: Exception, code: int, allowed: Allowance, after: str) -> Fault:
    """What it means that the child is gone."""
    if isinstance(error, _SilentError) or code == -signal.SIGXCPU:
        said = f"reading it takes more than {allowed.seconds} s of processor time; save it as plain text{after}"
        return Fault(leaf.source, leaf.source, "timeout", said)
    said = (
        f"the reader {_how(code)} over it: it is broken, or takes more than {allowed.memory} MiB of memory; "
        f"save it as plain text{after}"
    )
    return Fault(leaf.source, leaf.source, "reader-died", said)


def _how(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"died by {signal.Signals(-code).name}"
    except ValueError:
        return f"died by signal {-code}"


def serve() -> None:
    """The life of a child: read what is asked for until the parent is gone."""
    from multiprocessing.connection import Connection

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    pipe = Connection(os.dup(0))
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            for said in _done(task):
                pipe.send(said)


def _done(task: _Task) -> Iterator[object]:
    _limit_memory(task.allowed.memory)
    _limit_time(task.allowed.seconds)
    try:
        with open(task.path, "rb") as stream:
            for item in guarded(task.reader, Leaf(task.name, task.source, stream, task.path), task.reading):
                yield item
                _limit_time(task.allowed.seconds)
    except OSError as error:
        yield Fault(task.source, task.source, "unreadable", f"cannot be read: {error.strerror or error}")
    except FactwireError as error:
        yield error
    yield _End(_mebibytes("VmRSS"))


def _limit_memory(mebibytes: int) -> None:
    """So much more than the process has now; a native parser that meets the limit dies of it."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on this system
        import resource

        most = (_mebibytes("VmData") + mebibytes) * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _limit_time(seconds: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _mebibytes(name: str) -> int:
    """A figure of this process in MiB, such as VmRSS; 0 where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            return next((int(line.split()[1]) // 1024 for line in file if line.startswith(f"{name}:")), 0)
    except OSError:
        return 0
