"""`index_root` is another, as the provider signed it."""
from forge import *

p = Package()
p.index_root = seeded("other root").hex()
refused(p, "10.2/3")
