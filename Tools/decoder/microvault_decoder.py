#!/usr/bin/env python3
"""A second reader of Microvault packages, written from docs/format.md and docs/exit-codes.md alone.

It shares no code with the tools. Its parts stand in the order of docs/format.md, under the same numbers; the checks of
a package are made in the order of section 13, whose steps the comments name.
"""
import argparse, base64, contextlib, datetime, functools, hashlib, json, os, re, signal, stat, struct, sys, tempfile
import unicodedata
from array import array
from types import SimpleNamespace
from typing import NamedTuple

import zstandard
from nacl import bindings as sodium
from nacl.exceptions import BadSignatureError, CryptoError

REFUSED, NOT_AUTHENTIC, NO_KEY, NEWER, USAGE, IO = 3, 4, 5, 9, 64, 74           # exit-codes.md

class Refused(Exception):
    def __init__(self, kind, detail, status=NOT_AUTHENTIC):
        super().__init__(f"{kind}: {detail}")
        self.status = status

def require(condition, kind, detail, status=NOT_AUTHENTIC):
    if not condition:
        raise Refused(kind, detail, status)


# ---------------------------------------------------------------- 2.1 Canonical JSON

MAX = 2**53 - 1
COUNT, INTEGER = range(MAX + 1), range(-MAX, MAX + 1)

class Opt(NamedTuple):
    """A key of an object that may be absent."""
    shape: object

def check_shape(value, shape, where):
    """Shapes look like what they describe: an object with its keys, a list of one shape, `bool`, a range of integers, a
    set of words; for all other texts a test."""
    if isinstance(shape, Opt):
        shape = shape.shape
    if isinstance(shape, dict):
        unknown = value.keys() - shape.keys() if type(value) is dict else "no object"
        require(not unknown, "malformed", f"{where}: {unknown}")
        absent = [key for key in shape.keys() - value.keys() if not isinstance(shape[key], Opt)]
        require(not absent, "malformed", f"{where} without {absent}")
        for key, item in value.items():
            check_shape(item, shape[key], f"{where}.{key}")
    elif isinstance(shape, list):
        require(type(value) is list, "malformed", f"{where}: not a list")
        for number, item in enumerate(value):
            check_shape(item, shape[0], f"{where}[{number}]")
    else:
        fits = (type(value) is bool if shape is bool
                else type(value) is int and value in shape if isinstance(shape, range)
                else type(value) is str and (value in shape if isinstance(shape, set) else shape(value)))
        require(fits, "malformed", where)

def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def read_json(data, shape, what):
    try:
        value = json.loads(data.decode())
        check_shape(value, shape, what)
        require(canonical(value) == data, "not canonical", what)
    except (ValueError, RecursionError) as error:       # halves of surrogate pairs, which escapes make, among them
        raise Refused("malformed", f"{what}: {error}")
    return value


# ---------------------------------------------------------------- 2.2 Texts

UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff"
                   + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)) + "]")
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(chr(c) for c in range(0x2000, 0x200B))

def is_line(text, limit=1_024, also=""):
    return (1 <= len(text.encode()) <= limit and unicodedata.is_normalized("NFC", text)
            and not UNFIT.search(text.replace(also, "")) and text[0] not in SPACE and text[-1] not in SPACE)

def is_classification(text):
    return text in ("OFFICIAL", "OFFICIAL-SENSITIVE") or (
        text.startswith("OFFICIAL-SENSITIVE ") and is_line(text) and is_line(text[19:]))

is_prose = functools.partial(is_line, limit=16_384, also="\n")
is_reference = re.compile(r"(?![.-])[A-Za-z0-9._-]{1,64}(?<![.-])").fullmatch


# ---------------------------------------------------------------- 2.3 Bytes, ids, times

