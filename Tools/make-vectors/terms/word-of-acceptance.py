"""`screening.acceptance` is none of its words."""
from forge import *

p = Package()
p.agreement["screening"]["acceptance"] = "nobody"
refused(p, "6.1/7")
