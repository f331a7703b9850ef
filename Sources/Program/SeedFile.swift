import ArgumentParser
import CLI
import Crypto
import Documents
import Simulator
import SmartCollect
import Storage
import Wire

/// The file that says what merchants begin with.
struct SeedFile {
    private let path: String
    private let seed: Seed

    /// Opens the books of a file's merchants, which plants those that are new.
    ///
    /// - Parameters:
    ///   - path: the file; nil for none.
    ///   - store: where the merchants' books are; seeds from the file from now on.
    /// - Returns: the file; nil for none.
    /// - Throws: `ExitCode` 1 after saying which line cannot be planted, and why.
    static func open(_ path: String?, in store: Store) throws -> SeedFile? {
        guard let path else { return nil }
        do {
            let seed = try Seed(reading: YAML.read(File.bytes(of: path)))
            let file = SeedFile(path: path, seed: seed)
            store.seed = file.plant
            for merchant in file.seed.merchants { try file.open(merchant, in: store) }
            try store.commit()
            return file
        } catch let error as YAMLError {
            throw fail("\(path), \(error)")
        } catch let error as ErrorBody {
            throw fail(error.description)
        } catch let error as FileError {
            throw fail("the seed cannot be read: \(error)")
        }
    }

    private static func fail(_ words: String) -> ExitCode {
        Terminal.fail(words)
        return .failure
    }

    private func open(_ merchant: Seed.Merchant, in store: Store) throws {
        guard merchant.keyID != Program.key || merchant.secret == Program.secret else {
            let words = "the secret of \(Program.key) is \(Program.secret)"
            throw YAMLError(place: merchant.place, words: words)
        }
        let digest = SHA256.digest(of: Array(merchant.secret.utf8))
        let key = MerchantKey(merchant.keyID)
        let books =
            try store.books(of: key)
            ?? store.open(key, mode: KeyMode(keyID: key.keyID) ?? .test, secretDigest: digest)
        guard constantTimeEqual(books.secretDigest, digest) else {
            let words = "\(merchant.keyID) has another secret in the database"
            throw YAMLError(place: merchant.place, words: words)
        }
    }

    /// What goes wrong at first with the requests of a key's merchant.
    func faults(of keyID: String) -> Faults {
        seed.merchants.first { $0.keyID == keyID }?.faults ?? Faults()
    }

    /// Writes into a merchant's books what the file says it begins with.
    ///
    /// - Throws: `ErrorBody` that tells whoever resets the merchant which line stands in the way.
    func plant(in books: Books) throws {
        do {
            try seed.plant(in: books)
        } catch let error as YAMLError {
            throw ErrorBody.control("seed_invalid", "\(path), \(error)", status: 409)
        }
    }
}
