"""The second of two approvals that the later revision requires is missing."""
from forge import *

to = revised(approvals_required=[requirement(), OFFICER_REQUIRED])
declined(amendment(to, approvals=[approval(to, 0)]), "16.1/16a")
