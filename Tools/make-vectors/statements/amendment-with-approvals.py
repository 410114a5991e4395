"""An amendment with two approvals that the later revision requires."""
from forge import *

to = revised(approvals_required=[requirement(), OFFICER_REQUIRED])
taken(amendment(to), "revision 2", "16.1/16a")