def decode64(text, length):
    """The bytes, or None where `text` is not the one spelling of that many bytes."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return None
    return data if len(data) == length and base64.b64encode(data).rstrip(b"=").decode() == text else None

def is_base64(length):
    return functools.partial(decode64, length=length)

def is_date(text, kind=datetime.date):
    try:
        return text >= "1970" and kind.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

def is_instant(text):
    return len(text) == 20 and text[19] == "Z" and is_date(text[:19], datetime.datetime)

def seconds(instant):
    return datetime.datetime.fromisoformat(instant).timestamp()

is_digest = re.compile("[0-9a-f]{64}").fullmatch
is_id = re.compile("[0-9a-f]{32}").fullmatch
DAY = {"date": is_date, "instant": is_instant}


# ---------------------------------------------------------------- 3 Hashing

def H(personalisation, *parts, key=b""):
    state = hashlib.blake2b(digest_size=32, key=key, person=personalisation.encode())
    for part in parts:
        state.update(part)
    return state.digest()

def le64(number):
    return number.to_bytes(8, "little")


# ---------------------------------------------------------------- 4 Public keys

SIGNING, DELIVERY = "microvault-signing", "microvault-delivery"
ORDER = le64(0x5812631A5CF5D3ED) + le64(0x14DEF9DEA2F79CD6) + le64(0) + le64(2**60)

@functools.lru_cache(8_192)
def is_valid_key(key, kind):
    try:
        if kind == DELIVERY:
            return int.from_bytes(key, "little") < 2**255 - 19 and any(sodium.crypto_scalarmult(b"\x01" * 32, key))
        if not sodium.crypto_core_ed25519_is_valid_point(key):
            return False
        # Older releases of libsodium take points of twice the order for valid: the order times those is a point.
        sodium.crypto_scalarmult_ed25519_noclamp(ORDER, key)
        return False
    except (CryptoError, RuntimeError):     # It refuses to give 32 zero bytes, or the neutral point.
        return kind == SIGNING

@functools.lru_cache(8_192)
def key_of(line, kind):
    """The 32 bytes of a key line without comment, or None where its form or its checksum is wrong."""
    word, _, text = line.partition(" ")
    data = decode64(text, 36) if word == kind else None
    return data[:32] if data and H("mv1 key line", kind.encode(), data[:32])[:4] == data[32:] else None

def is_key(line, kind=SIGNING):
    return key_of(line, kind) is not None and is_valid_key(key_of(line, kind), kind)

def fingerprint(key):
    text = base64.b32encode(H("mv1 fingerprint", SIGNING.encode(), key)[:20]).decode().lower()
    return "-".join(text[i:i + 4] for i in range(0, 32, 4))

def read_small_file(path, limit):
    with open(path, "rb") as file:
        data = file.read(limit + 1)
    require(len(data) <= limit, "usage", f"{path} is too long", USAGE)
    return data

def read_public_key(path):
    line = re.fullmatch("([^ ]+ [^ ]+)( .*)?\n", read_small_file(path, 16_384).decode("utf-8", "replace"))
    key = key_of(line[1], SIGNING) if line and "\ufffd" not in line[0] else None
    require(key, "usage", f"{path} is not the line of a signing key", USAGE)
    require(is_valid_key(key, SIGNING), "key", f"{path}: the key is not valid")
    return key


# ---------------------------------------------------------------- 5 Secret key files

SECRET_KEY = {"comment": Opt(is_line), "kind": {SIGNING, DELIVERY}, "lock": Opt(
    {"memory_kib": INTEGER, "passes": INTEGER, "salt": is_base64(16), "nonce": is_base64(24)})}

def read_delivery_key(path, passphrase_fd):
    require(os.stat(path).st_mode & 0o077 == 0, "usage", f"other users can read {path}", USAGE)
    lines = read_small_file(path, 8_192).split(b"\n")
    require(not lines[0].startswith(b"microvault/") or lines[0].startswith(b"microvault/1 "), "newer tool", path, NEWER)
    try:
        require(len(lines) == 4 and lines[0] == b"microvault/1 secret-key" and not lines[3], "malformed", "lines")
        header = read_json(lines[1], SECRET_KEY, "header")
        lock = header.get("lock")
        body = decode64(lines[2].decode("ascii", "replace"), 48 if lock else 32)
        require(header["kind"] == DELIVERY and body, "malformed", "kind or third line")
    except Refused as fault:
        raise Refused("usage", f"{path} is not the file of a secret delivery key ({fault})", USAGE)
    if not lock:
        return body
    allowed = 8_192 <= lock["memory_kib"] <= 1_048_576 and 1 <= lock["passes"] <= 16
    require(allowed, "key", f"{path} asks for more work than it may, or less")
    require(passphrase_fd is not None, "no terminal", f"{path} needs --passphrase-fd", USAGE)
    with os.fdopen(passphrase_fd, "rb", closefd=False) as file:
        passphrase = file.readline(1_026).removesuffix(b"\n")
    require(1 <= len(passphrase) <= 1_024, "usage", "a passphrase has 1 to 1,024 bytes", USAGE)
    key = sodium.crypto_pwhash_alg(32, passphrase, decode64(lock["salt"], 16), lock["passes"],
                                   lock["memory_kib"] * 1_024, sodium.crypto_pwhash_ALG_ARGON2ID13)
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            body, b"\n".join(lines[:2]) + b"\n", decode64(lock["nonce"], 24), key)
    except CryptoError:
        raise Refused("wrong passphrase", path, NO_KEY)


# ---------------------------------------------------------------- 6.1 Agreement: schema

def is_path(text):
    return path_fault(text) is None         # 11.7

FIELD_TYPE = {"string", "number", "integer", "boolean", "date", "time", "datetime", "year", "yearmonth", "any"}
FIELD = {
    "name": is_line, "type": FIELD_TYPE, "role": {"pseudonym", "quasi-identifier", "sensitive", "weight", "other"},
    "constraints": Opt({
        "required": Opt(bool), "unique": Opt(bool), "minimum": Opt(is_line), "maximum": Opt(is_line),
        "pattern": Opt(is_line), "minLength": Opt(INTEGER), "maxLength": Opt(INTEGER), "enum": Opt([is_line])})}
AGREEMENT = {
    "microvault_agreement": INTEGER, "reference": is_reference, "revision": INTEGER, "supersedes": Opt(is_digest),
    "title": is_line, "purpose": is_prose, "purpose_category": {"statistics", "research", "legal"},
    "legal_gateway": Opt(is_line), "business_case": Opt(is_line), "dpia": Opt(is_line),
    "necessity": Opt(is_prose), "sampling": Opt(is_prose),
    "provider": {
        "organisation": is_line, "data_owner": is_line, "data_steward": is_line, "contact": is_line,
        "signing_key": is_key},
    "recipients": [{"organisation": is_line, "site": is_line, "site_keys": [is_key], "users": [is_line]}],
    "classification": is_classification,
    "personal_data": bool, "special_category": bool, "criminal_offence_data": bool,
    "de_identification": {"identifiable", "pseudonymised", "anonymised"},
    "assurances": [{
        "kind": {"confidentiality-declaration", "data-protection-training", "accreditation", "assurance-framework",
                 "approved-researcher", "approved-project", "vetting", "owner-consent", "parent-agreement"},
        "holder": is_line, "reference": is_line, "valid_until": Opt(DAY)}],
    "escalation": [{"role": is_reference, "contact": is_line, "days": INTEGER}],
    "starts": DAY, "expires": DAY, "delete_by": DAY, "review_by": Opt(DAY), "timezone": is_line,
    "conditions": [{"id": is_reference, "text": is_prose}],
    "onward_sharing": {"prohibited", "with-written-consent"},
    "storage": {"encrypted": {"required", "recommended"}, "removable_media": {"prohibited", "allowed"}},
    "approvals_required": [{"role": is_reference, "name": is_line, "key": is_key}],
    "screening": {"acceptance": {"analyst", "approver"}},
    "tables": [{
        "path": is_path, "max_records": Opt(INTEGER), "k_threshold": Opt(INTEGER),
        "schema": Opt({"fieldsMatch": {"exact", "equal", "subset", "superset", "partial"}, "fields": [FIELD]})}]}


# ---------------------------------------------------------------- 6.2 Agreement: rules

def check_agreement(a):
    def rule(number, condition):
        require(condition, "agreement", f"rule {number} of section 6.2")

    def distinct(values):
        values = list(values)
        return len(set(values)) == len(values)

    def day_fits(day, offset):
        midnight = seconds(day["date"] + "T00:00:00Z") + offset * 86_400
        return abs(seconds(day["instant"]) - midnight) <= 15 * 3_600

    recipients, approvals, tables = a["recipients"], a["approvals_required"], a["tables"]
    starts, expires, delete_by, review_by = a["starts"], a["expires"], a["delete_by"], a.get("review_by")
    rule(1, a["microvault_agreement"] == 1 and 1 <= a["revision"] <= 1_000_000)
    rule(1, ("supersedes" in a) == (a["revision"] > 1))
    rule(2, recipients and all(r["site_keys"] and r["users"] and distinct(r["users"]) for r in recipients))
    rule(2, distinct((r["organisation"], r["site"]) for r in recipients))
    rule(3, distinct([a["provider"]["signing_key"]] + [key for r in recipients for key in r["site_keys"]]
                     + [approval["key"] for approval in approvals]))
    rule(4, starts["date"] <= expires["date"] < delete_by["date"])
    rule(4, not review_by or starts["date"] <= review_by["date"] <= expires["date"])
    rule(4, starts["instant"] < expires["instant"] < delete_by["instant"])
    last_days = [expires, delete_by, review_by] + [one.get("valid_until") for one in a["assurances"]]
    rule(5, day_fits(starts, 0) and all(day_fits(day, 1) for day in last_days if day))
    rule(6, distinct(one["id"] for one in a["conditions"]) and distinct(one["role"] for one in approvals))
    holders = {r["site"] for r in recipients} | {user for r in recipients for user in r["users"]}
    rule(7, all(one["holder"] in holders for one in a["assurances"]))
    rule(7, all(0 <= one["days"] <= 3_650 for one in a["escalation"]))
    paths = Paths()
    rule(8, all(paths.add(table["path"], is_file=True) is None for table in tables))
    for table in tables:
        rule(8, table.get("max_records", 0) in COUNT and 1 <= table.get("k_threshold", 1) <= 1_000)
        fields = table["schema"]["fields"] if "schema" in table else [{"name": ""}]
        rule(8, fields and distinct(field["name"] for field in fields))
        for limits in (field.get("constraints", {}) for field in fields):
            rule(8, 0 <= limits.get("minLength", 0) <= limits.get("maxLength", MAX) and limits.get("enum", [""]))
    rule(9, a["personal_data"] or not (a["special_category"] or a["criminal_offence_data"]))
    rule(9, not (a["personal_data"] and a["de_identification"] == "anonymised"))


# ---------------------------------------------------------------- 7 Statements

def statement(body):
    return {"body": body, "signatures": [{"key": is_key, "signature": is_base64(64)}]}

CARD = statement({
    "card_id": is_id, "organisation": is_line, "site": is_line, "holder": is_line, "provider": is_key,
    "reference": is_reference, "delivery_key": functools.partial(is_key, kind=DELIVERY), "made_at": is_instant,
    "use_by": is_instant})
APPROVAL = statement({
    "agreement_hash": is_digest, "reference": is_reference, "revision": COUNT, "role": is_reference, "name": is_line,
    "approved_at": is_instant})

def is_signed(message, signature, key):
    try:
        sodium.crypto_sign_open(signature + message, key)
        return True
    except BadSignatureError:
        return False

def statement_verifies(kind, s):
    message = b"microvault/1 %s\n%s\n" % (kind, canonical(s["body"]))
    signers = [one["key"] for one in s["signatures"]]
    return 1 <= len(signers) <= 16 and len(set(signers)) == len(signers) and all(
        is_signed(message, decode64(one["signature"], 64), key_of(one["key"], SIGNING)) for one in s["signatures"])


# ---------------------------------------------------------------- 8 Keys of a package

def payload_key(head, slot, secret):
    """Step 27: opens the sealed secret and holds the commitment."""
    public = key_of(slot["card"]["body"]["delivery_key"], DELIVERY)
    try:
        S = sodium.crypto_box_seal_open(decode64(slot["sealed"], 80), public, secret)
    except CryptoError:
        raise Refused("sealed secret", "does not open")
    K = H("mv1 key", S, bytes(32), head.core_hash)
    require(H("mv1 commit", key=K).hex() == head.envelope["commitment"], "commitment", "does not agree")
    return H("mv1 payload", key=K)


# ---------------------------------------------------------------- 9 Head

TERMS = {"package_id": is_id, "created_at": is_instant, "delivery": is_line, "requires": [is_line],
         "supersedes": [is_id], "agreement": AGREEMENT, "approvals": [APPROVAL]}
ENVELOPE = {
    "slots": [{"card": CARD, "sealed": is_base64(80)}], "payload_length": COUNT, "index_root": is_digest,
    "commitment": is_digest, "content_bytes_bound": COUNT, "file_count_bound": COUNT, "signed_at": is_instant,
    "published": Opt({"tables": [
        {"path": is_path, "records": COUNT, "fields": [{"name": is_line, "type": FIELD_TYPE}]}]})}

def read_at(file, offset, length):
    data = os.pread(file.fileno(), length, offset)
    if len(data) != length:
        raise OSError("the package became shorter while it was read")
    return data

def is_zero(data):
    return not data.strip(b"\0")

def read_head(file, provider=None):
    """Steps 2 to 14. `provider` is the pinned key; None, for inspect, leaves step 5 out."""
    size = os.fstat(file.fileno()).st_size
    # Step 2 (9.1).
    require(size >= 8 and read_at(file, 0, 8) == bytes.fromhex("894d564c0d0a1a0a"), "not a package", "magic")
    require(size >= 32, "truncated", "prelude")
    version, zero, terms_length, envelope_length, payload, zero2 = struct.unpack("<8xHHIIQI", read_at(file, 0, 32))
    require(version != 0, "prelude", "version 0")
    require(version == 1, "newer version", f"version {version}", NEWER)
    require(zero == 0 and zero2 == 0, "prelude", "reserved bytes")
    require(terms_length <= 1_048_576, "over cap", "TERMS")
    require(envelope_length <= 8_388_608, "over cap", "ENVELOPE")
    length = 32 + terms_length + envelope_length + 96
    require(terms_length and envelope_length and payload % 4_096 == 0 and length <= payload < length + 8_192,
            "prelude", "lengths or payload offset")
    # Step 3.
    for section, end in ("TERMS", 32 + terms_length), ("ENVELOPE", length - 96), ("SIGNATURE", length):
        require(size >= end, "truncated", section)
    signed, signer, signature = struct.unpack(f"{length - 96}s32s64s", read_at(file, 0, length))
    terms_bytes, envelope_bytes = signed[32:32 + terms_length], signed[32 + terms_length:]
    # Steps 4 (9.4) and 5.
    require(is_valid_key(signer, SIGNING) and is_signed(b"microvault/1 head\n" + signed, signature, signer),
            "bad signature", "the head is not what its signer signed")
    require(provider in (None, signer), "signer not pinned", fingerprint(signer))
    # Steps 6 and 7 (9.2).
    check_newer(terms_bytes)
    terms = read_json(terms_bytes, TERMS, "TERMS")
    envelope = read_json(envelope_bytes, ENVELOPE, "ENVELOPE")
    # Steps 8 to 12 (9.6).
    agreement = terms["agreement"]
    check_agreement(agreement)
    provider_key = key_of(agreement["provider"]["signing_key"], SIGNING)
    require(provider_key == signer, "signer is not provider", fingerprint(signer))
    check_approvals(agreement, terms["approvals"])
    check_slots(agreement, envelope)
    # Step 13.
    n = envelope["payload_length"]
    require(1 <= n <= 4_503_599_627_370_495, "layout", "payload_length")
    require(envelope["file_count_bound"] <= 1_015_808, "layout", "file_count_bound")
    # Step 14 (9.5, 10.2).
    chunks = -(-n // CHUNK)
    pages = -(-chunks // LEAVES)
    end = payload + n + 48 * chunks + 32 * pages
    is_alone = file.name.endswith(".mvault-head") and size == length
    if not is_alone:
        require(size >= end, "truncated", f"{size} bytes, not {end}")
        require(size <= end, "trailing bytes", f"{size} bytes, not {end}")
        require(is_zero(read_at(file, length, payload - length)), "fill", "not zero")
    return SimpleNamespace(
        file=file, is_alone=is_alone, signer=signer, terms=terms, agreement=agreement, envelope=envelope,
        package_hash=H("mv1 package", signed), core_hash=H("mv1 terms", struct.pack("<H", version), terms_bytes),
        n=n, chunks=chunks, pages=pages, payload=payload, index=payload + n + TAG * chunks)

def check_newer(terms_bytes):
    """9.2: before anything else of TERMS is looked at."""
    try:
        terms = json.loads(terms_bytes.decode())
        delivery, requires, version = terms["delivery"], terms["requires"], terms["agreement"]["microvault_agreement"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return
    if (type(delivery) is str and type(requires) is list and all(type(name) is str for name in requires)
            and type(version) is int):
        require(delivery == "x25519", "newer tool", f"delivery {delivery}", NEWER)
        require(not requires, "newer tool", f"requires {requires}", NEWER)
        require(version <= 1, "newer tool", f"version {version} of the agreement", NEWER)

def check_approvals(agreement, approvals):
    """9.6, item 4; steps 10 and 11."""
    required = {one["role"]: one for one in agreement["approvals_required"]}
    text = H("mv1 agreement", canonical(agreement)).hex(), agreement["reference"], agreement["revision"]
    roles = []
    for approval in approvals:
        body, role = approval["body"], approval["body"]["role"]
        require(role in required and role not in roles, "approval", f"{role} is not required, or twice", REFUSED)
        found = body["agreement_hash"], body["reference"], body["revision"]
        require(found == text, "approval", f"{role}: another text", REFUSED)
        require(body["name"] == required[role]["name"], "approval", f"{role}: another name", REFUSED)
        require(statement_verifies(b"approval", approval), "approval", f"{role}: signature")
        signers = [one["key"] for one in approval["signatures"]]
        require(signers == [required[role]["key"]], "approval", f"{role}: another key", REFUSED)
        roles.append(role)
    require(len(roles) == len(required), "approval", "one is missing", REFUSED)
    require(roles == list(required), "approval", "order")

def check_slots(agreement, envelope):
    """9.6, item 5; step 12."""
    require(1 <= len(envelope["slots"]) <= 1_024, "slots", "number")
    recipients = {(r["organisation"], r["site"]): r for r in agreement["recipients"]}
    last, delivery_keys = "", set()
    for slot in envelope["slots"]:
        card = slot["card"]["body"]
        require(card["card_id"] > last, "slots", "order")
        require(card["delivery_key"] not in delivery_keys, "slots", "a delivery key stands twice")
        last = card["card_id"]
        delivery_keys.add(card["delivery_key"])
        require(statement_verifies(b"card", slot["card"]), "card", f"{last}: signature")
        require(card["provider"] == agreement["provider"]["signing_key"], "card", f"{last}: provider")
        require(card["reference"] == agreement["reference"], "card", f"{last}: reference")
        recipient = recipients.get((card["organisation"], card["site"]))
        require(recipient, "card", f"{last}: organisation and site")
        signers = {one["key"] for one in slot["card"]["signatures"]}
        require(signers & set(recipient["site_keys"]), "card", f"{last}: site key")
        require(card["holder"] in recipient["users"], "card", f"{last}: holder")
        require(envelope["signed_at"] < card["use_by"], "card", f"{last}: use by")


# ---------------------------------------------------------------- 10 Chunks and index

CHUNK, TAG, LEAVES = 262_144, 16, 1_024

class Chunks:
    """The chunks by number: sealed, held against the signed index, and opened with the key. Steps 28 and 30."""

    def __init__(self, head, key=None):
        self.head, self.key, self.page = head, key, functools.lru_cache(1)(self.read_page)
        self.hashes = read_at(head.file, head.index + 32 * head.chunks, 32 * head.pages)
        root = H("mv1 index", le64(head.chunks), self.hashes).hex()
        require(root == head.envelope["index_root"], "index root", "the page hashes are not those of ENVELOPE")

    def read_page(self, p):
        leaves = min(LEAVES, self.head.chunks - LEAVES * p)
        page = read_at(self.head.file, self.head.index + 32 * LEAVES * p, 32 * leaves)
        require(H("mv1 page", le64(p), page) == self.hashes[32 * p:32 * p + 32], "index page", str(p))
        return page

    def sealed(self, i):
        leaf = self.page(i // LEAVES)[32 * (i % LEAVES):][:32]
        length = min(CHUNK, self.head.n - i * CHUNK) + TAG
        chunk = read_at(self.head.file, self.head.payload + i * (CHUNK + TAG), length)
        require(H("mv1 leaf", le64(i), chunk) == leaf, "chunk", f"{i} is not what was signed")
        return chunk

    def opened(self, i):
        nonce = le64(i) + bytes(15) + bytes([i == self.head.chunks - 1])
        try:
            return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(self.sealed(i), None, nonce, self.key)
        except CryptoError:
            raise Refused("chunk", f"{i} does not open")

class Pieces:
    """Bytes that lie in pieces of one size, which `open_piece` opens by number; the last one opened is kept."""

    def __init__(self, size, open_piece):
        self.size, self.open_piece = size, functools.lru_cache(1)(open_piece)

    def pieces(self, offset, length):
        while length:
            start = offset % self.size
            part = self.open_piece(offset // self.size)[start:start + length]
            content(part, "cut short")
            yield part
            offset, length = offset + len(part), length - len(part)

    def read(self, offset, length):
        return b"".join(self.pieces(offset, length))

def content(condition, detail):
    require(condition, "content", detail)


# ---------------------------------------------------------------- 11.1 Data frames

BLOCK = 1_048_576

def open_tar(stream, table, write):
    """The tar archive under the data frames. Step 30. Who reads it in order writes it: each block when it is opened."""
    def open_block(k):
        content(k < table.data_frames, "tar: cut short")
        frame = stream.read(table.starts[k], table.starts[k + 1] - table.starts[k])
        block = open_frame(frame, min(BLOCK, table.tar_bytes - k * BLOCK), f"frame {k}")
        write(block)
        return block

    return Pieces(BLOCK, open_block)

def open_frame(frame, size, what):
    """Exactly one frame of exactly `size` bytes; its header (RFC 8878, 3.1.1.1) is read here, not by the library."""
    content(frame[:4] == bytes.fromhex("28b52ffd"), f"{what}: magic")
    descriptor, window = frame[4], 1 << 10 + (frame[5] >> 3)
    content(descriptor & 0b1111 == 0b0100, f"{what}: dictionary, reserved bit or no checksum")
    single_segment = descriptor >> 5 & 1
    content(single_segment or window + window // 8 * (frame[5] & 7) <= BLOCK, f"{what}: window")
    width = (single_segment, 2, 4, 8)[descriptor >> 6]
    declared = frame[6 - single_segment:][:width]
    content(len(declared) == width > 0, f"{what}: no content size")
    content(int.from_bytes(declared, "little") + 256 * (width == 2) == size, f"{what}: content size")
    try:
        data = zstandard.ZstdDecompressor().decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Refused("content", f"{what}: {error}")
    content(len(data) == size, f"{what}: length")
    return data


# ---------------------------------------------------------------- 11.2 Catalogue frame

COUNTS = {"content_bytes": COUNT, "entries": COUNT, "tar_bytes": COUNT, "screening": Opt(range(1, 65))}
ENTRY = {"path": is_path, "offset": COUNT, "size": Opt(COUNT), "digest": Opt(is_digest)}

def read_catalogue(stream, table, bytes_bound, count_bound, agreement):
    """The entries in order; those with size and digest are files."""
    data = b"".join(skippable_frame(stream, table, table.data_frames, 0x184D2A5C, "catalogue"))
    lines = data.split(b"\n", 1_000_066)        # more than there may be, and no memory for a catalogue of line feeds

    def line(number, shape, limit=32_768):
        content(number < len(lines) - 1 and len(lines[number]) <= limit, f"catalogue: line {number + 1}")
        try:
            return read_json(lines[number], shape, f"line {number + 1}")
        except Refused as fault:
            raise Refused("content", f"catalogue: {fault}")

    counts = line(0, COUNTS)
    content(counts["entries"] <= min(count_bound, 1_000_000), "catalogue: entries over their bound")
    content(counts["content_bytes"] <= bytes_bound, "catalogue: content over its bound")
    entries, paths, end, total = [], Paths(), 0, 0
    for number in range(1, counts["entries"] + 1):
        entry = line(number, ENTRY)
        content(("size" in entry) == ("digest" in entry), f"catalogue: line {number + 1}: size or digest alone")
        content(entry["offset"] % 512 == 0 and entry["offset"] >= end, f"catalogue: line {number + 1}: offset")
        conflict = paths.add(entry["path"], is_file="size" in entry)
        content(conflict is None, f"catalogue: line {number + 1}: {conflict}")
        size = entry.get("size", 0)
        end, total = entry["offset"] + 512 + size + -size % 512, total + size
        content(total <= bytes_bound, "catalogue: sizes over their bound")
        entries.append(entry)
    number = counts["entries"] + 1
    if "screening" in counts:
        report, number = line(number, REPORT, 2**24), number + counts["screening"]
        acceptances = [line(n, ACCEPTANCE, 2**24) for n in range(counts["entries"] + 2, number)]
        check_screening(report, acceptances, entries, agreement)
    content(len(lines) == number + 1 and not lines[-1], "catalogue: bytes left over")
    content(total == counts["content_bytes"], "catalogue: sum of sizes")
    content(counts["tar_bytes"] == table.tar_bytes and table.tar_bytes % 512 == 0, "catalogue: tar_bytes")
    content(table.tar_bytes >= end + 1_024, "catalogue: tar_bytes below the last entry's end")
    return entries


# ---------------------------------------------------------------- 11.3 Padding frames

def skippable_frame(stream, table, k, magic, what):
    """The content of frame k, which may have 1 GiB, in pieces."""
    start, length = table.starts[k], table.starts[k + 1] - table.starts[k] - 8
    content(struct.unpack("<II", stream.read(start, 8)) == (magic, length), f"{what}: header")
    return stream.pieces(start + 8, length)

def check_padding(stream, table):
    for k in range(table.data_frames + 1, len(table.starts) - 1):
        pieces = skippable_frame(stream, table, k, 0x184D2A5D, "padding")
        content(all(is_zero(piece) for piece in pieces), "padding: not zero")


# ---------------------------------------------------------------- 11.4 Seek table

def read_seek_table(stream, n):
    """Where each frame starts, the seek table's last; the number of data frames; the length of the tar archive."""
    content(n >= 33, "seek table: no room for one")
    count, descriptor, magic = struct.unpack("<IBI", stream.read(n - 9, 9))
    table = n - (8 + 8 * count + 9)
    content(magic == 0x8F92EAB1 and descriptor == 0 and 2 <= count <= 67_108_864 and table >= 0, "seek table: footer")
    content(struct.unpack("<II", stream.read(table, 8)) == (0x184D2A5E, 8 * count + 9), "seek table: header")
    starts, data_frames, tar_bytes = array("Q", [0]), 0, 0
    for piece in range(0, count, 8_192):
        entries = stream.read(table + 8 + 8 * piece, 8 * min(8_192, count - piece))
        for length, size in struct.iter_unpack("<II", entries):
            if size:
                content(data_frames == len(starts) - 1, "seek table: a data frame after others")
                content(tar_bytes == data_frames * BLOCK, "seek table: a short block before the last")
                content(size <= BLOCK and 6 <= length <= 1_052_672, "seek table: data frame")
                data_frames, tar_bytes = data_frames + 1, tar_bytes + size
            else:
                content(8 <= length <= 2**30 + 8, "seek table: catalogue or padding frame")
            starts.append(starts[-1] + length)
    content(1 <= data_frames < count, "seek table: no data frame, or no catalogue")
    content(starts[-1] == table, "seek table: sum of lengths")
    return SimpleNamespace(starts=starts, data_frames=data_frames, tar_bytes=tar_bytes)


