"""The release of a hold."""
from forge import *

taken(order("release", "10:00"), "revision 1", before=["hold"])
