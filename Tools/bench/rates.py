"""What libzstd and libsodium do alone, one process and one on each processor."""
import dataclasses
import os
import re
import time

BLOCK = 1 << 20  # what one frame of a package holds


@dataclasses.dataclass
class Rate:
    """Bytes for each second: of one process, and of one on every processor at the same time."""
    name: str
    one: float
    all: float

    def cells(self):
        return [self.name, *(f"{rate / 1_000_000:,.0f} MB/s" for rate in (self.one, self.all))]


class Rates:
    def __init__(self, runner, seconds):
        self.runner, self.seconds = runner, seconds
        self.processors = len(os.sched_getaffinity(0))
        self.found = {}

    def _keep(self, name, outputs, rate):
        """`outputs` of one process, then of all; `rate` finds it in one of them."""
        one, together = outputs
        self.found[name] = Rate(name, rate(one[0]), sum(rate(text) for text in together))

    def _runs(self, *argv):
        return [self.runner.texts(count, *argv) for count in (1, self.processors)]

    def primitives(self):
        outputs = self._runs("make-bench-data", "rates", self.seconds)
        for line in outputs[0][0].splitlines():
            name = line.split("\t")[0]
            self._keep(name, outputs, lambda text, name=name: int(dict(
                line.split("\t") for line in text.splitlines())[name]))

    def zstd(self, what, sample, *levels):
        """Of a file that stands for `what`, in blocks of a package's frames."""
        for level in levels:
            outputs = self._runs("zstd", "-q", f"-b{level}", f"-i{self.seconds}", f"-B{BLOCK}", "--single-thread", sample)
            for place, way in ((-2, "compress"), (-1, "decompress")):
                self._keep(f"zstd level {level}, {what}, {way}", outputs,
                           lambda text, place=place: float(re.findall(r"([\d.]+) MB/s", text)[place]) * 1_000_000)

    def b2sum(self, file):
        """BLAKE2b-256 in the plain C of coreutils, on the same processor: what libsodium's is held against."""
        size = os.path.getsize(file)

        def rate(count):
            passes, begin = 0, time.perf_counter()
            while time.perf_counter() - begin < self.seconds:
                self.runner.texts(count, "b2sum", "-l", "256", file)
                passes += 1
            return size * passes * count / (time.perf_counter() - begin)

        name = "BLAKE2b-256, b2sum of coreutils"
        self.found[name] = Rate(name, rate(1), rate(self.processors))
