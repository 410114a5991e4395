#!/usr/bin/env python3
"""A second reader of Microvault packages, written from docs/format.md and docs/exit-codes.md alone.

It shares no code with the tools. The parts stand in the order of docs/format.md, whose sections the comments cite; the
checks of a package stand in the order of its section 13 in `read_head`, `cmd_verify` and `cmd_open`.
"""
import argparse, base64, ctypes, datetime, functools, hashlib, json, os, re, secrets, shutil, signal, stat, struct, sys
import unicodedata
from array import array
from types import SimpleNamespace

import zstandard
from nacl import bindings as sodium
from nacl.exceptions import BadSignatureError, CryptoError

CHUNK, TAG, LEAVES, BLOCK = 262_144, 16, 1_024, 1_048_576                       # 10.1, 10.2, 11.1
MAX_FRAME, MAX_SKIPPABLE, MAX_FRAMES = 1_052_672, 2**30 + 8, 67_108_864         # 11.1, 11.4
MAX_COUNT, MAX_STREAM, MAX_ENTRIES = 2**53 - 1, 4_503_599_627_370_495, 1_000_000
REFUSED, NOT_AUTHENTIC, NO_KEY, NEWER, USAGE, IO = 3, 4, 5, 9, 64, 74           # exit-codes.md


class Refused(Exception):
    def __init__(self, kind, detail, status=NOT_AUTHENTIC):
        super().__init__(f"{kind}: {detail}")
        self.status = status


def require(condition, kind, detail, status=NOT_AUTHENTIC):
    if not condition:
        raise Refused(kind, detail, status)


# ---------------------------------------------------------------- 2.1 Canonical JSON

def no_json(word):
    raise ValueError(f"{word} is not JSON")


def parse_json(data, what):
    """Any JSON; `read_json` checks the shape, which has integers only, and then the canonical form."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=no_json)
    except (ValueError, RecursionError) as error:
        raise Refused("malformed", f"{what}: {error}")


def read_json(data, shape, what):
    value = parse_json(data, what)
    shape(value, what)
    require(canonical(value) == data, "not canonical", what)
    return value


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


# Shapes: functions of a value and the place where it stands. In `record`, _opt is no part of a name: it may be absent.

def shape_of(test, name):
    def check(value, where):
        require(test(value), "malformed", f"{where} is not {name}")
    return check


def record(**fields):
    shapes = {name.removesuffix("_opt"): shape for name, shape in fields.items()}

    def check(value, where):
        require(type(value) is dict, "malformed", f"{where} is not an object")
        for name, item in value.items():
            require(name in shapes, "malformed", f"{where} has an unknown key {name!r}")
            shapes[name](item, f"{where}.{name}")
        for name in fields:
            require(name in value or name.endswith("_opt"), "malformed", f"{where} has no {name}")
    return check


def list_of(shape):
    def check(value, where):
        require(type(value) is list, "malformed", f"{where} is not a list")
        for number, item in enumerate(value):
            shape(item, f"{where}[{number}]")
    return check


def one_of(words):
    return shape_of(lambda v: type(v) is str and v in words.split(), f"one of: {words}")


def integer(low, high):
    return shape_of(lambda v: type(v) is int and low <= v <= high, f"an integer from {low} to {high}")


# ---------------------------------------------------------------- 2.2 Texts

UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff"
                   + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17)) + "]")
SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}


def is_text(value, limit, also=""):
    try:
        return (type(value) is str and 1 <= len(value.encode()) <= limit
                and unicodedata.is_normalized("NFC", value)
                and not UNFIT.search(value.replace(also, "") if also else value)
                and value[0] not in SPACE and value[-1] not in SPACE)
    except UnicodeEncodeError:          # half of a surrogate pair, from an escape
        return False


def is_line(value):
    return is_text(value, 1_024)


def is_classification(value):
    return is_line(value) and (value in ("OFFICIAL", "OFFICIAL-SENSITIVE") or (
        value.startswith("OFFICIAL-SENSITIVE ") and is_line(value.removeprefix("OFFICIAL-SENSITIVE "))))


def matches(pattern):
    return lambda value: type(value) is str and re.fullmatch(pattern, value, re.ASCII) is not None


Line = shape_of(is_line, "a Line")
Prose = shape_of(lambda v: is_text(v, 16_384, "\n"), "a Prose")
Reference = shape_of(matches(r"(?![.-])[A-Za-z0-9._-]{1,64}(?<![.-])"), "a Reference")
Classification = shape_of(is_classification, "a Classification")
Boolean = shape_of(lambda v: type(v) is bool, "a boolean")
Path = shape_of(lambda v: type(v) is str and path_fault(v) is None, "a Path")


# ---------------------------------------------------------------- 2.3 Bytes, ids, times

def base64_of(length):
    return shape_of(lambda v: type(v) is str and decode64(v, length) is not None, f"base64 of {length} bytes")


def decode64(text, length):
    """The bytes, or None where `text` is not the one spelling of that many bytes."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return None
    return data if len(data) == length and base64.b64encode(data).rstrip(b"=").decode() == text else None


def days(date):
    return datetime.date.fromisoformat(date).toordinal()


def seconds(instant):
    hour, minute, second = (int(instant[at:at + 2]) for at in (11, 14, 17))
    return days(instant[:10]) * 86_400 + hour * 3_600 + minute * 60 + second


def is_date(value):
    try:
        return matches(r"\d{4}-\d\d-\d\d")(value) and value >= "1970" and days(value) > 0
    except ValueError:
        return False


