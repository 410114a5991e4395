"""`storage.removable_media` is none of its words."""
from forge import *

p = Package()
p.agreement["storage"]["removable_media"] = "required"
refused(p, "6.1/6")
