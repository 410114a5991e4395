"""The title has U+FFFF in it, no character."""
from forge import *

p = Package(agreement=agreement(title="One\uffffTwo"))
refused(p, "2.2/3")
