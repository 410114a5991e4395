"""A list of texts has null in it."""
from forge import *

p = Package()
p.agreement["recipients"][0]["users"].append(None)
refused(p, "2.1/12", "2.1/16")