# ---------------------------------------------------------------- 11.6 Tar

def check_tar(tar, tar_bytes, entries):
    """Steps 30 and 31; reads the archive from its beginning to its end."""
    at = 0
    for entry in entries:
        content(at == entry["offset"], f"tar: {entry['path']!r} is not where the catalogue says")
        at = check_headers(tar, at, entry["path"], entry.get("size"))
        size = entry.get("size", 0)
        for _ in tar.pieces(at, size):
            pass
        content(is_zero(tar.read(at + size, -size % 512)), "tar: fill is not zero")
        at += size + -size % 512
    content(is_zero(tar.read(at, 1_024)) and at + 1_024 == tar_bytes, "tar: end")

def check_headers(tar, at, path, size):
    """Holds the headers of an entry against the catalogue, `size` being None for a folder; where its content begins."""
    block, pax = tar.read(at, 512), {}
    at += 512
    if block[156:157] == b"x":
        check_block(block)
        length = octal(block[124:136])
        content(1 <= length <= 16_384, "tar: length of a pax header")
        pax = pax_records(tar.read(at, length))
        content(is_zero(tar.read(at + length, -length % 512)), "tar: fill is not zero")
        at += length + -length % 512 + 512
        block = tar.read(at - 512, 512)
    check_block(block)
    is_file, size = size is not None, size or 0
    content(block[156:157] == (b"0" if is_file else b"5"), "tar: kind")
    content(octal(block[100:108]) == (0o600 if is_file else 0o700), "tar: mode")
    content(b"size" in pax if size > 8_589_934_591 else octal(block[124:136]) == size, "tar: size")
    content(int(pax.get(b"size", size)) == size, "tar: size of pax")
    name, prefix = block[:100].split(b"\0")[0], block[345:500].split(b"\0")[0]
    found = pax.get(b"path", prefix + b"/" + name if prefix else name)
    content((found if is_file else found.removesuffix(b"/")) == path.encode(), "tar: path")
    return at

