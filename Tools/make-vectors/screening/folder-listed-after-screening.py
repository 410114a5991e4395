"""A folder is listed that was not when the report was made."""
from forge import *

files = Package().stream.entries
p = screened(package=Package(*files[1:]))
p.stream.entries = files
refused(p, "17.3/2a")
