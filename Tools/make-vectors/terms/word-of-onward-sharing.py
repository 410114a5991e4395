"""`onward_sharing` is none of its words."""
from forge import *

p = Package()
p.agreement["onward_sharing"] = "allowed"
refused(p, "6.1/4")
