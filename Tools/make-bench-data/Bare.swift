import Archiving
import Files
import Glibc
import PackageFormat
import Pipelining
import Sealing
import Synchronization

/// What no package of an extract can do without, as fast as the libraries and the kernel do it on all processors: files are read, digested,
/// compressed, sealed and written, and back. No archive, no order among the threads, no head, no agreement, no log.
///
/// A reference for packing and opening, with which Tools/bench runs it in turn. For made data: what it writes opens for whoever has
/// the folder.
final class Bare: Sendable {
    /// A stretch of a file that lies in one frame.
    private struct Piece {
        let path: String
        let offset: Int
        let length: Int
        let isWhole: Bool
    }

    /// One for each worker: sealed chunks one after another in a file, which hold its frames one after another.
    private struct Part {
        let path: String
        // Chunks are counted in each part from 0, and a key seals each number once.
        let key = PayloadKey(.random(), coreHash: Digest.of([], as: FormatTag.terms))
        var frames: [(pieces: [Piece], length: Int)] = []
        var length = 0
    }

    private let frames: [[Piece]]
    private let folders: [String]
    private let extract: String
    private let target: String

    /// `extract` is a folder; `target` is one that is not there yet.
    init(of extract: String, in target: String) throws(IOError) {
        var files: [(path: String, size: Int)] = []
        var folders: [String] = []
        try Self.walk(extract, under: "", &files, &folders)
        (frames, self.folders) = (Self.frames(of: files), folders)
        (self.extract, self.target) = (extract, target)
        makeFolder(target)
    }

    private static func frames(of files: [(path: String, size: Int)]) -> [[Piece]] {
        var frames: [[Piece]] = []
        var frame: [Piece] = []
        var room = FrameProfile.contentLength
        for file in files {
            var offset = 0
            while offset < file.size {
                let length = min(room, file.size - offset)
                frame.append(Piece(path: file.path, offset: offset, length: length, isWhole: length == file.size))
                offset += length
                room -= length
                if room == 0 {
                    frames.append(frame)
                    (frame, room) = ([], FrameProfile.contentLength)
                }
            }
        }
        if !frame.isEmpty { frames.append(frame) }
        return frames
    }

    private static func walk(
        _ root: String, under path: String, _ files: inout [(path: String, size: Int)], _ folders: inout [String]
    ) throws(IOError) {
        let folder = try File(folder: root + path)
        for name in try folder.names() {
            guard let name, let status = try folder.status(of: name) else { continue }
            let path = "\(path)/\(name)"
            if status.kind == .folder {
                folders.append(path)
                try walk(root, under: path, &files, &folders)
            } else {
                files.append((path, status.size))
            }
        }
    }

    /// Seconds for packing; with `opens`, for opening what was packed before without being measured.
    func seconds(opens: Bool) throws(IOError) -> Double {
        let clock = ContinuousClock()
        var start = clock.now
        let parts = try pack(inEqualParts: opens)
        if opens {
            start = clock.now
            try open(parts)
        }
        return start.duration(to: clock.now) / .seconds(1)
    }

    /// `inEqualParts`, so that no worker is done before the others when they open them.
    private func pack(inEqualParts: Bool) throws(IOError) -> [Part] {
        let next = Atomic(0)
        let parts = try onAllProcessors { [self] (worker) throws(IOError) in
            let compressor = FrameCompressor(level: FrameProfile.defaultLevel)
            let (content, frame) = (
                Buffer(capacity: FrameProfile.contentLength), Buffer(capacity: FrameProfile.longestFrame)
            )
            var part = Part(path: "\(target)/part-\(worker)")
            var chunks = try BareSealing(at: part.path, part.key)
            var turn = worker
            while true {
                let number = inEqualParts ? turn : next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < frames.count else { break }
                turn += workerCount
                content.count = 0
                for piece in frames[number] {
                    let room = UnsafeMutableRawBufferPointer(rebasing: content.rest.prefix(piece.length))
                    _ = try File(reading: extract + piece.path).read(into: room, at: piece.offset)
                    _ = FileDigest.block(UnsafeRawBufferPointer(room))
                    content.count += piece.length
                }
                do throws(ArchivingError) {
                    frame.count = try compressor.compress(content.filled, into: frame.whole)
                } catch { fatalError("a frame does not compress: \(error)") }
                try chunks.append(frame.filled)
                part.frames.append((frames[number], frame.count))
                part.length += frame.count
            }
            try chunks.finish()
            return part
        }
        try File(folder: target).sync()
        return parts
    }

    private func open(_ parts: [Part]) throws(IOError) {
        let restored = target + "/opened"
        makeFolder(restored)
        for folder in folders { makeFolder(restored + folder) }
        _ = try onAllProcessors { (worker) throws(IOError) in
            let decompressor = FrameDecompressor()
            let (content, frame) = (
                Buffer(capacity: FrameProfile.contentLength), Buffer(capacity: FrameProfile.longestFrame)
            )
            // Of files that lie in more than one frame: one for each worker, so that they need not wait for each other.
            let large = try File(appendingTo: "\(restored)/large-\(worker)", mode: 0o600)
            var writeback = Writeback()
            var stream = try BareUnsealing(parts[worker].path, length: parts[worker].length, parts[worker].key)
            for (number, (pieces, length)) in parts[worker].frames.enumerated() {
                try stream.next(length, into: frame)
                content.count = pieces.reduce(0) { $0 + $1.length }
                do throws(ContentFault) {
                    try decompressor.decompress(
                        frame.filled, number: number, length: content.count, into: content.whole)
                } catch { fatalError("a frame does not open: \(error)") }
                var start = 0
                for piece in pieces {
                    let bytes = UnsafeRawBufferPointer(rebasing: content.filled[start..<start + piece.length])
                    start += piece.length
                    guard piece.isWhole else {
                        try large.write(bytes)
                        writeback.advance(by: bytes.count, in: large)
                        continue
                    }
                    Self.write(bytes, to: restored + piece.path)
                }
            }
        }
        try File(folder: target).syncFileSystem()
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to path: String) {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count else {
            fail(path)
        }
        let times = [timespec](repeating: timespec(tv_sec: 0, tv_nsec: 0), count: 2)
        guard futimens(descriptor, times) == 0, close(descriptor) == 0 else { fail(path) }
    }

    private func onAllProcessors<Value: Sendable>(
        _ body: @Sendable (Int) throws(IOError) -> Value
    ) throws(IOError) -> [Value] {
        var values: [Value] = []
        for found in sideBySide(workerCount, { worker in Result { () throws(IOError) in try body(worker) } }) {
            values.append(try found.get())
        }
        return values
    }
}
