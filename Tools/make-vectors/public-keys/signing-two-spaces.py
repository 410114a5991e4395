"""A site key has two spaces."""
from forge import *

p = Package()
p.agreement["recipients"][0]["site_keys"].append(STRANGER.line.replace(" ", "  "))
refused(p, "4/3")
