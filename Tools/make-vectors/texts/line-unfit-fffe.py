"""The title has U+FFFE in it, no character."""
from forge import *

p = Package(agreement=agreement(title="One\ufffeTwo"))
refused(p, "2.2/3")
