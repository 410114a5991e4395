"""The bounds are far above what there is; only a writer has to take the Padmé of it."""
from forge import *

p = Package()
p.envelope = p.envelope | {"content_bytes_bound": 1_000_001, "file_count_bound": 1_015_808}
accepted(p, "9.6/6c")
