"""The provider dropped a required approval from the agreement; the other one is of the agreement before."""
from forge import *

p = Package(agreement=approved_agreement())
kept = p.approvals[0]
p.agreement["approvals_required"] = p.agreement["approvals_required"][:1]
p.approvals = [kept]
refused(p, "9.6/4c")
