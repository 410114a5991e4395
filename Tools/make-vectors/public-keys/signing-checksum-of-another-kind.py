"""The checksum of a site key is that of a delivery key."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line(SIGNING, STRANGER.public, H("mv1 key line", DELIVERY.encode(), STRANGER.public)[:4]))
refused(p, "4/2")
