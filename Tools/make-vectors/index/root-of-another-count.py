"""`index_root` counts a chunk more."""
from forge import *

p = Package()
p.index_root = H("mv1 index", le64(2), *p.pages).hex()
refused(p, "10.2/4")
