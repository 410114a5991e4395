import CustodyLog
import Files
import Glibc
import PackageFormat
import Sealing

/// A holding that cannot be read as what it should be.
public struct DamagedHolding: Sendable {
    public let packageHash: Digest
    /// What is wrong with it.
    public let error: VaultError
    /// What the logs say of the package, as far as they can be read.
    public let packageID: Identifier?
    public let reference: Reference?
}

extension SiteVault {
    /// All packages that came to this vault and can be read, in the order of their arrival. What is damaged in one is no
    /// reason to leave the others: `damagedHoldings` tells of it.
    public func holdings() throws(VaultError) -> [Holding] {
        try surveyHoldings().whole.sorted { ($0.receivedAt, $0.packageID) < ($1.receivedAt, $1.packageID) }
    }

    public func damagedHoldings() throws(VaultError) -> [DamagedHolding] {
        let damaged = try surveyHoldings().damaged
        guard !damaged.isEmpty else { return [] }
        let events = try logs().flatMap { (try? history(of: $0)) ?? [] }
        return damaged.map { hash, error in
            let known = events.last { $0.packageHash == hash && $0.reference != nil }
            return DamagedHolding(
                packageHash: hash, error: error, packageID: known?.packageID, reference: known?.reference)
        }
    }

    private func surveyHoldings() throws(VaultError) -> (whole: [Holding], damaged: [(Digest, VaultError)]) {
        let names = try inVault { () throws(IOError) in try File(folder: folder.holdingsFolder).names() }
        var whole: [Holding] = []
        var damaged: [(Digest, VaultError)] = []
        for hash in names.compactMap({ $0.flatMap { Digest($0) } }).sorted(by: { $0.description < $1.description }) {
            let path = folder.holdingPath(hash)
            do throws(VaultError) {
                if let holding = try holding(hash) {
                    whole.append(holding)
                } else if ["copies", "statements", "certificates", "erased"].contains(where: {
                    isThere("\(path)/\($0)")
                }) {
                    throw .damaged(path: path + "/holding.json")
                }
            } catch { damaged.append((hash, error)) }
        }
        return (whole, damaged)
    }

    /// Nil where it never came, and where a process was killed as it came: `holding.json` is its last file.
    public func holding(_ package: Digest) throws(VaultError) -> Holding? {
        try recorded(package).map { path throws(VaultError) in try Holding(at: path) }
    }

    /// The same where the head was verified already, and `keep` held it against the one that is kept.
    func holding(of head: Head) throws(VaultError) -> Holding? {
        try recorded(head.packageHash).map { path throws(VaultError) in try Holding(at: path, head: head) }
    }

    private func recorded(_ package: Digest) -> String? {
        let path = folder.holdingPath(package)
        return access(path + "/holding.json", F_OK) == 0 ? path : nil
    }

    /// The holding that `name` means: a package id, or a reference of which one package is held still.
    public func holding(named name: String) throws(VaultError) -> Holding {
        let all = try holdings()
        let found = all.filter { $0.packageID.description == name || $0.packageHash.description == name }
        if let one = found.first, found.count == 1 { return one }
        let referenced = found.isEmpty ? all.filter { $0.agreement.reference.description == name } : found
        let present = referenced.filter { $0.certificate?.result != .complete }
        let candidates = present.isEmpty ? referenced : present
        guard let one = candidates.first else { throw try damage(ofHoldingNamed: name) ?? .holdingUnknown(name) }
        guard candidates.count == 1 else {
            throw .holdingAmbiguous(name, packages: candidates.map(\.packageID))
        }
        return one
    }

    private func damage(ofHoldingNamed name: String) throws(VaultError) -> VaultError? {
        let found = try damagedHoldings().first {
            [$0.packageHash.description, $0.packageID?.description, $0.reference?.description].contains(name)
        }
        return found?.error
    }
}
