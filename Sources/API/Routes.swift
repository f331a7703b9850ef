extension Sandbox {
    /// The emulated API.
    ///
    /// - Source: `fixtures/endpoints.json`, and the files of the contract that it names.
    static let vendorRoutes =
        CustomerRoutes.all + VirtualAccountRoutes.all + PaymentRoutes.all + RefundRoutes.all
        + WebhookRoutes.vendor

    /// Our own routes, which are no part of the emulated API.
    static let controlRoutes =
        HealthRoutes.all + SettingsRoutes.all + CreditRoutes.all + ClockRoutes.all
        + EventRoutes.all + WebhookRoutes.control + SettlementRoutes.all
        + LedgerRoutes.all + ResetRoutes.all + OpenAPIRoutes.all + MetricsRoutes.all
        + GuideRoutes.all + SnapshotRoutes.all + TenantRoutes.all + DeliveryRoutes.all
        + BehaviourRoutes.all + SignatureRoutes.all + BulkCreditRoutes.all
        + SinkRoutes.all + WaitRoutes.all + FaultRoutes.all + JournalRoutes.all
        + BatchRoutes.all
}
