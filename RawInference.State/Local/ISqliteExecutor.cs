namespace RawInference.State.Local;

/// <summary>Carries out work on a connection of its own. One thread uses it, from the first batch to its disposal.</summary>
internal interface ISqliteExecutor : IDisposable
{
    /// <summary>The most works of one batch.</summary>
    int MaxBatch { get; }

    /// <summary>Completes or fails each work; never throws.</summary>
    void Execute(IReadOnlyList<ISqliteWork> batch);
}
