"""A card has 17 signatures, each of which verifies, the first by the site."""
from forge import *

keys = [SITE] + [SigningKey(f"co-signer {number}") for number in range(16)]
refused(Package(cards=[statement("card", card_body(), *keys)]), "9.6/5f")
