namespace RawInference;

/// <summary>One mistake in a request, or one thing that a target cannot take.</summary>
/// <param name="Path">The field, as the REST contract names it: <c>inputs.image_url</c>.</param>
/// <param name="Message">What is wrong and how to cure it; safe to show.</param>
/// <param name="CanBeDropped">The call is possible without the field: a warning, unless the call is strict.</param>
public sealed record InferenceProblem(string Path, string Message, bool CanBeDropped = false);
