"""There are no approvals, and two are required."""
from forge import *

p = Package(agreement=approved_agreement())
p.approvals = []
refused(p, "9.6/4n")
