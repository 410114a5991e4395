"""The report has an unknown key."""
from forge import *

p = screened(tool="another")
refused(p, "17.3/1f")
