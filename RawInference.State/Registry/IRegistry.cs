namespace RawInference.State.Registry;

/// <summary>
/// Where entries of one kind are kept. A write that was acknowledged survives the crash of the process.
/// Failures of the store are an <see cref="InferenceException"/> of the code <c>Unavailable</c>.
/// </summary>
public interface IRegistry<TEntry>
    where TEntry : class, IRegistryEntry
{
    /// <summary>Null where there is none.</summary>
    ValueTask<TEntry?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="count"/> entries of an organization in the order of their ids.</summary>
    /// <param name="organization">Null for every one.</param>
    /// <param name="after">Only ids behind this one; null from the first on.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    ValueTask<IReadOnlyList<TEntry>> ListAsync(string? organization, string? after, int count, CancellationToken cancellationToken);

    /// <summary>Adds an entry of version 1; false where its id is taken.</summary>
    ValueTask<bool> AddAsync(TEntry entry, CancellationToken cancellationToken);

    /// <summary>Puts an entry in the place of the version before it; false where that is not the present one.</summary>
    ValueTask<bool> ReplaceAsync(TEntry entry, CancellationToken cancellationToken);

    /// <summary>Runs soon after an entry was added or replaced, by whatever process, with its id; with null when any may have been.</summary>
    event Action<string?> Changed;
}
