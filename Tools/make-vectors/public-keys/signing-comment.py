"""A site key has a comment."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(STRANGER.line + " Example House")
refused(p, "4/3")
