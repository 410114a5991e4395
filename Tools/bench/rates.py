"""What libzstd and libsodium do alone, and how long they alone would take for what was measured."""
import dataclasses
import os
import re
import statistics

from report import duration, mark, times

BLOCK = 1 << 20  # what one frame of a package holds


@dataclasses.dataclass
class Rate:
    """Bytes for each second: of one process, and of one on every processor at the same time."""
    name: str
    one: float
    all: float

    def cells(self):
        return [self.name, *(f"{rate / 1_000_000:,.0f} MB/s" for rate in (self.one, self.all))]


@dataclasses.dataclass
class Least:
    """What the libraries alone need for a row, on all processors, with nothing read, written or copied; nothing that does the same work with
    them is faster."""
    row: object
    libzstd: float
    libsodium: float

    def cells(self):
        together = self.libzstd + self.libsodium
        ratio = together / statistics.median(measured.seconds for measured in self.row.theirs)
        return [self.row.work, *(duration(seconds) for seconds in (self.libzstd, self.libsodium, together)), times(ratio),
                f"{self.row.limit:.2f}", mark(ratio <= self.row.limit)]


class Rates:
    def __init__(self, runner, seconds):
        self.runner, self.seconds = runner, seconds
        self.processors = len(os.sched_getaffinity(0))
        self.found = {}

    def _sum(self, name, outputs, pattern):
        """Of outputs of one process, then of all; the first counts as one."""
        one, all_ = outputs
        self.found[name] = Rate(name, pattern(one[0]), sum(pattern(text) for text in all_))
        return self.found[name]

    def _runs(self, *argv):
        return [self.runner.texts(count, *argv) for count in (1, self.processors)]

    def primitives(self):
        outputs = self._runs("make-bench-data", "rates", self.seconds)
        for line in outputs[0][0].splitlines():
            name = line.split("\t")[0]
            self._sum(name, outputs, lambda text, name=name: int(dict(
                line.split("\t") for line in text.splitlines())[name]))

    def zstd(self, what, sample, *levels):
        """Of a file that stands for `what`, in blocks of a package's frames."""
        for level in levels:
            outputs = self._runs("zstd", "-q", f"-b{level}", f"-i{self.seconds}", f"-B{BLOCK}", "--single-thread", sample)
            for place, way in ((-2, "compress"), (-1, "decompress")):
                self._sum(f"zstd level {level}, {what}, {way}", outputs,
                          lambda text, place=place: float(re.findall(r"([\d.]+) MB/s", text)[place]) * 1_000_000)

    def _seconds(self, count, name):
        if name not in self.found:
            self.primitives()
        return count / self.found[name].all

    def pack(self, row, what, size, level=3):
        """Each byte is digested in its file, compressed, encrypted, and digested again in its chunk."""
        out = row.ours[-1].output
        return Least(row, self._seconds(size, f"zstd level {level}, {what}, compress"),
                     self._seconds(size, "BLAKE2b-256, blocks of files")
                     + self._seconds(out, "XChaCha20-Poly1305, seal") + self._seconds(out, "BLAKE2b-256, chunks"))

    def open(self, row, what, size, packed):
        """Each chunk is held against the index and decrypted, and decompressed."""
        return Least(row, self._seconds(size, f"zstd level 3, {what}, decompress"),
                     self._seconds(packed, "BLAKE2b-256, chunks") + self._seconds(packed, "XChaCha20-Poly1305, open"))
