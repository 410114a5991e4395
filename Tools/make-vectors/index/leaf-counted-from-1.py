"""A leaf counts its chunk as 1, and the provider signed it."""
from forge import *

p = Package()
p.leaves = [H("mv1 leaf", le64(1), p.chunks[0])]
refused(p, "10.2/8")
