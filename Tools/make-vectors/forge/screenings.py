"""A screening's report and acceptances: docs/format.md, section 17."""
from .basics import H, OFFICER, OWNER, PROVIDER, canonical
from .package import Package
from .papers import SIGNED_AT, agreement, agreement_hash, approved_agreement, statement

HOUSEHOLDS = "data/households.csv"
APPROVER_ACCEPTS = approved_agreement(screening={"acceptance": "approver"})


def contents_hash(lines):
    """Section 17.1, of entries of the catalogue."""
    named = ({key: line[key] for key in line if key != "offset"} for line in lines)
    return H("mv1 contents", *(canonical(line) + b"\n" for line in named)).hex()


def report_hash(report):
    return H("mv1 screening", canonical(report)).hex()


def finding(name="e-mail-11111111", **changes):
    return {"id": name, "kind": "e-mail", "path": HOUSEHOLDS, "variable": "household", "detail": "inside text",
            "place": "note", "count": 1, "of": 2, "rows": [2]} | changes


ONE, OTHER = finding(), finding("telephone-22222222", kind="telephone")
BOTH = (ONE["id"], OTHER["id"])


def sizes(**changes):
    return {"uniques": 1, "below_3": 2, "below_5": 2, "below_10": 2} | changes


def risk(**changes):
    """With every key that there is."""
    return {"quasi_identifiers": ["household", "income"], "cells": 2, "sizes": sizes(), "k_threshold": 10, "below_k": 2,
            "without": [{"variable": "household", "sizes": sizes()}],
            "sensitive": [{"variable": "income", "one_value": 2, "two_values": 0}]} | changes


def variable(**changes):
    return {"name": "household", "type": "integer", "blank": 0} | changes


def looked_into(*variables, **changes):
    """A table of the report."""
    return {"path": HOUSEHOLDS, "format": "csv", "records": 2,
            "variables": list(variables or (variable(geography="ward"),)), "risk": risk()} | changes


def screened(*findings, agreement=agreement(), package=None, **changes):
    """A package with a report and no acceptance yet; `changes` are of the report."""
    p = package or Package(agreement=agreement)
    p.stream.screening = [{"rules": 1, "agreement_hash": agreement_hash(p.agreement),
                           "contents_hash": contents_hash(p.stream.lines), "tables": [looked_into()],
                           "findings": list(findings)} | changes]
    return p


def acceptance_body(p, *findings, **changes):
    """Of the package's report; `findings` are ids."""
    report, of = p.stream.screening[0], p.agreement
    return {"agreement_hash": agreement_hash(of), "reference": of["reference"], "revision": of["revision"],
            "contents_hash": report["contents_hash"], "report_hash": report_hash(report),
            "accepted": [{"finding": one, "reason": "Published already."} for one in findings],
            "accepted_at": SIGNED_AT} | changes


def accept(p, *findings, keys=(PROVIDER,), kind="acceptance", **changes):
    """One more acceptance, by the provider."""
    p.stream.screening.append(statement(kind, acceptance_body(p, *findings, **changes), *keys))


def approver(p, number):
    """What an acceptance by this one of `approved_agreement` says of them."""
    required = p.agreement["approvals_required"][number]
    return {"keys": ((OWNER, OFFICER)[number],), "role": required["role"], "name": required["name"]}
