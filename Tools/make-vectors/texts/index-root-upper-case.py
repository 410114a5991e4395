"""The index root is in upper case."""
from forge import *

p = Package()
p.envelope = p.envelope | {"index_root": p.index_root.upper()}
refused(p, "2.3/2")
