"""The title has U+FDEF in it, no character."""
from forge import *

p = Package(agreement=agreement(title="One\ufdefTwo"))
refused(p, "2.2/3")
