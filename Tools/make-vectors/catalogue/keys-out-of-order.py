"""The keys of a line stand in another order."""
from forge import *

p = Package()
s = p.stream
s.catalogue = replaced(s.catalogue, b'{"offset":0,"path":"data"}', b'{"path":"data","offset":0}')
refused(p, "11.2/10")
