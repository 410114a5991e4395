"""An empty line follows the last one."""
from forge import *

p = Package()
p.stream.catalogue = p.stream.catalogue + b"\n"
refused(p, "11.2/17")
