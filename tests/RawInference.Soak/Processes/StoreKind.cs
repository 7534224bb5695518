namespace RawInference.Soak.Processes;

/// <summary>Where the servers keep their state.</summary>
internal enum StoreKind
{
    /// <summary>One server with its data folder.</summary>
    Local,

    /// <summary>Two servers that share a <c>redis-server</c>.</summary>
    Redis,
}
