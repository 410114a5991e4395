"""The key `timezone` is missing in the agreement."""
from forge import *

p = Package()
del p.agreement["timezone"]
refused(p, "2.1/15")
