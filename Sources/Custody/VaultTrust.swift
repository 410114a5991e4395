import CustodyLog
import Files
import Glibc
import PackageFormat
import Sealing

extension SiteVault {
    public func pins() throws(VaultError) -> VaultPins { try VaultPins(at: folder.pinsPath) }

    /// Pins `line` in `role`; a key may have several roles.
    public func trust(_ line: KeyLine, as role: PinRole, demanding demands: [Reference], now: Instant)
        throws(VaultError)
    {
        try held { () throws(VaultError) in try pin(line, as: role, demanding: demands, now: now) }
    }

    private func pin(_ line: KeyLine, as role: PinRole, demanding demands: [Reference], now: Instant)
        throws(VaultError)
    {
        var pins = try pins()
        guard let key = SigningKeyText(line.bare) else { preconditionFailure("a key line that was parsed") }
        if let known = pins.stored.compromised.first(where: { $0.key == key }) {
            throw .compromised(key.fingerprint, since: known.since)
        }
        if let index = pins.stored.pins.firstIndex(where: { $0.key == key }) {
            let same =
                pins.stored.pins[index].pinRoles.contains(role)
                && (role != .provider || pins.stored.pins[index].demands == demands)
            guard !same else { throw .pinnedAlready(key.fingerprint, pins.stored.pins[index].pinRoles) }
            if !pins.stored.pins[index].pinRoles.contains(role) {
                pins.stored.pins[index].roles.append(role.description)
            }
            if role == .provider { pins.stored.pins[index].demands = demands }
        } else {
            pins.stored.pins.append(
                Pin(
                    key: key, comment: Line(typed: line.comment), roles: [role.description], demands: demands,
                    pinnedAt: now))
        }
        var event = EventBody(.pinned, at: now)
        (event.key, event.roles) = (key, [role.description].compactMap { Line($0) })
        if !demands.isEmpty { event.demands = demands }
        try record([event], of: role == .provider ? key : nil)
        try store(pins)
    }

    /// Removes the pin with all its roles; a key compromised since a day is never pinned again.
    public func distrust(_ fingerprint: Fingerprint, compromisedSince since: LocalDate?, now: Instant)
        throws(VaultError)
    {
        try held { () throws(VaultError) in try unpin(fingerprint, compromisedSince: since, now: now) }
    }

    private func unpin(_ fingerprint: Fingerprint, compromisedSince since: LocalDate?, now: Instant) throws(VaultError)
    {
        var pins = try pins()
        guard let index = pins.stored.pins.firstIndex(where: { $0.key.fingerprint == fingerprint }) else {
            throw .notPinned(fingerprint)
        }
        let pin = pins.stored.pins.remove(at: index)
        if let since { pins.stored.compromised.append(.init(key: pin.key, since: since)) }
        var event = EventBody(.unpinned, at: now)
        (event.key, event.roles, event.since) = (pin.key, pin.roles.compactMap { Line($0) }, since)
        try record([event], of: pin.pinRoles.contains(.provider) ? pin.key : nil)
        try store(pins)
    }

    private func store(_ pins: VaultPins) throws(VaultError) {
        let bytes = CanonicalJSON.encode(pins.stored)
        try inVault { () throws(IOError) in
            try bytes.withUnsafeBufferPointer { (buffer) throws(IOError) in
                try replaceFile(at: folder.pinsPath, with: UnsafeRawBufferPointer(buffer), mode: folder.fileMode)
            }
        }
    }
}
