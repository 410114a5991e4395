import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// A key that this site decided to trust, and for what.
public struct Pin: Codable, Hashable, Sendable {
    public let key: SigningKeyText
    public let comment: Line?
    public internal(set) var roles: [String]
    /// Roles that must have approved, with keys pinned here, before a package of this provider opens.
    public internal(set) var demands: [Reference]
    public let pinnedAt: Instant

    enum CodingKeys: String, CodingKey {
        case key, comment, roles, demands
        case pinnedAt = "pinned_at"
    }

    public var pinRoles: [PinRole] { roles.compactMap { PinRole($0) } }
}

/// The pins of a vault: one file, replaced as one step.
public struct VaultPins: Pins, ApprovalDemands, Sendable {
    struct Compromise: Codable, Hashable, Sendable {
        let key: SigningKeyText
        let since: LocalDate
    }

    struct Stored: Codable, Hashable, Sendable {
        var pins: [Pin] = []
        var compromised: [Compromise] = []
    }

    var stored: Stored
    public var all: [Pin] { stored.pins }

    init(at path: String) throws(VaultError) {
        let bytes: [UInt8]?
        do throws(IOError) {
            let file = try File(reading: path, links: .refused)
            bytes = try file.contents(cap: 16 << 20)
        } catch {
            guard error.code == ENOENT else { throw .io(error) }
            stored = Stored()
            return
        }
        guard let bytes, let found = try? CanonicalJSON.decode(Stored.self, from: bytes, cap: 16 << 20) else {
            throw .damaged(path: path)
        }
        stored = found
    }

    public func roles(of key: SigningPublicKey) -> [PinRole] {
        stored.pins.first { $0.key.key == key }?.pinRoles ?? []
    }

    public func demandedRoles(of provider: SigningPublicKey) -> [Reference] {
        stored.pins.first { $0.key.key == provider }?.demands ?? []
    }

    public var providers: [Pin] { stored.pins.filter { $0.pinRoles.contains(.provider) } }
}
