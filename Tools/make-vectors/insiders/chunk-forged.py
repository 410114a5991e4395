"""A fellow recipient, who knows Kp, put another chunk in the place of the first; index and head are as they were."""
from forge import *

p = Package()
p.stream.frames = [raw_frame(p.stream.tar)]
p.index, p.envelope = p.index, p.envelope
p.chunks = [p.seal(forged_content(p), 0, True)]
refused(p, "10.2/7")
