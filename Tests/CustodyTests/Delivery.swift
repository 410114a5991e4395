import CustodyLog
import Files
import FoundationEssentials
import Glibc
import Opening
import PackageFormat
import Sealing
import TestCast

@testable import Custody

/// A package that came to a card of a vault, and copies of it that were opened as `PackageOpening` records them; its
/// payload is noise.
final class Delivery {
    static let files: [(path: String, content: [UInt8])] = [
        ("data", []), ("data/households.csv", Array("household,income\n1,100\n2,200\n".utf8)),
        ("data/notes.txt", Array("collected in winter\n".utf8)), ("empty.txt", []),
    ]
    static let catalogue: [CatalogueEntry] = files.enumerated().map { number, file in
        file.path == "data"
            ? CatalogueEntry(folder: ArchivePath(file.path)!, offset: Count(number * 512)!)
            : CatalogueEntry(
                file: ArchivePath(file.path)!, offset: Count(number * 512)!, size: Count(file.content.count)!,
                digest: FileDigest.of(file.content))
    }

    let desk: VaultDesk
    let head: Head
    let bytes: HeadBytes
    let facts: PackageFacts
    let package: String

    init(
        _ desk: VaultDesk, in vault: SiteVault, number: Int = 1, card: Card? = nil, others: [Card] = [],
        now: Instant = Sample.now, _ change: (inout Agreement) -> Void = { _ in }
    ) throws {
        self.desk = desk
        if (try? vault.provider(nil)) == nil {
            try vault.trust(desk.provider, as: .provider, demanding: [], now: now)
        }
        let card = try card ?? desk.card(in: vault, now: now)
        (head, bytes) = try CustodyTests.head(number, card: card, others: others, change)
        facts = PackageFacts(head, card: card.body.cardID)
        package = desk.scratch.path + "/received-\(number).mvault"
        desk.scratch.write(bytes.bytes + [UInt8](repeating: 7, count: 9_000), "received-\(number).mvault")
        _ = try vault.bind(facts.card, to: facts.packageHash)
        try vault.keep(bytes, of: facts, at: package, on: now)
        try vault.record(.received(facts), at: now)
    }

    func holding(in vault: SiteVault) throws -> Holding {
        guard let holding = try vault.holding(facts.packageHash) else { throw VaultError.holdingUnknown("none") }
        return holding
    }

    /// How far an opening comes before it is cut short.
    enum Stage: Int, CaseIterable { case intended, listed, published, opened }

    /// Opens a copy in the folder `name`, or begins to.
    @discardableResult
    func open(
        _ name: String = "copy", in vault: SiteVault, now: Instant = Sample.now, until stage: Stage = .opened
    ) throws -> OpenedCopy {
        let destination = desk.scratch.path + "/" + name
        let staging = desk.scratch.path + "/.\(name).1.partial"
        mkdir(staging, 0o700)
        let number = try File(folder: staging).status().inode
        let copy = OpenedCopy(
            copy: .random(), person: Sample.person, destination: destination, staging: staging,
            storage: Line("ext4, encrypted: no")!, intendedAt: now, folderNumber: Count(Int(truncatingIfNeeded: number))
        )
        try vault.record(.intended(facts, person: Sample.person, copy), at: now)
        guard stage != .intended else { return copy }
        try vault.keep(Self.catalogue, of: copy.copy, of: facts)
        for file in Self.files {
            if file.path == "data" {
                mkdir(staging + "/data", 0o700)
            } else {
                desk.scratch.write(file.content, ".\(name).1.partial/\(file.path)")
            }
        }
        guard stage != .listed else { return copy }
        rename(staging, destination)
        guard stage != .published else { return copy }
        try vault.record(.opened(facts, person: Sample.person, copy: copy.copy, files: 3, bytes: 49), at: now)
        return copy
    }

    func isThere(_ name: String) -> Bool { access(desk.scratch.path + "/" + name, F_OK) == 0 }
    var hasKey: Bool { desk.text("cards/\(facts.card).key") != nil }
}

extension DeletionRequest {
    static func test(
        by person: Line? = Sample.person, now: Instant = Sample.now,
        _ change: (inout DeletionRequest) -> Void = { _ in }
    ) -> DeletionRequest {
        var request = DeletionRequest(tool: Line("unvault test")!, clock: { now })
        request.person = person.map { .init(name: $0, title: Line("Data manager")!, location: nil) }
        change(&request)
        return request
    }
}

extension SiteVault {
    func delete(_ delivery: Delivery, _ request: DeletionRequest = .test()) throws -> DeletionCertificate {
        try delete(try delivery.holding(in: self), request: request, witness: nil).certificate
    }
}

extension DeletionCertificate {
    /// Results by kind, in order.
    var results: [String] { body.objects.map { "\($0.kind) \($0.result)" }.sorted() }
    var caveats: [String] { body.caveats.map(\.description) }
}
