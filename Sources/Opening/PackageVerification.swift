import Files
import PackageFormat
import Pipelining

/// Verifies a package with no delivery key: head against pins, then every chunk against the signed index.
///
/// 1. head, pin, form, agreement, approvals, cards  2. lengths  3. index pages  4. chunks, on all cores
public struct PackageVerification<Trust: Pins> {
    private let path: String
    private let pins: Trust
    private let options: ExtractionOptions

    public init(of path: String, pins: Trust, options: ExtractionOptions) {
        (self.path, self.pins, self.options) = (path, pins, options)
    }

    /// The head, and whether the file holds a head alone, whose payload nothing is said of.
    public func run() throws(OpeningError) -> (head: VerifiedHead, isHeadAlone: Bool) {
        let package = try inFile { () throws(PackageFileError) in try PackageFile(at: path) }
        let verified = try inPackage { () throws(PackageError) in
            try package.head.signatureChecked().pinned(by: pins).verified()
        }
        guard !package.isHeadAlone else { return (verified, true) }
        try inFile { () throws(PackageFileError) in try package.checkLengths(of: verified.head) }
        try checkChunks(package, of: verified.head)
        return (verified, false)
    }

    private func checkChunks(_ package: borrowing PackageFile, of head: Head) throws(OpeningError) {
        let layout = head.layout
        var index = try IndexReader(package.file, layout: layout, root: head.envelope.indexRoot)
        let reader = try ChunkReader(package.file, layout: layout, key: nil)
        let slots = (0..<options.workers * 4).map { _ in ChunkReader.Slot() }
        let lane = Lane<ChunkReader.Slot, OpeningError>(slots: slots, workers: options.workers, returnsSlots: true) {
            (slot, _) throws(OpeningError) in try reader.open(slot)
        }
        defer { lane.stop() }
        for chunk in 0..<layout.chunkCount {
            guard !options.isInterrupted() else { throw .interrupted }
            let slot = try lane.acquire()
            try reader.read(chunk, leaf: try index.leaf(of: chunk), into: slot)
            lane.submit(slot)
            options.progress(layout.offset(of: chunk) - layout.payloadOffset)
        }
        try lane.drain()
    }
}