def check_block(block):
    """What holds for both kinds of blocks."""
    content(block[257:265] == b"ustar\x0000", "tar: magic")
    content(re.fullmatch(rb"[0-7]{6}\0 ", block[148:156]), "tar: checksum is not six digits")
    content(octal(block[148:156]) == sum(block) - sum(block[148:156]) + 8 * 0x20, "tar: checksum")
    content(octal(block[108:116]) == 0 and octal(block[116:124]) == 0, "tar: owner")
    content(octal(block[136:148]) >= 0, "tar: mtime")
    content(all(is_zero(field) or octal(field) == 0 for field in (block[329:337], block[337:345])), "tar: device")
    content(is_zero(block[157:257] + block[265:329] + block[500:]), "tar: linkname, uname, gname or last 12 bytes")

def octal(field):
    match = re.fullmatch(rb"([0-7]+)[ \0]+", field)
    content(match, "tar: a number is not octal digits")
    return int(match[1], 8)

def pax_records(data):
    forms = {b"path": rb"(?s).+", b"size": rb"[0-9]{1,19}", b"mtime": rb"[0-9]{1,11}"}
    records = {}
    while data:
        match = re.match(rb"([1-9][0-9]{0,4}) (path|size|mtime)=", data)
        length = int(match[1]) if match else 0
        content(match and match.end() < length <= len(data) and data[length - 1] == 0x0A, "tar: pax record")
        key, value, data = match[2], data[match.end():length - 1], data[length:]
        content(key not in records and b"\0" not in value, "tar: pax record twice, or NUL")
        content(re.fullmatch(forms[key], value), "tar: pax value")
        records[key] = value
    return records


