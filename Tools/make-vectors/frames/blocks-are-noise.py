"""The compressed block of a frame is noise."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(seeded("noise", len(s.tar)), kind=2, checksum=checksum_of(s.tar))]
refused(p, "11.1/10")
