"""One padding frame gives the stream its Padmé length."""
from forge import *

p = Package()
p.stream.pad_to(padme(len(p.stream.bytes) + 16))
accepted(p, "11.3/3")