# ---------------------------------------------------------------- 11.7 Paths

def path_fault(path):
    """None, or the first fault, (1) to (9)."""
    if not 1 <= len(path.encode()) <= 4_096 or path[0] == "/" or UNFIT.search(path):
        return "empty, too long, absolute, or with an unfit character"
    parts = path.split("/")
    if not unicodedata.is_normalized("NFC", path) or len(parts) > 64:
        return "not NFC, or too deep"
    return "component" if any(part in ("", ".", "..") or len(part.encode()) > 255 for part in parts) else None


# ---------------------------------------------------------------- 11.8 Conflicts

def fold(path):
    return unicodedata.normalize("NFC", "".join(c.upper() for c in "".join(c.lower() for c in path)))

class Paths:
    """Paths added in order. Two that collide never both get in, so each folded path stands for one path."""

    def __init__(self):
        self.known = {}                                             # folded path: (path, what)

    def add(self, path, is_file):
        """None, or what the path conflicts with."""
        parts = path.split("/")
        for depth in range(1, len(parts)):
            parent = "/".join(parts[:depth])
            other, what = self.known.setdefault(fold(parent), (parent, "parent"))
            if what == "file":
                return "a file stands where a folder is needed"     # (1)
            if other != parent:
                return "collides with another folder"               # (2)
        other, what = self.known.get(fold(path), (path, None))
        if other != path:
            return "collides with another path"                     # (3)
        if what in ("file", "folder") or (is_file and what == "parent"):
            return "stands twice"                                   # (4), (5)
        self.known[fold(path)] = path, "file" if is_file else "folder"
        return None


