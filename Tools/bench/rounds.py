"""What `make bench` measures, part by part; each part makes its data and removes them."""
import gzip
import os
import shutil
import statistics
import sys

from parties import ROOT
from rates import Rates
from report import Bound, Row, duration, peak
from works import Work

SEED = "2026"
CPS = ROOT.parent / "shared" / "data" / "cps.csv.gz"
PACK, FAST_PACK, OPEN = "`tar c | zstd -T0 | age -r`", "`tar c | zstd -1 -T0 | age -r`", "`age -d | zstd -d | tar x`"


class Rounds:
    def __init__(self, plan, runner, parties, folder, talks):
        self.plan, self.runner, self.parties, self.folder, self.talks = plan, runner, parties, folder, talks
        self.rows, self.bounds = [], []
        self.rates = Rates(runner, plan.seconds)

    def _pair(self, work, beside, ours, theirs, limit=None, bare=None):
        """Both in turn, and behind them `bare`, the seconds of libraries and kernel alone; a warm-up first that does not count, of which
        `ours` and `theirs` are told."""
        row = Row(work, beside, [], [], limit)
        for number in range(self.plan.rounds + 1):
            a, b = ours(number == 0), theirs(number == 0)
            c = bare() if bare else None
            if number:
                row.ours.append(a)
                row.theirs.append(b)
                if bare:
                    row.bare.append(c)
        self.rows.append(row)
        if self.talks:
            print(f"bench: {work}, beside {beside}: {row.cells()[4]}", file=sys.stderr, flush=True)
        return row

    def _made(self, kind, name, amount):
        self.runner.text("make-bench-data", kind, self.folder / name, amount, SEED)
        return self.folder / name

    def _work(self, extract, *rest, **options):
        return Work(self.runner, self.parties, extract, *rest, **options)

    def _memory(self, size, **sides):
        """Peak memory against 64 MiB and 128 KiB for each GiB; `size` in MiB, and what was measured by its name."""
        limit = (64 << 20) + (size << 7)
        for what, side in sides.items():
            self.bounds.append(Bound(
                f"peak memory of {what.replace('_', ' ')}, {size:,} MiB", f"{peak(side) / (1 << 20):.1f} MiB",
                f"{limit / (1 << 20):.1f} MiB", peak(side) <= limit))

    def _pack_and_open(self, extract, what, limits, **options):
        work = self._work(extract, **options)
        packed = self._pair(f"pack, {what}", PACK, lambda _: work.pack(), lambda _: work.peer_pack(), limits[0],
                            work.bare_pack)
        work.keep("ours", "peer")
        opened = self._pair(f"open, {what}", OPEN, work.open, work.peer_open, limits[1], work.bare_open)
        work.drop()
        return packed, opened

    def _sample(self, extract):
        """A sixteenth of each file, for the rates of zstd."""
        sample = self.folder / "sample"
        with open(sample, "wb") as out:
            for file in sorted(extract.iterdir()):
                with open(file, "rb") as part:
                    out.write(part.read(max(1 << 20, file.stat().st_size // 16)))
        return sample

    # --- parts ---

    def survey(self):
        plan = self.plan
        extract = self._made("survey", "survey", plan.survey << 20)
        what = f"{plan.survey:,} MiB of survey"
        work, screened = self._work(extract), self._work(extract, "screened")
        packed, opened = self._pack_and_open(extract, what, (0.50, 0.50))
        looked_at = self._pair("the same pack, screened against tables", PACK,
                               lambda _: screened.pack(), lambda _: work.peer_pack(), 0.90, work.bare_pack)
        self._pair("the same pack, zstd level 1 on both sides", FAST_PACK,
                   lambda _: work.pack("--compression-level", "1"), lambda _: work.peer_pack("-1"), 0.65,
                   work.bare_pack)
        self._pair("age against age: the noise", PACK, lambda _: work.peer_pack(), lambda _: work.peer_pack())
        larger = max(a.output / b.output for a, b in zip(packed.ours, packed.theirs))
        self.bounds.append(Bound(
            f"output of pack, padding included, beside that of {PACK}", f"{larger:.3f}", "1.03", larger <= 1.03))
        work.keep("ours")
        self._pair("open --only of the smallest of four files", "`unvault open` of all",
                   lambda _: work.open_only("regions.csv"), lambda _: work.open(), 0.05)
        self._heads(work)
        work.drop()
        self._memory(plan.survey, pack=packed.ours, screened_pack=looked_at.ours, open=opened.ours)
        if plan.slow:
            self._slow(extract / "households.csv")
        if plan.copies:
            self._large(extract)
        self.rates.primitives()
        self.rates.zstd("survey", self._sample(extract), 1, 3)
        shutil.rmtree(extract)

    def _heads(self, work):
        """Commands that read the head alone, beside the same for a package of 1 MiB."""
        small = self._work(self._made("survey", "one-mebibyte", 1 << 20)).keep("ours")
        settings = {"UNVAULT_HOME": str(self.parties.vault)}
        for what, argv, suffix in (
                ("unvault inspect", ["unvault", "inspect"], ""), ("microvault inspect", ["microvault", "inspect"], ""),
                ("unvault verify of the head", ["unvault", "verify"], "-head")):
            large, one = self._repeated(
                *([*argv, f"{side.kept['ours']}{suffix}"] for side in (work, small)), settings=settings)
            middle = statistics.median(m.seconds for m in large)
            self.bounds.append(Bound(
                f"{what}, package of {self.plan.survey:,} MiB",
                f"{duration(middle)} ({duration(statistics.median(m.seconds for m in one))} for one of 1 MiB)",
                "20 ms", middle <= 0.020))
        small.drop()
        shutil.rmtree(small.extract)

    def _repeated(self, *commands, settings={}):
        """Many runs of short commands in turn, the first of each not counted."""
        sides = [[] for _ in commands]
        for _ in range(self.plan.repeats + 1):
            for side, argv in zip(sides, commands):
                side.append(self.runner.measure(argv[0], argv, settings=settings, memory=False))
        return [side[1:] for side in sides]

    def _slow(self, file):
        work = self._work(file)
        size = f"{file.stat().st_size >> 20:,} MiB of survey"
        self._pair(f"pack, one file, {size}", "`tar c | gpg --encrypt`", lambda _: work.pack(), lambda _: work.gpg())
        self._pair(f"pack, one file, {size}", "`7z a -tzip -mem=AES256`",
                   lambda _: work.pack(), lambda _: work.zip(self.plan.zip_program))

    def _large(self, extract):
        """The survey several times under other names, once packed and once opened."""
        large = self.folder / "large"
        for number in range(self.plan.copies):
            shutil.copytree(extract, large / f"wave-{number + 1}", copy_function=os.link)
        work = self._work(large)
        packed = work.pack()
        opened = work.keep("ours").open()
        work.drop()
        shutil.rmtree(large)
        self._memory(self.plan.survey * self.plan.copies, pack=[packed], open=[opened])

    def noise(self):
        extract = self.folder / "noise"
        extract.mkdir()
        self._made("noise", "noise/noise.bin", self.plan.noise << 20)
        self._pack_and_open(extract, f"{self.plan.noise:,} MiB that do not compress", (0.65, 0.65))
        self.rates.zstd("what does not compress", self._sample(extract), 3)
        self.rates.b2sum(extract / "noise.bin")
        shutil.rmtree(extract)

    def small_files(self):
        extract = self._made("small", "small", self.plan.files)
        self._pack_and_open(extract, f"{self.plan.files:,} files of 6 kB", (0.90, 1.00), sweeps=False)
        shutil.rmtree(extract)

    def cps(self):
        """The Current Population Survey, its rows repeated; zstd's windows at these levels are shorter than one repetition."""
        if not CPS.exists() or not self.plan.tiles:
            return
        extract = self.folder / "cps"
        extract.mkdir()
        with gzip.open(CPS) as file, open(extract / "cps.csv", "wb") as out:
            out.write(file.readline())
            start = file.tell()
            for _ in range(self.plan.tiles):
                file.seek(start)
                shutil.copyfileobj(file, out, 1 << 20)
            size = out.tell() >> 20
        self._pack_and_open(extract, f"{size:,} MiB of cps.csv", (0.50, 0.50))
        self.rates.zstd("cps.csv", self._sample(extract), 3)
        shutil.rmtree(extract)

    def cards(self):
        """Many cards beside one: on the survey, whose bound it is, and on a small extract, where each card weighs more."""
        plan = self.plan
        for size, limit in ((plan.survey, 1.10), (plan.extract, None)):
            extract = self._made("survey", "extract", size << 20)
            one, many = self._work(extract), self._work(extract, "plain", "many")
            what = f"{size:,} MiB of survey, {plan.cards:,} cards"
            packed = self._pair(f"pack, {what}", "one card", lambda _: many.pack(), lambda _: one.pack(), limit)
            one.keep("ours")
            many.keep("ours")
            opened = self._pair(f"open, {what}", "one card", many.open, one.open, limit)
            one.drop()
            many.drop()
            shutil.rmtree(extract)
        self._memory(plan.extract, pack=packed.theirs, open=opened.theirs)

    def start(self):
        for tool in ("microvault", "unvault", "vaultregister"):
            ours, age = self._repeated([tool, "--version"], ["age", "--version"])
            self.rows.append(Row(f"start, `{tool} --version`", "`age --version`", ours, age, 3.0))
