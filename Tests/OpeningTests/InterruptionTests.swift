import Files
import FoundationEssentials
import Glibc
import PackageFormat
import Sealing
import Synchronization
import Testing

@testable import Opening

/// Counts how often it was asked, and says yes from a certain time on.
final class Interruption: Sendable {
    private let asked = Atomic(0)
    private let limit: Int

    init(after limit: Int) { self.limit = limit }
    var isDue: Bool { asked.add(1, ordering: .relaxed).newValue > limit }
    var count: Int { asked.load(ordering: .relaxed) }
}

@Suite(.timeLimit(.minutes(1))) struct InterruptionTests {
    /// Ten chunks, in five files.
    fileprivate static let forge = PackageForge(
        StreamForge(files: (0..<5).map { ("file\($0).bin", noise(500_000, seed: UInt64($0))) }), bound: 4 << 20)

    @Test(arguments: [0, 1, 2, 3, 5, 8, 13]) func openingStops(_ after: Int) {
        let bench = Bench(Self.forge)
        let interruption = Interruption(after: after)
        bench.options.isInterrupted = { interruption.isDue }
        bench.refuses(.interrupted, recorded: ["received", "intended", "refused interrupted"])
    }

    @Test func openingIsAskedAllAlong() throws {
        let bench = Bench(Self.forge)
        let interruption = Interruption(after: .max)
        bench.options.isInterrupted = { interruption.isDue }
        _ = try bench.open()
        // Each chunk and each part of a file.
        #expect(interruption.count >= 15)
    }

    @Test(arguments: [0, 1, 5]) func verificationStops(_ after: Int) {
        let bench = Bench(Self.forge)
        let interruption = Interruption(after: after)
        bench.options.isInterrupted = { interruption.isDue }
        #expect(throws: OpeningError.interrupted) { try bench.verify() }
    }

    @Test(arguments: 1...4) func anyNumberOfThreadsOpens(_ workers: Int) throws {
        let bench = Bench(Self.forge)
        bench.options.workers = workers
        var last = 0
        bench.options.progress = {
            #expect($0 >= last)
            last = $0
        }
        #expect(try bench.open().bytes == 2_500_000)
        #expect(last == 2_500_000)
        #expect(bench.opened("file3.bin") == noise(500_000, seed: 3))
    }

    /// In a process of its own: other tests have threads too.
    @Test func manyOpeningsThatFailLeaveNoThreads() async {
        await #expect(processExitsWith: .success) {
            func threads() throws -> Int {
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
            }
            var forge = InterruptionTests.forge
            forge.chunks[4][100] ^= 1
            // The first may start threads of the runtime's.
            Bench(forge).refuses(.package(.chunk(4)), recorded: ["received", "intended", "refused not-authentic"])
            let before = try threads()
            for _ in 0..<20 {
                Bench(forge).refuses(
                    .package(.chunk(4)), recorded: ["received", "intended", "refused not-authentic"])
            }
            #expect(try threads() < before + 10)
        }
    }
}

extension PackageForge {
    init(_ stream: StreamForge, bound: Int) {
        self.init(stream)
        envelope.content_bytes_bound = bound
    }
}

/// A package that changes between its checks and its use.
@Suite struct SwapTests {
    private let forge = LayoutRefusalTests.forge

    private func swapping(
        at act: String, _ fault: PackageError, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: @escaping (borrowing File) throws -> Void
    ) {
        let bench = Bench(forge)
        bench.site.before = { [package = bench.package] now in
            guard now == act else { return }
            let descriptor = open(package, O_RDWR | O_CLOEXEC)
            #expect(throws: Never.self) { try change(File.adopting(descriptor: descriptor, path: package)) }
        }
        bench.refuses(
            .package(fault), recorded: ["received", "intended", "refused not-authentic"], sourceLocation: sourceLocation
        )
    }

    private var offset: Int { (forge.head.count + 4_095) / 4_096 * 4_096 }

    @Test(arguments: ["cards", "received", "intended", "key"]) func payloadIsHeldAgainstTheSignedIndex(_ act: String) {
        swapping(at: act, .chunk(0)) { try $0.write([0, 1, 2, 3], at: offset + 1_000) }
    }

    @Test func theIndexIsHeldAgainstTheSignedRoot() {
        let index = offset + forge.sealedLength
        swapping(at: "key", .indexPage(0)) { try $0.write([forge.index[0] ^ 1], at: index) }
        swapping(at: "key", .indexRoot) { try $0.write([forge.index[96] ^ 1], at: index + 96) }
        swapping(at: "key", .indexRoot) { try $0.truncate(to: index) }
        swapping(at: "key", .chunk(2)) { try $0.write([UInt8](repeating: 0, count: 16), at: index - 16) }
    }

    @Test func aWholeOtherPackageIsNotTakenForThisOne() {
        var other = PackageForge(StreamForge(files: [("other.csv", [1, 2, 3])]))
        other.fill = nil
        let bytes = other.bytes
        swapping(at: "key", .indexRoot) {
            try $0.write(bytes, at: 0)
            try $0.truncate(to: bytes.count)
        }
    }

    @Test func aHeadThatIsSwappedIsNotReadAgain() throws {
        let bench = Bench(forge)
        bench.site.before = { [package = bench.package, length = forge.head.count] act in
            guard act == "key" else { return }
            let descriptor = open(package, O_RDWR | O_CLOEXEC)
            #expect(throws: Never.self) {
                try File.adopting(descriptor: descriptor, path: package)
                    .write([UInt8](repeating: 0xFF, count: length), at: 0)
            }
        }
        #expect(throws: Never.self) { try bench.open() }
    }

    @Test func anotherFileUnderTheNameIsNotRead() throws {
        let bench = Bench(forge)
        bench.site.before = { [scratch = bench.scratch, package = bench.package] act in
            guard act == "key" else { return }
            unlink(package)
            scratch.write([1, 2, 3], "received.mvault")
        }
        #expect(throws: Never.self) { try bench.open() }
    }
}
