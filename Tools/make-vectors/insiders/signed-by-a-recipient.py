"""A fellow recipient put another chunk there and signed the head with a key of their own."""
from forge import *

p = Package()
p.stream_bytes = forged_content(p)
p.signer = STRANGER
refused(p, "9.6/0")
