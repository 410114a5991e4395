"""A site key is the second spelling of a point."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line(SIGNING, NOT_CANONICAL))
refused(p, "4/7")
