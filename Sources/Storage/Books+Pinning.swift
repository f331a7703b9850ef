import SmartCollect
import Wire

extension Books {
    /// The id of something new: the pinned one, or one made now.
    ///
    /// - Throws: `ErrorBody` for a pinned id that something else bears.
    func id<Entity: Identified>(
        _ pinned: ID<Entity>?, isTaken: (ID<Entity>) throws -> Bool
    ) throws -> ID<Entity> {
        guard let pinned else { return id() }
        guard try !isTaken(pinned) else {
            throw ErrorBody.control(
                "id_taken", "The id \(pinned.wire) is taken.", field: "id", status: 409)
        }
        return pinned
    }

    /// When something was made that has just been given its id: now, even if a second has begun in
    /// between.
    func moment<Entity>(of id: ID<Entity>) -> Timestamp {
        let (now, made) = (now, id.second)
        return now - made == 1 ? made : now
    }
}
