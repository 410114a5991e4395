"""`purpose_category` is none of its words."""
from forge import *

p = Package()
p.agreement["purpose_category"] = "policy"
refused(p, "6.1/1")
