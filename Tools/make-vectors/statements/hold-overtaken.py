"""A hold that was issued before the release that was taken."""
from forge import *

declined(order("hold", "09:30"), "16.1/17e", before=["hold", "release"])
