"""The title has U+1FFFE in it, no character."""
from forge import *

p = Package(agreement=agreement(title="One\U0001fffeTwo"))
refused(p, "2.2/3")