def is_instant(value):
    return matches(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")(value) and is_date(value[:10])


Digest = shape_of(matches(r"[0-9a-f]{64}"), "a digest")
Id = shape_of(matches(r"[0-9a-f]{32}"), "an id")
Count = integer(0, MAX_COUNT)
Instant = shape_of(is_instant, "an instant")
Day = record(date=shape_of(is_date, "a date"), instant=Instant)


# ---------------------------------------------------------------- 3 Hashing

def H(personalisation, *parts, key=b""):
    state = hashlib.blake2b(digest_size=32, key=key, person=personalisation.encode())
    for part in parts:
        state.update(part)
    return state.digest()


# ---------------------------------------------------------------- 4 Public keys

SIGNING, DELIVERY = "microvault-signing", "microvault-delivery"


def is_valid_key(kind, key):
    if kind == SIGNING:
        return bool(sodium.crypto_core_ed25519_is_valid_point(key))
    if key[31] & 0x80 or int.from_bytes(key, "little") >= 2**255 - 19:
        return False
    try:
        return any(sodium.crypto_scalarmult(b"\x01" * 32, key))
    except (CryptoError, RuntimeError):     # libsodium refuses to give 32 zero bytes
        return False


@functools.lru_cache(maxsize=8_192)
def key_of(line, kind):
    """The 32 bytes of a key line without comment, or None where its form or its checksum is wrong."""
    word, _, text = line.partition(" ")
    data = decode64(text, 36) if word == kind else None
    if data is None or H("mv1 key line", kind.encode(), data[:32])[:4] != data[32:]:
        return None
    return data[:32]


def key_shape(kind):
    return shape_of(lambda v: type(v) is str and key_of(v, kind) is not None and is_valid_key(kind, key_of(v, kind)),
                    f"a key line of {kind}")


def fingerprint(key, kind=SIGNING):
    text = base64.b32encode(H("mv1 fingerprint", kind.encode(), key)[:20]).decode().lower()
    return "-".join(text[i:i + 4] for i in range(0, 32, 4))


def read_public_key(path):
    data = read_small_file(path, 8_192)
    line = re.fullmatch(rb"(\S+ \S+)(?: [^\n]*)?\n", data)
    key = key_of(line[1].decode("ascii", "replace"), SIGNING) if line else None
    require(key is not None, "usage", f"{path} is not the line of a signing key", USAGE)
    require(is_valid_key(SIGNING, key), "key", f"{path}: the key is not valid")
    return key


def read_small_file(path, limit):
    with open(path, "rb") as file:
        data = file.read(limit + 1)
    require(len(data) <= limit, "usage", f"{path} is too long", USAGE)
    return data


# ---------------------------------------------------------------- 5 Secret key files

SecretKeyHeader = record(comment_opt=Line, kind=one_of(f"{SIGNING} {DELIVERY}"), lock_opt=record(
    memory_kib=Count, passes=Count, salt=base64_of(16), nonce=base64_of(24)))


def read_delivery_key(path, passphrase_fd):
    require(os.stat(path).st_mode & 0o077 == 0, "usage", f"other users can read {path}", USAGE)
    data = read_small_file(path, 8_192)
    lines = data.split(b"\n")
    require(not lines[0].startswith(b"microvault/") or lines[0].startswith(b"microvault/1 "), "newer tool", path, NEWER)
    try:
        require(len(lines) == 4 and lines[0] == b"microvault/1 secret-key" and not lines[3], "malformed", "lines")
        header = read_json(lines[1], SecretKeyHeader, "header")
        require(header["kind"] == DELIVERY, "malformed", "not a delivery key")
        lock = header.get("lock")
        body = decode64(lines[2].decode("ascii", "replace"), 48 if lock else 32)
        require(body is not None, "malformed", "third line")
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

Key, DeliveryKey = key_shape(SIGNING), key_shape(DELIVERY)
FIELD_TYPE = one_of("string number integer boolean date time datetime year yearmonth any")
Constraints = record(required_opt=Boolean, unique_opt=Boolean, minimum_opt=Line, maximum_opt=Line, pattern_opt=Line,
                     minLength_opt=Count, maxLength_opt=Count, enum_opt=list_of(Line))
Field = record(name=Line, type=FIELD_TYPE, role=one_of("pseudonym quasi-identifier sensitive weight other"),
               constraints_opt=Constraints)
Agreement = record(
    microvault_agreement=Count, reference=Reference, revision=Count, supersedes_opt=Digest, title=Line, purpose=Prose,
    purpose_category=one_of("statistics research legal"),
    legal_gateway_opt=Line, business_case_opt=Line, dpia_opt=Line, necessity_opt=Prose, sampling_opt=Prose,
    provider=record(organisation=Line, data_owner=Line, data_steward=Line, contact=Line, signing_key=Key),
    recipients=list_of(record(organisation=Line, site=Line, site_keys=list_of(Key), users=list_of(Line))),
    classification=Classification, personal_data=Boolean, special_category=Boolean, criminal_offence_data=Boolean,
    de_identification=one_of("identifiable pseudonymised anonymised"),
    assurances=list_of(record(
        kind=one_of("confidentiality-declaration data-protection-training accreditation assurance-framework "
                    "approved-researcher approved-project vetting owner-consent parent-agreement"),
        holder=Line, reference=Line, valid_until_opt=Day)),
    escalation=list_of(record(role=Reference, contact=Line, days=Count)),
    starts=Day, expires=Day, delete_by=Day, review_by_opt=Day, timezone=Line,
    conditions=list_of(record(id=Reference, text=Prose)),
    onward_sharing=one_of("prohibited with-written-consent"),
    storage=record(encrypted=one_of("required recommended"), removable_media=one_of("prohibited allowed")),
    approvals_required=list_of(record(role=Reference, name=Line, key=Key)),
    screening=record(acceptance=one_of("analyst approver")),
    tables=list_of(record(path=Path, max_records_opt=Count, k_threshold_opt=Count, schema_opt=record(
        fieldsMatch=one_of("exact equal subset superset partial"), fields=list_of(Field)))))


# ---------------------------------------------------------------- 6.2 Agreement: rules

def check_agreement(a):
    def rule(number, condition):
        require(condition, "agreement", f"rule {number} of section 6.2")

    def distinct(values):
        values = list(values)
        return len(set(values)) == len(values)

    def day_fits(day, offset):
        return abs(seconds(day["instant"]) - (days(day["date"]) + offset) * 86_400) <= 15 * 3_600

    recipients, tables = a["recipients"], a["tables"]
    rule(1, a["microvault_agreement"] == 1 and 1 <= a["revision"] <= 1_000_000)
    rule(1, ("supersedes" in a) == (a["revision"] > 1))
    rule(2, recipients and all(r["site_keys"] and r["users"] and distinct(r["users"]) for r in recipients))
    rule(2, distinct((r["organisation"], r["site"]) for r in recipients))
    rule(3, distinct([a["provider"]["signing_key"]] + [key for r in recipients for key in r["site_keys"]]
                     + [approval["key"] for approval in a["approvals_required"]]))
    starts, expires, delete_by, review_by = a["starts"], a["expires"], a["delete_by"], a.get("review_by")
    rule(4, starts["date"] <= expires["date"] < delete_by["date"])
    rule(4, review_by is None or starts["date"] <= review_by["date"] <= expires["date"])
    rule(4, starts["instant"] < expires["instant"] < delete_by["instant"])
    last_days = [expires, delete_by] + [s["valid_until"] for s in a["assurances"] if "valid_until" in s]
    rule(5, day_fits(starts, 0) and all(day_fits(day, 1) for day in last_days + ([review_by] if review_by else [])))
    rule(6, distinct(c["id"] for c in a["conditions"]) and distinct(p["role"] for p in a["approvals_required"]))
    holders = {r["site"] for r in recipients} | {user for r in recipients for user in r["users"]}
    rule(7, all(s["holder"] in holders for s in a["assurances"]) and all(e["days"] <= 3_650 for e in a["escalation"]))
    known = Paths()
    rule(8, all(known.add(table["path"], is_file=True) is None for table in tables))
    for table in tables:
        rule(8, 1 <= table.get("k_threshold", 1) <= 1_000)
        fields = table["schema"]["fields"] if "schema" in table else [{"name": ""}]
        rule(8, fields and distinct(f["name"] for f in fields))
        for limits in (f.get("constraints", {}) for f in fields):
            rule(8, limits.get("enum", [""]) and limits.get("minLength", 0) <= limits.get("maxLength", MAX_COUNT))
    rule(9, a["personal_data"] or not (a["special_category"] or a["criminal_offence_data"]))
    rule(9, not (a["personal_data"] and a["de_identification"] == "anonymised"))


# ---------------------------------------------------------------- 7 Statements

def statement(body):
    return record(body=body, signatures=list_of(record(key=Key, signature=base64_of(64))))


Card = statement(record(card_id=Id, organisation=Line, site=Line, holder=Line, provider=Key, reference=Reference,
                        delivery_key=DeliveryKey, made_at=Instant, use_by=Instant))
Approval = statement(record(agreement_hash=Digest, reference=Reference, revision=integer(-MAX_COUNT, MAX_COUNT),
                            role=Reference, name=Line, approved_at=Instant))


def is_signed(message, signature, key):
    try:
        sodium.crypto_sign_open(signature + message, key)
        return True
    except BadSignatureError:
        return False


def statement_verifies(kind, s):
    message = b"microvault/1 %s\n%s\n" % (kind.encode(), canonical(s["body"]))
    signers = [one["key"] for one in s["signatures"]]
    return 1 <= len(signers) <= 16 and len(set(signers)) == len(signers) and all(
        is_signed(message, decode64(one["signature"], 64), key_of(one["key"], SIGNING)) for one in s["signatures"])


# ---------------------------------------------------------------- 9 Head

Terms = record(package_id=Id, created_at=Instant, delivery=Line, requires=list_of(Line), supersedes=list_of(Id),
               agreement=Agreement, approvals=list_of(Approval))
Envelope = record(
    slots=list_of(record(card=Card, sealed=base64_of(80))), payload_length=Count, index_root=Digest, commitment=Digest,
    content_bytes_bound=Count, file_count_bound=Count, signed_at=Instant,
    published_opt=record(tables=list_of(record(
        path=Path, records=Count, fields=list_of(record(name=Line, type=FIELD_TYPE))))))


def read_at(fd, offset, length):
    """Exactly that many bytes; a file that became shorter meanwhile is an input/output error."""
    parts = []
    while length:
        part = os.pread(fd, length, offset)
        if not part:
            raise OSError("the package became shorter while it was read")
        parts.append(part)
        offset, length = offset + len(part), length - len(part)
    return b"".join(parts)


def is_zero(data):
    return not data.strip(b"\0")


def open_package(path):
    """Step 1."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    require(stat.S_ISREG(os.fstat(fd).st_mode), "input/output", f"{path} is not a regular file", IO)
    return fd


def read_head(fd, provider=None, name=""):
    """Steps 2 to 14. `provider` is the pinned key; None, for inspect, leaves step 5 out."""
    size = os.fstat(fd).st_size
    # Step 2 (9.1).
    require(size >= 8 and read_at(fd, 0, 8) == bytes.fromhex("894d564c0d0a1a0a"), "not a package", "magic")
    require(size >= 32, "truncated", "prelude")
    prelude = read_at(fd, 0, 32)
    version, zero, terms_length, envelope_length, payload_offset, zero2 = struct.unpack("<8xHHIIQI", prelude)
    require(version != 0, "prelude", "version 0")
    require(version == 1, "newer version", f"version {version}", NEWER)
    require(zero == 0 and zero2 == 0, "prelude", "reserved bytes")
    require(terms_length <= 2**20, "over cap", "TERMS")
    require(envelope_length <= 2**23, "over cap", "ENVELOPE")
    head_length = 32 + terms_length + envelope_length + 96
    require(terms_length and envelope_length and payload_offset % 4_096 == 0
            and head_length <= payload_offset < head_length + 8_192, "prelude", "lengths or payload offset")
    # Step 3.
    at = 32
    for section, length in (("TERMS", terms_length), ("ENVELOPE", envelope_length), ("SIGNATURE", 96)):
        at += length
        require(size >= at, "truncated", section)
    signed = read_at(fd, 0, head_length - 96)
    signer, signature = struct.unpack("32s64s", read_at(fd, head_length - 96, 96))
    terms_bytes, envelope_bytes = signed[32:32 + terms_length], signed[32 + terms_length:]
    # Steps 4 (9.4) and 5.
    require(is_valid_key(SIGNING, signer) and is_signed(b"microvault/1 head\n" + signed, signature, signer),
            "bad signature", "the head is not what its signer signed")
    require(provider in (None, signer), "signer not pinned", fingerprint(signer))
    # Steps 6 and 7 (9.2).
    check_newer(parse_json(terms_bytes, "TERMS"))
    terms = read_json(terms_bytes, Terms, "TERMS")
    envelope = read_json(envelope_bytes, Envelope, "ENVELOPE")
    # Steps 8 and 9.
    agreement = terms["agreement"]
    check_agreement(agreement)
    provider_key = key_of(agreement["provider"]["signing_key"], SIGNING)
    require(provider_key == signer, "signer is not provider", fingerprint(signer))
    # Steps 10 to 12 (9.6).
    check_approvals(agreement, terms["approvals"])
    check_slots(agreement, envelope)
    # Step 13.
    n = envelope["payload_length"]
    require(1 <= n <= MAX_STREAM, "layout", "payload_length")
    require(envelope["file_count_bound"] <= 1_015_808, "layout", "file_count_bound")
    chunks = -(-n // CHUNK)
    pages = -(-chunks // LEAVES)
    index = payload_offset + n + TAG * chunks
    head = SimpleNamespace(
        fd=fd, terms=terms, envelope=envelope, agreement=agreement, signer=signer, head_length=head_length,
        package_hash=H("mv1 package", signed), core_hash=H("mv1 terms", struct.pack("<H", version), terms_bytes),
        n=n, chunks=chunks, pages=pages, payload=payload_offset, index=index, page_hashes=index + 32 * chunks,
        alone=name.endswith(".mvault-head") and size == head_length)
    # Step 14 (9.5, 10.2).
    end = head.page_hashes + 32 * pages
    if not head.alone:
        require(size >= end, "truncated", f"{size} bytes, not {end}")
        require(size <= end, "trailing bytes", f"{size} bytes, not {end}")
        require(is_zero(read_at(fd, head_length, payload_offset - head_length)), "fill", "not zero")
    return head


def check_newer(terms):
    """9.2: before anything else of TERMS is looked at."""
    if type(terms) is not dict or type(terms.get("agreement")) is not dict:
        return
    delivery, requires = terms.get("delivery"), terms.get("requires")
    version = terms["agreement"].get("microvault_agreement")
    if (type(delivery) is str and type(requires) is list and all(type(r) is str for r in requires)
            and type(version) is int):
        require(delivery == "x25519", "newer tool", f"delivery {delivery}", NEWER)
        require(not requires, "newer tool", f"requires {requires}", NEWER)
        require(version <= 1, "newer tool", f"version {version} of the agreement", NEWER)


def check_approvals(agreement, approvals):
    """9.6, item 4; steps 10 and 11."""
    required = {one["role"]: one for one in agreement["approvals_required"]}
    text = H("mv1 agreement", canonical(agreement)).hex()
    roles = []
    for approval in approvals:
        body, role = approval["body"], approval["body"]["role"]
        require(role in required and role not in roles, "approval", f"{role} is not required, or twice", REFUSED)
        require((body["agreement_hash"], body["reference"], body["revision"])
                == (text, agreement["reference"], agreement["revision"]), "approval", f"{role}: another text", REFUSED)
        require(body["name"] == required[role]["name"], "approval", f"{role}: another name", REFUSED)
        require(statement_verifies("approval", approval), "approval", f"{role}: signature")
        signers = [s["key"] for s in approval["signatures"]]
        require(signers == [required[role]["key"]], "approval", f"{role}: another key", REFUSED)
        roles.append(role)
    require(len(roles) == len(required), "approval", "one is missing", REFUSED)
    require(roles == list(required), "approval", "order")


def check_slots(agreement, envelope):
    """9.6, item 5; step 12."""
    require(1 <= len(envelope["slots"]) <= 1_024, "slots", "number")
    last, delivery_keys = "", set()
    for slot in envelope["slots"]:
        card = slot["card"]["body"]
        require(card["card_id"] > last, "slots", "order")
        require(card["delivery_key"] not in delivery_keys, "slots", "a delivery key stands twice")
        last = card["card_id"]
        delivery_keys.add(card["delivery_key"])
        recipients = [r for r in agreement["recipients"]
                      if (r["organisation"], r["site"]) == (card["organisation"], card["site"])]
        require(statement_verifies("card", slot["card"]), "card", f"{last}: signature")
        require(card["provider"] == agreement["provider"]["signing_key"], "card", f"{last}: provider")
        require(card["reference"] == agreement["reference"], "card", f"{last}: reference")
        require(recipients, "card", f"{last}: organisation and site")
        signers = {s["key"] for s in slot["card"]["signatures"]}
        require(signers & set(recipients[0]["site_keys"]), "card", f"{last}: site key")
        require(card["holder"] in recipients[0]["users"], "card", f"{last}: holder")
        require(envelope["signed_at"] < card["use_by"], "card", f"{last}: use by")


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


# ---------------------------------------------------------------- 10 Chunks and index

class Chunks:
    """The sealed chunks by number and, with the key, the stream by position. Keeps a page, a chunk, the page hashes."""

    def __init__(self, head, key=None):
        self.head, self.key, self.page, self.opened = head, key, (None, b""), (None, b"")
        self.hashes = read_at(head.fd, head.page_hashes, 32 * head.pages)       # step 28
        require(H("mv1 index", struct.pack("<Q", head.chunks), self.hashes).hex() == head.envelope["index_root"],
                "index root", "the page hashes are not those of ENVELOPE")

    def sealed(self, i):
        """Step 30: index page, then leaf."""
        page, head = i // LEAVES, self.head
        if self.page[0] != page:
            leaves = read_at(head.fd, head.index + 32 * LEAVES * page, 32 * min(LEAVES, head.chunks - LEAVES * page))
            require(H("mv1 page", struct.pack("<Q", page), leaves) == self.hashes[32 * page:32 * page + 32],
                    "index page", str(page))
            self.page = page, leaves
        data = read_at(head.fd, head.payload + i * (CHUNK + TAG), min(CHUNK, head.n - i * CHUNK) + TAG)
        at = 32 * (i % LEAVES)
        require(H("mv1 leaf", struct.pack("<Q", i), data) == self.page[1][at:at + 32], "chunk", f"{i} is not as signed")
        return data

    def chunk(self, i):
        """Step 30: index page, leaf, tag."""
        if self.opened[0] != i:
            nonce = struct.pack("<Q15xB", i, i == self.head.chunks - 1)
            try:
                data = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(self.sealed(i), None, nonce, self.key)
            except CryptoError:
                raise Refused("chunk", f"{i} does not open")
            self.opened = i, data
        return self.opened[1]

    def pieces(self, offset, length):
        """`length` bytes of the stream, which the caller holds to be in range, in pieces of a chunk at most."""
        while length:
            piece = self.chunk(offset // CHUNK)[offset % CHUNK:][:length]
            yield piece
            offset, length = offset + len(piece), length - len(piece)

    def read(self, offset, length):
        return b"".join(self.pieces(offset, length))


# ---------------------------------------------------------------- 11.4 Seek table

def content(condition, detail):
    require(condition, "content", detail)


def read_seek_table(chunks):
    """The lengths of all frames but the table, the number of data frames, and the length of the tar archive."""
    n = chunks.head.n
    content(n >= 33, "no room for a seek table")
    count, descriptor, magic = struct.unpack("<IBI", chunks.read(n - 9, 9))
    table = 8 + 8 * count + 9
    content(magic == 0x8F92EAB1 and descriptor == 0 and 2 <= count <= MAX_FRAMES and table <= n, "seek table: footer")
    content(struct.unpack("<II", chunks.read(n - table, 8)) == (0x184D2A5E, 8 * count + 9), "seek table: header")
    lengths, data_frames, tar_bytes, last = array("I"), 0, 0, BLOCK
    for at in range(0, count, 8_192):
        for length, size in struct.iter_unpack("<II", chunks.read(n - table + 8 + 8 * at, 8 * min(8_192, count - at))):
            if size:
                content(len(lengths) == data_frames and last == BLOCK, "seek table: order of frames, or a short block")
                content(size <= BLOCK and 6 <= length <= MAX_FRAME, "seek table: data frame")
                data_frames, tar_bytes, last = data_frames + 1, tar_bytes + size, size
            else:
                content(8 <= length <= MAX_SKIPPABLE, "seek table: skippable frame")
            lengths.append(length)
    content(1 <= data_frames < count, "seek table: no data frame, or no catalogue")
    content(sum(lengths) + table == n, "seek table: sum of lengths")
    return lengths, data_frames, tar_bytes


# ---------------------------------------------------------------- 11.2 Catalogue, 11.3 Padding

CatalogueCounts = record(content_bytes=Count, entries=Count, tar_bytes=Count)
CatalogueEntry = record(path=Path, offset=Count, size_opt=Count, digest_opt=Digest)


def lines_of(pieces):
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
        content(len(rest) <= 32_768, "catalogue: a line is too long")
    content(not rest, "catalogue: the last line has no end")


def read_catalogue(chunks, offset, length, tar_bytes):
    """Step 29: (path, offset, size, digest) of each entry; size and digest are None for a folder."""
    content(struct.unpack("<II", chunks.read(offset, 8)) == (0x184D2A5C, length - 8), "catalogue: header")
    lines = lines_of(chunks.pieces(offset + 8, length - 8))

    def next_line(shape, what):
        data = next(lines, None)
        content(data is not None and len(data) <= 32_768, f"{what} is missing or too long")
        return read_json(data, shape, what)

    counts = next_line(CatalogueCounts, "catalogue")
    bounds = chunks.head.envelope
    content(counts["entries"] <= min(bounds["file_count_bound"], MAX_ENTRIES), "catalogue: entries over their bound")
    content(counts["content_bytes"] <= bounds["content_bytes_bound"], "catalogue: content over its bound")
    entries, known, end, total = [], Paths(), 0, 0
    for number in range(counts["entries"]):
        line = next_line(CatalogueEntry, f"entry {number}")
        path, size = line["path"], line.get("size")
        content((size is None) == ("digest" not in line), f"entry {number}: size without digest")
        content(line["offset"] % 512 == 0 and line["offset"] >= end, f"entry {number}: offset")
        conflict = known.add(path, is_file=size is not None)
        content(conflict is None, f"entry {number}: {conflict}")
        total += size or 0
        content(total <= bounds["content_bytes_bound"], "catalogue: sizes over their bound")
        end = line["offset"] + 512 + round_up(size or 0)
        entries.append((path, line["offset"], size, line.get("digest")))
    content(next(lines, None) is None, "catalogue: bytes left over")
    content(total == counts["content_bytes"], "catalogue: sum of sizes")
    content(counts["tar_bytes"] == tar_bytes and tar_bytes % 512 == 0, "catalogue: tar_bytes")
    content(tar_bytes >= end + 1_024, "catalogue: tar_bytes below the last entry's end")
    return entries


def check_padding(chunks, offset, length):
    content(struct.unpack("<II", chunks.read(offset, 8)) == (0x184D2A5D, length - 8), "padding: header")
    for piece in chunks.pieces(offset + 8, length - 8):
        content(is_zero(piece), "padding: not zero")


def round_up(size):
    return -(-size // 512) * 512


# ---------------------------------------------------------------- 11.7 Paths, 11.8 Conflicts

def path_fault(path):
    try:
        if not 1 <= len(path.encode()) <= 4_096 or path[0] == "/" or UNFIT.search(path):
            return "empty, too long, absolute, or with an unfit character"
    except UnicodeEncodeError:
        return "not UTF-8"
    parts = path.split("/")
    if not unicodedata.is_normalized("NFC", path) or len(parts) > 64:
        return "not NFC, or too deep"
    return "component" if any(len(p.encode()) > 255 or p in ("", ".", "..") for p in parts) else None


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
                return "a file stands where a folder is needed"         # (1)
            if other != parent:
                return "collides with another folder"                   # (2)
        other, what = self.known.get(fold(path), (path, None))
        if other != path:
            return "collides with another path"                         # (3)
        if what in ("file", "folder") or (is_file and what == "parent"):
            return "stands twice"                                       # (4), (5)
        self.known[fold(path)] = path, "file" if is_file else "folder"
        return None


# ---------------------------------------------------------------- 11.1 Data frames

def tar_blocks(chunks, lengths, data_frames, tar_bytes):
    """Step 30: the tar archive, block by block."""
    offset = 0
    for number, length in enumerate(lengths[:data_frames]):
        size = min(BLOCK, tar_bytes - number * BLOCK)
        yield open_frame(chunks.read(offset, length), size, number)
        offset += length


def open_frame(frame, size, number):
    """Exactly one frame of exactly `size` bytes; its header (RFC 8878, 3.1.1.1) is read here, not by the library."""
    content(frame[:4] == b"\x28\xb5\x2f\xfd", f"frame {number}: magic")
    descriptor = frame[4]
    single_segment = descriptor >> 5 & 1
    content(descriptor & 0b1011 == 0 and descriptor & 0b100, f"frame {number}: dictionary, reserved bit or no checksum")
    window = 1 << (10 + (frame[5] >> 3))
    content(single_segment or window + window // 8 * (frame[5] & 7) <= BLOCK, f"frame {number}: window")
    width = (single_segment, 2, 4, 8)[descriptor >> 6]
    at = 5 + (not single_segment)
    declared = int.from_bytes(frame[at:at + width], "little") + (256 if width == 2 else 0)
    content(width and len(frame) >= at + width and declared == size, f"frame {number}: content size")
    try:
        data = zstandard.ZstdDecompressor().decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Refused("content", f"frame {number}: {error}")
    content(len(data) == size, f"frame {number}: length")
    return data


# ---------------------------------------------------------------- 11.6 Tar

class Archive:
    """The tar archive in order; every byte taken also goes to `raw`."""

    def __init__(self, blocks, raw):
        self.blocks, self.raw, self.buffer, self.at, self.position = blocks, raw, b"", 0, 0

    def pieces(self, length):
        while length:
            if self.at == len(self.buffer):
                self.buffer, self.at = next(self.blocks, b""), 0
                content(self.buffer, "tar: cut short")
                self.raw(self.buffer)
            piece = self.buffer[self.at:self.at + length]
            self.at, self.position, length = self.at + len(piece), self.position + len(piece), length - len(piece)
            yield piece

    def take(self, length):
        return b"".join(self.pieces(length))

    def zeros(self, length):
        content(is_zero(self.take(length)), "tar: fill is not zero")


def tar_number(field):
    match = re.fullmatch(rb"([0-7]+)[ \0]+", field)
    content(match, "tar: a number is not octal digits")
    return int(match[1], 8)


def check_block(block):
    """What holds for both kinds of blocks."""
    content(block[257:265] == b"ustar\x0000", "tar: magic")
    content(re.fullmatch(rb"[0-7]{6}\0 ", block[148:156]), "tar: checksum")
    content(tar_number(block[148:156]) == sum(block) - sum(block[148:156]) + 8 * 32, "tar: checksum")
    content(tar_number(block[108:116]) == 0 and tar_number(block[116:124]) == 0, "tar: owner")
    content(all(is_zero(f) or tar_number(f) == 0 for f in (block[329:337], block[337:345])), "tar: device")
    content(is_zero(block[157:257] + block[265:329] + block[500:]), "tar: linkname, uname, gname or last 12 bytes")


def pax_records(data):
    records = {}
    while data:
        match = re.match(rb"([1-9][0-9]{0,4}) (path|size|mtime)=", data)
        length = int(match[1]) if match else 0
        content(match and match.end() < length <= len(data) and data[length - 1:length] == b"\n", "tar: pax record")
        key, value = match[2], data[match.end():length - 1]
        content(key not in records and b"\0" not in value, "tar: pax record twice, or NUL")
        form = {b"path": rb"(?s).+", b"size": rb"[0-9]{1,19}", b"mtime": rb"[0-9]{1,11}"}[key]
        content(re.fullmatch(form, value), "tar: pax number")
        records[key], data = value, data[length:]
    return records


def read_entry_header(archive, path, size):
    """Checks one entry's headers against the catalogue; the time of last change."""
    block, pax = archive.take(512), {}
    if block[156:157] == b"x":
        check_block(block)
        length = tar_number(block[124:136])
        content(1 <= length <= 16_384, "tar: length of a pax header")
        pax = pax_records(archive.take(length))
        archive.zeros(-length % 512)
        block = archive.take(512)
    check_block(block)
    kind, mode = (b"5", 0o700) if size is None else (b"0", 0o600)
    content(block[156:157] == kind and tar_number(block[100:108]) == mode, "tar: kind or mode")
    if size is not None and size > 8_589_934_591:
        content(b"size" in pax, "tar: size")
    else:
        content(tar_number(block[124:136]) == (size or 0), "tar: size")
    content(int(pax.get(b"size", size or 0)) == (size or 0), "tar: size of pax")
    mtime = tar_number(block[136:148])
    name, prefix = block[:100].split(b"\0")[0], block[345:500].split(b"\0")[0]
    found = pax.get(b"path", prefix + b"/" + name if prefix else name)
    content((found.removesuffix(b"/") if size is None else found) == path.encode(), "tar: path")
    return int(pax[b"mtime"]) if b"mtime" in pax else mtime


def read_archive(blocks, entries, output):
    """Steps 30 and 31."""
    archive = Archive(blocks, output.raw)
    for path, offset, size, digest in entries:
        content(archive.position == offset, f"tar: {path!r} is not where the catalogue says")
        mtime = read_entry_header(archive, path, size)
        if size is None:
            output.folder(path)
            continue
        state = hashlib.blake2b(digest_size=32)
        output.begin_file(path)
        for piece in archive.pieces(size):
            output.write(piece)
            state.update(piece)
        output.end_file(mtime)
        archive.zeros(-size % 512)
        content(state.hexdigest() == digest, f"{path!r} has another digest")
    archive.zeros(1_024)
    content(archive.at == len(archive.buffer) and next(archive.blocks, None) is None, "tar: bytes after the end")


# ---------------------------------------------------------------- 12 Safe extraction

class Nowhere:
    """Checks everything and keeps nothing; what the outputs below have in common."""
    folder = begin_file = write = end_file = raw = make = finish = abandon = lambda self, *_: None

    made = False

    def __init__(self, path=None, bound=0):
        """Steps 21 and 24: where to write, beside the final place."""
        if path is None:
            return
        parent, name = os.path.split(os.path.abspath(path))
        self.parent = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
        require(not os.path.lexists(path), "exists", path, USAGE)
        room = os.fstatvfs(self.parent)
        require(bound <= room.f_bavail * room.f_frsize, "space", f"{bound} bytes may be needed", IO)
        self.name, self.staged = name, f".{name[:64]}.{secrets.token_hex(8)}.partial"

    def publish(self):
        """Step 32: a rename that replaces nothing (renameat2 with RENAME_NOREPLACE), and a sync."""
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.renameat2(self.parent, os.fsencode(self.staged), self.parent, os.fsencode(self.name), 1):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), self.name)
        self.made = False
        os.fsync(self.parent)


