using System.Text.Json;

namespace RawInference;

/// <summary>What routing has found out about a request.</summary>
/// <param name="Operation">One of <see cref="Operations"/>.</param>
/// <param name="DefaultParameters">An alias's parameters, beneath the caller's own; an object, or null.</param>
public sealed record RequestBinding(string Operation, JsonElement? DefaultParameters = null);
