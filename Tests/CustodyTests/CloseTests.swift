import CustodyLog
import Erasing
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Custody

/// Opened copies alone: package and key stay.
@Suite struct CloseTests {
    private let desk = VaultDesk()

    private func close(
        _ delivery: Delivery, _ vault: SiteVault, _ change: (inout DeletionRequest) -> Void = { _ in }
    ) throws -> Erasure { try vault.close(delivery.holding(in: vault), request: .test(change)) }

    @Test func everyCopyIsErased() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open("one", in: vault)
        try delivery.open("two", in: vault)
        let erasure = try close(delivery, vault)
        #expect(erasure.left.isEmpty && erasure.erased.count { $0.kind == .openedFile } == 6)
        #expect(!delivery.isThere("one") && !delivery.isThere("two"))
        #expect(delivery.isThere("received-1.mvault") && delivery.hasKey)
        let events = try desk.events().suffix(2)
        #expect(events.map(\.type) == [.closeIntended, .closed])
        #expect(events.allSatisfy { $0.person == Sample.person && $0.isUnattended == nil })
        #expect(events.last?.code?.description == "complete")
        #expect(events.last?.files?.value == erasure.erased.count)
        #expect(throws: VaultError.nothingOpen(Sample.reference)) { try self.close(delivery, vault) }
        // It can be opened again.
        try delivery.open("three", in: vault)
        #expect(try delivery.holding(in: vault).copies.count == 1)
    }

    @Test func whatIsChangedAddedOrMissingIsKeptAndListed() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        desk.scratch.write(Array("household,income\n1,999\n2,200\n".utf8), "copy/data/households.csv")
        desk.scratch.write([1, 2, 3], "copy/data/derived.csv")
        unlink(desk.scratch.path + "/copy/data/notes.txt")
        let erasure = try close(delivery, vault)
        func result(_ name: String) -> ErasedObject.Result? {
            erasure.objects.first { $0.path == desk.scratch.path + "/copy/" + name }?.result
        }
        #expect(result("data/households.csv") == .kept && result("data/derived.csv") == .kept)
        #expect(result("data/notes.txt") == .missing && result("empty.txt") == .erased)
        #expect(desk.scratch.read("copy/data/derived.csv") == [1, 2, 3] && !delivery.isThere("copy/empty.txt"))
        #expect(try desk.events().last?.code?.description == "partial")
        #expect(try delivery.holding(in: vault).copies.count == 1)

        let second = try close(delivery, vault) { $0.includesDerived = true }
        #expect(second.erased.count { $0.kind == .openedFile || $0.kind == .derivedFile } == 2)
        #expect(second.isComplete(includingDerived: true) && !delivery.isThere("copy"))
        #expect(try desk.events().last?.code?.description == "complete")
        #expect(try delivery.holding(in: vault).copies.isEmpty)
    }

    /// Another folder that has the copy's path by now is not touched.
    @Test func anotherFolderInItsPlaceIsKept() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        rename(desk.scratch.path + "/copy", desk.scratch.path + "/moved")
        _ = desk.scratch.folder("copy/data")
        desk.scratch.write(Delivery.files[1].content, "copy/data/households.csv")
        let erasure = try close(delivery, vault) { $0.includesDerived = true }
        #expect(!erasure.left.isEmpty && delivery.isThere("copy/data/households.csv"))
        #expect(delivery.isThere("moved/data/households.csv"))
    }

    /// An erased path does not come back as missing when a run is repeated.
    @Test func aRunThatWasCutShortIsFinished() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        // As a killed run leaves it: intent, mark, and one file gone already.
        let holding = try delivery.holding(in: vault)
        try vault.record([holding.event(.closeIntended, at: Sample.now)], of: holding.provider)
        desk.put("", "holdings/\(holding.packageHash)/copies/\(holding.copies[0].copy).erasing")
        unlink(desk.scratch.path + "/copy/data/notes.txt")
        let erasure = try close(delivery, vault)
        #expect(erasure.isComplete(includingDerived: false), "\(erasure.left)")
        #expect(!delivery.isThere("copy"))
    }
}
