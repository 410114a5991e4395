"""The approvals stand in another order than the requirements."""
from forge import *

to = revised(approvals_required=[requirement(), OFFICER_REQUIRED])
declined(amendment(to, approvals=[approval(to, 1), approval(to, 0)]), "16.1/16b")
