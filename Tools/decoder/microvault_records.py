#!/usr/bin/env python3
"""Verifies what a recipient's site exports, receipts and certificates of deletion, and what a provider says of a package that is sent.
Written from docs/custody-log.md, and from section 16 of docs/format.md.

    microvault_records.py receipts FILE --site KEY.pub [--earlier FILE.receipts]
    microvault_records.py certificate FILE --site KEY.pub
    microvault_records.py statement FILE [BEFORE…] --package FILE --provider KEY.pub --now INSTANT

`--earlier` names receipts of the same log that came before: these must continue them, neither shrunk nor forked. Prints JSON; `statement`
takes the statements BEFORE, then FILE, and prints the standing after it as a line, also where it is refused. Statuses are those of
docs/exit-codes.md.
"""
import argparse, base64, hashlib, json, re, sys

from microvault_decoder import (
    AGREEMENT, APPROVAL, COUNT, NEWER, REFUSED, SIGNING, USAGE, H, IO, Opt, Refused, canonical, check_agreement,
    check_approvals, decode64, is_date, is_digest, is_id, is_instant, is_key, is_line, is_prose, is_reference, is_signed, key_of,
    open_package, read_head, read_json, read_public_key, read_small_file, require, seconds, statement, statement_verifies)


# ---------------------------------------------------------------- 4 Tree and checkpoint

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

class Tree:
    def __init__(self, size=0, frontier=()):
        require(len(frontier) == size.bit_count(), "frontier", "does not fit its size")
        self.size, self.frontier = size, list(frontier)

    def append(self, leaf):
        node, size = sha256(b"\0", leaf), self.size
        while size & 1:
            node, size = sha256(b"\1", self.frontier.pop(), node), size >> 1
        self.frontier.append(node)
        self.size += 1

    def root(self):
        if not self.frontier:
            return sha256()
        node = self.frontier[-1]
        for left in reversed(self.frontier[:-1]):
            node = sha256(b"\1", left, node)
        return node

NOTE = re.compile("(microvault/log/([0-9a-f]{32})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n)\n"
                  "\u2014 microvault/log/([0-9a-f]{32}) ([A-Za-z0-9+/]{91}=)\n")

def is_checkpoint(text):
    note = NOTE.fullmatch(text)
    return bool(note and note[2] == note[5] and decode64(note[4][:-1], 32) and decode64(note[6][:-1], 68))

def read_checkpoint(text, ledger):
    """Log, size and root of a checkpoint that the ledger key signed."""
    body, log, size, root, _, signed = NOTE.fullmatch(text).groups()
    signed = decode64(signed[:-1], 68)
    name = f"microvault/log/{log}".encode()
    require(signed[:4] == sha256(name, b"\n\1", ledger)[:4], "checkpoint", "another key")
    require(is_signed(body.encode(), signed[4:], ledger), "checkpoint", "bad signature")
    return log, int(size), decode64(root[:-1], 32)


# ---------------------------------------------------------------- 2 Events, 3 Ledger key

ENDORSEMENT = statement({"organisation": is_line, "site": is_line, "ledger_key": is_key, "made_at": is_instant})
TYPES = {"log-started", "pinned", "unpinned", "card-made", "received", "open-intended", "opened", "open-abandoned", "listed",
         "refused", "close-intended", "closed", "deletion-intended", "deleted", "key-destroyed", "statement-applied",
         "statement-refused", "clock-anomaly", "clock-confirmed", "swept", "torn-end", "receipts-made"}
EVENT = statement({
    "log": is_id, "number": COUNT, "at": is_instant, "type": TYPES, "operator": Opt(is_line),
    "package_id": Opt(is_id), "package_hash": Opt(is_digest), "reference": Opt(is_reference), "revision": Opt(COUNT),
    "signed_at": Opt(is_instant), "card": Opt(is_id), "copy": Opt(is_id), "files": Opt(COUNT), "bytes": Opt(COUNT),
    "storage": Opt(is_line), "code": Opt(is_reference), "key": Opt(is_key), "roles": Opt([is_line]),
    "demands": Opt([is_reference]), "since": Opt(is_date), "reason": Opt(is_prose), "date": Opt(is_date),
    "mark": Opt(is_instant), "statement": Opt(is_digest), "statement_kind": Opt(is_reference), "unattended": Opt(bool),
    "provider": Opt(is_key), "endorsement": Opt(ENDORSEMENT), "previous": Opt(is_checkpoint)})

