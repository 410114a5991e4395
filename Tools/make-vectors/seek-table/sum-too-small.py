"""Nine bytes stand between the catalogue frame and the table, and no entry counts them."""
from forge import *

p = Package()
s = p.stream
s.table = bytes(9) + s.table
refused(p, "11.4/20")
