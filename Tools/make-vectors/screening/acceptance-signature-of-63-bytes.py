"""A signature has 63 bytes."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.screening[1]["signatures"][0]["signature"] = base64_text(bytes(63))
refused(p, "17.3/1p")
