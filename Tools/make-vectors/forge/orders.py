"""What a provider says of a package that is sent: docs/format.md, section 16."""
from .basics import H, PROVIDER
from .checks import CHECKS
from .package import Package
from .papers import NOW, agreement, agreement_hash, approval, statement, text_form
from .vector import FOUND, Vector

PACKAGE = "accepted/plain"                                  # that all statements are about
SENT = Package()
LATER = "2027-01-12T%s:00Z"


def package_hash(package):
    """Section 9.4."""
    return H("mv1 package", package.covered).hex()


def about(package, at):
    return {"package_id": package.terms["package_id"], "package_hash": package_hash(package), "issued_at": LATER % at}


def order_body(at, package=SENT, **changes):
    """Of a recall, hold or release issued at an hour and minute of 12 January."""
    return about(package, at) | {"agreement_hash": agreement_hash(package.agreement), "reason": "An inquiry.",
                                 "reference": package.agreement["reference"]} | changes


def order(kind, at="09:00", *keys, **changes):
    return text_form(kind, statement(kind, order_body(at, **changes), *(keys or (PROVIDER,))))


def revised(earlier=SENT.agreement, **changes):
    """The revision that follows."""
    number = earlier["revision"] + 1
    return earlier | {"revision": number, "supersedes": agreement_hash(earlier), "title": f"Revision {number}"} | changes


def amendment(to, at="09:00", *keys, **changes):
    """Approvals are those that the agreement requires."""
    approvals = [approval(to, number) for number in range(len(to["approvals_required"]))]
    body = about(SENT, at) | {"agreement": to, "agreement_hash": to.get("supersedes", agreement_hash(SENT.agreement)),
                              "approvals": approvals} | changes
    return text_form("amendment", statement("amendment", body, *(keys or (PROVIDER,))))


class StatementVector(Vector):
    def __init__(self, data, covers, expect, status, step, before, standing, now, also):
        super().__init__(data, covers, expect, status, step, "16.1", "nothing", "statement", PROVIDER.line, 1, now)
        self.header |= {"package": PACKAGE, "before": " ".join(f"statements/{name}" for name in before) or "none",
                        "standing": standing} | ({"also": also} if also else {})
        del self.header["released"]


def declined(data, check, *more, before=(), standing="revision 1", now=NOW, also=None):
    """Breaks `check`. `before` are names of this family that are taken first; `also` is the other status of README.md."""
    one = CHECKS[check]
    FOUND.append(StatementVector(data, (check, *more), one.expect, one.status, one.step, before, standing, now, also))


def taken(data, standing, *checks, before=(), now=NOW):
    """Has an effect; after it the package's standing is this."""
    FOUND.append(StatementVector(data, checks, "success", 0, 17, before, standing, now, None))
