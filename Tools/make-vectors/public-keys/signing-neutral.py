"""A site key is the neutral point."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line(SIGNING, le(32, 1)))
refused(p, "4/5")
