"""A fellow recipient, who knows Kp, put another chunk in the place of the second; index and head are as they were."""
from forge import *

p = two_chunks()
p.stream.frames = [raw_frame(p.stream.tar)]
p.index, p.envelope = p.index, p.envelope
pieces = p.pieces
pieces[1] = flipped(pieces[1], 0)
p.chunks = [p.chunks[0], p.seal(pieces[1], 1, True)]
refused(p, "10.2/7")
