import CommandLineSupport
import Files
import FoundationEssentials
import Opening
import PackageFormat
import TestCast
import Testing
import unvault

/// The vectors of Tests/Vectors, each opened in this process.
@Suite struct VectorTests {
    /// A vector on disk, and an empty folder to open it into.
    private struct Bench {
        let vector: Vector
        let scratch = Scratch()
        let target: String
        let path: String
        let options: ExtractionOptions

        init(_ name: String) throws {
            vector = try #require(Vector(name), "not a vector: \(name)")
            target = scratch.folder("target")
            let file = vector.isHead ? "received.mvault-head" : "received.mvault"
            scratch.write(vector.package, file)
            path = scratch.path + "/" + file
            var options = ExtractionOptions()
            options.workers = 1
            self.options = options
        }

        var pins: VectorPins { VectorPins(provider: vector.provider) }

        func open() throws {
            let request = OpeningRequest(path: path, destination: target + "/opened", now: vector.now)
            _ = try PackageOpening(
                request, at: VectorSite(vector: vector), pins: pins, person: VectorOperator(), options: options
            ).run()
        }

        func verify() throws { _ = try PackageVerification(of: path, pins: pins, options: options).run() }
        func inspect() throws { _ = try Inspection(of: path, pins: nil).lines }

        /// Exit status of what `body` throws, as the tools give it.
        func status(_ body: () throws -> Void) -> Int32 {
            do {
                try body()
                return ExitStatus.done.rawValue
            } catch {
                return (error as? any Worded)?.words.status.rawValue ?? -1
            }
        }
    }

    @Test(arguments: Vector.names) func opensOrIsRefused(_ name: String) throws {
        let bench = try Bench(name)
        #expect(bench.status(bench.open) == bench.vector.status, "\(bench.vector.expect)")
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.target)
        guard bench.vector.status == 0 else {
            #expect(left.isEmpty && bench.vector.released == "nothing")
            return
        }
        #expect(left == ["opened"])
        #expect(try released(File(folder: bench.target + "/opened")) == bench.vector.released)
    }

    /// `verify` makes steps 1 to 14, and holds the chunks against the index; it says nothing of what is in them.
    @Test(arguments: Vector.names) func isVerifiedAsFarAsItGoes(_ name: String) throws {
        let bench = try Bench(name)
        let isFound = bench.vector.step <= 14 && bench.vector.expect != "head-alone" || bench.vector.section == "10.2"
        #expect(bench.status(bench.verify) == (isFound ? bench.vector.status : 0), "\(bench.vector.expect)")
    }

    /// `inspect` knows no pins; what it finds behind step 5, the vector does not say.
    @Test(arguments: Vector.names) func isInspectedAsFarAsItGoes(_ name: String) throws {
        let bench = try Bench(name)
        let status = bench.status(bench.inspect)
        guard bench.vector.step != 5 else { return }
        let isFound = bench.vector.step <= 14 && bench.vector.expect != "head-alone"
        #expect(status == (isFound ? bench.vector.status : 0), "\(bench.vector.expect)")
    }

    @Test func thereAreAsManyAsTheMatrixSays() throws {
        let matrix = String(decoding: try #require(Vector.contents("MATRIX.md")), as: UTF8.self)
        let count = try #require(matrix.split(whereSeparator: \.isWhitespace).firstIndex(of: "vectors,"))
        let number = matrix.split(whereSeparator: \.isWhitespace)[count - 1]
        #expect(Int(number) == Vector.names.count + Vector.statementNames.count)
        #expect(!Vector.names.isEmpty && !Vector.statementNames.isEmpty)
    }
}
