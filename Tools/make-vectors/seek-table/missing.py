"""The stream ends behind the catalogue frame, with no table."""
from forge import *

p = Package()
p.stream.table = b""
refused(p, "11.4/2")
