"""`storage.encrypted` is none of its words."""
from forge import *

p = Package()
p.agreement["storage"]["encrypted"] = "optional"
refused(p, "6.1/5")
