"""`index_root` is a hash of the page hash without the number of chunks."""
from forge import *

p = Package()
p.index_root = H("mv1 index", *p.pages).hex()
refused(p, "10.2/4")
