"""Files of 511, 512 and 513 bytes."""
from forge import *

accepted(Package(*(Entry(f"{size}.bin", seeded("content", size)) for size in (511, 512, 513))))
