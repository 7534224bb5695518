using System.Collections.Frozen;
using RawInference.Core.Identity;

namespace RawInference.State.Keys;

/// <summary>The ids of keys that nobody named.</summary>
public static class KeyIds
{
    /// <summary>The operator's <see cref="KeyOptions.Bootstrap"/>.</summary>
    public const string Bootstrap = "bootstrap";

    /// <summary>The key that is generated into the data folder.</summary>
    public const string Development = "development";

    /// <summary>Who acts on the command line; no secret belongs to it.</summary>
    public const string CommandLine = "commandline";

    internal static FrozenSet<string> Reserved { get; } = new[] { Bootstrap, Development, CommandLine, Caller.Local.KeyId }.ToFrozenSet();
}