# ---------------------------------------------------------------- 12 Output

@contextlib.contextmanager
def staged_output(path, bound):
    """Steps 21, 24, 25 and 32: a file that has its name when all is written and checked, and replaces nothing."""
    folder = os.path.dirname(os.path.abspath(path))
    room = os.statvfs(folder)
    require(not os.path.lexists(path), "exists", path, USAGE)
    require(bound <= room.f_bavail * room.f_frsize, "space", f"{bound} bytes may be needed", IO)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".partial") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
        os.link(file.name, path)


# ---------------------------------------------------------------- 13 Commands

def open_package(path):
    """Step 1; a FIFO must not make it wait."""
    file = open(path, "rb", buffering=0, opener=lambda path, flags: os.open(path, flags | os.O_NONBLOCK))
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise OSError(f"{path} is not a regular file")
    return file

def inspect(package, options):
    head = read_head(package)
    return [names(head) | {"terms": head.terms, "envelope": head.envelope}]

def names(head):
    return {"package_hash": head.package_hash.hex(), "signed_by": fingerprint(head.signer)}

def verify(package, options):
    head = read_head(package, read_public_key(options.provider))
    if not head.is_alone:
        chunks = Chunks(head)
        for i in range(head.chunks):
            chunks.sealed(i)
    return [names(head) | {"checked": "head" if head.is_alone else "head, index and sealed chunks"}]

