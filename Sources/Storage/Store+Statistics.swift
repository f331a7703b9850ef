extension Store {
    /// How much the memory holds.
    ///
    /// - Throws: `SQLiteError`.
    public func statistics() throws -> Statistics {
        var pending: Int64 = 0
        for books in allBooks {
            pending += try tables.deliveries.pendingCount(of: books.number)
        }
        return Statistics(
            merchants: allBooks.count, eventsRaised: eventsRaised, deliveriesPending: pending)
    }

    /// What a store can tell about itself.
    public struct Statistics: Equatable, Sendable {
        /// Merchants that are known, sub-accounts included.
        public let merchants: Int
        /// Events raised since the start.
        public let eventsRaised: Int
        /// Deliveries that are still to be made, of all merchants.
        public let deliveriesPending: Int64
    }
}
