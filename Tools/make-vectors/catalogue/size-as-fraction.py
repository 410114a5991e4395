"""A size is written with a fraction."""
from forge import *

p = Package()
s = p.stream
s.catalogue = replaced(s.catalogue, b'"size":20', b'"size":20.0')
refused(p, "11.2/10")
