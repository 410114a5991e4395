"""Two required approvals have one role, with other names and keys."""
from forge import *

second = requirement("information-asset-owner", "S. Okafor", OFFICER)
p = Package(agreement=agreement(approvals_required=[requirement(), second]))
refused(p, "6.2/6b")
