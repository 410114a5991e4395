"""Chunks are under the S that is sealed to the card; only the commitment is of another S."""
from forge import *

p = Package()
p.commitment = H("mv1 commit", key=p.key_of(seeded("other S"))).hex()
refused(p, "8/2")