class TarFile(Nowhere):
    def make(self):
        self.made = True
        self.file = os.fdopen(os.open(self.staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600,
                                      dir_fd=self.parent), "wb")

    def raw(self, block):
        self.file.write(block)

    def finish(self):
        self.file.flush()
        os.fsync(self.file.fileno())
        self.publish()

    def abandon(self):
        if self.made and self.staged in os.listdir(self.parent):
            os.unlink(self.staged, dir_fd=self.parent)


class Folder(Nowhere):
    DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW

    def make(self):
        self.made, self.file = True, None
        os.mkdir(self.staged, 0o700, dir_fd=self.parent)
        self.root = os.open(self.staged, self.DIRECTORY, dir_fd=self.parent)

    def handle(self, parts):
        """The folder of these components, opened one at a time under handles, made where missing; to be closed."""
        here = os.dup(self.root)
        for part in parts:
            try:
                try:
                    os.mkdir(part, 0o700, dir_fd=here)
                except FileExistsError:
                    pass
                here, above = os.open(part, self.DIRECTORY, dir_fd=here), here
            except BaseException:
                os.close(here)
                raise
            os.close(above)
        return here

    def folder(self, path):
        os.close(self.handle(path.split("/")))

    def begin_file(self, path):
        *parts, name = path.split("/")
        parent = self.handle(parts)
        try:
            self.file = os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600,
                                          dir_fd=parent), "wb")
        finally:
            os.close(parent)

    def write(self, piece):
        self.file.write(piece)

    def end_file(self, mtime):
        self.file.flush()
        os.utime(self.file.fileno(), (mtime, mtime))
        os.fsync(self.file.fileno())
        self.file.close()

    def finish(self):
        os.fsync(self.root)
        self.publish()

    def abandon(self):
        if self.made and self.staged in os.listdir(self.parent):
            shutil.rmtree(self.staged, dir_fd=self.parent)


