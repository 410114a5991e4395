"""The commands that are measured, ours and the peers', on one extract."""
import filecmp
import os
import pathlib
import shutil


class WrongContent(Exception):
    """Something was opened, but not what was packed."""


class Work:
    """`extract` is a folder, or a file that is only packed. Every method does its work once, syncs and measures it, and removes what it wrote."""

    def __init__(self, runner, parties, extract, agreement="plain", cards=None, sweeps=True):
        """Without `sweeps` what is written stays until `drop`: ext4 looks long for an inode where many were given back lately."""
        self.runner, self.parties, self.sweeps = runner, parties, sweeps
        self.extract = pathlib.Path(extract)
        self.agreement = parties.agreements[agreement]
        self.cards = parties.cards[cards or agreement]
        self.out = parties.folder / "out"
        self.label = f"{cards or agreement}-{self.extract.name}"
        self.kept, self.left = {}, []

    def _cleared(self):
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        self.runner.text("sync", "-f", self.out)

    def _removed(self):
        if self.sweeps:
            shutil.rmtree(self.out)
        else:
            self.left.append(self.out.rename(self.parties.folder / f"{self.label}-left-{len(self.left)}"))

    # --- packing ---

    def _pack(self, target, *options):
        measured = self.runner.measure(
            "microvault pack",
            ["microvault", "pack", self.extract, "--agreement", self.agreement, *self.cards,
             "--sign-with", self.parties.key, "-o", target, *options],
            settings=self.parties.fresh_state())
        measured.output = os.path.getsize(target)
        return measured

    def pack(self, *options):
        self._cleared()
        measured = self._pack(self.out / "extract.mvault", *options)
        self._removed()
        return measured

    def _tar(self):
        return ["tar", "c", "-C", self.extract.parent, self.extract.name]

    def _peer(self, target, level):
        return self.runner.measure(
            "age -r", self._tar(), ["zstd", *level, "-T0", "-q"], ["age", "-r", self.parties.age],
            stdout=target, sync=["sync", target])

    def peer_pack(self, *level):
        self._cleared()
        measured = self._peer(self.out / "extract.age", level)
        self._removed()
        return measured

    def gpg(self):
        self._cleared()
        settings = self.parties.gpg()
        target = self.out / "extract.gpg"
        measured = self.runner.measure(
            "gpg", self._tar(), ["gpg", "--batch", "--trust-model", "always", "--recipient", "bench", "--encrypt"],
            stdout=target, sync=["sync", target], settings=settings)
        self._removed()
        return measured

    def zip(self, program):
        self._cleared()
        target = self.out / "extract.zip"
        measured = self.runner.measure(
            "7-Zip", [program, "a", "-tzip", "-mem=AES256", "-pbench", target, self.extract],
            sync=["sync", target])
        measured.output = os.path.getsize(target)
        self._removed()
        return measured

    # --- opening ---

    def keep(self, *kinds):
        """Packs once for the openings that follow: "ours", "peer"."""
        for kind in kinds:
            target = self.parties.folder / f"{self.label}-{kind}.mvault"
            for path in (target, pathlib.Path(f"{target}-head")):
                path.unlink(missing_ok=True)
            self._pack(target) if kind == "ours" else self._peer(target, [])
            self.kept[kind] = target
        return self

    def drop(self):
        for target in self.kept.values():
            for path in (target, pathlib.Path(f"{target}-head")):
                path.unlink(missing_ok=True)
        for folder in self.left:
            shutil.rmtree(folder)
        self.kept, self.left = {}, []

    def _open_command(self, *options):
        return ["unvault", "open", self.kept["ours"], "--into", self.out / "opened", "--operator", "G", "--accept-terms",
                *options]

    def _open(self, check, *options):
        self._cleared()
        settings = self.parties.fresh_vault()
        measured = self.runner.measure("unvault open", self._open_command(*options), settings=settings)
        if check:
            check(self.out / "opened")
        self._removed()
        return measured

    def open(self, check=False):
        return self._open(self._is_extract if check else None)

    def open_only(self, name):
        return self._open(None, "--only", name)

    def peer_open(self, check=False):
        self._cleared()
        measured = self.runner.measure(
            "age -d", ["age", "-d", "-i", self.parties.folder / "age.key", self.kept["peer"]], ["zstd", "-dc", "-q"],
            ["tar", "x", "-C", self.out], sync=["sync", "-f", self.out])
        if check:
            self._is_extract(self.out / self.extract.name)
        self._removed()
        return measured

    def _is_extract(self, opened):
        """Stops where what was opened is not what was packed, file by file."""
        sources = [path for path in self.extract.rglob("*") if path.is_file()]
        if len(sources) != sum(path.is_file() for path in opened.rglob("*")):
            raise WrongContent(f"{self.extract.name} was opened with another number of files")
        for source in sources:
            if not filecmp.cmp(source, opened / source.relative_to(self.extract), shallow=False):
                raise WrongContent(f"{source.name} was opened with another content")

    # --- libraries and kernel alone ---

    def _bare(self, kind):
        """Seconds that libraries and kernel need for this extract, as make-bench-data measures them."""
        self._cleared()
        seconds = float(self.runner.text("make-bench-data", kind, self.extract, self.out / "bare"))
        self._removed()
        return seconds

    def bare_pack(self):
        return self._bare("bare-pack")

    def bare_open(self):
        return self._bare("bare-open")
