"""A byte of a file is another than the checksum of the frame was made of."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(replaced(s.tar, b"winter", b"summer"), checksum=checksum_of(s.tar))]
refused(p, "11.1/12")
