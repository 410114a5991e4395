"""What a program says of its package: Tests/Vectors/README.md has the header."""
import hashlib

from .basics import PROVIDER, base64_text, delivery_key, file_digest
from .checks import CHECKS
from .package import Package
from .papers import NOW, card_id

FOUND = []                                                  # what the program that runs now has made


class Vector:
    def __init__(self, package, covers, expect, status, step, section, released, kind, provider, card, now):
        self.data = package.bytes if isinstance(package, Package) else package
        self.covers = covers
        self.header = {"expect": expect, "status": status, "step": step, "section": section, "released": released,
                       "kind": kind, "provider": provider, "key": base64_text(delivery_key(card).scalar),
                       "card": card_id(card), "now": now}

    def file(self, comment):
        lines = [f"{key}: {value}\n" for key, value in (self.header | {"comment": comment}).items()]
        return "".join(lines).encode() + b"\n" + self.data


def refused(package, check, *more, kind="package", provider=PROVIDER, card=1, now=NOW):
    """Breaks `check`, by its number in checks.txt, and nothing before it; `more` are others that it also stands for."""
    one = CHECKS[check]
    FOUND.append(Vector(package, (check, *more), one.expect, one.status, one.step, one.section, "nothing", kind,
                        provider.line, card, now))


def accepted(package, *checks, section="13", released=None, provider=PROVIDER, card=1, now=NOW):
    """Opens; it stands at the permitted end of `checks`, if any."""
    section = CHECKS[checks[0]].section if checks else section
    FOUND.append(Vector(package, checks, "success", 0, 32, section, released or digest_of(package.stream.entries),
                        "package", provider.line, card, now))


def digest_of(entries):
    """`released`: BLAKE2b-256 of the listing that Tests/Vectors/README.md describes."""
    lines = {}
    for entry in entries:
        parts = entry.path.split("/")
        for depth in range(1, len(parts)):
            parent = "/".join(parts[:depth])
            lines[parent.encode()] = f"folder {parent}\n"
        if entry.content is None:
            lines[entry.path.encode()] = f"folder {entry.path}\n"
        else:
            lines[entry.path.encode()] = f"file {len(entry.content)} {file_digest(entry.content)} {entry.path}\n"
    return hashlib.blake2b("".join(lines[path] for path in sorted(lines)).encode(), digest_size=32).hexdigest()
