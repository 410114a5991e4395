import PackageFormat
import Sealing

/// Who shares, who receives, who vouches, approves and is told.
extension ClausesOf {
    var provider: [Clause] {
        let provider = agreement.provider
        return [
            Clause(
                "provider", keys: ["organisation", "data_owner", "data_steward", "contact"],
                """
                \(provider.organisation)
                data owner \(provider.dataOwner)
                data steward \(provider.dataSteward)
                contact \(provider.contact)
                """,
                [
                    .declared:
                        "Names for people. Whose key the signing key is does not follow from them, only from comparing its fingerprint."
                ]),
            Clause(
                "provider.signing_key", provider.signingKey.fingerprint.description,
                [
                    .enforced:
                        "A package signed by any other key is refused, and \"unvault\" opens only what a key that it trusts as provider signed.",
                    .declared: "That the provider alone has this key: whoever has it can sign in the provider's name.",
                ]),
        ]
    }

    var recipients: [Clause] {
        [
            Clause(
                "recipients", keys: ["organisation", "site"],
                listed(agreement.recipients.map { "\($0.organisation), \($0.site)" }),
                [
                    .enforced:
                        "Each card in a package signs its organisation and site; every reader checks every card against this list.",
                    .attested: "That a site's vault is at this site is the word of whoever set it up.",
                ]),
            Clause(
                "recipients.site_keys",
                listed(agreement.recipients.flatMap { $0.siteKeys.map { $0.fingerprint.description } }),
                [
                    .enforced:
                        "A package is sealed only to delivery keys on cards that these keys signed; every reader checks every card, so a sender cannot add one unseen.",
                    .declared:
                        "That a key is the site's, and stays there: a holder can give a delivery key away, or what it opened.",
                ]),
            Clause(
                "recipients.users", listed(agreement.recipients.flatMap { $0.users.map(\.description) }),
                [
                    .enforced: "Each card is for one of these people; every reader checks that.",
                    .attested: "Who opens is the name that somebody chose or typed there; the site's log has it.",
                ]),
        ]
    }

    var assurances: Clause {
        let hasEnd = agreement.assurances.contains { $0.validUntil != nil }
        return Clause(
            "assurances",
            keys: agreement.assurances.isEmpty
                ? [] : ["kind", "holder", "reference"] + (hasEnd ? ["valid_until"] : []),
            listed(
                agreement.assurances.map { assurance in
                    let until = assurance.validUntil.map { ", until \($0.date.inWords)" } ?? ""
                    return "\(assurance.kind.rawValue): \(assurance.holder), \(assurance.reference)\(until)"
                }),
            agreement.assurances.isEmpty
                ? [.declared: "Nothing of the kind is demanded."]
                : [
                    .declared:
                        "No tool asks whoever gave it. After \"valid_until\" \"pack\" and \"unvault\" refuse for its holder, as a control for honest users; another program need not."
                ])
    }

    var escalation: Clause {
        Clause(
            "escalation", keys: agreement.escalation.isEmpty ? [] : ["role", "contact", "days"],
            listed(
                agreement.escalation.map {
                    "\($0.role): \($0.contact), \($0.days) \($0.days == 1 ? "day" : "days") after a deadline"
                }),
            agreement.escalation.isEmpty
                ? [.declared: "Nobody is named for deadlines that pass."]
                : [.declared: "\"vaultregister\" names them when a deadline has passed so long; it writes to nobody."])
    }

    var approvalsRequired: Clause {
        let required = agreement.approvalsRequired
        guard !required.isEmpty else {
            return Clause(
                "approvals_required", "none",
                [.declared: "Nobody else has to approve: the holder of the provider's signing key decides alone."])
        }
        return Clause(
            "approvals_required", keys: ["role", "name", "key"],
            listed(required.map { "\($0.role): \($0.name), key \($0.key.fingerprint)" }),
            [
                .enforced:
                    "Every reader refuses a package without a signature by each of these keys over this very text.",
                .attested: "Each signature is a named person's word that they approve.",
                .declared:
                    "That a key is that person's, unless the recipient trusts it as \"approver:ROLE\" by a fingerprint of their own.",
            ])
    }
}
