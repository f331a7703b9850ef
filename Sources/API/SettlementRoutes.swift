import HTTP
import Simulator
import SmartCollect
import Storage
import Wire

/// What becomes of a refund that is held pending.
enum SettlementRoutes {
    static let all = [
        Route(.post, "/_sandbox/refunds/:id/settle", settle)
    ]

    private static func settle(_ call: Call) throws -> Reply {
        let refund = try call.books.refund(call.id())
        let fields = try ControlFields(call.controlBody(), knowing: ["status"])
        let status: Refund.Status
        switch try fields.text("status") {
        case "processed": status = .processed
        case "failed": status = .failed
        default: throw ControlFields.wrong("status", "processed or failed")
        }
        let settled = try call.books.settle(
            refund, as: status, reference: Bank.returnReference(of: refund, for: call.books))
        return .json { $0.refund(settled) }
    }
}
