using System.Collections.Frozen;

namespace RawInference.Core.Identity;

/// <summary>What a key may do besides asking for inference in its namespaces. A closed list.</summary>
public static class Permissions
{
    /// <summary>Inference, and the lists of models and providers.</summary>
    public const string Inference = "inference";

    /// <summary>Read the usage of its namespaces.</summary>
    public const string Usage = "usage";

    /// <summary>Clear the response cache of its namespaces.</summary>
    public const string Cache = "cache";

    /// <summary>Administer keys that are no wider than itself.</summary>
    public const string Keys = "keys";

    /// <summary>Create namespaces of its organization, and set their limits.</summary>
    public const string Namespaces = "namespaces";

    /// <summary>The operator's: organizations, and everything in all of them.</summary>
    public const string Operator = "operator";

    public static FrozenSet<string> All { get; } = new[] { Inference, Usage, Cache, Keys, Namespaces, Operator }.ToFrozenSet();

    /// <summary>What a key may do that says nothing of it.</summary>
    public static FrozenSet<string> Default { get; } = new[] { Inference }.ToFrozenSet();
}
