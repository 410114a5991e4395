"""The line of the report is empty."""
from forge import *

p = screened()
s = p.stream
s.catalogue = b"\n".join(s.catalogue.split(b"\n")[:-2]) + b"\n\n"
refused(p, "17.3/1e")