def signers(kind, s):
    require(statement_verifies(kind, s), "signature", kind.decode())
    return [key_of(one["key"], SIGNING) for one in s["signatures"]]

def endorsed_key(endorsement, site, organisation, place):
    """The ledger key, which a key of the site endorsed for this organisation and site."""
    body = endorsement["body"]
    require(signers(b"ledger-key", endorsement) == [site], "endorsement", "not by this key of the site")
    require((body["organisation"], body["site"]) == (organisation, place), "endorsement", "of another site")
    return key_of(body["ledger_key"], SIGNING)


def signatures_of(lines):
    """Of a text form."""
    signatures = []
    for line in lines:
        kind, key, signature = (line.decode("ascii", "replace").split(" ") + ["", ""])[:3]
        require(line.count(b" ") == 2 and is_key(f"{kind} {key}") and decode64(signature, 64), "usage", "signature line", USAGE)
        signatures.append({"key": f"{kind} {key}", "signature": signature})
    return signatures


# ---------------------------------------------------------------- 5 Receipts

HEADER = {"organisation": is_line, "site": is_line, "provider": is_key, "endorsement": ENDORSEMENT, "log": is_id,
          "from": COUNT, "frontier": [is_digest], "checkpoint": is_checkpoint}

def lines_of(path, kind, limit=2**30):
    lines = read_small_file(path, limit).split(b"\n")
    context = b"microvault/1 " + kind
    require(lines[0] == context or not re.match(b"microvault/(?!1 )", lines[0]), "newer tool", path, NEWER)
    require(lines[0] == context and len(lines) >= 3 and not lines[-1], "usage", f"{path}: not {kind.decode()}", USAGE)
    return lines[1:-1]

def read_receipts(path, site):
    """The header, the events, the root before and after, all verified."""
    first, *lines = lines_of(path, b"receipts")
    header = read_json(first, HEADER, "header")
    ledger = endorsed_key(header["endorsement"], site, header["organisation"], header["site"])
    log, size, root = read_checkpoint(header["checkpoint"], ledger)
    require(log == header["log"], "checkpoint", "of another log")
    tree = Tree(header["from"], [bytes.fromhex(one) for one in header["frontier"]])
    before, events = tree.root(), []
    for line in lines:
        event = read_json(line, EVENT, f"event {tree.size}")
        body = event["body"]
        require((body["log"], body["number"]) == (log, tree.size), "event", f"{tree.size}: log or number")
        require(signers(b"event", event) == [ledger], "event", f"{tree.size}: not by the ledger key")
        tree.append(line)
        events.append(body)
    require((tree.size, tree.root()) == (size, root), "root", "events and frontier do not give the checkpoint's")
    return header, events, before, root

def cmd_receipts(options):
    site = read_public_key(options.site)
    header, events, before, root = read_receipts(options.file, site)
    if options.earlier:
        old, old_events, old_before, old_root = read_receipts(options.earlier, site)
        old_size = old["from"] + len(old_events)
        require(old["log"] == header["log"], "forked", "another log; its first event says which one it takes the place of")
        require(header["from"] + len(events) >= old_size, "shrank", "fewer events than before")
        # Where both meet: at the earlier end, or anywhere between that the later one can compute.
        require(header["from"] <= old_size, "gap", "events between the two are missing", USAGE)
        tree = Tree(header["from"], [bytes.fromhex(one) for one in header["frontier"]])
        for line in lines_of(options.file, b"receipts")[1:1 + old_size - header["from"]]:
            tree.append(line)
        require(tree.root() == old_root, "forked", f"the first {old_size} events are not those of before")
    return {"log": header["log"], "organisation": header["organisation"], "site": header["site"],
            "from": header["from"], "size": header["from"] + len(events), "root": root.hex(),
            "last": events[-1]["at"] if events else None,
            "types": {kind: sum(e["type"] == kind for e in events) for kind in sorted({e["type"] for e in events})}}


# ---------------------------------------------------------------- 7 Certificates

