"""The checksum of a site key is another."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line(SIGNING, STRANGER.public, bytes(4)))
refused(p, "4/2")
