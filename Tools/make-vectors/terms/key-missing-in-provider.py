"""The key `contact` is missing in `provider`."""
from forge import *

p = Package()
del p.agreement["provider"]["contact"]
refused(p, "2.1/15")
