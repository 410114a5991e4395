"""A fellow recipient put another chunk there and made the index anew; the head is as it was."""
from forge import *

p = Package()
p.stream.frames = [raw_frame(p.stream.tar)]
p.envelope = p.envelope
p.chunks = [p.seal(forged_content(p), 0, True)]
refused(p, "10.2/3")
