"""The version is 257: its second byte counts too."""
from forge import *

p = Package()
p.prelude = p.prelude_with(version=257)
refused(p, "9.1/5")