# ---------------------------------------------------------------- 13 Commands

def describe(head):
    a, e = head.agreement, head.envelope
    return {
        "package_id": head.terms["package_id"], "package_hash": head.package_hash.hex(),
        "created_at": head.terms["created_at"], "signed_at": e["signed_at"], "signed_by": fingerprint(head.signer),
        "reference": a["reference"], "revision": a["revision"], "title": a["title"],
        "agreement_hash": H("mv1 agreement", canonical(a)).hex(),
        "starts": a["starts"], "expires": a["expires"], "delete_by": a["delete_by"],
        "approvals": [{k: p["body"][k] for k in ("role", "name", "approved_at")} for p in head.terms["approvals"]],
        "cards": [{k: s["card"]["body"][k] for k in ("card_id", "organisation", "site", "holder")} for s in e["slots"]],
        "payload_length": head.n, "chunks": head.chunks, "content_bytes_bound": e["content_bytes_bound"],
        "file_count_bound": e["file_count_bound"], "published": e.get("published", {}), "head_alone": head.alone}


def cmd_inspect(options):
    head = read_head(open_package(options.file), name=options.file)
    return describe(head) | {"not_checked": ["that the signer is a provider you trust", "index and chunks", "content"]}


def cmd_verify(options):
    head = read_head(open_package(options.file), read_public_key(options.provider), name=options.file)
    if not head.alone:
        chunks = Chunks(head)
        for i in range(head.chunks):
            chunks.sealed(i)
    return describe(head) | {"not_checked": ["content"] + ["index and chunks"] * head.alone}


