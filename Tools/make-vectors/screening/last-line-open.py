"""The last line is not ended by a line feed."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.catalogue = p.stream.catalogue[:-1]
refused(p, "11.2/9")
