"""The key of a required approval is a site's."""
from forge import *

p = Package(agreement=agreement(approvals_required=[requirement(key=SITE)]))
p.approvals = [approval(p.agreement, 0, SITE)]
refused(p, "6.2/3e")