ANSWER = {"yes", "no", "unknown"}
CERTIFICATE = statement({
    "certificate_id": is_id, "package_id": is_id, "package_hash": is_digest, "reference": is_reference, "revision": COUNT,
    "provider": is_key, "organisation": is_line, "site": is_line, "result": {"complete", "partial", "failed"},
    "method_type": is_reference, "method_used": is_line, "verification_method": is_line, "tool": is_line,
    "started_at": is_instant, "finished_at": is_instant, "interrupted": bool, "unattended": bool,
    "person": Opt({"name": is_line, "title": Opt(is_line), "location": Opt(is_line)}), "declaration": Opt(is_prose),
    "includes_derived": bool, "object_count": COUNT,
    "objects": [{"kind": is_reference, "path_hash": is_digest, "size": Opt(COUNT), "matched": Opt(bool),
                 "method": is_reference, "result": is_reference, "errno": Opt(COUNT), "links": Opt(COUNT),
                 "caveats": [is_reference]}],
    "key": {"card": is_id, "result": {"destroyed", "shared", "missing", "failed"}, "had_passphrase": Opt(bool),
            "opens_no_more": bool},
    "media": [{"file_system": is_line, "mount_options": Opt(is_line), "model": Opt(is_line), "rotational": ANSWER,
               "encrypted": ANSWER, "discard": ANSWER, "swap": is_reference}],
    "caveats": [is_reference], "clock": {"mark": Opt(is_instant), "ahead": bool, "confirmed": bool},
    "endorsement": ENDORSEMENT, "checkpoint": Opt(is_checkpoint)})

def cmd_certificate(options):
    site = read_public_key(options.site)
    lines = lines_of(options.file, b"certificate", 2**26)
    signatures = signatures_of(lines[1:])
    body = json.loads(lines[0])
    certificate = {"body": read_json(lines[0], CERTIFICATE["body"], "body"), "signatures": signatures}
    ledger = endorsed_key(body["endorsement"], site, body["organisation"], body["site"])
    first, *others = signers(b"certificate", certificate)
    require(first == ledger, "signature", "the first is not by the ledger key")
    require((site in others) != body["unattended"], "signature", "of the site key: does not fit who was there")
    if "checkpoint" in body:
        read_checkpoint(body["checkpoint"], ledger)
    return {key: body[key] for key in ("certificate_id", "package_id", "reference", "result", "unattended", "caveats")} | {
        "digest": H("mv1 statement", read_small_file(options.file, 2**26)).hex(), "witnesses": len(set(others) - {site})}


# ---------------------------------------------------------------- docs/format.md, 16 Statements of the provider

ABOUT = {"package_id": is_id, "package_hash": is_digest, "agreement_hash": is_digest, "issued_at": is_instant}
ORDER = ABOUT | {"reference": is_reference, "reason": is_prose}
KINDS = {"amendment": ABOUT | {"agreement": AGREEMENT, "approvals": [APPROVAL], "reason": Opt(is_prose)},
         "recall": ORDER, "hold": ORDER, "release": ORDER}

def read_statement(path):
    """Steps 1 to 4 of 16.1: kind, body, signers, digest."""
    data = read_small_file(path, 2**20)
    first, _, rest = data.partition(b"\n")
    kind = first.decode("latin-1").removeprefix("microvault/1 ")
    require(not re.match(b"microvault/(?!1 )", first), "newer tool", path, NEWER)
    require(first == b"microvault/1 " + kind.encode("latin-1") and kind in KINDS, "usage", "not a provider's statement", USAGE)
    *lines, end = rest.split(b"\n")
    require(lines and not end, "usage", "lines", USAGE)
    if kind == "amendment":
        check_version(lines[0])
    try:
        body = read_json(lines[0], KINDS[kind], kind)
    except Refused as fault:
        raise Refused("usage", fault, USAGE)
    signatures = signatures_of(lines[1:])
    require(1 <= len(signatures) <= 16, "usage", "number of signatures", USAGE)
    return kind, body, signers(kind.encode(), {"body": body, "signatures": signatures}), H("mv1 statement", data)

