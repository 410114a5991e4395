"""The key `text` is missing in a condition."""
from forge import *

p = Package(agreement=full_agreement())
del p.agreement["conditions"][0]["text"]
refused(p, "2.1/15")
