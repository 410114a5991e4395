"""The title has U+10FFFF in it, no character."""
from forge import *

p = Package(agreement=agreement(title="One\U0010ffffTwo"))
refused(p, "2.2/3")
