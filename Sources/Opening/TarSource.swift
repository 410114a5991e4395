import Archiving
import PackageFormat

/// A stretch of the tar stream as libarchive asks for it, held against the profile first; keeps the failure that
/// libarchive cannot carry.
final class TarSource {
    private let stream: ContentStream
    private let run: EntryRun
    private var profile: TarProfile
    /// Where the next block of the stream begins in the archive.
    private var position: Int
    private var hasEnded = false
    private(set) var failure: OpeningError?

    /// The two zero blocks with which every tar ends; a stretch gets them from here.
    private static let end = ZeroBlocks()

    private final class ZeroBlocks: @unchecked Sendable {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_024, alignment: 512)
        init() { bytes.initializeMemory(as: UInt8.self, repeating: 0) }
    }

    /// `firstFrame` is the number of the first frame that `stream` gives.
    init(_ stream: ContentStream, _ run: EntryRun, firstFrame: Int) {
        (self.stream, self.run) = (stream, run)
        profile = TarProfile(run.entries, hasEnd: run.isWhole)
        position = firstFrame * FrameProfile.contentLength
    }

    func next() -> UnsafeRawBufferPointer? {
        do throws(OpeningError) {
            if let part = try take() { return part }
            guard !run.isWhole, !hasEnded else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            hasEnded = true
            return UnsafeRawBufferPointer(Self.end.bytes)
        } catch {
            failure = error
            return nil
        }
    }

    /// The reader may stop at the end blocks; what it left is taken, so that every frame was checked.
    func drain() throws(OpeningError) {
        while try take() != nil {}
        try inContent { () throws(ContentFault) in try profile.end() }
    }

    /// The next block, cut to what belongs to the run; the whole archive is not cut.
    private func take() throws(OpeningError) -> UnsafeRawBufferPointer? {
        while let block = try stream.next() {
            let start = position
            position += block.count
            let from = max(0, run.range.lowerBound - start)
            let to = run.isWhole ? block.count : min(block.count, run.range.upperBound - start)
            guard from < to else { continue }
            let part = UnsafeRawBufferPointer(rebasing: block[from..<to])
            try inContent { () throws(ContentFault) in try profile.take(part) }
            return part
        }
        return nil
    }

    func reading<Value>(_ body: () throws(TarReader.Failure) -> Value) throws(OpeningError) -> Value {
        do throws(TarReader.Failure) { return try body() } catch {
            if let failure { throw failure }
            switch error {
            case .content(let fault): throw .content(fault)
            case .archiving(let fault): throw .archiving(fault)
            }
        }
    }
}