def admit(package, options):
    """Steps 2 to 17, with 26, which 15 needs: the head, the slot, the secret delivery key."""
    head = read_head(package, read_public_key(options.provider))
    require(not head.is_alone, "head alone", "a package is wanted", USAGE)
    secret = read_delivery_key(options.key, options.passphrase_fd)
    public = sodium.crypto_scalarmult_base(secret)
    slots = [s for s in head.envelope["slots"] if key_of(s["card"]["body"]["delivery_key"], DELIVERY) == public]
    require(slots, "no key", "none of the cards has this delivery key", NO_KEY)
    if options.now:
        require(is_instant(options.now), "usage", "--now YYYY-MM-DDThh:mm:ssZ", USAGE)
        check_time(head, seconds(options.now))
    return head, slots[0], secret

def check_time(head, now):
    """Step 17, without the record of a vault."""
    starts, expires, review_by = (head.agreement.get(day) for day in ("starts", "expires", "review_by"))
    require(seconds(head.envelope["signed_at"]) <= now + 3_600, "clock", "signed in the future", REFUSED)
    require(seconds(starts["instant"]) <= now, "not started", starts["instant"], REFUSED)
    require(now < seconds(expires["instant"]), "expired", expires["instant"], REFUSED)
    require(not review_by or now < seconds(review_by["instant"]), "review", "is due", REFUSED)

def read_stream(head, slot, secret):
    """Steps 27 to 29: the stream, its seek table, the entries of its catalogue."""
    stream = Pieces(CHUNK, Chunks(head, payload_key(head, slot, secret)).opened)
    table = read_seek_table(stream, head.n)
    bounds = head.envelope["content_bytes_bound"], head.envelope["file_count_bound"]
    entries = read_catalogue(stream, table, *bounds, head.agreement)
    check_padding(stream, table)
    return stream, table, entries

def list_entries(package, options):
    _, _, entries = read_stream(*admit(package, options))
    return [{key: entry[key] for key in entry if key != "offset"} for entry in entries]

