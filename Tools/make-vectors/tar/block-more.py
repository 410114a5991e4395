"""A third block of zeros follows the end."""
from forge import *

p = Package()
p.stream.end = bytes(1_536)
refused(p, "11.6/38")
