"""A site key is the line of a delivery key."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(delivery_key(2).line)
refused(p, "4/1")
