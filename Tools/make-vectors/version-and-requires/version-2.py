"""The version is 2; what else a version 2 may be, nobody knows yet."""
from forge import *

p = Package()
p.prelude = p.prelude_with(version=2)
refused(p, "9.1/5")
