import PackageFormat

/// The parts of an agreement; each initialiser reads every key before it gives up, so that all problems are found.
extension Provider {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let organisation = keys.required(.organisation) { $0.line() }
        let dataOwner = keys.required(.dataOwner) { $0.line() }
        let dataSteward = keys.required(.dataSteward) { $0.line() }
        let contact = keys.required(.contact) { $0.line() }
        let signingKey = keys.required(.signingKey) { $0.signingKey() }
        guard let organisation, let dataOwner, let dataSteward, let contact, let signingKey else { return nil }
        self.init(
            organisation: organisation, dataOwner: dataOwner, dataSteward: dataSteward, contact: contact,
            signingKey: signingKey)
    }
}

extension Recipient {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let organisation = keys.required(.organisation) { $0.line() }
        let site = keys.required(.site) { $0.line() }
        let siteKeys = keys.required(.siteKeys) { $0.list { $0.signingKey() } }
        let users = keys.required(.users) { $0.list { $0.line() } }
        guard let organisation, let site, let siteKeys, let users else { return nil }
        self.init(organisation: organisation, site: site, siteKeys: siteKeys, users: users)
    }
}

extension Assurance {
    init?(reading source: Source, in zone: LocalTime?) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let kind = keys.required(.kind) { $0.oneOf(Kind.self) }
        let holder = keys.required(.holder) { $0.line() }
        let reference = keys.required(.reference) { $0.line() }
        let validUntil = keys.optional(.validUntil) { $0.day(in: zone, LocalTime.firstInstant(after:)) }
        guard let kind, let holder, let reference, let validUntil else { return nil }
        self.init(kind: kind, holder: holder, reference: reference, validUntil: validUntil)
    }
}

extension Escalation {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let role = keys.required(.role) { $0.reference() }
        let contact = keys.required(.contact) { $0.line() }
        let days = keys.required(.days) { $0.integer() }
        guard let role, let contact, let days else { return nil }
        self.init(role: role, contact: contact, days: days)
    }
}

extension Condition {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let id = keys.required(.id) { $0.reference() }
        let text = keys.required(.text) { $0.prose() }
        guard let id, let text else { return nil }
        self.init(id: id, text: text)
    }
}

extension ApprovalRequirement {
    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let role = keys.required(.role) { $0.reference() }
        let name = keys.required(.name) { $0.line() }
        let key = keys.required(.key) { $0.signingKey() }
        guard let role, let name, let key else { return nil }
        self.init(role: role, name: name, key: key)
    }
}

extension Storage {
    /// Where an agreement does not say: the safer of each.
    static let standard = Storage(encrypted: .required, removableMedia: .prohibited)

    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self) else { return nil }
        let encrypted = keys.value(.encrypted, default: Self.standard.encrypted) { $0.oneOf(Encryption.self) }
        let media = keys.value(.removableMedia, default: Self.standard.removableMedia) { $0.oneOf(RemovableMedia.self) }
        guard let encrypted, let media else { return nil }
        self.init(encrypted: encrypted, removableMedia: media)
    }
}

extension ScreeningTerms {
    /// Where an agreement does not say: somebody other than the sender decides.
    static let standard = ScreeningTerms(acceptance: .approver)

    init?(reading source: Source) {
        guard let keys = MappingReader(source, keys: CodingKeys.self),
            let acceptance = keys.value(
                .acceptance, default: Self.standard.acceptance, { $0.oneOf(Acceptance.self) })
        else { return nil }
        self.init(acceptance: acceptance)
    }
}
