import SmartCollect
public import Wire

extension Books {
    /// Opens an account for every row that can have one, in their order.
    ///
    /// - Parameter file: the rows.
    /// - Returns: what became of each.
    /// - Throws: `SQLiteError` where nothing can be stored; then no account has been opened.
    public func open(_ file: BatchFile) throws -> [BatchFile.Outcome] {
        try change { try file.rows.map(outcome) }
    }

    private func outcome(of row: BatchRow) throws -> BatchFile.Outcome {
        do {
            return .opened(try change { try open(row) })
        } catch let refusal as Refusal {
            return .failed(refusal.errorBody(under: merchant.settings).description)
        } catch let error as ErrorBody {
            return .failed(error.description)
        }
    }

    private func open(_ row: BatchRow) throws -> VirtualAccount {
        let customer = try row.customer().map { try create($0).id }
        return try open(row.account(of: customer, under: merchant.settings))
    }
}
