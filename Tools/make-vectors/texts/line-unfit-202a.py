"""The title has U+202A in it, an embedding."""
from forge import *

p = Package(agreement=agreement(title="One\u202aTwo"))
refused(p, "2.2/3")
