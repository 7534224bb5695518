using RawInference.Core.Identity;
using RawInference.State.Registry;

namespace RawInference.State.Namespaces;

/// <summary>A namespace as it is stored.</summary>
public sealed record NamespaceEntry(Namespace Namespace, long Version = 1) : IRegistryEntry
{
    public string Id => Namespace.Id;

    public string Organization => Namespace.Organization;
}
