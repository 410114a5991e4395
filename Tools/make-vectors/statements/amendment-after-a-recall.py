"""An amendment that was issued at the second of the recall."""
from forge import *

declined(amendment(revised(), "12:00"), "16.1/17b", before=["recall"], standing="revision 1 recalled")
