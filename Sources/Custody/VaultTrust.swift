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
        let lock = try writerLock()
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
        var entry = JournalEntry(.pinned, at: now)
        (entry.key, entry.roles) = (key, [role.description])
        if !demands.isEmpty { entry.demands = demands }
        try append(entry, to: role == .provider ? key : nil)
        try store(pins)
        _ = lock.descriptor
    }

    /// Removes the pin with all its roles; a key compromised since a day is never pinned again.
    public func distrust(_ fingerprint: Fingerprint, compromisedSince since: LocalDate?, now: Instant)
        throws(VaultError)
    {
        let lock = try writerLock()
        var pins = try pins()
        guard let index = pins.stored.pins.firstIndex(where: { $0.key.fingerprint == fingerprint }) else {
            throw .notPinned(fingerprint)
        }
        let pin = pins.stored.pins.remove(at: index)
        if let since { pins.stored.compromised.append(.init(key: pin.key, since: since)) }
        var entry = JournalEntry(.unpinned, at: now)
        (entry.key, entry.roles, entry.since) = (pin.key, pin.roles, since)
        try append(entry, to: pin.pinRoles.contains(.provider) ? pin.key : nil)
        try store(pins)
        _ = lock.descriptor
    }

    private func store(_ pins: VaultPins) throws(VaultError) {
        let bytes = CanonicalJSON.encode(pins.stored)
        try inVault { () throws(IOError) in
            try bytes.withUnsafeBufferPointer { (buffer) throws(IOError) in
                try replaceFile(at: folder.pinsPath, with: UnsafeRawBufferPointer(buffer), mode: 0o600)
            }
        }
    }

    /// One writer at a time; the next one waits.
    private func writerLock() throws(VaultError) -> File {
        try inVault { () throws(IOError) in
            let file = try File(appendingTo: folder.lockPath, mode: 0o600)
            _ = try file.lock(waiting: true)
            return file
        }
    }
}
