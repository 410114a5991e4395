"""A leaf is that of another chunk; the page hash is the signed one."""
from forge import *

p = Package()
p.pages = p.pages
p.leaves = [H("mv1 leaf", le64(0), p.seal(seeded("plain", len(p.stream_bytes)), 0, True))]
refused(p, "10.2/5")
