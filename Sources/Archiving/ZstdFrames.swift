import CZstd
import PackageFormat

/// The frames of docs/format.md, section 11: independent, 1 MiB of content each, size and checksum in every frame.
public enum FrameProfile {
    /// Content of every frame but the last, which has 1 byte to as many.
    public static let contentLength = 1 << 20
    /// The shortest frame: magic, a header of two bytes, no block.
    public static let shortestFrame = 6
    /// The longest frame: what libzstd's ZSTD_compressBound gives for 1 MiB.
    public static let longestFrame = 1_052_672
    /// What `zstd` itself offers without `--ultra`.
    public static let levels = 1...19
    /// On survey files level 1 is about as small as level 3, at one and a half times the speed.
    public static let defaultLevel = 1
    /// Of the default level: zstd's own is 14 here, and twice the entries make surveys 1 to 3% smaller in the same time.
    static let defaultHashLog = 15
}

/// Makes frames; one for each worker.
public final class FrameCompressor: @unchecked Sendable {
    private let context: OpaquePointer

    /// `level` is one of `FrameProfile.levels`.
    public init(level: Int) {
        guard let context = ZSTD_createCCtx() else { preconditionFailure("no memory for a zstd context") }
        self.context = context
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
        if level == FrameProfile.defaultLevel {
            ZSTD_CCtx_setParameter(context, ZSTD_c_hashLog, Int32(FrameProfile.defaultHashLog))
        }
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1)
    }

    deinit { ZSTD_freeCCtx(context) }

    /// Compresses `content` into one frame; its length.
    public func compress(
        _ content: UnsafeRawBufferPointer, into frame: UnsafeMutableRawBufferPointer
    ) throws(ArchivingError) -> Int {
        let length = ZSTD_compress2(context, frame.baseAddress, frame.count, content.baseAddress, content.count)
        guard ZSTD_isError(length) == 0 else { throw .library(String(cString: ZSTD_getErrorName(length))) }
        return length
    }
}

/// Opens frames that keep the profile; one for each worker.
public final class FrameDecompressor: @unchecked Sendable {
    private let context: OpaquePointer

    public init() {
        guard let context = ZSTD_createDCtx() else { preconditionFailure("no memory for a zstd context") }
        self.context = context
    }

    deinit { ZSTD_freeDCtx(context) }

    /// RFC 8878, section 3.1.1.1.2: the window is the content itself, or no longer than a full frame's.
    private static func hasSmallWindow(_ frame: UnsafeRawBufferPointer) -> Bool {
        let isSingleSegment = frame[4] & 0b0010_0000 != 0
        let (exponent, mantissa) = (Int(frame[5] >> 3), Int(frame[5] & 7))
        let window = 1 << (10 + exponent)
        return isSingleSegment || window + window / 8 * mantissa <= FrameProfile.contentLength
    }

    /// Opens frame `number`, whose content must have `length` bytes as the seek table says.
    public func decompress(
        _ frame: UnsafeRawBufferPointer, number: Int, length: Int, into content: UnsafeMutableRawBufferPointer
    ) throws(ContentFault) {
        // RFC 8878, section 3.1.1.1.1: checksum flag set, reserved bit and dictionary id flag clear.
        guard frame.count >= FrameProfile.shortestFrame,
            frame.loadUnaligned(as: UInt32.self).littleEndian == ZSTD_MAGICNUMBER,
            frame[4] & 0b0000_1111 == 0b0000_0100, Self.hasSmallWindow(frame),
            ZSTD_getFrameContentSize(frame.baseAddress, frame.count) == UInt64(length),
            ZSTD_findFrameCompressedSize(frame.baseAddress, frame.count) == frame.count, content.count >= length
        else { throw .frame(number) }
        let found = ZSTD_decompressDCtx(context, content.baseAddress, length, frame.baseAddress, frame.count)
        guard ZSTD_isError(found) == 0 else {
            throw ZSTD_getErrorCode(found) == ZSTD_error_checksum_wrong ? .frameChecksum(number) : .frame(number)
        }
        guard found == length else { throw .frame(number) }
    }
}
