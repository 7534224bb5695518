namespace RawInference.Testing.Store;

/// <summary>A server that is running.</summary>
internal interface IStoreProcess : IAsyncDisposable
{
    /// <summary>The id of its own process; null where it runs in this one.</summary>
    int? ProcessId { get; }
}
