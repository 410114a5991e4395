"""An approval has a stranger's signature under the required key."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = p.approvals
p.approvals[0]["signatures"][0]["signature"] = approval(p.agreement, 0, STRANGER)["signatures"][0]["signature"]
refused(p, "9.6/4j")
