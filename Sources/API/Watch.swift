import SmartCollect
import Storage

/// Tells the sinks of what has happened, once it is certain to have.
///
/// What happens in a pass of the loop is noted as it happens; nobody is told before the pass is
/// committed, and nobody at all when it is not.
final class Watch {
    private unowned let sandbox: Sandbox
    private var news: [(news: News, books: Books, undoings: Int)] = []

    init(of sandbox: Sandbox) {
        self.sandbox = sandbox
    }

    // MARK: What happens

    func note(_ news: News, _ books: Books) {
        self.news.append((news, books, sandbox.store.undoings))
    }

    /// The pass is lost: nothing of it has happened.
    func forget() {
        news.removeAll(keepingCapacity: true)
    }

    /// The pass is committed.
    func tell() {
        guard !news.isEmpty else { return }
        // Telling may make an answer of which somebody else is to be told.
        let news = news
        forget()
        for one in news {
            tell(one.news, one.books, isSure: one.undoings == sandbox.store.undoings)
        }
    }

    /// What has happened while nothing at all was undone since then is sure to have.
    private func tell(_ news: News, _ books: Books, isSure: Bool) {
        do {
            if case .event(let record) = news {
                guard try isSure || books.event(record.event.id) == record else { return }
                try tell(record, books)
            }
        } catch {
            // It was undone after all, or the merchant is gone: there is nothing to tell.
        }
    }

    private func tell(_ record: EventRecord, _ books: Books) throws {
        let goesToSink = try books.webhooks().isEmpty
        if goesToSink {
            sandbox.bench(of: books).sinks.take(record.event.id, at: record.event.createdAt)
        }
    }
}
