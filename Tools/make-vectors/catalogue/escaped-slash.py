"""The slash of a path is escaped."""
from forge import *

p = Package()
s = p.stream
s.catalogue = replaced(s.catalogue, b"data/households", b"data\\/households")
refused(p, "11.2/10")
