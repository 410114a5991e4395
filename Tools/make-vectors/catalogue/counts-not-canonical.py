"""The counts have a space."""
from forge import *

p = Package()
s = p.stream
s.catalogue = replaced(s.catalogue, b'"entries":3', b'"entries": 3')
refused(p, "11.2/4")
