"""An id of 64 characters, a reason of 1,024 bytes beyond ASCII, a path of 64 components."""
from forge import *

p = screened(finding("x" * 64, path="/".join("p" * 64), variable="ä" * 512))
accept(p, accepted=[{"finding": "x" * 64, "reason": "名" * 341 + "x"}])
accepted(p, "17.3/1h")
