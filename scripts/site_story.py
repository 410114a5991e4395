"""What check-kills and check-full-disk share: a provider, a site vault and a package that was opened.

The tools are those of .build/release, or of .build/debug, or of the folder that TOOLS names.
"""
import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CANARY = b"CANARY-7f3a9c-of-the-plaintext"
REFERENCE = "DSA-2026-014"
OPERATOR = "J. Doe"


def tools():
    for folder in (os.environ.get("TOOLS"), ROOT / ".build/release", ROOT / ".build/debug"):
        if folder and os.access(Path(folder) / "unvault", os.X_OK):
            return str(folder)
    sys.exit("no built tools: run \"swift build\" first")


def day(offset):
    return (datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=offset)).isoformat()


class Failure(Exception):
    pass


class Site:
    """A folder in which tools run: `home` is all that the recipient has, `mail` what was sent."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.home = self.folder / "home"

    def environment(self):
        return {
            "PATH": f"{tools()}:{os.environ.get('PATH', '/usr/bin:/bin')}", "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "share"), "XDG_STATE_HOME": str(self.home / "state"),
            "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
            **({"LD_LIBRARY_PATH": os.environ["LD_LIBRARY_PATH"]} if "LD_LIBRARY_PATH" in os.environ else {}),
        }

    def run(self, *command, allowed=None):
        done = subprocess.run(
            command, cwd=self.home, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
        if allowed is not None and done.returncode not in allowed:
            raise Failure(
                f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
        return done

    def succeed(self, *command):
        return self.run(*command, allowed=(0,)).stdout.decode()

    @property
    def vault(self):
        return self.home / "share/unvault"

    def prepare(self):
        """Keys, vault, agreement, card, package: ready to open."""
        self.home.mkdir(parents=True)
        self.succeed("microvault", "key", "new", "--name", "Department A", "--no-passphrase", "-o", "provider.key")
        self.succeed(
            "unvault", "init", "--organisation", "Department B", "--site", "Example House", "--no-passphrase")
        fingerprint = self.succeed("microvault", "key", "fingerprint", "provider.pub").strip()
        self.succeed("unvault", "trust", "add", "provider.pub", "--as", "provider", "--fingerprint", fingerprint)
        provider = (self.home / "provider.pub").read_text().strip()
        site = self.succeed("unvault", "key", "show").strip()
        (self.home / "agreement.yaml").write_text(f"""\
microvault_agreement: 1
reference: {REFERENCE}
revision: 1
title: Household survey extract
purpose: Estimate jobs by region.
purpose_category: statistics
provider:
  organisation: Department A
  data_owner: R. Patel
  data_steward: K. Jones
  contact: data@department-a.example
  signing_key: "{provider}"
recipients:
  - organisation: Department B
    site: Example House
    site_keys: ["{site}"]
    users: ["{OPERATOR}"]
classification: OFFICIAL
personal_data: true
special_category: false
criminal_offence_data: false
de_identification: pseudonymised
timezone: Etc/UTC
starts: {day(-10)}
expires: {day(180)}
delete_by: {day(210)}
storage: {{encrypted: recommended, removable_media: allowed}}
conditions:
  - {{id: no-linkage, text: The data are not linked.}}
