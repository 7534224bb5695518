namespace RawInference.State.Registry;

/// <summary>Edits that cross those of others.</summary>
internal static class RegistryEdits
{
    /// <summary>How often an edit is tried again, on what another has made of the entry meanwhile.</summary>
    private const int Tries = 8;

    /// <summary>Edits an entry as it is at that moment, again where another was faster.</summary>
    /// <param name="registry">Where the entry is.</param>
    /// <param name="find">The present entry; throws where there is none that may be edited.</param>
    /// <param name="edit">Makes the next version; throws where it must not be; the entry itself for nothing to do.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public static async ValueTask<TEntry> EditAsync<TEntry>(
        this IRegistry<TEntry> registry,
        Func<ValueTask<TEntry>> find,
        Func<TEntry, ValueTask<TEntry>> edit,
        CancellationToken cancellationToken)
        where TEntry : class, IRegistryEntry
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var present = await find().ConfigureAwait(false);
            var next = await edit(present).ConfigureAwait(false);
            if (ReferenceEquals(present, next) || await WriteAsync(registry, next, cancellationToken).ConfigureAwait(false))
            {
                return next;
            }
        }

        throw new InferenceException(InferenceErrorCode.Unavailable, "Others are editing the same entry all the time; try again.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    private static ValueTask<bool> WriteAsync<TEntry>(IRegistry<TEntry> registry, TEntry entry, CancellationToken cancellationToken)
        where TEntry : class, IRegistryEntry =>
        entry.Version == 1 ? registry.AddAsync(entry, cancellationToken) : registry.ReplaceAsync(entry, cancellationToken);
}
