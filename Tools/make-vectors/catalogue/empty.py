"""The catalogue frame is empty."""
from forge import *

p = Package()
p.stream.catalogue = b""
refused(p, "11.2/3")
