"""An unknown key in a required approval."""
from forge import *

p = Package(agreement=approved_agreement())
p.agreement["approvals_required"][1]["unknown"] = 1
refused(p, "2.1/14")
