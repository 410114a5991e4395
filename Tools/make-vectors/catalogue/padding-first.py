"""A padding frame stands before the catalogue frame."""
from forge import *

p = Package()
s = p.stream
s.frames, s.padding = s.frames, []
s.rows = [s.rows[0], (20, 0), s.rows[1]]
s.catalogue_frame = padding_frame(12) + s.catalogue_frame
refused(p, "11.2/1")
