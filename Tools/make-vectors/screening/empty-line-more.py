"""An empty line follows the report."""
from forge import *

p = screened()
p.stream.catalogue = p.stream.catalogue + b"\n"
refused(p, "11.2/17")
