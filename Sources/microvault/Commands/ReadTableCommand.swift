import ArgumentParser
import CommandLineSupport
import StatisticalFiles

/// What `screen` and `pack` start for each SPSS, Stata or SAS file: no command for people.
struct ReadTableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-table", abstract: "Decode descriptor 0 for \"screen\".", shouldDisplay: false)

    @Argument var format: StatisticalFormat
    @Argument(help: "Bytes of address space.") var memory: Int
    @Argument(help: "Seconds of processor time.") var seconds: Int

    func run() throws {
        guard TableDecoder.run(format, limits: DecodingLimits(memory: memory, seconds: seconds)) else {
            throw ExitStatus.failure
        }
    }
}

extension StatisticalFormat: ExpressibleByArgument {}
