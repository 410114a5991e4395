import PackageFormat
import Sealing

/// An agreement as an ODRL 2.2 policy: https://www.w3.org/TR/odrl-model/, https://www.w3.org/TR/odrl-vocab/.
///
/// Every rule has one assigner, one assignee and one target, so that a reader need not take compact rules apart.
struct PolicyExport {
    let agreement: Agreement
    /// Whether the people named for a site are listed.
    var namesPeople = true

    static func odrl(_ agreement: Agreement) -> [UInt8] {
        let policy = PolicyExport(agreement: agreement)
        return LinkedData.document([policy.asset] + policy.nodes)
    }

    /// The policy, then the parties that it names.
    var nodes: [LinkedData] { [policy] + parties }

    private var policy: LinkedData {
        let name = Name.agreement(agreement)
        var node: [String: LinkedData] = [
            "@id": .text(name), "@type": "odrl:Agreement", "odrl:uid": .iri(name), "odrl:profile": .iri(Name.profile),
            // "distribute" is included in "use": without this a conflict would void the whole policy.
            "odrl:conflict": .iri("odrl:prohibit"),
            "dcterms:identifier": .text(agreement.reference.description),
            "dcat:version": .text(String(agreement.revision)),
            "dcterms:title": .text(agreement.title.description),
            "dcterms:description": .text(agreement.purpose.description),
            "dcterms:temporal": term,
            "odrl:permission": .list(agreement.recipients.flatMap(permissions)),
            "odrl:obligation": .list(agreement.recipients.map(deletion)),
            "dcterms:rights": .list(statements),
        ]
        if agreement.onwardSharing == .prohibited {
            node["odrl:prohibition"] = .list(
                agreement.recipients.map { rule("odrl:Prohibition", "odrl:distribute", for: $0) })
        }
        if let before = Name.agreement(before: agreement) { node["dcterms:replaces"] = .iri(before) }
        return .node(node)
    }

    // MARK: Rules

    private func permissions(for recipient: Recipient) -> [LinkedData] {
        let constraints =
            [
                constraint("odrl:purpose", "odrl:isA", .iri(Name.category(agreement.purposeCategory))),
                constraint("odrl:purpose", "odrl:eq", .text(agreement.purpose.description)),
            ] + opening
        let use = rule("odrl:Permission", "odrl:use", for: recipient, ["odrl:constraint": .list(constraints)])
        guard agreement.onwardSharing == .withWrittenConsent else { return [use] }
        let consent: LinkedData = .node([
            "@type": "odrl:Duty", "odrl:action": .iri("odrl:obtainConsent"),
            "odrl:consentingParty": .iri(Name.organisation(agreement.provider.organisation)),
            // Before the permission is used.
            "odrl:constraint": [constraint("odrl:event", "odrl:lt", .iri("odrl:policyUsage"))],
        ])
        let share = rule(
            "odrl:Permission", "odrl:distribute", for: recipient,
            ["odrl:constraint": .list(constraints), "odrl:duty": [consent]])
        return [use, share]
    }

    private func deletion(by recipient: Recipient) -> LinkedData {
        rule(
            "odrl:Duty", "odrl:delete", for: recipient,
            ["odrl:constraint": [constraint("odrl:dateTime", "odrl:lteq", .moment(agreement.deleteBy.lastSecond))]])
    }

    /// From the first second on which a package opens to the last, the last before the review too.
    private var opening: [LinkedData] {
        [constraint("odrl:dateTime", "odrl:gteq", .moment(agreement.starts.instant))]
            + ([agreement.expires] + (agreement.reviewBy.map { [$0] } ?? [])).map {
                constraint("odrl:dateTime", "odrl:lteq", .moment($0.lastSecond))
            }
    }

    private func constraint(_ left: String, _ comparison: String, _ right: LinkedData) -> LinkedData {
        .node([
            "@type": "odrl:Constraint", "odrl:leftOperand": .iri(left), "odrl:operator": .iri(comparison),
            "odrl:rightOperand": right,
        ])
    }

    private func rule(
        _ kind: String, _ action: String, for recipient: Recipient, _ more: [String: LinkedData] = [:]
    ) -> LinkedData {
        let rule: [String: LinkedData] = [
            "@type": .text(kind), "odrl:action": .iri(action), "odrl:target": .iri(Name.extract(of: agreement)),
            "odrl:assigner": .iri(Name.organisation(agreement.provider.organisation)),
            "odrl:assignee": .iri(Name.site(recipient)),
        ]
        return .node(rule.merging(more) { $1 })
    }

    // MARK: Parties, target, texts

    private var parties: [LinkedData] {
        var provider: [String: LinkedData] = [
            "@id": .text(Name.organisation(agreement.provider.organisation)),
            "@type": ["odrl:Party", "vcard:Organization"],
            "vcard:fn": .text(agreement.provider.organisation.description),
        ]
        provider.merge(contact) { $1 }
        return [.node(provider)] + agreement.recipients.flatMap(parties)
    }

    /// How the provider is reached: an address, or what the agreement says.
    var contact: [String: LinkedData] {
        let contact = agreement.provider.contact
        guard let mail = Name.mail(contact) else { return ["vcard:note": .text(contact.description)] }
        return ["vcard:hasEmail": .iri(mail)]
    }

    private func parties(of recipient: Recipient) -> [LinkedData] {
        let site: LinkedData = .node([
            "@id": .text(Name.site(recipient)), "@type": ["odrl:PartyCollection", "vcard:Group"],
            "vcard:fn": .text("\(recipient.organisation), \(recipient.site)"),
        ])
        guard namesPeople else { return [site] }
        return [site]
            + recipient.users.map { user in
                .node([
                    "@id": .text(Name.person(user, of: recipient)), "@type": ["odrl:Party", "vcard:Individual"],
                    "vcard:fn": .text(user.description), "odrl:partOf": .iri(Name.site(recipient)),
                ])
            }
    }

    private var asset: LinkedData {
        .node([
            "@id": .text(Name.extract(of: agreement)), "@type": "odrl:Asset",
            "odrl:uid": .iri(Name.extract(of: agreement)), "dcterms:title": .text(agreement.title.description),
            "odrl:hasPolicy": .iri(Name.agreement(agreement)),
        ])
    }

    /// The days on which a package opens, first and last: a closed interval, as DCAT has it.
    private var term: LinkedData {
        .node([
            "@type": "dcterms:PeriodOfTime", "dcat:startDate": .day(agreement.starts.date),
            "dcat:endDate": .day(agreement.expires.date),
        ])
    }

    /// What ODRL has no terms for, as texts.
    private var statements: [LinkedData] {
        let storage = agreement.storage
        return agreement.conditions.map { .rights($0.text.description, id: $0.id.description) }
            + [
                .rights(
                    "Storage of opened data: encryption \(storage.encrypted.rawValue), removable media \(storage.removableMedia.rawValue)"
                )
            ] + (agreement.legalGateway.map { [.rights("Legal gateway: \($0)")] } ?? [])
    }
}

extension DatedInstant {
    /// The last second of a day whose instant is the first after it. Instants are whole seconds, so "not after this
    /// second" and "before the instant" are the same moments.
    var lastSecond: Instant { instant.advanced(bySeconds: -1) }
}