def check_time(head, now):
    """Step 17, without the record of a vault."""
    a, now = head.agreement, seconds(now)
    require(seconds(head.envelope["signed_at"]) <= now + 3_600, "clock", "signed in the future", REFUSED)
    require(seconds(a["starts"]["instant"]) <= now, "not started", a["starts"]["instant"], REFUSED)
    require(now < seconds(a["expires"]["instant"]), "expired", a["expires"]["instant"], REFUSED)
    require("review_by" not in a or now < seconds(a["review_by"]["instant"]), "review", "is due", REFUSED)


def cmd_open(options):
    head = read_head(open_package(options.file), read_public_key(options.provider))             # steps 1 to 14
    secret = read_delivery_key(options.key, options.passphrase_fd)                              # step 26, needed for 15
    public = sodium.crypto_scalarmult_base(secret)
    slots = [s for s in head.envelope["slots"] if key_of(s["card"]["body"]["delivery_key"], DELIVERY) == public]
    require(slots, "no key", "none of the cards has this delivery key", NO_KEY)                 # step 15
    if options.now:
        require(is_instant(options.now), "usage", "--now YYYY-MM-DDThh:mm:ssZ", USAGE)
        check_time(head, options.now)                                                           # step 17
    bound = head.envelope["content_bytes_bound"]
    output = (Folder(options.into, bound) if options.into else TarFile(options.tar, bound) if options.tar
              else Nowhere())                                                                   # steps 21 and 24
    try:
        output.make()                                                                           # step 25
        chunks = Chunks(head, payload_key(head, slots[0], secret))                                # steps 27, 28
        lengths, data_frames, tar_bytes = read_seek_table(chunks)                               # step 29
        at = sum(lengths[:data_frames])
        entries = read_catalogue(chunks, at, lengths[data_frames], tar_bytes)
        for length, before in zip(lengths[data_frames + 1:], lengths[data_frames:]):
            at += before
            check_padding(chunks, at, length)
        read_archive(tar_blocks(chunks, lengths, data_frames, tar_bytes), entries, output)      # steps 30, 31
        output.finish()                                                                         # step 32
    finally:
        output.abandon()
    return describe(head) | {"entries": len(entries), "content_bytes": sum(size or 0 for _, _, size, _ in entries)}


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Refused("usage", message, USAGE)


def interrupted(*_):
    raise KeyboardInterrupt


def main(arguments):
    parser = Parser(description="Reads Microvault packages, by docs/format.md.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run in (("inspect", cmd_inspect), ("verify", cmd_verify), ("open", cmd_open)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument("file")
        if name != "inspect":
            command.add_argument("--provider", required=True, help="the provider's public key file")
    command.add_argument("--key", required=True, help="the secret delivery key file")
    command.add_argument("--passphrase-fd", type=int)
    command.add_argument("--now", help="an instant; refuses what the agreement does not allow then")
    output = command.add_mutually_exclusive_group()
    output.add_argument("--tar", help="the tar archive to write")
    output.add_argument("--into", help="the folder to make")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    try:
        options = parser.parse_args(arguments)
        result = json.dumps(options.run(options), ensure_ascii=True, indent=1)
        print(result, flush=True)
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
    sys.exit(main(sys.argv[1:]))
