import Archiving
import Files
import PackageFormat

// Each wraps the errors of the module below into the one error of this module.

func onDisk<Value: ~Copyable>(_ body: () throws(IOError) -> Value) throws(OpeningError) -> Value {
    do throws(IOError) { return try body() } catch { throw .io(error) }
}

func inFile<Value: ~Copyable>(_ body: () throws(PackageFileError) -> Value) throws(OpeningError) -> Value {
    do throws(PackageFileError) { return try body() } catch {
        switch error {
        case .io(let error): throw .io(error)
        case .package(let error): throw .package(error)
        }
    }
}

func inContent<Value>(_ body: () throws(ContentFault) -> Value) throws(OpeningError) -> Value {
    do throws(ContentFault) { return try body() } catch { throw .content(error) }
}

func inPackage<Value>(_ body: () throws(PackageError) -> Value) throws(OpeningError) -> Value {
    do throws(PackageError) { return try body() } catch { throw .package(error) }
}

func byAgreement<Value>(_ body: () throws(Refusal) -> Value) throws(OpeningError) -> Value {
    do throws(Refusal) { return try body() } catch { throw .refused(error) }
}

func atSite<Value: ~Copyable>(_ body: () throws(CustodianFailure) -> Value) throws(OpeningError) -> Value {
    do throws(CustodianFailure) { return try body() } catch {
        switch error {
        case .wrongPassphrase: throw .wrongPassphrase
        case .interrupted: throw .interrupted
        case .io(let error): throw .io(error)
        case .damaged, .logDamaged, .passphraseUnavailable, .key: throw .custodian(error)
        }
    }
}
