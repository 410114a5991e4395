"""An archive of five frames, which are small: its file is zeros."""
from forge import *

accepted(Package(Entry("zeros.bin", bytes(5_000_000))), "11.4/11")
