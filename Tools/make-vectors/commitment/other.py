"""The commitment is another one."""
from forge import *

p = Package()
p.commitment = H("mv1 commit", key=p.key_of(seeded("other S"))).hex()
refused(p, "8/2")
