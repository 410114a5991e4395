import Testing

@testable import Opening

/// A package of three chunks, altered in every way there is a family for: neither `open` nor `verify` takes it, and nothing
/// is left at the destination.
@Suite struct MutationFamilyTests {
    @Test(arguments: MutationFamily.allCases) func noneIsTaken(_ family: MutationFamily) throws {
        #expect(try MutationOutcome.of(family).taken == [])
    }

    @Test func thePackageItselfOpens() throws {
        let bench = Bench(MutationBench.forge)
        #expect(try bench.open().bytes == 700_000)
        #expect(MutationBench.sections.chunks.count == 3)
        #expect(MutationBench.sections.all.map(\.count).reduce(0, +) == MutationBench.whole.count)
    }

    @Test func asManyAreTriedAsThereAre() throws {
        var lines: [String] = []
        var all = 0
        for family in MutationFamily.allCases {
            let tried = try MutationOutcome.of(family).tried
            #expect(tried >= family.expected, "\(family.rawValue)")
            all += tried
            lines.append("mutations: \(family.rawValue): \(tried)")
        }
        print((lines + ["mutations: in all: \(all)"]).joined(separator: "\n"))
    }
}
