"""A fellow recipient put another chunk there and made index and envelope anew, but cannot sign it."""
from forge import *

p = Package()
p.stream.frames = [raw_frame(p.stream.tar)]
p.signature = p.signature
p.stream_bytes = forged_content(p)
refused(p, "9.4/4")
