"""In the place of the commitment stands a hash of the same key for another purpose."""
from forge import *

p = Package()
p.commitment = H("mv1 page", key=p.key).hex()
refused(p, "8/2")