def check_version(body):
    try:
        version = json.loads(body.decode())["agreement"]["microvault_agreement"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return
    require(type(version) is not int or version <= 1, "newer tool", f"version {version} of the agreement", NEWER)

def agreement_hash(agreement):
    return H("mv1 agreement", canonical(agreement)).hex()

def check_sound(head, kind, body, signed_by):
    """Steps 7 to 16."""
    first, amended = head.agreement, body.get("agreement")
    require(body["package_id"] == head.terms["package_id"], "other package", body["package_id"], REFUSED)
    require(body["package_hash"] == head.package_hash.hex(), "other head", body["package_hash"])
    require(signed_by == [head.signer], "signer", "not the provider of the package alone")
    require((amended or body)["reference"] == first["reference"], "other reference", kind, REFUSED)
    if not amended:
        return require(body["agreement_hash"] == agreement_hash(first), "other agreement", kind, REFUSED)
    require(key_of(amended["provider"]["signing_key"], SIGNING) == head.signer, "other provider", "in the amended agreement")
    check_agreement(amended)
    require(amended["revision"] > first["revision"], "not later", str(amended["revision"]), REFUSED)
    require(amended.get("supersedes") == body["agreement_hash"], "supersedes", "another agreement than is named")
    check_approvals(amended, body["approvals"])

class Standing:
    """16.2, from a head and the set of sound statements."""

    def __init__(self, head, sound):
        def issued(one):
            kind, body, _, digest = one
            return body["issued_at"], kind == "hold", digest

        self.sound, self.agreement, self.recall, self.order = sorted(sound, key=issued), head.agreement, None, None
        for kind, body, *_ in self.sound:
            if kind == "recall":
                self.recall = self.recall or body["issued_at"]
            elif kind != "amendment":
                self.order = kind, body["issued_at"]
        waiting = [body for kind, body, *_ in self.sound if kind == "amendment"]
        while fitting := [body for body in waiting if self.fits(body)]:
            self.agreement = fitting[0]["agreement"]

    def fits(self, body):
        return (body["agreement_hash"] == agreement_hash(self.agreement)
                and body["agreement"]["revision"] > self.agreement["revision"]
                and (not self.recall or body["issued_at"] < self.recall))

    def check(self, kind, body):
        """Step 17."""
        at = body["issued_at"]
        if kind in ("recall", "amendment"):
            require(not self.recall or at < self.recall, "recalled", str(self.recall), REFUSED)
        if kind == "amendment":
            require(body["agreement"]["revision"] > self.agreement["revision"], "not later", at, REFUSED)
            require(body["agreement_hash"] == agreement_hash(self.agreement), "not in force", at, REFUSED)
        elif kind != "recall" and self.order:
            last, moment = self.order
            require(at > moment or at == moment and not (kind == "release" and last == "hold"), "overtaken", moment, REFUSED)

    def __str__(self):
        held = self.order is not None and self.order[0] == "hold"
        return f"revision {self.agreement['revision']}" + " recalled" * bool(self.recall) + " held" * held

def cmd_statement(options):
    with open_package(options.package) as file:
        head = read_head(file, read_public_key(options.provider))
    standing = Standing(head, [])
    try:
        for path in [*options.before, options.file]:
            kind, body, signed_by, digest = one = read_statement(path)
            require(seconds(body["issued_at"]) <= seconds(options.now) + 3_600, "issued ahead", body["issued_at"], REFUSED)
            if digest in (known[3] for known in standing.sound):
                continue
            check_sound(head, kind, body, signed_by)
            standing.check(kind, body)
            standing = Standing(head, [*standing.sound, one])
    finally:
        print(standing)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run in (("receipts", cmd_receipts), ("certificate", cmd_certificate), ("statement", cmd_statement)):
        command = commands.add_parser(name)
        command.add_argument("file")
        command.set_defaults(run=run)
        if name != "statement":
            command.add_argument("--site", required=True, help="the public key file of the site key")
        if name == "receipts":
            command.add_argument("--earlier", help="receipts of the same log that came before")
    command.add_argument("before", nargs="*", help="statements that are taken before it, in their order")
    command.add_argument("--package", required=True, help="the package or its head")
    command.add_argument("--provider", required=True, help="the provider's public key file")
    command.add_argument("--now", required=True, help="an instant")
    options = parser.parse_args()
    try:
        found = options.run(options)
        if found is not None:
            print(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True))
        return 0
    except Refused as fault:
        print(fault, file=sys.stderr)
        return fault.status
    except OSError as error:
        print(f"input/output: {error}", file=sys.stderr)
        return IO


if __name__ == "__main__":
    sys.exit(main())
