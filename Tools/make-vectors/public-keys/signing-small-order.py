"""A site key is a point of order 8."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line(SIGNING, ORDER_8))
refused(p, "4/5")
