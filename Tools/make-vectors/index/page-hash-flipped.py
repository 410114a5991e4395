"""A bit of the page hash is flipped."""
from forge import *

p = Package()
p.pages = p.pages
p.index_root = p.index_root
p.pages = [flipped(p.pages[0], 0)]
refused(p, "10.2/3")
