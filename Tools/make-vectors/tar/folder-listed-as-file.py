"""A folder of the archive is a file in the catalogue."""
from forge import *

p = Package(folder("a"))
s = p.stream
s.lines = [{"path": "a", "offset": 0, "size": 0, "digest": file_digest(b"")}]
refused(p, "11.6/33")
