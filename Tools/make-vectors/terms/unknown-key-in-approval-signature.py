"""An unknown key in the signature of an approval."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = p.approvals
p.approvals[0]["signatures"][0]["unknown"] = 1
refused(p, "2.1/14")
