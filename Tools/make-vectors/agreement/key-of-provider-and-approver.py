"""The key of a required approval is the provider's."""
from forge import *

p = Package(agreement=agreement(approvals_required=[requirement(key=PROVIDER)]))
p.approvals = [approval(p.agreement, 0, PROVIDER)]
refused(p, "6.2/3b")
