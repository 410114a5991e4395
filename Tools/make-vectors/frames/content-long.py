"""The blocks of a frame have 512 bytes more than it declares; the checksum is theirs."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar + bytes(512), middle=le32(len(s.tar)))]
refused(p, "11.1/11")
