"""Names beyond ASCII, in pax records."""
from forge import *

accepted(Package(named("données.csv", b"1\n"), named("家計.csv", b"2\n"), named("🙂", b"3\n")))
