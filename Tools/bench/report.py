"""What was measured, as Markdown."""
import dataclasses
import os
import platform
import re
import statistics

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


@dataclasses.dataclass
class Row:
    """Rounds of two commands in turn; `limit` is the ratio to reach. `bare` are the seconds of libraries and kernel alone, in the
    same rounds."""
    work: str
    beside: str
    ours: list
    theirs: list
    limit: float | None = None
    bare: list = dataclasses.field(default_factory=list)

    @property
    def ratios(self):
        return [a.seconds / b.seconds for a, b in zip(self.ours, self.theirs)]

    @property
    def bare_ratio(self):
        return statistics.median(a / b.seconds for a, b in zip(self.bare, self.theirs))

    def cells(self):
        ratio = statistics.median(self.ratios)
        sides = (self.ours, self.theirs)
        return [
            self.work, self.beside, *(duration(middle(side, "seconds")) for side in sides),
            f"{times(ratio)} ({times(min(self.ratios))} to {times(max(self.ratios))})",
            "–" if self.limit is None else f"{self.limit:.2f}", mark(None if self.limit is None else ratio <= self.limit),
            times(self.bare_ratio) if self.bare else "–",
            *(duration(middle(side, "cpu")) for side in sides),
            *(mebibytes(peak(side)) for side in sides), *(megabytes(side[-1].output) for side in sides)]


@dataclasses.dataclass
class Bound:
    """One figure that must not be above another."""
    what: str
    measured: str
    limit: str
    is_reached: bool

    def cells(self):
        return [self.what, self.measured, self.limit, mark(self.is_reached)]


def mark(reached):
    return "–" if reached is None else "yes" if reached else "**no**"


def middle(side, what):
    return statistics.median(getattr(measured, what) for measured in side)


def peak(side):
    return max(measured.memory for measured in side)


def times(ratio):
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"


def duration(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def mebibytes(count):
    return f"{count / (1 << 20):.0f} MiB" if count else "–"


def megabytes(count):
    return f"{count / 1_000_000:.1f} MB" if count else "–"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def versions(runner, zip_program):
    """Of what was measured with, in one line."""
    def first(*argv):
        found = re.search(r"\d+\.\d+(\.\d+)?", runner.text(*argv))
        return found.group() if found else "unknown"

    found = [
        f"microvault {first('microvault', '--version')}", f"zstd {first('zstd', '--version')}",
        f"age {first('age', '--version')}", f"tar {first('tar', '--version')}"]
    if zip_program:
        found += [f"gpg {first('gpg', '--version')}", f"7-Zip {first(zip_program, '--help')}"]
    found += [f"{name} {first('pkg-config', '--modversion', name)}" for name in ("libsodium", "libzstd")]
    return ", ".join(found)


def machine():
    """Processors, memory and kernel, and no names."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (f"{len(os.sched_getaffinity(0))} processors ({' '.join(model.split())}), {memory:.0f} GiB of memory, "
            f"Linux {platform.release()}")


def text(facts, rows, bounds, rates):
    """All of it; `facts` are lines of a list."""
    return "\n\n".join([
        "\n".join(f"- {fact}" for fact in facts),
        table(["work", "beside", "ours", "beside", "ratio (range)", "to reach", "reached", "bare", "our processor time", "beside",
               "our peak memory", "beside", "our output", "beside"], [row.cells() for row in rows]),
        table(["bound", "measured", "at most", "reached"], [bound.cells() for bound in bounds]),
        table(["rate", "one process", "one on each processor"], [rate.cells() for rate in rates])])


def put(path, content):
    """Replaces what stands between the markers of a document."""
    with open(path, encoding="utf-8") as file:
        before, begin, rest = file.read().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} has no markers for the table")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{begin}\n\n{content}\n\n{end}{after}")
