"""A site key is no point of the curve."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line(SIGNING, le(32, 2)))
refused(p, "4/4")