""")
        agreement = f"{REFERENCE}.agreement"
        self.succeed("microvault", "agreement", "compile", "agreement.yaml", "-o", agreement)
        self.succeed("unvault", "card", REFERENCE, "--holder", OPERATOR, "-o", "b.card")
        extract = self.home / "extract"
        (extract / "tables").mkdir(parents=True)
        for name in ("README.txt", "tables/households.csv", "tables/persons.csv"):
            (extract / name).write_bytes(name.encode() + b" " + CANARY + b"\n")
        self.succeed(
            "microvault", "pack", "extract", "--agreement", agreement, "--card", "b.card", "--sign-with",
            "provider.key", "-o", "x.mvault", "--quiet")
        shutil.rmtree(extract)

    def open(self, into="opened", package="x.mvault"):
        return ["unvault", "open", package, "--into", into, "--operator", OPERATOR, "--accept-terms", "--quiet"]

    @property
    def log(self):
        """The folder of the only provider's log."""
        (found,) = (path for path in (self.vault / "logs").glob("*-*") if "." not in path.name)
        return found

    def events(self):
        return [json.loads(line)["body"] for line in (self.log / "events.jsonl").read_text().splitlines()]

    def state(self):
        return json.loads(self.run("unvault", "status", "--json", allowed=(0, 2)).stdout)[0]["state"]

    def copy(self, place):
        """The same site elsewhere, as if everything had happened there."""
        if Path(place).exists():
            shutil.rmtree(place)
        site = Site(place)
        site.folder.mkdir(parents=True)
        subprocess.run(["cp", "-a", str(self.home), str(site.home)], check=True)
        for record in (site.vault / "holdings").glob("*/**/*.json"):
            # Paths are from the root, and folders are known by their numbers.
            known = json.loads(record.read_text().replace(str(self.home), str(site.home)))
            if "folder_number" in known and Path(known["destination"]).exists():
                known["folder_number"] = os.stat(known["destination"]).st_ino
            record.write_text(json.dumps(known, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
        return site

    # What must hold after whatever happened

    def plaintext(self):
        """Files of the recipient that hold plaintext, relative to home."""
        found = []
        for path in self.home.rglob("*"):
            if path.is_file() and not path.is_symlink() and CANARY in path.read_bytes():
                found.append(path.relative_to(self.home))
        return found

    def known_copies(self):
        known = []
        for record in (self.vault / "holdings").glob("*/copies/*.json"):
            if not record.name.startswith("."):
                copy = json.loads(record.read_text())
                known += [copy["destination"], copy["staging"]]
        return [Path(path) for path in known]

    def check_plaintext_is_known(self):
        known = self.known_copies()
        for path in self.plaintext():
            if not any((self.home / path).is_relative_to(copy) for copy in known):
                raise Failure(f"plaintext that no record knows of: {path}")

    def check_works(self, damage=()):
        self.run("unvault", "status", allowed=(0, 2, *damage))
        self.run("unvault", "log", "verify", allowed=(0, *damage))
        self.check_plaintext_is_known()

    def check_clean(self):
        # An event in every log: whoever adds removes what is left of checkpoints.
        self.succeed("unvault", "clock", "confirm", "--date", day(0), "--reason", "Checked.")
        left = []
        for path in self.home.rglob("*"):
            # An unfinished copy of a record says nothing that the finished one does not.
            if ".partial" not in path.name and ".unvault-eras" not in path.name:
                continue
            inside = path.relative_to(self.vault).parts[0] if path.is_relative_to(self.vault) else None
            if inside == "holdings" or (path.is_dir() and not any(path.iterdir())):
                continue
            left.append(path)
        if left:
            raise Failure(f"left behind: {left}")


class Act:
    """A command, what it needs before, and what must hold once it was run again to its end.

    `base` is the name of a function of `bases`; `damage` are further statuses of "status" and "log verify" until then.
    """

    def __init__(self, name, base, command, again, check, damage=()):
        self.name, self.base, self.command, self.again, self.check = name, base, command, again, check
        self.damage = damage


# Where acts begin: each takes a site to which nothing was done yet but what `prepare` does

def _opened(site):
    site.succeed(*site.open())
    shutil.copy(site.home / "x.mvault", site.home / "kept.mvault")


def _ordered(site):
    _opened(site)
    site.succeed("microvault", "recall", "--package", "x.mvault-head", "--reason", "An inquiry.", "--sign-with",
                 "provider.key", "-o", "a.statement", "--yes")


def _recalled(site):
    _ordered(site)
    site.succeed("unvault", "import", "a.statement")


def _locked(site):
    for name, words in (("old", "battery staple"), ("new", "correct horse"), ("change", "battery staple\ncorrect horse")):
        (site.home / name).write_text(words + "\n")
    site.succeed(*_reading("old", "unvault", "key", "passphrase"))


def _damaged(site):
    _opened(site)
    events = site.log / "events.jsonl"
    events.write_text(events.read_text().replace(OPERATOR, "J. Roe"))


def bases():
    return {"received": lambda site: None, "opened": _opened, "ordered": _ordered, "recalled": _recalled,
            "locked": _locked, "damaged": _damaged}


def _reading(file, *command):
    """The command with the passphrases that stand in a file."""
    return ["sh", "-c", 'exec "$@" --passphrase-fd 3 3<"$0"', file, *command]


# What must hold at the end

def _after_open(site):
    if not any(path.parts[0] == "again" for path in site.plaintext()):
        raise Failure("the next opening has no data")
    if any(path.parts[0].startswith(".") for path in site.plaintext()):
        raise Failure(f"staging is left: {site.plaintext()}")


def _after_close(site):
    if site.plaintext():
        raise Failure(f"plaintext is left: {site.plaintext()}")
    site.succeed(*site.open("again"))


def _after_delete(site):
    _check_deleted(site, sorted(site.home.glob("*.certificate")))


def _after_sweep(site):
    _check_deleted(site, sorted((site.vault / "holdings").glob("*/certificates/*.certificate")))


def _check_deleted(site, certificates):
    if site.plaintext():
        raise Failure(f"plaintext is left: {site.plaintext()}")
    if not certificates:
        raise Failure("no certificate")
    for certificate in certificates:
        body = json.loads(site.succeed("unvault", "certificate", "show", "--json", str(certificate)))
        if body["result"] != "complete" or not body["key"]["opens_no_more"]:
            raise Failure(f"{certificate.name}: {body['result']}, {body['key']}, {body['objects']}")
    if (site.home / "kept.mvault").exists():
        site.run(*site.open("again", "kept.mvault"), allowed=(5,))
    if site.state() != "deleted":
        raise Failure(f"status says {site.state()}")
    if not any(event["type"] == "deleted" for event in site.events()):
        raise Failure("no outcome on record")


def _after_receipts(site):
    numbers = []
    for path in sorted(site.home.glob("*.receipts")):
        lines = path.read_text().splitlines()
        header, events = json.loads(lines[1]), [json.loads(line)["body"]["number"] for line in lines[2:]]
        if events != list(range(header["from"], int(header["checkpoint"].split("\n")[1]))):
            raise Failure(f"{path.name} is not whole")
        numbers += events
    missing = sorted(set(range(len(site.events()))) - set(numbers))
    if missing:
        raise Failure(f"events {missing} are in no receipts")


def _after_import(site):
    if site.state() != "recalled":
        raise Failure(f"status says {site.state()}")
    site.run(*site.open("again"), allowed=(3,))
    if not any(event["type"] == "statement-applied" for event in site.events()):
        raise Failure("the statement is not on record")


def _after_passphrase(site):
    for key in [site.vault / "site.key", *(site.vault / "cards").glob("*.key")]:
        if b"memory_kib" not in key.read_bytes():
            raise Failure(f"{key.name} has no passphrase")
    site.run(*_reading("old", *site.open("again")), allowed=(5,))
    site.succeed(*_reading("new", *site.open("again")))


def _after_restart(site):
    first = site.events()[0]
    for key in ("previous", "provider", "reason"):
        if key not in first:
            raise Failure(f"the new log does not say \"{key}\"")
    aside = [path for path in (site.vault / "logs").iterdir() if ".damaged-" in path.name]
    if len(aside) != 1 or "J. Roe" not in (aside[0] / "events.jsonl").read_text():
        raise Failure(f"put aside: {aside}")
    if first["previous"] != (aside[0] / "checkpoint").read_text():
        raise Failure("the new log binds another checkpoint")
    site.succeed(*site.open("again"))
    site.succeed("unvault", "receipts", "--all", "-o", "all.receipts")


def acts():
    today = day(0)
    confirm = ["unvault", "clock", "confirm", "--date", today, "--reason", "Checked."]
    delete = ["unvault", "delete", REFERENCE, "--operator", OPERATOR, "--yes", "-o"]
    take, sweep = ["unvault", "import", "a.statement"], ["unvault", "sweep"]
    passphrase = _reading("change", "unvault", "key", "passphrase")
    restart = ["unvault", "log", "restart", "--reason", "The disk failed."]
    return [
        Act("open", "received", Site.open(None), (Site.open(None, "again"), (0,)), _after_open),
        Act("close", "opened", ["unvault", "close", REFERENCE], (["unvault", "close", REFERENCE], (0, 64)), _after_close),
        Act("delete", "opened", delete + ["one.certificate"], (delete + ["two.certificate"], (0,)), _after_delete),
        Act("receipts", "opened", ["unvault", "receipts", "-o", "one.receipts"],
            (["unvault", "receipts", "-o", "two.receipts"], (0,)), _after_receipts),
        Act("clock", "opened", confirm, (confirm, (0,)), lambda site: None),
        Act("import", "ordered", take, (take, (0,)), _after_import),
        Act("sweep", "recalled", sweep, (sweep, (0,)), _after_sweep),
        Act("passphrase", "locked", passphrase, (passphrase, (0,)), _after_passphrase),
        # Status 64 where all was done before the kill.
        Act("restart", "damaged", restart, (restart, (0, 64)), _after_restart, damage=(8,)),
    ]
