namespace RawInference;

/// <summary>What routing needs to know of a request to choose its operation.</summary>
/// <param name="Operation">What the caller named; null lets the model and the inputs decide.</param>
/// <param name="InputKeys">The keys of <c>inputs</c>, as the REST contract names them.</param>
public sealed record RequestShape(string? Operation, IReadOnlyCollection<string> InputKeys);
