"""The report stands before the last entry."""
from forge import *

p = screened()
s = p.stream
first, *lines = s.catalogue.splitlines(keepends=True)
s.catalogue = b"".join([first, *lines[:-2], lines[-1], lines[-2]])
refused(p, "11.2/11")
