"""A site key is of a kind that there is not."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(key_line("microvault-witness", STRANGER.public))
refused(p, "4/1")
