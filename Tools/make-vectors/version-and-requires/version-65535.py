"""The version is 65,535, and nothing follows the prelude."""
from forge import *

p = Package()
refused(p.prelude_with(version=65_535), "9.1/5")
