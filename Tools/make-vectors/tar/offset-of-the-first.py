"""Blocks of zeros stand before the first entry, at whose offset it begins."""
from forge import *

p = Package(Entry("a.txt", b"x"))
s = p.stream
s.lines = [s.lines[0] | {"offset": 1_024}]
s.tar = bytes(1_024) + s.tar
refused(p, "11.6/31")
