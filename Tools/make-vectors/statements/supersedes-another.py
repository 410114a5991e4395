"""The later revision supersedes another agreement than the amendment names."""
from forge import *

declined(amendment(revised(), agreement_hash="00" * 32), "16.1/15")
