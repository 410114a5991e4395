"""An approval has the signature of the required key over another time."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = p.approvals
p.approvals[0]["body"]["approved_at"] = "2027-01-10T10:00:01Z"
refused(p, "9.6/4j")
