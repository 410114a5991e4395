"""A release that was issued at the second of the hold that was taken."""
from forge import *

declined(order("release", "09:00"), "16.1/17f", before=["hold"], standing="revision 1 held")
