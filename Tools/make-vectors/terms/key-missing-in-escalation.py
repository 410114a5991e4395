"""The key `contact` is missing in a step of `escalation`."""
from forge import *

p = Package(agreement=full_agreement())
del p.agreement["escalation"][0]["contact"]
refused(p, "2.1/15")
