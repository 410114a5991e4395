#!/usr/bin/env python3
"""Verifies what a recipient's site exports: receipts and certificates of deletion. Written from docs/custody-log.md.

    microvault_records.py receipts FILE --site KEY.pub [--earlier FILE.receipts]
    microvault_records.py certificate FILE --site KEY.pub

`--earlier` names receipts of the same log that came before: these must continue them, neither shrunk nor forked. Prints JSON; statuses
are those of docs/exit-codes.md.
"""
import argparse, base64, hashlib, json, re, sys

from microvault_decoder import (
    COUNT, DAY, NOT_AUTHENTIC, NEWER, SIGNING, USAGE, H, IO, Opt, Refused, canonical, decode64, is_base64, is_date,
    is_digest, is_id, is_instant, is_key, is_line, is_prose, is_reference, is_signed, key_of, read_json,
    read_public_key, read_small_file, require, statement, statement_verifies)


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
    signatures = []
    for line in lines[1:]:
        kind, key, signature = (line.decode("ascii", "replace").split(" ") + ["", ""])[:3]
        require(line.count(b" ") == 2 and is_key(f"{kind} {key}") and decode64(signature, 64), "usage", "signature line", USAGE)
        signatures.append({"key": f"{kind} {key}", "signature": signature})
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run in (("receipts", cmd_receipts), ("certificate", cmd_certificate)):
        command = commands.add_parser(name)
        command.add_argument("file")
        command.add_argument("--site", required=True, help="the public key file of the site key")
        command.set_defaults(run=run)
        if name == "receipts":
            command.add_argument("--earlier", help="receipts of the same log that came before")
    options = parser.parse_args()
    try:
        print(json.dumps(options.run(options), ensure_ascii=False, indent=1, sort_keys=True))
        return 0
    except Refused as fault:
        print(fault, file=sys.stderr)
        return fault.status
    except OSError as error:
        print(f"input/output: {error}", file=sys.stderr)
        return IO


if __name__ == "__main__":
    sys.exit(main())
