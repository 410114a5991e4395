"""Agreements, statements, cards and approvals: docs/format.md, sections 6 and 7."""
from .basics import H, OFFICER, OTHER_SITE, OWNER, PROVIDER, SITE, base64_text, canonical, delivery_key, seeded

NOW, SIGNED_AT = "2027-01-15T12:00:00Z", "2027-01-10T10:00:00Z"
REFERENCE = "DSA-2026-014"


def day(date, instant):
    return {"date": date, "instant": instant}


def agreement(**changes):
    """From 1 December 2026 to 31 May 2027, with one recipient and no approvals."""
    return {
        "microvault_agreement": 1, "reference": REFERENCE, "revision": 1, "title": "Household survey extract",
        "purpose": "Estimate jobs by region.", "purpose_category": "statistics",
        "provider": {"organisation": "Department A", "data_owner": "R. Patel", "data_steward": "K. Jones",
                     "contact": "data@department-a.example", "signing_key": PROVIDER.line},
        "recipients": [recipient()],
        "classification": "OFFICIAL", "personal_data": True, "special_category": False,
        "criminal_offence_data": False, "de_identification": "pseudonymised", "assurances": [], "escalation": [],
        "starts": day("2026-12-01", "2026-12-01T00:00:00Z"), "expires": day("2027-05-31", "2027-05-31T23:00:00Z"),
        "delete_by": day("2027-06-30", "2027-06-30T23:00:00Z"), "timezone": "Europe/London", "conditions": [],
        "onward_sharing": "prohibited", "storage": {"encrypted": "recommended", "removable_media": "allowed"},
        "approvals_required": [], "screening": {"acceptance": "analyst"}, "tables": [],
    } | changes


def recipient(**changes):
    return {"organisation": "Department B", "site": "Example House", "site_keys": [SITE.line],
            "users": ["J. Doe", "Zoë Ångström"]} | changes


def other_recipient(**changes):
    """A second one; card 3 is of it."""
    return {"organisation": "Department C", "site": "Other House", "site_keys": [OTHER_SITE.line],
            "users": ["A. Smith"]} | changes


def field(**changes):
    return {"name": "age", "type": "integer", "role": "quasi-identifier"} | changes


def table(**changes):
    return {"path": "households.csv"} | changes


def requirement(role="information-asset-owner", name="R. Patel", key=OWNER):
    return {"role": role, "name": name, "key": key.line}


OFFICER_REQUIRED = requirement("data-protection-officer", "S. Okafor", OFFICER)


def approved_agreement(**changes):
    """With two approvals required."""
    return agreement(approvals_required=[requirement(), OFFICER_REQUIRED]) | changes


def full_agreement(**changes):
    """One with every key that there is."""
    return agreement(
        revision=2, supersedes=seeded("revision 1").hex(), legal_gateway="Example Act 2017, section 64",
        business_case="BC-7", dpia="DPIA-7", necessity="No coarser data will do.", sampling="One in ten households.",
        review_by=day("2027-03-31", "2027-03-31T23:00:00Z"),
        assurances=[{"kind": "data-protection-training", "holder": "J. Doe", "reference": "T-1",
                     "valid_until": day("2027-12-31", "2028-01-01T00:00:00Z")},
                    {"kind": "accreditation", "holder": "Example House", "reference": "A-1"}],
        escalation=[{"role": "data-owner", "contact": "owner@department-a.example", "days": 14}],
        conditions=[{"id": "no-linkage", "text": "Not linked with other data.\nNot even once."}],
        tables=[table(max_records=100_000, k_threshold=10, schema={"fieldsMatch": "exact", "fields": [
            field(constraints={"required": True, "unique": False, "minimum": "0", "maximum": "120"}),
            field(name="region", type="string", constraints={
                "minLength": 1, "maxLength": 8, "pattern": "[A-Z]+", "enum": ["NE", "SW"]})]})]) | changes


def agreement_hash(value):
    return H("mv1 agreement", canonical(value)).hex()


def message(kind, body):
    """What is signed."""
    return b"microvault/1 %s\n%s\n" % (kind.encode(), canonical(body))


def statement(kind, body, *keys):
    """Embedded form, signed by each of the keys."""
    return {"body": body, "signatures": [signature(key, message(kind, body)) for key in keys]}


def signature(key, text):
    return {"key": key.line, "signature": base64_text(key.sign(text))}


def text_form(kind, one):
    """A statement as a file."""
    lines = [f"{s['key']} {s['signature']}\n" for s in one["signatures"]]
    return message(kind, one["body"]) + "".join(lines).encode()


def approval_body(of, number, **changes):
    """For requirement `number` of the agreement."""
    required = of["approvals_required"][number]
    return {"agreement_hash": agreement_hash(of), "reference": of["reference"], "revision": of["revision"],
            "role": required["role"], "name": required["name"], "approved_at": SIGNED_AT} | changes


def approval(of, number, key=None, **changes):
    return statement("approval", approval_body(of, number, **changes), key or (OWNER, OFFICER)[number])


def card_id(number):
    return f"{number:032x}"


def card_body(number=1, **changes):
    """Cards are of Example House, but for card 3, which is of the other site."""
    recipients = {3: {"organisation": "Department C", "site": "Other House", "holder": "A. Smith"}}
    whose = {"organisation": "Department B", "site": "Example House", "holder": "J. Doe"}
    return whose | recipients.get(number, {}) | {
        "card_id": card_id(number), "provider": PROVIDER.line, "reference": REFERENCE,
        "delivery_key": delivery_key(number).line,
        "made_at": "2026-12-20T09:00:00Z", "use_by": "2027-03-01T00:00:00Z"} | changes


def card(number=1, key=None, **changes):
    """Signed by the key of its site, or by `key`."""
    return statement("card", card_body(number, **changes), key or (OTHER_SITE if number == 3 else SITE))
