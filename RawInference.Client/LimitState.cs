namespace RawInference;

/// <summary>Where a limit of requests or tokens stands.</summary>
/// <param name="Name">Whose and of what: <c>key-requests</c>.</param>
/// <param name="Limit">The most within a window.</param>
/// <param name="Remaining">What is left of it now, not negative.</param>
/// <param name="Reset">Until the whole of it is there again, if nothing more is used.</param>
/// <param name="Window">Its length.</param>
public sealed record LimitState(string Name, long Limit, long Remaining, TimeSpan Reset, TimeSpan Window);
