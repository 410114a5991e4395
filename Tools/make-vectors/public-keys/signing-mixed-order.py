"""A site key is a key with a point of order 8 added."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line(SIGNING, added(STRANGER.public, ORDER_8)))
refused(p, "4/6")
