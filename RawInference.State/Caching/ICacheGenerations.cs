namespace RawInference.State.Caching;

/// <summary>Each namespace's present generation, which is part of the keys of its answers: a new one, and all of them are forgotten.</summary>
internal interface ICacheGenerations
{
    /// <summary>Null where it cannot be told: what has been forgotten elsewhere must not be answered here.</summary>
    ValueTask<string?> CurrentAsync(string organization, string @namespace, CancellationToken cancellationToken);

    /// <exception cref="InferenceException"><c>Unavailable</c>: the others could not be told.</exception>
    ValueTask RenewAsync(string organization, string @namespace, CancellationToken cancellationToken);
}
