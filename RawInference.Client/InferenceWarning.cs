namespace RawInference;

/// <summary>Something that was asked for and not done, or that the caller would want to know.</summary>
/// <param name="Code">A stable word for programs: <c>parameter_dropped</c>.</param>
/// <param name="Path">The field it is about, as the REST contract names it: <c>parameters.temperature</c>; null for the whole call.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record InferenceWarning(string Code, string? Path, string Message);