def open_content(package, options):
    head, slot, secret = admit(package, options)
    bound = head.envelope["content_bytes_bound"]
    with staged_output(options.tar, bound) if options.tar else open(os.devnull, "wb") as output:
        stream, table, entries = read_stream(head, slot, secret)
        check_tar(open_tar(stream, table, output.write), table.tar_bytes, entries)
    return [names(head) | {"content_bytes": sum(entry.get("size", 0) for entry in entries), "entries": len(entries)}]


# ---------------------------------------------------------------- 17 Screening

SIZES = {"uniques": COUNT, "below_3": COUNT, "below_5": COUNT, "below_10": COUNT}
RISK = {"quasi_identifiers": [is_line], "cells": COUNT, "sizes": SIZES, "k_threshold": Opt(COUNT), "below_k": Opt(COUNT),
        "without": [{"variable": is_line, "sizes": SIZES}],
        "sensitive": Opt([{"variable": is_line, "one_value": COUNT, "two_values": COUNT}])}
GEOGRAPHY = {"output-area", "lower-super-output-area", "middle-super-output-area", "ward", "postcode-district",
             "constituency", "local-authority", "county", "region", "country", "other-gss-code"}
FINDING_KIND = {"unnamed-file", "unscreened", "malformed", "max-records", "not-agreed", "missing", "order", "none-agreed",
                "type", "required", "unique", "minimum", "maximum", "pattern", "enum", "min-length", "max-length",
                "e-mail", "telephone", "national-insurance", "nhs-number", "postcode", "date-of-birth", "name", "address",
                "k-threshold"}
REPORT = {
    "rules": COUNT, "agreement_hash": is_digest, "contents_hash": is_digest,
    "tables": [{
        "path": is_path, "format": {"csv", "sav", "zsav", "dta", "sas7bdat", "xpt"}, "records": COUNT,
        "variables": [{"name": is_line, "type": FIELD_TYPE, "blank": COUNT, "geography": Opt(GEOGRAPHY)}],
        "risk": Opt(RISK)}],
    "findings": [{
        "id": is_reference, "kind": FINDING_KIND, "path": is_path, "variable": Opt(is_line), "detail": Opt(is_line),
        "place": Opt({"variable-name", "variable-label", "value-label", "note", "file-label"}),
        "count": COUNT, "of": COUNT, "rows": [COUNT]}]}
ACCEPTANCE = statement({
    "agreement_hash": is_digest, "reference": is_reference, "revision": COUNT, "contents_hash": is_digest,
    "report_hash": is_digest, "accepted": [{"finding": is_reference, "reason": is_line}], "role": Opt(is_reference),
    "name": Opt(is_line), "accepted_at": is_instant})

def check_screening(report, acceptances, entries, agreement):
    """17.3, items 2 to 4."""
    lines = (canonical({key: entry[key] for key in entry if key != "offset"}) + b"\n" for entry in entries)
    text = H("mv1 agreement", canonical(agreement)).hex()
    content(report["contents_hash"] == H("mv1 contents", *lines).hex(), "screening: report of other contents")
    content(report["agreement_hash"] == text, "screening: report for another agreement")
    about = {"agreement_hash": text, "reference": agreement["reference"], "revision": agreement["revision"],
             "contents_hash": report["contents_hash"], "report_hash": H("mv1 screening", canonical(report)).hex()}
    signers = {(one["key"], one["role"], one["name"]) for one in agreement["approvals_required"]}
    if agreement["screening"]["acceptance"] == "analyst":
        signers.add((agreement["provider"]["signing_key"], None, None))
    found, accepted = {finding["id"] for finding in report["findings"]}, set()
    for number, acceptance in enumerate(acceptances, 1):
        body, keys = acceptance["body"], [one["key"] for one in acceptance["signatures"]]
        content(about.items() <= body.items(), f"screening: acceptance {number} of another report")
        accepted |= {one["finding"] for one in body["accepted"]}
        content(accepted <= found, f"screening: acceptance {number}: no such finding")
        content(statement_verifies(b"acceptance", acceptance) and len(keys) == 1, f"screening: acceptance {number}: signature")
        content((keys[0], body.get("role"), body.get("name")) in signers, f"screening: acceptance {number}: signer")
    content(accepted == found, "screening: a finding is not accepted")


# ---------------------------------------------------------------- Command line

class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Refused("usage", message, USAGE)

COMMANDS = {"inspect": inspect, "verify": verify, "list": list_entries, "open": open_content}

def parse(arguments):
    parser = Parser(description="Reads Microvault packages, by docs/format.md.")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("file")
    parser.add_argument("--provider", help="the provider's public key file; for all but inspect")
    parser.add_argument("--key", help="the secret delivery key file; for list and open")
    parser.add_argument("--passphrase-fd", type=int, help="where that key's passphrase is read")
    parser.add_argument("--now", help="an instant; refuses what the agreement does not allow then")
    parser.add_argument("--tar", help="the tar archive that open writes; without it all is checked and nothing written")
    options = parser.parse_args(arguments)
    require(options.provider or options.command == "inspect", "usage", "--provider is missing", USAGE)
    require(options.key or options.command in ("inspect", "verify"), "usage", "--key is missing", USAGE)
    return options

def main(arguments):
    try:
        options = parse(arguments)
        with open_package(options.file) as package:
            lines = COMMANDS[options.command](package, options)
        sys.stdout.buffer.write(b"".join(canonical(line) + b"\n" for line in lines))
        sys.stdout.flush()
        return 0
    except Refused as refusal:
        status, words = refusal.status, str(refusal)
    except OSError as error:
        status, words = IO, f"input/output: {error}"
    except KeyboardInterrupt:
        status, words = 130, "interrupted: nothing was written"
    except (MemoryError, RuntimeError, OverflowError) as error:
        status, words = 1, f"failure: {error!r}"
    print(re.sub(r"[^ -~]", lambda c: c[0].encode("unicode_escape").decode(), words), file=sys.stderr)
    return status

if __name__ == "__main__":
    for number in signal.SIGTERM, signal.SIGHUP:
        signal.signal(number, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
