"""A bit of a leaf is flipped; the page hash is the signed one."""
from forge import *

p = Package()
p.pages = p.pages
p.index_root = p.index_root
p.leaves = [flipped(p.leaves[0], 0)]
refused(p, "10.2/5")
