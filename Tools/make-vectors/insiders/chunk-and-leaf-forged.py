"""A fellow recipient put another chunk and its leaf there; page hash and head are as they were."""
from forge import *

p = Package()
p.stream.frames = [raw_frame(p.stream.tar)]
p.envelope, p.pages = p.envelope, p.pages
p.chunks = [p.seal(forged_content(p), 0, True)]
refused(p, "10.2/5")
