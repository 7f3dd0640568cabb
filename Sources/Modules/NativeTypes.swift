import Runtime

/// The numbers of the types that these modules bring: any, as long as each is used once.
extension NativeType {
}
