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
            command, cwd=self.home, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
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

    def open(self, into="opened"):
        return ["unvault", "open", "x.mvault", "--into", into, "--operator", OPERATOR, "--accept-terms", "--quiet"]

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

    def check_works(self):
        self.run("unvault", "status", allowed=(0, 2))
        self.run("unvault", "log", "verify", allowed=(0,))
        self.check_plaintext_is_known()

    def check_clean(self):
        left = []
        for path in self.home.rglob("*"):
            # An unfinished copy of a record or checkpoint says nothing that the finished one does not.
            if ".partial" not in path.name and ".unvault-eras" not in path.name:
                continue
            inside = path.relative_to(self.vault).parts[0] if path.is_relative_to(self.vault) else None
            if inside in ("logs", "holdings") or (path.is_dir() and not any(path.iterdir())):
                continue
            left.append(path)
        if left:
            raise Failure(f"left behind: {left}")


class Act:
    """A command, what it needs before, and what must hold once it was run again to its end."""

    def __init__(self, name, is_opened, command, again, check):
        self.name, self.is_opened, self.command, self.again, self.check = name, is_opened, command, again, check


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
    if site.plaintext():
        raise Failure(f"plaintext is left: {site.plaintext()}")
    certificates = sorted(site.home.glob("*.certificate"))
    if not certificates:
        raise Failure("no certificate")
    for certificate in certificates:
        body = json.loads(site.succeed("unvault", "certificate", "show", "--json", certificate.name))
        if body["result"] != "complete" or not body["key"]["opens_no_more"]:
            raise Failure(f"{certificate.name}: {body['result']}, {body['key']}, {body['objects']}")
    if (site.home / "kept.mvault").exists():
        site.run(
            "unvault", "open", "kept.mvault", "--into", "again", "--operator", OPERATOR, "--accept-terms", "--quiet",
            allowed=(5,))
    state = json.loads(site.succeed("unvault", "status", "--json"))[0]["state"]
    if state != "deleted":
        raise Failure(f"status says {state}")
    events = [json.loads(line)["body"]["type"] for log in (site.vault / "logs").glob("*-*")
              for line in (log / "events.jsonl").read_text().splitlines() if "." not in log.name]
    if events.count("deleted") < 1:
        raise Failure("no outcome on record")


def _after_receipts(site):
    numbers = []
    for path in sorted(site.home.glob("*.receipts")):
        lines = path.read_text().splitlines()
        header, events = json.loads(lines[1]), [json.loads(line)["body"]["number"] for line in lines[2:]]
        if events != list(range(header["from"], int(header["checkpoint"].split("\n")[1]))):
            raise Failure(f"{path.name} is not whole")
        numbers += events
    total = sum(1 for log in (site.vault / "logs").glob("*-*")
                for _ in (log / "events.jsonl").read_text().splitlines())
    if set(numbers) != set(range(total)):
        raise Failure(f"events {sorted(set(range(total)) - set(numbers))} are in no receipts")


def acts():
    today = day(0)
    confirm = ["unvault", "clock", "confirm", "--date", today, "--reason", "Checked."]
    delete = ["unvault", "delete", REFERENCE, "--operator", OPERATOR, "--yes", "-o"]
    return [
        Act("open", False, Site.open(None), (Site.open(None, "again"), (0,)), _after_open),
        Act("close", True, ["unvault", "close", REFERENCE], (["unvault", "close", REFERENCE], (0, 64)), _after_close),
        Act("delete", True, delete + ["one.certificate"], (delete + ["two.certificate"], (0,)), _after_delete),
        Act("receipts", True, ["unvault", "receipts", "-o", "one.receipts"],
            (["unvault", "receipts", "-o", "two.receipts"], (0,)), _after_receipts),
        Act("clock", True, confirm, (confirm, (0,)), lambda site: None),
    ]
