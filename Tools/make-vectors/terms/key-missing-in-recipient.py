"""A second recipient has no `users`."""
from forge import *

p = Package()
p.agreement["recipients"].append({"organisation": "Department C", "site": "Other House", "site_keys": [OTHER_SITE.line]})
refused(p, "2.1/15")
