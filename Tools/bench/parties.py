"""The two parties of a benchmark: keys, agreements, vaults and cards, and the keys of the peers."""
import datetime
import os
import pathlib
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
AGREEMENT = """\
microvault_agreement: 1
reference: {reference}
revision: 1
title: Benchmark
purpose: Benchmark
purpose_category: statistics
provider: {{organisation: A, data_owner: B, data_steward: C, contact: D, signing_key: "{provider}"}}
recipients: [{{organisation: E, site: F, site_keys: ["{site}"], users: [G]}}]
classification: OFFICIAL
personal_data: false
special_category: false
criminal_offence_data: false
de_identification: anonymised
starts: {starts}
expires: {expires}
delete_by: {delete_by}
storage: {{encrypted: recommended, removable_media: allowed}}
"""


class Parties:
    """`plain` is an agreement without tables, `screened` one with those of tables.yaml; each has its card, whose key is in the vault.

    Every pack starts with no list of used cards, and every opening with a copy of the vault as it was before: so one set of cards
    serves all rounds, and each round does all of its work.
    """

    def __init__(self, runner, folder, cards):
        self.runner = runner
        self.folder = pathlib.Path(folder)
        self.vault = self.folder / "vault"
        for name in ("provider", "site"):
            shutil.copyfile(ROOT / "keys-example" / f"{name}.key", self.folder / f"{name}.key")
            os.chmod(self.folder / f"{name}.key", 0o600)
        self.key = self.folder / "provider.key"
        self._vault(self.vault)
        self._vault(self.folder / "other-vault")
        self.agreements, self.cards = {}, {}
        for name, tables in (("plain", ""), ("screened", (pathlib.Path(__file__).parent / "tables.yaml").read_text())):
            reference = f"BENCH-{name}"
            self.agreements[name] = self._agreement(reference, tables)
            self.cards[name] = ["--card", self._card(self.vault, reference, self.folder / f"{name}.card")]
        # All but one are for another vault of the same site: a recipient holds one card of the many in a package.
        many = self.folder / "cards"
        many.mkdir()
        self._card(self.vault, "BENCH-plain", many / "0.card")
        for number in range(1, cards):
            self._card(self.folder / "other-vault", "BENCH-plain", many / f"{number}.card")
        self.cards["many"] = ["--cards", str(many)]
        runner.text("age-keygen", "-o", self.folder / "age.key")
        self.age = runner.text("age-keygen", "-y", self.folder / "age.key")

    def _vault(self, path):
        provider = ROOT / "keys-example" / "provider.pub"
        settings = {"UNVAULT_HOME": str(path)}
        self.runner.text(
            "unvault", "init", "--organisation", "E", "--site", "F", "--no-passphrase",
            "--site-key", self.folder / "site.key", settings=settings)
        fingerprint = self.runner.text("microvault", "key", "fingerprint", provider)
        self.runner.text(
            "unvault", "trust", "add", provider, "--as", "provider", "--fingerprint", fingerprint, settings=settings)

    def _agreement(self, reference, tables):
        days = {"starts": -1, "expires": 30, "delete_by": 60}
        today = datetime.datetime.now(datetime.timezone.utc).date()
        keys = {name: (ROOT / "keys-example" / f"{name}.pub").read_text().strip() for name in ("provider", "site")}
        source = self.folder / f"{reference}.yaml"
        source.write_text(AGREEMENT.format(
            reference=reference, **keys,
            **{name: today + datetime.timedelta(days=count) for name, count in days.items()}) + tables)
        compiled = self.folder / f"{reference}.agreement"
        self.runner.text("microvault", "agreement", "compile", source, "-o", compiled)
        return str(compiled)

    def _card(self, vault, reference, path):
        self.runner.text(
            "unvault", "card", reference, "--holder", "G", "-o", path, settings={"UNVAULT_HOME": str(vault)})
        return str(path)

    def fresh_state(self):
        """Settings of a sender who has packed nothing yet."""
        state = self.folder / "state"
        shutil.rmtree(state, ignore_errors=True)
        return {"XDG_STATE_HOME": str(state)}

    def fresh_vault(self):
        """Settings of a recipient whose cards are not used yet."""
        copy = self.folder / "vault-of-this-round"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.vault, copy)
        return {"UNVAULT_HOME": str(copy)}

    def gpg(self):
        """Settings with a key for "bench" in a folder of GnuPG's own."""
        home = self.folder / "gnupg"
        settings = {"GNUPGHOME": str(home)}
        if not home.exists():
            home.mkdir(mode=0o700)
            self.runner.text(
                "gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "bench", "default", "default",
                "never", settings=settings)
            # Encrypting needs no agent, and one that stays would hold the folder.
            self.runner.text("gpgconf", "--kill", "gpg-agent", settings=settings)
        return settings
