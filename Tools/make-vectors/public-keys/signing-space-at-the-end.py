"""A site key has a space at its end."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(STRANGER.line + " ")
refused(p, "4/3")
