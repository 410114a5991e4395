"""The descriptor says that entries have checksums, and they have."""
from forge import *

p = Package()
s = p.stream
entries = b"".join(le32(length) + le32(size) + bytes(4) for length, size in s.rows)
s.table = skippable(TABLE, entries + le32(len(s.rows)) + b"\x80" + le32(FOOTER))
refused(p, "11.4/3")
