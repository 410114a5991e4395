import Sealing
import Testing

@Suite struct NoiseStreamTests {
    private func block(_ stream: NoiseStream, _ number: Int, _ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { stream.fill($0, block: number) }
        return bytes
    }

    @Test func blocksCanBeMadeAgainInAnyOrder() {
        let stream = NoiseStream()
        let (first, second) = (block(stream, 0, 1_000), block(stream, 1, 1_000))
        #expect(block(stream, 1, 1_000) == second && block(stream, 0, 1_000) == first)
        #expect(block(stream, 0, 10) == Array(first.prefix(10)))
        #expect(first != second)
    }

    @Test func streamsDiffer() { #expect(block(NoiseStream(), 0, 64) != block(NoiseStream(), 0, 64)) }

    @Test func nothingIsFilled() { #expect(block(NoiseStream(), 0, 0) == []) }
}
