"""Two required approvals have one key."""
from forge import *

second = requirement("data-protection-officer", "S. Okafor", OWNER)
p = Package(agreement=agreement(approvals_required=[requirement(), second]))
p.approvals = [approval(p.agreement, 0), approval(p.agreement, 1, OWNER)]
refused(p, "6.2/3f")
