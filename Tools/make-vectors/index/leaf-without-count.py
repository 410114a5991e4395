"""A leaf is made without the number of its chunk, and the provider signed it."""
from forge import *

p = Package()
p.leaves = [H("mv1 leaf", chunk) for chunk in p.chunks]
refused(p, "10.2/8")
