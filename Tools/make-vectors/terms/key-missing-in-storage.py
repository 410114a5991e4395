"""The key `encrypted` is missing in `storage`."""
from forge import *

p = Package()
del p.agreement["storage"]["encrypted"]
refused(p, "2.1/15")
