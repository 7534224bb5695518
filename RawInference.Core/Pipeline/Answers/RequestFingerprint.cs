namespace RawInference.Core.Pipeline.Answers;

/// <summary>
/// Tells requests apart by what they ask: 64 hexadecimal digits. How JSON is laid out (member order, whitespace, <c>1.0</c> for
/// <c>1</c>) and where an input was written make no difference; every other property does, one that is added tomorrow too.
/// </summary>
internal static class RequestFingerprint
{
    /// <summary>Everything that the caller chose. Neither a call's own id nor the time it may take: a repetition has others.</summary>
    public static string OfCall(InferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var hash = new CanonicalHash();
        hash.Add(request);
        return hash.Finish();
    }

    /// <summary>What determines the answer of a model: inputs, parameters, provider options and whether its raw JSON is wanted, not how it is handed out.</summary>
    /// <param name="request">Typed, with an alias's defaults in it.</param>
    /// <param name="model">The one that answers, whatever the caller called it.</param>
    public static string OfContent(InferenceRequest request, ModelSelector model)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OfCall(request with { Model = model, Call = new CallOptions { IncludeRaw = request.Call.IncludeRaw } });
    }
}
