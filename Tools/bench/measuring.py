"""Runs pipelines and measures them: seconds, processor seconds, peak memory.

Every process of a pipeline is waited for by itself. GNU time starts each one and tells its peak memory: the peak that wait4 gives
includes what the process was before it became the program, a copy of this interpreter, and GNU time is a few hundred kilobytes.
"""
import dataclasses
import fcntl
import os
import pty
import shutil
import signal
import struct
import termios
import threading
import time

# What `true` may show at most; where it shows more, no figure of memory is worth anything.
FLOOR = 4 << 20


class CommandFailed(Exception):
    """A measured command ended with another status than 0."""


@dataclasses.dataclass
class Measured:
    seconds: float
    cpu: float
    memory: int = 0
    output: int = 0


class Screen:
    """A terminal for standard error, as where a person packs: what is drawn there is part of the work. Keeps its end to tell why a command
    failed."""

    LONGEST = 4_000

    def __init__(self):
        self._ours, self.descriptor = pty.openpty()
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        self._end = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        while True:
            try:
                part = os.read(self._ours, 65_536)
            except OSError:  # EIO: nobody has the terminal any more
                return
            if not part:
                return
            self._end = (self._end + part)[-self.LONGEST:]

    def said(self):
        """Call once, when what was started has ended."""
        os.close(self.descriptor)
        self._reader.join()
        os.close(self._ours)
        return self._end.decode(errors="replace").rstrip()


class Runner:
    """Starts programs in `folder` with one environment, and leaves none of them running."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.environment = environment
        self.running = set()
        self.places = {}

    def _start(self, argv, stdin, stdout, stderr, settings):
        actions = [(os.POSIX_SPAWN_DUP2, stdin, 0), (os.POSIX_SPAWN_DUP2, stdout, 1), (os.POSIX_SPAWN_DUP2, stderr, 2)]
        name = argv[0]
        if name not in self.places:
            self.places[name] = shutil.which(name, path=self.environment["PATH"]) or name
        # The interpreter ignores broken pipes, and what it starts would too.
        pid = os.posix_spawn(
            self.places[name], argv, {**self.environment, **settings}, file_actions=actions, setpgroup=0,
            setsigdef=[signal.SIGPIPE, signal.SIGXFSZ])
        self.running.add(pid)
        return pid

    def _wait(self, pid):
        _, status, usage = os.wait4(pid, 0)
        self.running.discard(pid)
        return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime

    def stop(self):
        """Ends what still runs; each is the leader of a group, in which GNU time has the program."""
        for end in (lambda pid: os.killpg(pid, signal.SIGTERM), self._wait):
            for pid in list(self.running):
                try:
                    end(pid)
                except (ProcessLookupError, ChildProcessError):
                    self.running.discard(pid)

    def measure(self, name, *stages, stdout=None, sync=None, settings={}, memory=True):
        """Runs `stages` as a pipeline into the file `stdout` or nowhere, then the command `sync`, all of it measured; the sync counts
        in seconds and processor seconds. Standard error is a terminal. `settings` are variables of the environment."""
        def place(kind, number):
            return os.path.join(self.folder, f"run.{kind}.{number}")

        stages = [[str(word) for word in argv] for argv in stages]
        target = os.open(stdout or "/dev/null", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        source = os.open("/dev/null", os.O_RDONLY | os.O_CLOEXEC)
        screens = [Screen() for _ in range(len(stages) + 1)]
        begin = time.perf_counter()
        pids = []
        for number, argv in enumerate(stages):
            following, sink = os.pipe() if number + 1 < len(stages) else (None, target)
            watched = ["time", "-q", "-f", "%M", "-o", place("memory", number)] if memory else []
            pids.append(self._start(watched + argv, source, sink, screens[number].descriptor, settings))
            os.close(source)
            os.close(sink)
            source = following
        ends = [self._wait(pid) for pid in pids]
        commands = stages
        if sync and all(status == 0 for status, _ in ends):
            nowhere = os.open("/dev/null", os.O_RDWR | os.O_CLOEXEC)
            ends.append(self._wait(self._start(sync, nowhere, nowhere, screens[-1].descriptor, {})))
            os.close(nowhere)
            commands = [*stages, sync]
        seconds = time.perf_counter() - begin
        said = [screen.said() for screen in screens]
        failed = [
            f"{' '.join(map(str, argv))}: status {status}\n{words}"
            for argv, (status, _), words in zip(commands, ends, said) if status != 0]
        if failed:
            raise CommandFailed(f"\"{name}\" failed\n" + "\n".join(failed))
        peaks = 0
        if memory:
            for number in range(len(stages)):
                with open(place("memory", number)) as file:
                    peaks += int(file.read()) * 1024
        return Measured(seconds, sum(cpu for _, cpu in ends), peaks, os.path.getsize(stdout) if stdout else 0)

    def text(self, *argv, settings={}):
        """What a command prints; for all that is not measured."""
        path = os.path.join(self.folder, "run.text")
        self.measure(argv[0], argv, stdout=path, settings=settings, memory=False)
        return open_text(path)

    def texts(self, count, *argv):
        """What each of `count` processes prints that run the same command at the same time."""
        argv = [str(word) for word in argv]
        places = [os.path.join(self.folder, f"run.texts.{number}") for number in range(count)]
        source = os.open("/dev/null", os.O_RDWR | os.O_CLOEXEC)
        pids = []
        for place in places:
            target = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            pids.append(self._start(argv, source, target, source, {}))
            os.close(target)
        os.close(source)
        for status, _ in [self._wait(pid) for pid in pids]:
            if status != 0:
                raise CommandFailed(f"{' '.join(argv)}: status {status}")
        return [open_text(place) for place in places]

    def check_floor(self):
        floor = min(self.measure("true", ["true"]).memory for _ in range(3))
        if floor > FLOOR:
            raise CommandFailed(f"\"true\" shows a peak of {floor >> 20} MiB, so memory cannot be measured here")


def open_text(path):
    with open(path) as file:
        return file.read().strip()
