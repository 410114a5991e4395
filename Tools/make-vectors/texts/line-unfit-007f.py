"""The title has U+007F in it, delete."""
from forge import *

p = Package(agreement=agreement(title="One\u007fTwo"))
refused(p, "2.2/3")
